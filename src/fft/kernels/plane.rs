// SPDX-License-Identifier: MIT OR Apache-2.0
//! The columns of a plane, a register's worth at a time: read where they are, worked on in a strip, put back.

use std::sync::atomic::{AtomicBool, Ordering};

use num_complex::Complex;
use rayon::prelude::*;

use super::group::Route;
use super::pass::Walk;
use super::{Kernels, repack};
use crate::fft::Sample;

/// A cache line of a strip.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Line(#[allow(dead_code, reason = "reached by pointer")] [i32; 16]);

/// The place of a plane's words, for threads that work on different columns.
#[derive(Clone, Copy)]
struct Place(*mut i32);

// SAFETY: no two threads are given the same column.
unsafe impl Send for Place {}
// SAFETY: as above.
unsafe impl Sync for Place {}

impl Kernels {
    /// Transforms every column of a plane of rows of `width` samples in place; true if anything overflowed. `None` if
    /// a row is shorter than a register: nothing is done.
    ///
    /// # Panics
    /// If the plane has not as many rows as a frame has samples, or 16 bits a component where the kernels have 32.
    pub(in crate::fft) fn process_columns<S: Sample>(
        &self,
        plane: &mut [Complex<S>],
        width: usize,
        swap: bool,
    ) -> Option<bool> {
        assert_eq!(plane.len(), width * self.job.len(), "a column is a frame");
        if !width.is_multiple_of(self.doors.words) {
            return None;
        }
        let (at, len) = (plane.as_mut_ptr(), plane.len());
        // SAFETY: the slice holds the plane; what lies there is as long as the kernels take it, or repacked.
        unsafe {
            match (S::BITS, self.narrow) {
                (16, true) | (32, false) => Some(self.columns(at.cast(), width, swap)),
                (32, true) => {
                    let packed = repack::pack(at.cast(), at.cast(), len);
                    let overflow = self.columns(packed.cast(), width, swap);
                    repack::unpack(at.cast(), len);
                    Some(overflow)
                }
                _ => panic!("words of 32 bits do not fit samples of 16"),
            }
        }
    }

    /// The same of words that are as long as the kernels take them.
    unsafe fn columns(&self, plane: *mut i32, width: usize, swap: bool) -> bool {
        let dwords = if self.narrow { 1 } else { 2 };
        let lines = self.job.len() * self.doors.words * dwords / 16;
        let groups = width / self.doors.words;
        // Each thread takes neighbouring groups, which share cache lines, and one strip for them all.
        let share = groups.div_ceil(rayon::current_num_threads());
        let (place, overflow) = (Place(plane), AtomicBool::new(false));
        (0..groups.div_ceil(share)).into_par_iter().for_each(|thread| {
            let mut strip = vec![Line([0; 16]); lines.max(1)];
            for group in thread * share..groups.min((thread + 1) * share) {
                // SAFETY: the caller's plane; the strip holds a group.
                let overflowed = unsafe {
                    self.group(place, width * dwords, group * self.doors.words * dwords, &mut strip, swap)
                };
                overflow.fetch_or(overflowed, Ordering::Relaxed);
            }
        });
        overflow.into_inner()
    }

    /// One register's worth of columns, the first at 32-bit word `first` of each row.
    unsafe fn group(&self, plane: Place, pitch: usize, first: usize, strip: &mut [Line], swap: bool) -> bool {
        let len = self.job.len();
        let strip_pitch = self.doors.words * if self.narrow { 1 } else { 2 };
        let strip = strip.as_mut_ptr().cast::<i32>();
        // SAFETY: the group lies within the rows of the caller's plane.
        let at = unsafe { plane.0.add(first) };
        let route = Route {
            there: Walk { from: at, from_pitch: pitch, to: strip, to_pitch: strip_pitch, len },
            within: Walk { from: strip, from_pitch: strip_pitch, to: strip, to_pitch: strip_pitch, len },
            out: Walk { from: strip, from_pitch: strip_pitch, to: at, to_pitch: pitch, len },
            natural: self.job.natural,
        };
        // SAFETY: the back-end was checked when the plan was made; the walks cover a group of columns.
        unsafe { (self.doors.columns)(&self.job, swap, route) }
    }
}
