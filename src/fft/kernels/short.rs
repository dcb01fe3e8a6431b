// SPDX-License-Identifier: MIT OR Apache-2.0
//! Frames shorter than a square of registers: laid side by side, one a lane, and back.

use std::mem::MaybeUninit;

use super::group::Group;
use super::job::Job;
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::lead::size;
use super::pass::Walk;
use crate::fft::BitReversal;

/// 32-bit words that short frames need to lie side by side: fewer than `WORDS`² rows of a register.
const ROOM: usize = 128 * 16;

#[repr(C, align(64))]
struct Room([i32; ROOM]);

/// Transforms frames shorter than `SIDE`² words, `SIDE` at a time, by `group`. `SIDE` is `WORDS`.
///
/// # Safety
/// As for [`Frames`](super::door::Frames).
#[inline(always)]
pub(super) unsafe fn short_frames<F: Kernel, const SIDE: usize>(
    job: &Job,
    kernel: &F,
    (from, to): (*const i32, *mut i32),
    swap: bool,
    overflow: &mut [bool],
    group: Group,
) {
    // Every row that is read has been written: not cleared, for that would cost as much as a stage.
    let mut room = MaybeUninit::<Room>::uninit();
    let rows = room.as_mut_ptr().cast::<i32>();
    let len = job.len();
    let walk = Walk { from: rows, to: rows, len };
    for (i, overflow) in overflow.chunks_mut(SIDE).enumerate() {
        let at = i * SIDE * len * F::DWORDS;
        let mut flags = [0; 16];
        // SAFETY: len rows of a register fit the room; the caller's pointers cover the frames.
        unsafe {
            gather::<F, SIDE>(from.add(at), rows, len, overflow.len());
            if !(group.free)(job, swap, walk, size::<F, true>(kernel, job, 0, walk)) {
                (group.careful)(job, swap, walk, &mut flags);
            }
            scatter::<F, SIDE>(rows, to.add(at), job, overflow.len());
        }
        for (frame, overflow) in flags.chunks(F::DWORDS).zip(overflow) {
            *overflow = frame.iter().any(|&flag| flag != 0);
        }
    }
}

/// Lays frames side by side; lanes without a frame stay 0.
///
/// # Safety
/// `from` is readable for `frames` frames, `rows` writable for `len` rows of a register.
#[inline(always)]
unsafe fn gather<K: Kernel, const SIDE: usize>(from: *const i32, rows: *mut i32, len: usize, frames: usize) {
    let pitch = K::Lanes::DWORDS;
    // SAFETY: the caller's.
    unsafe {
        if len < SIDE {
            rows.write_bytes(0, len * pitch);
            for frame in 0..frames {
                for n in 0..len {
                    let (from, to) = (from.add((frame * len + n) * K::DWORDS), n * pitch + frame * K::DWORDS);
                    copy_word::<K>(from, rows.add(to));
                }
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
///
/// # Safety
/// `rows` is readable for a row of a register a position, `to` writable for `frames` frames.
#[inline(always)]
unsafe fn scatter<K: Kernel, const SIDE: usize>(rows: *const i32, to: *mut i32, job: &Job, frames: usize) {
    let (len, pitch) = (job.len(), K::Lanes::DWORDS);
    let reversal = BitReversal::new(len.ilog2());
    let row = |n: usize| if job.natural { reversal.index(n) } else { n };
    // SAFETY: the caller's.
    unsafe {
        if len < SIDE {
            for n in 0..len {
                let row = rows.add(row(n) * pitch);
                for frame in 0..frames {
                    let to = to.add((frame * len + n) * K::DWORDS);
                    copy_word::<K>(row.add(frame * K::DWORDS), to);
                }
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

/// Copies a complex word. Bytes, for samples of 16 bits a component may lie at any even address.
///
/// # Safety
/// A word at `from` is readable and one at `to` writable; they do not overlap.
#[inline(always)]
unsafe fn copy_word<K: Kernel>(from: *const i32, to: *mut i32) {
    // SAFETY: the caller's.
    unsafe { to.cast::<u8>().copy_from_nonoverlapping(from.cast(), 4 * K::DWORDS) }
}
