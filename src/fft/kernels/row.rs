// SPDX-License-Identifier: MIT OR Apache-2.0
//! A frame whose words lie side by side: sweeps, then squares of words that are transposed on the way.

use super::job::{Job, Pace};
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::lead::{Modes, Size, free_lead, size};
use super::pass::{Pass, Walk};
use super::square::all_squares;

/// Transforms one frame of at least `SIDE`² words if it cannot overflow; else false, and nothing is done. `SIDE` is
/// `WORDS`; `SMALL` if the special kernel is that for short differences.
///
/// # Safety
/// As for [`Frames`](super::door::Frames), of one frame.
#[inline(always)]
pub(super) unsafe fn free_frame<S, F, C, const SIDE: usize, const SMALL: bool>(
    job: &Job,
    modes: &Modes<S, F, C>,
    from: *const i32,
    to: *mut i32,
) -> bool
where
    S: Kernel<Lanes = F::Lanes>,
    F: Kernel,
{
    if job.pace() == Pace::Other {
        return false;
    }
    // SAFETY: the caller's pointers cover a frame.
    unsafe {
        let there = walk::<F>(job, from, to);
        match (job.pace(), size::<F, false>(&modes.free, job, 0, there)) {
            (_, Size::Large) => return false,
            (Pace::Halves, Size::Small) if SMALL => free_stages::<S, SIDE>(job, &modes.special, there),
            (Pace::Grows, _) if !SMALL => free_stages::<S, SIDE>(job, &modes.special, there),
            _ => free_stages::<F, SIDE>(job, &modes.free, there),
        }
    }
    true
}

/// Transforms one frame of words that cannot overflow.
///
/// # Safety
/// The walk covers a frame of at least `SIDE`² words.
#[inline(always)]
unsafe fn free_stages<K: Kernel, const SIDE: usize>(job: &Job, kernel: &K, there: Walk) {
    let mut flags = K::Lanes::splat32(0);
    let lead = job.stages.len() - SIDE.ilog2() as usize;
    let within = Walk { from: there.to, ..there };
    // SAFETY: the caller's walk covers a frame; blocks of SIDE words or more are left to the sweeps.
    unsafe {
        free_lead::<K, false>(job, kernel, [there, within], lead, &mut flags);
        let pass = Pass { kernel, tables: &job.tables, walk: within };
        all_squares::<K, SIDE>(&pass, lead, job.natural, &mut flags);
    }
}

/// Transforms one frame of at least `SIDE`² words with every overflow caught; true if there was one.
///
/// # Safety
/// As for [`Frames`](super::door::Frames), of one frame.
#[inline(always)]
pub(super) unsafe fn careful_frame<S, F, C, const SIDE: usize>(
    job: &Job,
    modes: &Modes<S, F, C>,
    from: *const i32,
    to: *mut i32,
) -> bool
where
    F: Kernel,
    C: Kernel<Lanes = F::Lanes>,
{
    let there = walk::<F>(job, from, to);
    let within = Walk { from: to, ..there };
    let mut flags = F::Lanes::splat32(0);
    let lead = job.stages.len() - SIDE.ilog2() as usize;
    // SAFETY: the walks cover a frame; blocks of SIDE words or more are left to the sweeps.
    unsafe {
        let proven = modes.lead::<false>(job, [there, within], lead, &mut flags);
        if proven && job.halves_from(lead) {
            let pass = Pass { kernel: &modes.free, tables: &job.tables, walk: within };
            all_squares::<F, SIDE>(&pass, lead, job.natural, &mut flags);
        } else {
            let pass = Pass { kernel: &modes.checked, tables: &job.tables, walk: within };
            all_squares::<C, SIDE>(&pass, lead, job.natural, &mut flags);
        }
    }
    !flags.is_zero()
}

#[inline(always)]
pub(super) fn walk<K: Kernel>(job: &Job, from: *const i32, to: *mut i32) -> Walk {
    Walk { from, from_pitch: K::DWORDS, to, to_pitch: K::DWORDS, len: job.len() }
}
