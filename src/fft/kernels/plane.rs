// SPDX-License-Identifier: MIT OR Apache-2.0
//! The columns of a plane, a register's worth at a time: read where they are, worked on in a strip, put back.

use std::sync::atomic::{AtomicBool, Ordering};

use num_complex::Complex;
use rayon::prelude::*;

use super::{Kernels, repack};
use crate::fft::Sample;

/// A cache line of a strip.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Line(#[allow(dead_code, reason = "reached by pointer")] [i32; 16]);

/// A plane in memory, for threads that work on different columns.
#[derive(Clone, Copy)]
pub(super) struct Plane {
    /// Its first word.
    pub(super) at: *mut i32,
    /// 32-bit words of a row.
    pub(super) pitch: usize,
}

// SAFETY: no two threads are given the same column.
unsafe impl Send for Plane {}
// SAFETY: as above.
unsafe impl Sync for Plane {}

/// Some groups of columns of a plane: a group is a register's worth.
#[derive(Clone, Copy)]
pub(super) struct Chunk {
    pub(super) plane: Plane,
    /// 32-bit word of each row where the first group begins.
    pub(super) first: usize,
    pub(super) groups: usize,
    /// Room for all the groups.
    pub(super) strip: *mut i32,
}

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
    ///
    /// # Safety
    /// The pointer covers a plane of rows of `width` words.
    unsafe fn columns(&self, plane: *mut i32, width: usize, swap: bool) -> bool {
        let dwords = if self.narrow { 1 } else { 2 };
        let plane = Plane { at: plane, pitch: width * dwords };
        // Each thread takes neighbouring chunks and one strip for them all.
        let chunks = plane.pitch.div_ceil(CHUNK);
        let share = chunks.div_ceil(rayon::current_num_threads());
        let overflow = AtomicBool::new(false);
        (0..chunks.div_ceil(share)).into_par_iter().for_each(|thread| {
            let mut strip = vec![Line([0; 16]); self.job.len() * CHUNK.min(plane.pitch) / 16];
            for first in (thread * share..chunks.min((thread + 1) * share)).map(|chunk| chunk * CHUNK) {
                let groups = (plane.pitch - first).min(CHUNK) / (self.doors.words * dwords);
                let chunk = Chunk { plane, first, groups, strip: strip.as_mut_ptr().cast() };
                // SAFETY: the back-end was checked; the chunk lies within the caller's plane, and the strip holds it.
                overflow.fetch_or(unsafe { (self.doors.columns)(&self.job, swap, chunk) }, Ordering::Relaxed);
            }
        });
        overflow.into_inner()
    }
}

/// 32-bit words of each row that are worked on at a time: four cache lines.
pub(super) const CHUNK: usize = 64;
