// SPDX-License-Identifier: MIT OR Apache-2.0
//! A frame whose words lie side by side: sweeps, then squares of words that are transposed on the way.

use super::job::{Job, Modes};
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::pass::{Pass, Walk};
use crate::fft::BitReversal;

/// Transforms one frame of at least `SIDE`² words from `from` to `to`, which may be the same place; true if
/// anything overflowed. `SIDE` is `WORDS`.
///
/// # Safety
/// `from` is readable and `to` writable for a frame; they are equal or do not overlap.
#[inline(always)]
pub(super) unsafe fn frame<F, C, const SIDE: usize>(
    job: &Job,
    modes: &Modes<F, C>,
    from: *const i32,
    to: *mut i32,
) -> bool
where
    F: Kernel,
    C: Kernel<Lanes = F::Lanes>,
{
    let there = Walk { from, from_pitch: F::DWORDS, to, to_pitch: F::DWORDS, len: job.len() };
    let within = Walk { from: to, ..there };
    let mut flags = F::Lanes::splat32(0);
    let lead = job.stages.len() - SIDE.ilog2() as usize;
    // SAFETY: the walks cover a frame; blocks of SIDE words or more are left to the sweeps.
    unsafe {
        let proven = modes.lead::<false>(job, [there, within], lead, &mut flags);
        if proven && job.halves_from(lead) {
            let pass = Pass { kernel: &modes.free, tables: &job.tables, walk: within };
            squares::<F, SIDE>(&pass, lead, job.natural, &mut flags);
        } else {
            let pass = Pass { kernel: &modes.checked, tables: &job.tables, walk: within };
            squares::<C, SIDE>(&pass, lead, job.natural, &mut flags);
        }
    }
    !flags.is_zero()
}

/// The last stages, from `stage` on, of blocks of `SIDE` words.
///
/// A square is `SIDE` blocks that lie len/`SIDE` apart; transposed, a register holds one position of each, and the
/// stages go from register to register. In natural order position (t, m, l) goes to (rev l, rev m, rev t): the
/// blocks are read in reversed order of t, so that they come out side by side, and square m changes places
/// with square rev m.
#[inline(always)]
unsafe fn squares<K: Kernel, const SIDE: usize>(
    pass: &Pass<K, false>,
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
        // Both are read before either is written; one loop for both keeps the code small.
        let pair = [m, partner];
        let mut solved = [[K::Lanes::splat32(0); SIDE]; 2];
        let both = if partner == m { 1 } else { 2 };
        for (square, m) in solved.iter_mut().zip(pair).take(both) {
            // SAFETY: m and its partner are below count.
            *square = unsafe { solve::<K, SIDE>(pass, stage, natural, m, flags) };
        }
        for (square, m) in solved.iter().zip([partner, m]).take(both) {
            // SAFETY: as above.
            unsafe { put(pass, natural, m, square) };
        }
    }
}

/// Square `m` after the last stages.
#[inline(always)]
unsafe fn solve<K: Kernel, const SIDE: usize>(
    pass: &Pass<K, false>,
    stage: usize,
    natural: bool,
    m: usize,
    flags: &mut K::Lanes,
) -> [K::Lanes; SIDE] {
    let mut square = [K::Lanes::splat32(0); SIDE];
    for (i, words) in square.iter_mut().enumerate() {
        // SAFETY: block i of square m is below len.
        *words = unsafe { pass.load::<false>(place::<SIDE>(pass.walk.len, natural, m, i)) };
    }
    K::transpose(&mut square);
    pass.kernel.tail(pass.tables, stage, &mut square, flags);
    if !natural {
        K::transpose(&mut square);
    }
    for words in &mut square {
        *words = pass.kernel.leave(*words);
    }
    square
}

/// Writes a square where square `m` is read.
#[inline(always)]
unsafe fn put<K: Kernel, const SIDE: usize>(
    pass: &Pass<K, false>,
    natural: bool,
    m: usize,
    square: &[K::Lanes; SIDE],
) {
    for (i, words) in square.iter().enumerate() {
        // SAFETY: as in `solve`.
        unsafe { pass.store(place::<SIDE>(pass.walk.len, natural, m, i), *words) }
    }
}

/// Position of the i-th block of square `m`.
#[inline(always)]
fn place<const SIDE: usize>(len: usize, natural: bool, m: usize, i: usize) -> usize {
    let row = if natural { BitReversal::new(SIDE.ilog2()).index(i) } else { i };
    row * (len / SIDE) + m * SIDE
}
