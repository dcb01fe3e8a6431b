// SPDX-License-Identifier: MIT OR Apache-2.0
//! The doors to the kernels, one pair for each back-end, size of words and rounding.

use super::backend::Backend;
use super::job::Job;
use super::plane::Chunk;
use super::portable;
#[cfg(target_arch = "x86_64")]
use super::x86;

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

fn portable_doors<S: portable::Word>() -> Doors {
    Doors { frames: portable::frames::<S>, columns: portable::columns::<S>, words: portable::COLUMNS }
}

/// The doors for words up to 16 bits.
pub(super) fn narrow(backend: Backend, convergent: bool, len: usize) -> Doors {
    match backend {
        Backend::Portable => portable_doors::<i16>(),
        #[cfg(target_arch = "x86_64")]
        Backend::Avx2 => x86::narrow_avx2(convergent, len),
        #[cfg(target_arch = "x86_64")]
        Backend::Avx512Bw => x86::narrow_avx512bw(convergent, len),
        #[cfg(target_arch = "x86_64")]
        Backend::Avx512Vnni => x86::narrow_avx512vnni(convergent, len),
        #[cfg(not(target_arch = "x86_64"))]
        _ => unreachable!("no such back-end is ever available here"),
    }
}

/// The doors for words up to 31 bits; VNNI has nothing for them.
pub(super) fn wide(backend: Backend, convergent: bool, len: usize) -> Doors {
    match backend {
        Backend::Portable => portable_doors::<i32>(),
        #[cfg(target_arch = "x86_64")]
        Backend::Avx2 => x86::wide_avx2(convergent, len),
        #[cfg(target_arch = "x86_64")]
        Backend::Avx512Bw | Backend::Avx512Vnni => x86::wide_avx512(convergent, len),
        #[cfg(not(target_arch = "x86_64"))]
        _ => unreachable!("no such back-end is ever available here"),
    }
}
