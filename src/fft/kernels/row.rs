// SPDX-License-Identifier: MIT OR Apache-2.0
//! A frame whose words lie side by side: sweeps, then squares of words that are transposed on the way.

use super::job::{Job, Pace};
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::lead::{Choice, Modes, free_lead, size};
use super::pass::{Pass, Walk};
use super::square::{self, all_squares};

/// Transforms one frame of at least `SIDE`² words if it cannot overflow; else false, and nothing is done. `SIDE` is
/// `WORDS`; `SMALL` if the special kernel is that for short differences; `SQUARE` if the frame has just `SIDE`² words.
///
/// # Safety
/// As for [`Frames`](super::door::Frames), of one frame.
#[inline(always)]
pub(super) unsafe fn free_frame<S, F, C, const SIDE: usize, const SMALL: bool, const SQUARE: bool>(
    job: &Job,
    modes: &Modes<S, F, C>,
    from: *const i32,
    to: *mut i32,
) -> bool
where
    S: Kernel<Lanes = F::Lanes>,
    F: Kernel,
{
    let walk = walk(job, from, to);
    // SAFETY: the caller's pointers cover a frame.
    unsafe {
        if SQUARE {
            return square::free::<_, _, _, SIDE, SMALL>(job, modes, Walk { len: SIDE * SIDE, ..walk });
        }
        // Not measured if it does not matter.
        if job.pace() == Pace::Other {
            return false;
        }
        match size::<F, false>(&modes.free, job, 0, walk).choice::<S, SMALL>(job) {
            Choice::Checked => return false,
            Choice::Special if S::PAIRED => return false,
            Choice::Special => free_stages::<S, SIDE>(job, &modes.special, walk, modes.straight),
            Choice::Free => free_stages::<F, SIDE>(job, &modes.free, walk, modes.straight),
        }
    }
    true
}

/// Transforms one frame of words that cannot overflow.
///
/// # Safety
/// The walk covers a frame of at least `SIDE`² words.
#[inline(always)]
unsafe fn free_stages<K: Kernel, const SIDE: usize>(job: &Job, kernel: &K, walk: Walk, straight: bool) {
    // SAFETY: the caller's.
    unsafe {
        if straight && !K::PAIRED {
            free_stages_of::<K, SIDE, true>(job, kernel, walk);
        } else {
            free_stages_of::<K, SIDE, false>(job, kernel, walk);
        }
    }
}

/// The same, compiled for each.
///
/// # Safety
/// As above.
#[inline(always)]
unsafe fn free_stages_of<K: Kernel, const SIDE: usize, const STRAIGHT: bool>(
    job: &Job,
    kernel: &K,
    walk: Walk,
) {
    let mut flags = K::Lanes::splat32(0);
    let lead = job.stages.len() - SIDE.ilog2() as usize;
    // SAFETY: the caller's walk covers a frame; blocks of SIDE words or more are left to the sweeps.
    unsafe {
        let pass = Pass::<_, false, STRAIGHT> { kernel, tables: &job.tables, walk };
        free_lead(&pass, lead, &mut flags);
        all_squares::<_, SIDE, STRAIGHT>(&pass, lead, job.natural, &mut flags);
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
    let there = walk(job, from, to);
    let mut flags = F::Lanes::splat32(0);
    let lead = job.stages.len() - SIDE.ilog2() as usize;
    // SAFETY: the walks cover a frame; blocks of SIDE words or more are left to the sweeps.
    unsafe {
        let proven = modes.lead::<false>(job, there, lead, &mut flags);
        // Of stages that go in pairs those of one square are only checked or done in registers.
        let alone = F::PAIRED && job.len() == SIDE * SIDE;
        if proven && job.halves_from(lead) && !alone {
            let pass = Pass::<_, false, false> { kernel: &modes.free, tables: &job.tables, walk: there };
            all_squares::<_, SIDE, false>(&pass, lead, job.natural, &mut flags);
        } else {
            let pass = Pass::<_, false, false> { kernel: &modes.checked, tables: &job.tables, walk: there };
            all_squares::<_, SIDE, false>(&pass, lead, job.natural, &mut flags);
        }
    }
    !flags.is_zero()
}

#[inline(always)]
fn walk(job: &Job, from: *const i32, to: *mut i32) -> Walk {
    Walk { from, to, len: job.len() }
}
