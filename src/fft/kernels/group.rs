// SPDX-License-Identifier: MIT OR Apache-2.0
//! Frames that lie side by side, one in each lane: columns of a plane, and short frames by the register.

use std::mem::MaybeUninit;

use super::job::{Job, Modes};
use super::kernel::Kernel;
use super::lanes::{Lanes, dwords};
use super::pass::{Pass, Walk};
use crate::fft::BitReversal;

/// Transforms `WORDS` frames, one a lane. `within` holds position p of all of them in row p; `there` brings them
/// in, `out` takes them (it may be `within`'s place only if `natural` is false). Gives the flags, lane by lane.
///
/// # Safety
/// The walks cover a frame in each lane.
#[inline(always)]
pub(super) unsafe fn columns<F, C>(
    job: &Job,
    modes: &Modes<F, C>,
    [there, within, out]: [Walk; 3],
    natural: bool,
) -> F::Lanes
where
    F: Kernel,
    C: Kernel<Lanes = F::Lanes>,
{
    let mut flags = F::Lanes::splat32(0);
    let stages = job.stages.len();
    // SAFETY: the caller's walks.
    unsafe {
        if stages <= 3 {
            // Too short for a sweep: all the stages are the last ones.
            let proven = modes.is_safe::<true>(job, 0, there) && job.halves_from(0);
            let there = Modes::<F, C>::align::<true>(job, there, within);
            for position in 0..job.len() {
                let words = F::Lanes::load(there.from.add(position * there.from_pitch));
                let words = if proven { modes.free.enter(words) } else { modes.checked.enter(words) };
                words.store(within.to.add(position * within.to_pitch));
            }
            finish(job, modes, proven, 0, [within, out], natural, &mut flags);
        } else {
            let proven = modes.lead::<true>(job, [there, within], stages - 3, &mut flags);
            let proven = proven && job.halves_from(stages - 3);
            finish(job, modes, proven, stages - 3, [within, out], natural, &mut flags);
        }
    }
    flags
}

/// The last two or three stages, from `stage` on.
#[inline(always)]
unsafe fn finish<F, C>(
    job: &Job,
    modes: &Modes<F, C>,
    proven: bool,
    stage: usize,
    [within, out]: [Walk; 2],
    natural: bool,
    flags: &mut F::Lanes,
) where
    F: Kernel,
    C: Kernel<Lanes = F::Lanes>,
{
    let walk = Walk { from: within.to, from_pitch: within.to_pitch, ..out };
    // SAFETY: the caller's walks; blocks are 4 long at 4 samples and 8 otherwise.
    unsafe {
        if proven {
            let pass = Pass { kernel: &modes.free, tables: &job.tables, walk };
            tails(&pass, stage, natural, flags);
        } else {
            let pass = Pass { kernel: &modes.checked, tables: &job.tables, walk };
            tails(&pass, stage, natural, flags);
        }
    }
}

#[inline(always)]
unsafe fn tails<K: Kernel>(pass: &Pass<K, true>, stage: usize, natural: bool, flags: &mut K::Lanes) {
    // SAFETY: the caller's.
    unsafe {
        if pass.walk.len == 4 {
            blocks::<K, 4>(pass, stage, natural, flags);
        } else {
            blocks::<K, 8>(pass, stage, natural, flags);
        }
    }
}

#[inline(always)]
unsafe fn blocks<K: Kernel, const SIDE: usize>(
    pass: &Pass<K, true>,
    stage: usize,
    natural: bool,
    flags: &mut K::Lanes,
) {
    let reversal = BitReversal::new(pass.walk.len.ilog2());
    for first in (0..pass.walk.len).step_by(SIDE) {
        // SAFETY: first + SIDE is at most len.
        unsafe {
            let mut block = [K::Lanes::splat32(0); SIDE];
            for (i, words) in block.iter_mut().enumerate() {
                *words = pass.load::<false>(first + i);
            }
            pass.kernel.tail(pass.tables, stage, &mut block, flags);
            for (i, words) in block.into_iter().enumerate() {
                let position = if natural { reversal.index(first + i) } else { first + i };
                pass.store(position, pass.kernel.leave(words));
            }
        }
    }
}

/// 32-bit words that short frames need to lie side by side: fewer than `WORDS`² rows of a register.
const ROOM: usize = 128 * 16;

#[repr(C, align(64))]
struct Room(#[expect(dead_code, reason = "reached by pointer")] [i32; ROOM]);

/// Transforms up to `WORDS` short frames that lie back to back, from `from` to `to`, which may be the same place;
/// sets the flag of each. `SIDE` is `WORDS`.
///
/// # Safety
/// `from` is readable and `to` writable for as many frames as there are flags, at most `SIDE`; they are
/// equal or do not overlap. A frame has fewer than `SIDE`² words.
#[inline(always)]
pub(super) unsafe fn short_frames<F, C, const SIDE: usize>(
    job: &Job,
    modes: &Modes<F, C>,
    from: *const i32,
    to: *mut i32,
    overflow: &mut [bool],
) where
    F: Kernel,
    C: Kernel<Lanes = F::Lanes>,
{
    let (len, frames) = (job.len(), overflow.len());
    // Every row that is read has been written: not cleared, for that would cost as much as a stage.
    let mut room = MaybeUninit::<Room>::uninit();
    let rows = room.as_mut_ptr().cast::<i32>();
    let pitch = F::Lanes::DWORDS;
    let walk = Walk { from: rows, from_pitch: pitch, to: rows, to_pitch: pitch, len };
    // SAFETY: len rows of a register fit the room; the caller's pointers cover the frames.
    unsafe {
        gather::<F, SIDE>(from, rows, len, frames);
        let flags = columns(job, modes, [walk; 3], false);
        scatter::<F, SIDE>(rows, to, job, frames);
        let flags = dwords(flags);
        for (frame, overflow) in flags.chunks(F::DWORDS).zip(overflow) {
            *overflow = frame.iter().any(|&flag| flag != 0);
        }
    }
}

/// Lays frames side by side; lanes without a frame stay 0.
#[inline(always)]
unsafe fn gather<K: Kernel, const SIDE: usize>(from: *const i32, rows: *mut i32, len: usize, frames: usize) {
    let pitch = K::Lanes::DWORDS;
    // SAFETY: the caller's.
    unsafe {
        if len < SIDE {
            rows.write_bytes(0, len * pitch);
            for (frame, n, part) in words::<K>(frames, len) {
                let at = n * pitch + frame * K::DWORDS + part;
                rows.add(at).write(from.add((frame * len + n) * K::DWORDS + part).read());
            }
            return;
        }
        for n in (0..len).step_by(SIDE) {
            let mut square = [K::Lanes::splat32(0); SIDE];
            for (frame, words) in square.iter_mut().enumerate() {
                if frame < frames {
                    *words = K::Lanes::load(from.add((frame * len + n) * K::DWORDS));
                }
            }
            K::transpose(&mut square);
            for (i, words) in square.into_iter().enumerate() {
                words.store(rows.add((n + i) * pitch));
            }
        }
    }
}

/// Lays frames back to back, their bins in the order asked for.
#[inline(always)]
unsafe fn scatter<K: Kernel, const SIDE: usize>(rows: *const i32, to: *mut i32, job: &Job, frames: usize) {
    let (len, pitch) = (job.len(), K::Lanes::DWORDS);
    let reversal = BitReversal::new(len.ilog2());
    let row = |n: usize| if job.natural { reversal.index(n) } else { n };
    // SAFETY: the caller's.
    unsafe {
        if len < SIDE {
            for (frame, n, part) in words::<K>(frames, len) {
                let at = row(n) * pitch + frame * K::DWORDS + part;
                to.add((frame * len + n) * K::DWORDS + part).write(rows.add(at).read());
            }
            return;
        }
        for n in (0..len).step_by(SIDE) {
            let mut square = [K::Lanes::splat32(0); SIDE];
            for (i, words) in square.iter_mut().enumerate() {
                *words = K::Lanes::load(rows.add(row(n + i) * pitch));
            }
            K::transpose(&mut square);
            for (frame, words) in square.into_iter().enumerate().take(frames) {
                words.store(to.add((frame * len + n) * K::DWORDS));
            }
        }
    }
}

/// Every 32-bit word of `frames` frames: (frame, position, part).
fn words<K: Kernel>(frames: usize, len: usize) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..frames)
        .flat_map(move |frame| (0..len).flat_map(move |n| (0..K::DWORDS).map(move |part| (frame, n, part))))
}
