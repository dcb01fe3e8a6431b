// SPDX-License-Identifier: MIT OR Apache-2.0
//! The kernels compiled for each back-end of x86-64.
//!
//! Frames that cannot overflow and those that might have functions of their own, and so have long and short ones: what
//! one needs at hand does not crowd the registers of the other.

use super::avx2::Avx2;
use super::avx512::Avx512;
use super::entry::Doors;
use super::group::{Route, careful_columns, free_columns, short_frames};
use super::job::{Job, Modes};
use super::lanes::Lanes;
use super::narrow::Narrow;
use super::narrow_checked::NarrowChecked;
use super::row;
use super::wide::Wide;
use super::wide_checked::WideChecked;

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
        /// The doors for frames of `len` words.
        pub(super) fn $name(convergent: bool, len: usize) -> Doors {
            match (convergent, len >= $side * $side) {
                (false, true) => $name::doors($name::long::<false>, $name::columns::<false>),
                (false, false) => $name::doors($name::short::<false>, $name::columns::<false>),
                (true, true) => $name::doors($name::long::<true>, $name::columns::<true>),
                (true, false) => $name::doors($name::short::<true>, $name::columns::<true>),
            }
        }

        mod $name {
            use super::super::entry::{Columns, Frames};
            use super::*;

            pub(super) fn doors(frames: Frames, columns: Columns) -> Doors {
                Doors { frames, columns, words: $side }
            }

            #[target_feature(enable = $features)]
            pub(super) unsafe fn long<const CONVERGENT: bool>(
                job: &Job,
                swap: bool,
                from: *const i32,
                to: *mut i32,
                overflow: &mut [bool],
            ) {
                let free = $modes::<$lanes, CONVERGENT>(job, swap).free;
                // SAFETY: the caller's.
                unsafe {
                    row::frames::<_, $side>(job, &free, (from, to), swap, overflow, careful::<CONVERGENT>);
                }
            }

            #[inline(never)]
            #[target_feature(enable = $features)]
            unsafe fn careful<const CONVERGENT: bool>(
                job: &Job,
                swap: bool,
                from: *const i32,
                to: *mut i32,
                overflow: &mut [bool],
            ) {
                let modes = $modes::<$lanes, CONVERGENT>(job, swap);
                // SAFETY: the caller's, who gives one frame.
                overflow[0] = unsafe { row::careful_frame::<_, _, $side>(job, &modes, from, to) };
            }

            #[target_feature(enable = $features)]
            pub(super) unsafe fn short<const CONVERGENT: bool>(
                job: &Job,
                swap: bool,
                from: *const i32,
                to: *mut i32,
                overflow: &mut [bool],
            ) {
                let free = $modes::<$lanes, CONVERGENT>(job, swap).free;
                // SAFETY: the caller's.
                unsafe {
                    short_frames::<_, $side>(
                        job,
                        &free,
                        (from, to),
                        swap,
                        overflow,
                        careful_group::<CONVERGENT>,
                    );
                }
            }

            #[inline(never)]
            #[target_feature(enable = $features)]
            unsafe fn careful_group<const CONVERGENT: bool>(
                job: &Job,
                swap: bool,
                route: Route,
                flags: &mut [i32; 16],
            ) {
                let modes = $modes::<$lanes, CONVERGENT>(job, swap);
                // SAFETY: the caller's; no register has more than 16 lanes.
                unsafe { careful_columns(job, &modes, route).store(flags.as_mut_ptr()) }
            }

            #[target_feature(enable = $features)]
            pub(super) unsafe fn columns<const CONVERGENT: bool>(
                job: &Job,
                swap: bool,
                route: Route,
            ) -> bool {
                let free = $modes::<$lanes, CONVERGENT>(job, swap).free;
                let mut flags = [0; 16];
                // SAFETY: the caller's.
                unsafe {
                    if !free_columns(job, &free, route) {
                        careful_group::<CONVERGENT>(job, swap, route, &mut flags);
                    }
                }
                flags != [0; 16]
            }
        }
    };
}

doors!(narrow_avx2, narrow_modes, Avx2, 8, "avx2");
doors!(narrow_avx512bw, narrow_modes, Avx512<false>, 16, "avx512f,avx512bw,avx512vl");
doors!(narrow_avx512vnni, narrow_modes, Avx512<true>, 16, "avx512f,avx512bw,avx512vl,avx512vnni");
doors!(wide_avx2, wide_modes, Avx2, 4, "avx2");
doors!(wide_avx512, wide_modes, Avx512<false>, 8, "avx512f,avx512bw,avx512vl");
