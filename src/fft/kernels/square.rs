// SPDX-License-Identifier: MIT OR Apache-2.0
//! The last stages of a frame: squares of words that are transposed on the way. A frame of one square stays in registers.

use super::job::Job;
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::lead::{Choice, Modes, size_of};
use super::pass::{Pass, Walk};
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
        match size_of(free, job, &rows).choice::<SMALL>(job) {
            Choice::Checked => return false,
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
        if straight {
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
    let lead = SIDE.ilog2() as usize;
    // SAFETY: the caller's walk covers a frame of as many words as the registers hold.
    unsafe {
        pass.within(&mut rows, &mut flags);
        if natural {
            let mut square = rows;
            for (words, row) in square.iter_mut().zip(Rows::<SIDE>::REVERSED) {
                *words = rows[row];
            }
            finish::<_, SIDE, STRAIGHT, true>(pass, lead, &mut square, &mut flags);
            put::<_, SIDE, STRAIGHT, true>(pass, 0, &square);
        } else {
            finish::<_, SIDE, STRAIGHT, false>(pass, lead, &mut rows, &mut flags);
            put::<_, SIDE, STRAIGHT, false>(pass, 0, &rows);
        }
    }
}

/// The last stages in the order asked for; each order has loops of its own.
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
        if natural {
            squares::<K, SIDE, STRAIGHT, true>(pass, stage, flags);
        } else {
            squares::<K, SIDE, STRAIGHT, false>(pass, stage, flags);
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
unsafe fn squares<K: Kernel, const SIDE: usize, const STRAIGHT: bool, const NATURAL: bool>(
    pass: &Pass<K, false, STRAIGHT>,
    stage: usize,
    flags: &mut K::Lanes,
) {
    let count = pass.walk.len / (SIDE * SIDE);
    let reversal = BitReversal::new(count.ilog2());
    for m in 0..count {
        let partner = if NATURAL { reversal.index(m) } else { m };
        if partner < m {
            continue;
        }
        // SAFETY: m and its partner are below count.
        unsafe {
            let square = solve::<K, SIDE, STRAIGHT, NATURAL>(pass, stage, m, flags);
            if partner == m {
                put::<K, SIDE, STRAIGHT, NATURAL>(pass, m, &square);
            } else {
                let other = solve::<K, SIDE, STRAIGHT, NATURAL>(pass, stage, partner, flags);
                put::<K, SIDE, STRAIGHT, NATURAL>(pass, partner, &square);
                put::<K, SIDE, STRAIGHT, NATURAL>(pass, m, &other);
            }
        }
    }
}

/// Square `m` after the last stages.
///
/// # Safety
/// The walk covers a frame of at least `SIDE`² words.
#[inline(always)]
unsafe fn solve<K: Kernel, const SIDE: usize, const STRAIGHT: bool, const NATURAL: bool>(
    pass: &Pass<K, false, STRAIGHT>,
    stage: usize,
    m: usize,
    flags: &mut K::Lanes,
) -> [K::Lanes; SIDE] {
    let apart = pass.walk.len / SIDE;
    let mut square = [K::Lanes::splat32(0); SIDE];
    for (i, words) in square.iter_mut().enumerate() {
        let row = if NATURAL { Rows::<SIDE>::REVERSED[i] } else { i };
        // SAFETY: block `row` of square m is below len.
        *words = unsafe { pass.load::<false>(m * SIDE + row * apart) };
    }
    finish::<K, SIDE, STRAIGHT, NATURAL>(pass, stage, &mut square, flags);
    square
}

/// The last stages of a square.
#[inline(always)]
fn finish<K: Kernel, const SIDE: usize, const STRAIGHT: bool, const NATURAL: bool>(
    pass: &Pass<K, false, STRAIGHT>,
    stage: usize,
    square: &mut [K::Lanes; SIDE],
    flags: &mut K::Lanes,
) {
    K::transpose(square);
    pass.kernel.tail(pass.tables, stage, square, flags);
    if !NATURAL {
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
unsafe fn put<K: Kernel, const SIDE: usize, const STRAIGHT: bool, const NATURAL: bool>(
    pass: &Pass<K, false, STRAIGHT>,
    m: usize,
    square: &[K::Lanes; SIDE],
) {
    let apart = pass.walk.len / SIDE;
    for (i, words) in square.iter().enumerate() {
        let row = if NATURAL { Rows::<SIDE>::REVERSED[i] } else { i };
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
}
