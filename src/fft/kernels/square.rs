// SPDX-License-Identifier: MIT OR Apache-2.0
//! The last stages of a frame: squares of words that are transposed on the way. A frame of one square stays in registers.

use super::job::Job;
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::lead::{Choice, Modes, size_of};
use super::pass::{Pass, Walk};
use super::tail::{self, Blocks};
use crate::fft::BitReversal;

/// The frame of one square, if it cannot overflow; else false, and nothing is done. Its words stay in registers.
///
/// # Safety
/// The walk covers a frame of `SIDE`² words.
#[inline(always)]
pub(super) unsafe fn free<S, F, C, const SIDE: usize, const SMALL: bool>(
    job: &Job,
    Modes { special, free, straight, .. }: &Modes<S, F, C>,
    walk: Walk,
) -> bool
where
    S: Kernel<Lanes = F::Lanes>,
    F: Kernel,
{
    // SAFETY: the caller's.
    unsafe {
        let mut rows = [F::Lanes::splat32(0); SIDE];
        for (row, words) in rows.iter_mut().enumerate() {
            *words = F::Lanes::load(walk.from.add(row * SIDE * F::DWORDS));
        }
        match size_of(free, job, &rows).choice::<S, SMALL>(job) {
            Choice::Checked => return false,
            Choice::Special if S::PAIRED => return false,
            Choice::Special => square_stages(job, special, walk, rows, *straight),
            Choice::Free => square_stages(job, free, walk, rows, *straight),
        }
    }
    true
}

/// Transforms the words of a frame, `rows`, which cannot overflow.
///
/// # Safety
/// The walk covers a frame of `SIDE`² words.
#[inline(always)]
unsafe fn square_stages<K: Kernel, const SIDE: usize>(
    job: &Job,
    kernel: &K,
    there: Walk,
    rows: [K::Lanes; SIDE],
    straight: bool,
) {
    // SAFETY: the caller's.
    unsafe {
        if straight && !K::PAIRED {
            let pass = Pass::<_, false, true> { kernel, tables: &job.tables, walk: there };
            one_square(&pass, job.natural, rows);
        } else {
            let pass = Pass::<_, false, false> { kernel, tables: &job.tables, walk: there };
            one_square(&pass, job.natural, rows);
        }
    }
}

/// The same, compiled for each.
///
/// # Safety
/// As above.
#[inline(always)]
unsafe fn one_square<K: Kernel, const SIDE: usize, const STRAIGHT: bool>(
    pass: &Pass<K, false, STRAIGHT>,
    natural: bool,
    mut rows: [K::Lanes; SIDE],
) {
    let mut flags = K::Lanes::splat32(0);
    for words in &mut rows {
        *words = pass.enter(*words);
    }
    // SAFETY: the caller's walk covers a frame of as many words as the registers hold.
    unsafe {
        pass.within(&mut rows, &mut flags);
        if natural {
            let mut square = rows;
            for (words, row) in square.iter_mut().zip(Rows::<SIDE>::REVERSED) {
                *words = rows[row];
            }
            rows = square;
            if !K::PAIRED {
                return finish_one(pass, true, &mut rows, &mut flags);
            }
        }
        finish_one(pass, K::PAIRED && natural, &mut rows, &mut flags);
    }
}

/// The last stages of the one square of a frame.
///
/// # Safety
/// As above.
#[inline(always)]
unsafe fn finish_one<K: Kernel, const SIDE: usize, const STRAIGHT: bool>(
    pass: &Pass<K, false, STRAIGHT>,
    natural: bool,
    rows: &mut [K::Lanes; SIDE],
    flags: &mut K::Lanes,
) {
    finish(pass, SIDE.ilog2() as usize, natural, Rows::<SIDE>::blocks::<K>(natural), rows, flags);
    // SAFETY: the caller's.
    unsafe { put(pass, natural, 0, rows) }
}

/// The last stages in the order asked for; each order has loops of its own, but where stages go in pairs, which have more code.
///
/// # Safety
/// The walk covers a frame of at least `SIDE`² words.
#[inline(always)]
pub(super) unsafe fn all_squares<K: Kernel, const SIDE: usize, const STRAIGHT: bool>(
    pass: &Pass<K, false, STRAIGHT>,
    stage: usize,
    natural: bool,
    flags: &mut K::Lanes,
) {
    // SAFETY: the caller's.
    unsafe {
        if K::PAIRED {
            squares::<K, SIDE, STRAIGHT>(pass, stage, natural, flags);
        } else if natural {
            squares::<K, SIDE, STRAIGHT>(pass, stage, true, flags);
        } else {
            squares::<K, SIDE, STRAIGHT>(pass, stage, false, flags);
        }
    }
}

/// The last stages, from `stage` on, of blocks of `SIDE` words.
///
/// A square is `SIDE` blocks that lie len/`SIDE` apart; transposed, a register holds one position of each, and the
/// stages go from register to register. In natural order position (t, m, l) goes to (rev l, rev m, rev t): the
/// blocks are read in reversed order of t, so that they come out side by side, and square m changes places
/// with square rev m.
///
/// # Safety
/// The walk covers a frame of at least `SIDE`² words.
#[inline(always)]
unsafe fn squares<K: Kernel, const SIDE: usize, const STRAIGHT: bool>(
    pass: &Pass<K, false, STRAIGHT>,
    stage: usize,
    natural: bool,
    flags: &mut K::Lanes,
) {
    let count = pass.walk.len / (SIDE * SIDE);
    let reversal = BitReversal::new(count.ilog2());
    for m in 0..count {
        let partner = if natural { reversal.index(m) } else { m };
        if partner < m {
            continue;
        }
        // SAFETY: m and its partner are below count.
        unsafe {
            let square = solve::<K, SIDE, STRAIGHT>(pass, stage, natural, m, flags);
            if partner == m {
                put(pass, natural, m, &square);
            } else {
                let other = solve::<K, SIDE, STRAIGHT>(pass, stage, natural, partner, flags);
                put(pass, natural, partner, &square);
                put(pass, natural, m, &other);
            }
        }
    }
}

/// Square `m` after the last stages.
///
/// # Safety
/// The walk covers a frame of at least `SIDE`² words.
#[inline(always)]
unsafe fn solve<K: Kernel, const SIDE: usize, const STRAIGHT: bool>(
    pass: &Pass<K, false, STRAIGHT>,
    stage: usize,
    natural: bool,
    m: usize,
    flags: &mut K::Lanes,
) -> [K::Lanes; SIDE] {
    let apart = pass.walk.len / SIDE;
    let mut square = [K::Lanes::splat32(0); SIDE];
    for (i, words) in square.iter_mut().enumerate() {
        let row = if natural { Rows::<SIDE>::REVERSED[i] } else { i };
        // SAFETY: block `row` of square m is below len.
        *words = unsafe { pass.load::<false>(m * SIDE + row * apart) };
    }
    // Blocks of a square are numbered len / SIDE² apart; where that is 1, overflows are looked for.
    let alone = K::LONG && pass.walk.len == SIDE * SIDE;
    let blocks = if alone { Rows::<SIDE>::blocks::<K>(natural) } else { Blocks::of(m) };
    finish(pass, stage, natural, blocks, &mut square, flags);
    square
}

/// The last stages of a square.
#[inline(always)]
fn finish<K: Kernel, const SIDE: usize, const STRAIGHT: bool>(
    pass: &Pass<K, false, STRAIGHT>,
    stage: usize,
    natural: bool,
    blocks: Blocks<K::Lanes>,
    square: &mut [K::Lanes; SIDE],
    flags: &mut K::Lanes,
) {
    K::transpose(square);
    tail::last(pass.kernel, pass.tables, stage, blocks, square, flags);
    if !natural {
        K::transpose(square);
    }
    for words in square {
        *words = pass.leave(*words);
    }
}

/// Writes a square where square `m` is read.
///
/// # Safety
/// The walk covers a frame of at least `SIDE`² words.
#[inline(always)]
unsafe fn put<K: Kernel, const SIDE: usize, const STRAIGHT: bool>(
    pass: &Pass<K, false, STRAIGHT>,
    natural: bool,
    m: usize,
    square: &[K::Lanes; SIDE],
) {
    let apart = pass.walk.len / SIDE;
    for (i, words) in square.iter().enumerate() {
        let row = if natural { Rows::<SIDE>::REVERSED[i] } else { i };
        // SAFETY: as in `solve`.
        unsafe { pass.store(m * SIDE + row * apart, *words) }
    }
}

/// The rows of a square.
struct Rows<const SIDE: usize>;

impl<const SIDE: usize> Rows<SIDE> {
    /// Each with the bits of its number reversed; a constant, so that the loops over it can be unrolled.
    const REVERSED: [usize; SIDE] = {
        let mut rows = [0; SIDE];
        let mut i = 0;
        while i < SIDE {
            rows[i] = BitReversal::new(SIDE.ilog2()).index(i);
            i += 1;
        }
        rows
    };

    /// The blocks of the one square of a frame, which are its rows, a lane for each.
    #[inline(always)]
    fn blocks<K: Kernel>(natural: bool) -> Blocks<K::Lanes> {
        let mut odd = [0; 16];
        for (i, odd) in odd.iter_mut().enumerate().take(SIDE * K::DWORDS) {
            let lane = i / K::DWORDS;
            let row = if natural { Self::REVERSED[lane] } else { lane };
            *odd = -i32::from(!row.is_multiple_of(2));
        }
        // SAFETY: no register has more than 16 lanes.
        Blocks::Either(unsafe { K::Lanes::load(odd.as_ptr()) })
    }
}
