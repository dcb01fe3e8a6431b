// SPDX-License-Identifier: MIT OR Apache-2.0
//! The kernels compiled for each back-end of x86-64.
//!
//! Frames that cannot overflow and those that might have functions of their own, and so have long and short ones: what
//! one needs at hand does not crowd the registers of the other.

use super::avx2::Avx2;
use super::avx512::Avx512;
use std::cmp::Ordering;

use super::door::Doors;
use super::group::{Group, careful_columns, chunk, free_columns};
use super::job::Job;
use super::lanes::Lanes;
use super::lead::{Modes, Size};
use super::narrow::Narrow;
use super::narrow_checked::NarrowChecked;
use super::pass::Walk;
use super::plane::Chunk;
use super::row;
use super::short::short_frames;
use super::wide::Wide;
use super::wide_checked::WideChecked;

type NarrowModes<'a, L, const CONVERGENT: bool, const PAIRED: bool> = Modes<
    Narrow<L, CONVERGENT, true, PAIRED>,
    Narrow<L, CONVERGENT, false, PAIRED>,
    NarrowChecked<'a, L, PAIRED>,
>;

#[inline(always)]
fn narrow_modes<L: Lanes, const CONVERGENT: bool, const PAIRED: bool>(
    job: &Job,
    swap: bool,
) -> NarrowModes<'_, L, CONVERGENT, PAIRED> {
    let checked = Narrow::new(job.rounding(), swap);
    Modes {
        special: Narrow::new(job.rounding(), swap),
        free: Narrow::new(job.rounding(), swap),
        checked: NarrowChecked::new(checked, &job.stages, job.align),
        straight: !swap && job.align == 0,
    }
}

type WideModes<'a, L, const CONVERGENT: bool, const PAIRED: bool> =
    Modes<Wide<L, CONVERGENT, true, PAIRED>, Wide<L, CONVERGENT, false, PAIRED>, WideChecked<'a, L, PAIRED>>;

#[inline(always)]
fn wide_modes<L: Lanes, const CONVERGENT: bool, const PAIRED: bool>(
    job: &Job,
    swap: bool,
) -> WideModes<'_, L, CONVERGENT, PAIRED> {
    Modes {
        special: Wide::new(job, swap),
        free: Wide::new(job, swap),
        checked: WideChecked::new(Wide::new(job, swap), &job.stages),
        straight: !swap && job.align == 0,
    }
}

/// The doors of a back-end for words of one size; `$side` complex words are a register. Stages go in pairs if `$paired`.
macro_rules! doors {
    ($name:ident, $paired:literal, $modes:ident, $dwords:literal, $small:literal, $lanes:ty, $side:literal, $features:literal) => {
        /// The doors for frames of `len` words.
        pub(super) fn $name(convergent: bool, len: usize) -> Doors {
            let frames = match (convergent, len.cmp(&($side * $side))) {
                (false, Ordering::Less) => $name::short::<false>,
                (false, Ordering::Equal) => $name::long::<false, true>,
                (false, Ordering::Greater) => $name::long::<false, false>,
                (true, Ordering::Less) => $name::short::<true>,
                (true, Ordering::Equal) => $name::long::<true, true>,
                (true, Ordering::Greater) => $name::long::<true, false>,
            };
            let columns = if convergent { $name::columns::<true> } else { $name::columns::<false> };
            Doors { frames, columns, words: $side }
        }

        mod $name {
            use super::*;

            /// Frames of one square if `SQUARE`, else longer ones.
            ///
            /// # Safety
            /// As for [`Frames`].
            #[target_feature(enable = $features)]
            pub(super) unsafe fn long<const CONVERGENT: bool, const SQUARE: bool>(
                job: &Job,
                swap: bool,
                from: *const i32,
                to: *mut i32,
                overflow: &mut [bool],
            ) {
                let len = if SQUARE { $side * $side } else { job.len() } * $dwords;
                let modes = $modes::<$lanes, CONVERGENT, $paired>(job, swap);
                for (i, flag) in overflow.iter_mut().enumerate() {
                    // SAFETY: the caller's pointers cover every frame.
                    unsafe {
                        let (from, to) = (from.add(i * len), to.add(i * len));
                        *flag = !row::free_frame::<_, _, _, $side, $small, SQUARE>(job, &modes, from, to);
                    }
                }
                // Only now, so that no constant has to be put aside for the call.
                for (i, flag) in overflow.iter_mut().enumerate().filter(|(_, flag)| **flag) {
                    // SAFETY: as above; nothing has been done to the frame.
                    *flag = unsafe { careful::<CONVERGENT>(job, swap, from.add(i * len), to.add(i * len)) };
                }
            }

            /// One frame with every overflow caught; true if there was one.
            ///
            /// # Safety
            /// The machine has the instructions; the pointers cover a frame, and are equal or do not overlap.
            #[inline(never)]
            #[target_feature(enable = $features)]
            unsafe fn careful<const CONVERGENT: bool>(
                job: &Job,
                swap: bool,
                from: *const i32,
                to: *mut i32,
            ) -> bool {
                let modes = $modes::<$lanes, CONVERGENT, $paired>(job, swap);
                // SAFETY: the caller's.
                unsafe { row::careful_frame::<_, _, _, $side>(job, &modes, from, to) }
            }

            /// # Safety
            /// As for [`Frames`].
            #[target_feature(enable = $features)]
            pub(super) unsafe fn short<const CONVERGENT: bool>(
                job: &Job,
                swap: bool,
                from: *const i32,
                to: *mut i32,
                overflow: &mut [bool],
            ) {
                let modes = $modes::<$lanes, CONVERGENT, $paired>(job, swap);
                // SAFETY: the caller's.
                unsafe {
                    let group = group::<CONVERGENT>();
                    short_frames::<_, $side>(job, &modes.free, (from, to), swap, overflow, group);
                }
            }

            fn group<const CONVERGENT: bool>() -> Group {
                Group { free: free_group::<CONVERGENT>, careful: careful_group::<CONVERGENT> }
            }

            /// # Safety
            /// As for [`Group`].
            #[inline(never)]
            #[target_feature(enable = $features)]
            unsafe fn free_group<const CONVERGENT: bool>(
                job: &Job,
                swap: bool,
                rows: Walk,
                size: Size,
            ) -> bool {
                let modes = $modes::<$lanes, CONVERGENT, $paired>(job, swap);
                // SAFETY: the caller's.
                unsafe { free_columns::<_, _, _, $small>(job, &modes, rows, size) }
            }

            /// # Safety
            /// As for [`Group`].
            #[inline(never)]
            #[target_feature(enable = $features)]
            unsafe fn careful_group<const CONVERGENT: bool>(
                job: &Job,
                swap: bool,
                rows: Walk,
                flags: &mut [i32; 16],
            ) {
                let modes = $modes::<$lanes, CONVERGENT, $paired>(job, swap);
                // SAFETY: the caller's; no register has more than 16 lanes.
                unsafe { careful_columns(job, &modes, rows).store(flags.as_mut_ptr()) }
            }

            /// # Safety
            /// As for [`Columns`].
            #[target_feature(enable = $features)]
            pub(super) unsafe fn columns<const CONVERGENT: bool>(
                job: &Job,
                swap: bool,
                columns: Chunk,
            ) -> bool {
                let modes = $modes::<$lanes, CONVERGENT, $paired>(job, swap);
                // SAFETY: the caller's.
                unsafe { chunk(job, &modes.free, swap, columns, group::<CONVERGENT>()) }
            }
        }
    };
}

doors!(narrow_avx2, false, narrow_modes, 1, true, Avx2, 8, "avx2");
doors!(narrow_avx512bw, false, narrow_modes, 1, true, Avx512<false>, 16, "avx512f,avx512bw,avx512vl");
doors!(
    narrow_avx512vnni,
    false,
    narrow_modes,
    1,
    true,
    Avx512<true>,
    16,
    "avx512f,avx512bw,avx512vl,avx512vnni"
);
doors!(wide_avx2, false, wide_modes, 2, false, Avx2, 4, "avx2");
doors!(wide_avx512, false, wide_modes, 2, false, Avx512<false>, 8, "avx512f,avx512bw,avx512vl");
doors!(paired_narrow_avx2, true, narrow_modes, 1, true, Avx2, 8, "avx2");
doors!(paired_narrow_avx512, true, narrow_modes, 1, true, Avx512<false>, 16, "avx512f,avx512bw,avx512vl");
doors!(paired_wide_avx2, true, wide_modes, 2, false, Avx2, 4, "avx2");
doors!(paired_wide_avx512, true, wide_modes, 2, false, Avx512<false>, 8, "avx512f,avx512bw,avx512vl");
