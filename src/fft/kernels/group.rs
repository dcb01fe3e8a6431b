// SPDX-License-Identifier: MIT OR Apache-2.0
//! Frames that lie side by side, one in each lane: columns of a plane, or what [`short`](super::short) makes of short frames.

use super::job::Job;
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::lead::{Choice, Modes, Size, free_lead, size_of_greatest};
use super::pass::{Pass, Walk};
use super::plane::{CHUNK, Chunk};
use super::tail::{self, Blocks};
use crate::fft::BitReversal;

/// What does a register's worth of frames that lie side by side, one a lane, in place; functions of their own, which serve short frames
/// and columns.
#[derive(Clone, Copy)]
pub(super) struct Group {
    /// Transforms frames of words of that size if none can overflow; else false, and nothing is done.
    ///
    /// # Safety
    /// The machine has the back-end's instructions; the walk covers a frame in each lane, in place.
    pub(super) free: unsafe fn(job: &Job, swap: bool, rows: Walk, size: Size) -> bool,
    /// Transforms frames with every overflow caught; sets the flags, lane by lane.
    ///
    /// # Safety
    /// As above.
    pub(super) careful: unsafe fn(job: &Job, swap: bool, rows: Walk, flags: &mut [i32; 16]),
}

/// Transforms `WORDS` frames of words of that size, one a lane, if none can overflow; else false, and nothing is done. Row p of `rows` holds
/// position p of them all, before and after: the bins stay in bit-reversed order.
///
/// # Safety
/// The walk covers a frame in each lane, in place.
#[inline(always)]
pub(super) unsafe fn free_columns<S, F, C, const SMALL: bool>(
    job: &Job,
    modes: &Modes<S, F, C>,
    rows: Walk,
    size: Size,
) -> bool
where
    S: Kernel<Lanes = F::Lanes>,
    F: Kernel,
{
    if job.stages.len() <= 3 {
        return false;
    }
    // SAFETY: the caller's walk.
    unsafe {
        match size.choice::<S, SMALL>(job) {
            Choice::Checked => return false,
            Choice::Special if S::PAIRED => return false,
            Choice::Special => free_stages(job, &modes.special, rows, modes.straight),
            Choice::Free => free_stages(job, &modes.free, rows, modes.straight),
        }
    }
    true
}

/// Transforms frames of words that cannot overflow.
///
/// # Safety
/// The walk covers a frame in each lane, in place.
#[inline(always)]
unsafe fn free_stages<K: Kernel>(job: &Job, kernel: &K, rows: Walk, straight: bool) {
    // SAFETY: the caller's.
    unsafe {
        if straight && !K::PAIRED {
            free_stages_of::<K, true>(job, kernel, rows);
        } else {
            free_stages_of::<K, false>(job, kernel, rows);
        }
    }
}

/// The same, compiled for each.
///
/// # Safety
/// As above.
#[inline(always)]
unsafe fn free_stages_of<K: Kernel, const STRAIGHT: bool>(job: &Job, kernel: &K, rows: Walk) {
    let mut flags = K::Lanes::splat32(0);
    let lead = lead_of::<K>(job);
    // SAFETY: the caller's walks.
    unsafe {
        let pass = Pass::<_, true, STRAIGHT> { kernel, tables: &job.tables, walk: rows };
        free_lead(&pass, lead, &mut flags);
        finish(&pass, lead, &mut flags);
    }
}

/// Groups of columns in a chunk, at most: of registers of 256 bits.
const GROUPS: usize = CHUNK / 8;

/// Transforms groups of columns of a plane; true if any overflowed.
///
/// They are copied into the strip and back: rows of a plane lie a power of two apart, where caches and page tables hold
/// few of them, and so each is visited twice and no more.
///
/// # Safety
/// The chunk lies within its plane, which has as many rows as a frame has words; the strip holds it.
#[inline(always)]
pub(super) unsafe fn chunk<F: Kernel>(
    job: &Job,
    kernel: &F,
    swap: bool,
    Chunk { plane, first, groups, strip }: Chunk,
    group: Group,
) -> bool {
    let (len, wide) = (job.len(), F::Lanes::DWORDS);
    let reversal = BitReversal::new(len.ilog2());
    let mut flags = [0; 16];
    let mut overflow = false;
    // SAFETY: rows and groups of the caller's chunk.
    unsafe {
        // Measured on the way, while memory is waited for.
        let mut greatest = [F::Lanes::splat32(0); GROUPS];
        for row in 0..len {
            let from = plane.at.add(row * plane.pitch + first);
            for (i, greatest) in greatest.iter_mut().enumerate().take(CHUNK / F::Lanes::DWORDS) {
                if i == groups {
                    break;
                }
                let words = F::Lanes::load(from.add(i * wide));
                words.store(strip.add((i * len + row) * wide));
                *greatest = kernel.measure(*greatest, words);
            }
        }
        for (i, greatest) in greatest.into_iter().enumerate().take(groups) {
            let at = strip.add(i * len * wide);
            let rows = Walk { from: at, to: at, len };
            if !(group.free)(job, swap, rows, size_of_greatest(job, [greatest; 4])) {
                (group.careful)(job, swap, rows, &mut flags);
                overflow |= flags != [0; 16];
            }
        }
        // Positions in pairs, for two short registers share a cache line of the strip; bit reversal parts them by half.
        for pair in 0..len / 2 {
            let (rows, position) = if job.natural {
                ([pair, pair + len / 2], reversal.index(pair))
            } else {
                ([2 * pair, 2 * pair + 1], 2 * pair)
            };
            for (row, position) in rows.into_iter().zip(position..) {
                let to = plane.at.add(row * plane.pitch + first);
                for i in 0..groups {
                    F::Lanes::load(strip.add((i * len + position) * wide)).store(to.add(i * wide));
                }
            }
        }
    }
    overflow
}

/// Transforms `WORDS` frames, one a lane, with every overflow caught; gives the flags, lane by lane.
///
/// # Safety
/// As for [`free_columns`].
#[inline(always)]
pub(super) unsafe fn careful_columns<S, F, C>(job: &Job, modes: &Modes<S, F, C>, rows: Walk) -> F::Lanes
where
    F: Kernel,
    C: Kernel<Lanes = F::Lanes>,
{
    let mut flags = F::Lanes::splat32(0);
    let lead = lead_of::<F>(job);
    // SAFETY: the caller's walks.
    unsafe {
        let proven = modes.lead::<true>(job, rows, lead, &mut flags);
        if proven && job.halves_from(lead) {
            finish(
                &Pass::<_, true, false> { kernel: &modes.free, tables: &job.tables, walk: rows },
                lead,
                &mut flags,
            );
        } else {
            finish(
                &Pass::<_, true, false> { kernel: &modes.checked, tables: &job.tables, walk: rows },
                lead,
                &mut flags,
            );
        }
    }
    flags
}

/// Stages before the last two or three, which are done block by block; those that go in pairs are not parted.
#[inline(always)]
fn lead_of<K: Kernel>(job: &Job) -> usize {
    let stages = job.stages.len();
    if K::PAIRED { (stages - 2) & !1 } else { stages.saturating_sub(3) }
}

/// The last two or three stages, from `stage` on.
///
/// # Safety
/// The walk covers a frame in each lane, in place.
#[inline(always)]
unsafe fn finish<K: Kernel, const STRAIGHT: bool>(
    pass: &Pass<K, true, STRAIGHT>,
    stage: usize,
    flags: &mut K::Lanes,
) {
    // SAFETY: the caller's walk; blocks are 4 or 8 long.
    unsafe {
        if pass.walk.len >> stage == 4 {
            blocks::<K, STRAIGHT, 4>(pass, stage, flags);
        } else {
            blocks::<K, STRAIGHT, 8>(pass, stage, flags);
        }
    }
}

/// # Safety
/// The walk covers a frame in each lane, in place.
#[inline(always)]
unsafe fn blocks<K: Kernel, const STRAIGHT: bool, const SIDE: usize>(
    pass: &Pass<K, true, STRAIGHT>,
    stage: usize,
    flags: &mut K::Lanes,
) {
    for first in (0..pass.walk.len).step_by(SIDE) {
        // SAFETY: first + SIDE is at most len.
        unsafe {
            let mut block = [K::Lanes::splat32(0); SIDE];
            for (i, words) in block.iter_mut().enumerate() {
                *words = pass.load::<false>(first + i);
            }
            tail::last(pass.kernel, pass.tables, stage, Blocks::Even, &mut block, flags);
            for (i, words) in block.into_iter().enumerate() {
                pass.store(first + i, pass.leave(words));
            }
        }
    }
}
