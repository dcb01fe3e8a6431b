// SPDX-License-Identifier: MIT OR Apache-2.0
//! The doors to the kernels: each is compiled once for every back-end.

use super::backend::Backend;
use super::group::{self, short_frames};
use super::job::{Job, Modes};
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::narrow::Narrow;
use super::narrow_checked::NarrowChecked;
use super::pass::Walk;
use super::portable;
use super::row::frame;
use super::wide::Wide;
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
    let free = Narrow::new(job.rounding(), swap);
    Modes { free: Narrow::new(job.rounding(), swap), checked: NarrowChecked::new(free, &job.stages) }
}

#[inline(always)]
fn wide_modes<L: Lanes, const CONVERGENT: bool>(
    job: &Job,
    swap: bool,
) -> Modes<Wide<L, CONVERGENT>, WideChecked<'_, L>> {
    let free = Wide::new(job.rounding(), swap, job.excess);
    Modes { free: Wide::new(job.rounding(), swap, job.excess), checked: WideChecked::new(free, &job.stages) }
}

/// The doors of a back-end for words of one size; `$side` complex words are a register.
macro_rules! doors {
    ($name:ident, $modes:ident, $lanes:ty, $side:literal, $features:literal) => {
        mod $name {
            use super::*;

            #[target_feature(enable = $features)]
            unsafe fn frames<const CONVERGENT: bool>(
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

            #[target_feature(enable = $features)]
            unsafe fn columns<const CONVERGENT: bool>(job: &Job, swap: bool, walks: [Walk; 3]) -> bool {
                let modes = $modes::<$lanes, CONVERGENT>(job, swap);
                // SAFETY: the caller's.
                !unsafe { group::columns(job, &modes, walks, job.natural) }.is_zero()
            }

            pub(super) fn doors(convergent: bool) -> Doors {
                if convergent {
                    Doors { frames: frames::<true>, columns: columns::<true>, words: $side }
                } else {
                    Doors { frames: frames::<false>, columns: columns::<false>, words: $side }
                }
            }
        }
    };
}

doors!(narrow_avx2, narrow_modes, Avx2, 8, "avx2");
doors!(narrow_avx512bw, narrow_modes, Avx512<false>, 16, "avx512f,avx512bw,avx512vl");
doors!(narrow_avx512vnni, narrow_modes, Avx512<true>, 16, "avx512f,avx512bw,avx512vl,avx512vnni");
doors!(wide_avx2, wide_modes, Avx2, 4, "avx2");
doors!(wide_avx512, wide_modes, Avx512<false>, 8, "avx512f,avx512bw,avx512vl");

fn portable_doors<S: portable::Word>() -> Doors {
    Doors { frames: portable::frames::<S>, columns: portable::columns::<S>, words: portable::COLUMNS }
}

/// The doors for words up to 16 bits.
pub(super) fn narrow(backend: Backend, convergent: bool) -> Doors {
    match backend {
        Backend::Portable => portable_doors::<i16>(),
        Backend::Avx2 => narrow_avx2::doors(convergent),
        Backend::Avx512Bw => narrow_avx512bw::doors(convergent),
        Backend::Avx512Vnni => narrow_avx512vnni::doors(convergent),
    }
}

/// The doors for words up to 31 bits; VNNI has nothing for them.
pub(super) fn wide(backend: Backend, convergent: bool) -> Doors {
    match backend {
        Backend::Portable => portable_doors::<i32>(),
        Backend::Avx2 => wide_avx2::doors(convergent),
        Backend::Avx512Bw | Backend::Avx512Vnni => wide_avx512::doors(convergent),
    }
}
