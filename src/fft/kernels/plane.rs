// SPDX-License-Identifier: MIT OR Apache-2.0
//! The columns of a plane, a register's worth at a time: read where they are, worked on in a strip, put back.

use std::sync::atomic::{AtomicBool, Ordering};

use num_complex::Complex;
use rayon::prelude::*;

use super::group::Route;
use super::pass::Walk;
use super::{Kernels, repack};
use crate::fft::{BitReversal, Sample};

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
        let group = self.doors.words * dwords;
        let plane = Plane { at: Place(plane), pitch: width * dwords };
        // Each thread takes neighbouring chunks and one strip for them all.
        let chunks = plane.pitch.div_ceil(CHUNK);
        let share = chunks.div_ceil(rayon::current_num_threads());
        let overflow = AtomicBool::new(false);
        (0..chunks.div_ceil(share)).into_par_iter().for_each(|thread| {
            let mut strip = vec![Line([0; 16]); self.job.len() * CHUNK.min(plane.pitch) / 16];
            for chunk in thread * share..chunks.min((thread + 1) * share) {
                let first = chunk * CHUNK;
                let groups = (plane.pitch - first).min(CHUNK) / group;
                // SAFETY: the caller's plane; the strip holds a chunk.
                let overflowed = unsafe {
                    match group {
                        4 => self.chunk::<4>(plane, first, groups, &mut strip, swap),
                        8 => self.chunk::<8>(plane, first, groups, &mut strip, swap),
                        _ => self.chunk::<16>(plane, first, groups, &mut strip, swap),
                    }
                };
                overflow.fetch_or(overflowed, Ordering::Relaxed);
            }
        });
        overflow.into_inner()
    }

    /// `groups` groups of columns, the first at 32-bit word `first` of each row; a group is `GROUP` 32-bit words wide.
    ///
    /// They are copied into the strip and back: rows of a plane lie a power of two apart, where caches and page tables
    /// hold few of them, and so each is visited twice and no more.
    unsafe fn chunk<const GROUP: usize>(
        &self,
        plane: Plane,
        first: usize,
        groups: usize,
        strip: &mut [Line],
        swap: bool,
    ) -> bool {
        let (len, strip) = (self.job.len(), strip.as_mut_ptr().cast::<[i32; GROUP]>());
        let reversal = BitReversal::new(len.ilog2());
        let mut overflow = false;
        // SAFETY: the chunk lies within the caller's plane, and the strip holds it; the back-end was checked.
        unsafe {
            for row in 0..len {
                let from = plane.row::<GROUP>(row, first);
                for group in 0..groups {
                    strip.add(group * len + row).write(from.add(group).read_unaligned());
                }
            }
            for group in 0..groups {
                let at = strip.add(group * len).cast::<i32>();
                let walk = Walk { from: at, from_pitch: GROUP, to: at, to_pitch: GROUP, len };
                let route = Route { there: walk, within: walk, out: walk, natural: false };
                overflow |= (self.doors.columns)(&self.job, swap, route);
            }
            for row in 0..len {
                let to = plane.row::<GROUP>(row, first);
                let position = if self.job.natural { reversal.index(row) } else { row };
                for group in 0..groups {
                    to.add(group).write_unaligned(strip.add(group * len + position).read());
                }
            }
        }
        overflow
    }
}

/// 32-bit words of each row that are copied at a time: four cache lines.
const CHUNK: usize = 64;

/// A plane in memory.
#[derive(Clone, Copy)]
struct Plane {
    at: Place,
    /// 32-bit words of a row.
    pitch: usize,
}

impl Plane {
    /// The groups of a row from 32-bit word `first` on.
    unsafe fn row<const GROUP: usize>(self, row: usize, first: usize) -> *mut [i32; GROUP] {
        // SAFETY: the caller's row and word are within the plane.
        unsafe { self.at.0.add(row * self.pitch + first).cast() }
    }
}
