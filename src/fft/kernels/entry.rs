// SPDX-License-Identifier: MIT OR Apache-2.0
//! The doors to the kernels: each is compiled once for every back-end.

use super::backend::Backend;
use super::group::{columns, short_frames};
use super::job::{Job, Modes};
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::narrow::Narrow;
use super::narrow_checked::NarrowChecked;
use super::pass::Walk;
use super::portable::Portable;
use super::row::frame;
use super::wide::{Ends, Wide};
use super::wide_checked::WideChecked;
use super::{avx2::Avx2, avx512::Avx512};

/// Transforms frames that lie back to back, one for each flag, from the first pointer to the second, and sets the flags.
/// The inverse if `swap`.
///
/// # Safety
/// The machine has the back-end's instructions. The pointers cover the frames, and are equal or do not overlap.
pub(super) type Frames =
    unsafe fn(job: &Job, swap: bool, from: *const i32, to: *mut i32, overflow: &mut [bool]);

/// Transforms a register's worth of frames that lie side by side: brought in, worked on, put out. True if any overflowed.
///
/// # Safety
/// As for [`Frames`]; the second and the third walk do not overlap.
pub(super) type Columns = unsafe fn(job: &Job, swap: bool, walks: [Walk; 3]) -> bool;

/// The doors of one back-end for words of one size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doors {
    pub(super) frames: Frames,
    pub(super) columns: Columns,
    /// Complex words in a register.
    pub(super) words: usize,
}

/// Any number of frames, long or short.
#[inline(always)]
unsafe fn all_frames<F, C, const SIDE: usize>(
    job: &Job,
    modes: &Modes<F, C>,
    from: *const i32,
    to: *mut i32,
    overflow: &mut [bool],
) where
    F: Kernel,
    C: Kernel<Lanes = F::Lanes>,
{
    let pitch = job.len() * F::DWORDS;
    // SAFETY: the caller's pointers cover every frame.
    unsafe {
        if job.len() >= SIDE * SIDE {
            for (i, flag) in overflow.iter_mut().enumerate() {
                *flag = frame::<F, C, SIDE>(job, modes, from.add(i * pitch), to.add(i * pitch));
            }
        } else {
            for (i, flags) in overflow.chunks_mut(SIDE).enumerate() {
                let at = i * SIDE * pitch;
                short_frames::<F, C, SIDE>(job, modes, from.add(at), to.add(at), flags);
            }
        }
    }
}

#[inline(always)]
fn narrow_modes<L: Lanes, const CONVERGENT: bool>(
    job: &Job,
    swap: bool,
) -> Modes<Narrow<L, CONVERGENT>, NarrowChecked<'_, L>> {
    let free = Narrow::new(job.rounding(), swap, job.align);
    Modes { free: Narrow::new(job.rounding(), swap, job.align), checked: NarrowChecked::new(free, &job.stages) }
}

#[inline(always)]
fn wide_modes<L: Lanes, const CONVERGENT: bool>(
    job: &Job,
    swap: bool,
) -> Modes<Wide<L, CONVERGENT>, WideChecked<'_, L>> {
    let ends = Ends { swap, align: job.align, excess: job.widest.saturating_sub(16) };
    let free = Wide::new(job.rounding(), ends);
    Modes { free: Wide::new(job.rounding(), ends), checked: WideChecked::new(free, &job.stages) }
}

/// The doors of a back-end; `$side` complex words of 16-bit components are a register.
macro_rules! backend {
    ($name:ident, $lanes:ty, $side:literal, $wide_side:literal $(, $features:literal)?) => {
        mod $name {
            use super::*;

            backend!(@doors narrow, narrow_columns, narrow_modes, $lanes, $side $(, $features)?);
            backend!(@doors wide, wide_columns, wide_modes, $lanes, $wide_side $(, $features)?);

            pub(super) fn narrow_doors(convergent: bool) -> Doors {
                if convergent {
                    Doors { frames: narrow::<true>, columns: narrow_columns::<true>, words: $side }
                } else {
                    Doors { frames: narrow::<false>, columns: narrow_columns::<false>, words: $side }
                }
            }

            pub(super) fn wide_doors(convergent: bool) -> Doors {
                if convergent {
                    Doors { frames: wide::<true>, columns: wide_columns::<true>, words: $wide_side }
                } else {
                    Doors { frames: wide::<false>, columns: wide_columns::<false>, words: $wide_side }
                }
            }
        }
    };
    (@doors $frames:ident, $columns:ident, $modes:ident, $lanes:ty, $side:literal $(, $features:literal)?) => {
        $(#[target_feature(enable = $features)])?
        unsafe fn $frames<const CONVERGENT: bool>(
            job: &Job,
            swap: bool,
            from: *const i32,
            to: *mut i32,
            overflow: &mut [bool],
        ) {
            let modes = $modes::<$lanes, CONVERGENT>(job, swap);
            // SAFETY: the caller's.
            unsafe { all_frames::<_, _, $side>(job, &modes, from, to, overflow) }
        }

        $(#[target_feature(enable = $features)])?
        unsafe fn $columns<const CONVERGENT: bool>(job: &Job, swap: bool, walks: [Walk; 3]) -> bool {
            let modes = $modes::<$lanes, CONVERGENT>(job, swap);
            // SAFETY: the caller's.
            super::super::lanes::any(unsafe { columns(job, &modes, walks, job.natural) })
        }
    };
}

backend!(portable, Portable, 4, 2);
backend!(avx2, Avx2, 8, 4, "avx2");
backend!(avx512bw, Avx512<false>, 16, 8, "avx512f,avx512bw,avx512vl");
backend!(avx512vnni, Avx512<true>, 16, 8, "avx512f,avx512bw,avx512vl,avx512vnni");

/// The doors for words up to 16 bits.
pub(super) fn narrow(backend: Backend, convergent: bool) -> Doors {
    match backend {
        Backend::Portable => portable::narrow_doors(convergent),
        Backend::Avx2 => avx2::narrow_doors(convergent),
        Backend::Avx512Bw => avx512bw::narrow_doors(convergent),
        Backend::Avx512Vnni => avx512vnni::narrow_doors(convergent),
    }
}

/// The doors for words up to 31 bits; VNNI has nothing for them.
pub(super) fn wide(backend: Backend, convergent: bool) -> Doors {
    match backend {
        Backend::Portable => portable::wide_doors(convergent),
        Backend::Avx2 => avx2::wide_doors(convergent),
        Backend::Avx512Bw | Backend::Avx512Vnni => avx512bw::wide_doors(convergent),
    }
}
