// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a back-end offers.

use super::job::Job;
use super::plane::Chunk;

/// Transforms frames that lie back to back, one for each flag, from the first pointer to the second, and sets the flags.
/// The inverse if `swap`.
///
/// # Safety
/// The machine has the back-end's instructions. The pointers cover the frames, at any even address, and are equal or
/// do not overlap.
pub(super) type Frames =
    unsafe fn(job: &Job, swap: bool, from: *const i32, to: *mut i32, overflow: &mut [bool]);

/// Transforms some columns of a plane in place; true if any overflowed.
///
/// # Safety
/// The machine has the back-end's instructions. The chunk lies within its plane, which has as many rows as a frame has
/// words; the strip holds it.
pub(super) type Columns = unsafe fn(job: &Job, swap: bool, chunk: Chunk) -> bool;

/// The doors of one back-end for words of one size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doors {
    pub(super) frames: Frames,
    pub(super) columns: Columns,
    /// Complex words in a register.
    pub(super) words: usize,
}
