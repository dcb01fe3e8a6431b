// SPDX-License-Identifier: MIT OR Apache-2.0
//! The fast kernels: one contract, several back-ends, and never one bit different from the readable model.
//!
//! A [`Kernel`](kernel::Kernel) is a butterfly on registers of [`Lanes`](lanes::Lanes); [`pass`] sweeps it over memory,
//! [`row`] makes a frame of sweeps and [`square`] ends it, [`group`] does frames that lie side by side, and `x86` compiles them for
//! every back-end; [`paired`] is the stages of radix 2²; [`portable`] is plain loops on [`word`]s, and so is [`radix22`]. [`entry`] knows them all. What cannot overflow is not checked: [`headroom`] proves it from the size of the words.
#![allow(unsafe_code, reason = "intrinsics and raw pointers; every block says why it is sound")]
#![allow(
    clippy::inline_always,
    reason = "a function that is not inlined is not compiled for the instruction set"
)]
// The unit tests are of other parts, and compiling every back-end for them too would take as long as the library itself;
// `tests/plan` runs all of them.
#![cfg_attr(
    any(not(target_arch = "x86_64"), test),
    allow(dead_code, unused_variables, reason = "the portable back-end alone")
)]

#[cfg(all(target_arch = "x86_64", not(test)))]
mod avx2;
#[cfg(all(target_arch = "x86_64", not(test)))]
mod avx512;
mod backend;
mod door;
mod entry;
mod group;
mod headroom;
#[cfg(all(target_arch = "x86_64", not(test)))]
mod intrinsic;
mod job;
mod kernel;
mod lanes;
mod lead;
mod narrow;
mod narrow_checked;
mod narrow_factors;
mod paired;
mod pass;
mod plane;
mod portable;
mod radix22;
mod repack;
mod round;
mod row;
mod short;
mod square;
mod stages;
mod table;
mod tail;
mod wide;
mod wide_checked;
mod word;
#[cfg(all(target_arch = "x86_64", not(test)))]
mod x86;

use num_complex::Complex;

pub use backend::{Backend, BackendError, VARIABLE};

use super::{CheckedSpec, Decomposition, Sample};
use crate::number::Rounding;
use door::Doors;
use job::Job;
use table::Tables;

/// The kernels of a spec whose words fit them.
#[derive(Clone, Debug)]
pub(super) struct Kernels {
    job: Job,
    doors: Doors,
    /// For so few short frames that they would leave most of a register's lanes empty.
    few: Doors,
    narrow: bool,
}

impl Kernels {
    /// The kernels of `spec` on a back-end this machine has; `None` if a stage takes words of 32 bits.
    pub(super) fn new(spec: &CheckedSpec, backend: Backend) -> Option<Self> {
        if spec.stages().iter().any(|stage| stage.width_in > 31) {
            return None;
        }
        let convergent = spec.spec().rounding == Rounding::Convergent;
        let narrow = Self::are_narrow(spec);
        let radix2 = spec.spec().decomposition == Decomposition::Radix2;
        let doors_of = match (radix2, narrow) {
            (true, true) => entry::narrow,
            (true, false) => entry::wide,
            (false, true) => entry::paired_narrow,
            (false, false) => entry::paired_wide,
        };
        let doors = doors_of(backend, convergent, spec.spec().len);
        let short = backend >= Backend::Avx512Bw && spec.spec().len < doors.words * doors.words;
        let few = if short && Backend::Avx2.is_available() { Backend::Avx2 } else { backend };
        let tables = match (backend == Backend::Portable, narrow) {
            (true, true) => Tables::plain(spec, 15, 1),
            (true, false) => Tables::plain(spec, 31, 2),
            (false, true) => Tables::narrow(spec),
            (false, false) => Tables::wide(spec),
        };
        let job = Job::new(spec, tables, narrow);
        Some(Self { job, doors, few: doors_of(few, convergent, spec.spec().len), narrow })
    }

    /// Whether the kernels of `spec` take components of 16 bits, else of 32.
    pub(super) fn are_narrow(spec: &CheckedSpec) -> bool {
        spec.widest() <= 16 && spec.spec().twiddle <= 16
    }

    /// Bytes of the tables.
    pub(super) fn table_bytes(&self) -> usize {
        self.job.tables.bytes()
    }

    /// Transforms frames in place, one for each flag; the inverse if `swap`.
    ///
    /// # Panics
    /// If `frames` does not hold as many frames as there are flags, or has 16 bits a component and the kernels 32.
    pub(super) fn process<S: Sample>(&self, frames: &mut [Complex<S>], swap: bool, overflow: &mut [bool]) {
        assert_eq!(frames.len(), overflow.len() * self.job.len(), "one flag a frame");
        let at = frames.as_mut_ptr();
        // SAFETY: the slice holds the frames.
        unsafe { self.transform(at, at, swap, overflow) }
    }

    /// Transforms frames from one slice to another.
    ///
    /// # Panics
    /// As [`process`](Self::process), and if the slices differ in length.
    pub(super) fn process_into<S: Sample>(
        &self,
        input: &[Complex<S>],
        output: &mut [Complex<S>],
        swap: bool,
        overflow: &mut [bool],
    ) {
        assert_eq!(input.len(), overflow.len() * self.job.len(), "one flag a frame");
        assert_eq!(input.len(), output.len(), "as many bins as samples");
        // SAFETY: the slices hold the frames; two slices, one of them exclusive, do not overlap.
        unsafe { self.transform(input.as_ptr(), output.as_mut_ptr(), swap, overflow) }
    }

    /// Transforms one frame for each flag.
    ///
    /// # Safety
    /// The pointers cover the frames, and are equal or do not overlap.
    unsafe fn transform<S: Sample>(
        &self,
        from: *const Complex<S>,
        to: *mut Complex<S>,
        swap: bool,
        overflow: &mut [bool],
    ) {
        // SAFETY: the caller's pointers; what they point to is as long as the kernels take it, or repacked.
        unsafe {
            match (S::BITS, self.narrow) {
                (16, true) | (32, false) => self.enter(from.cast(), to.cast(), swap, overflow),
                (32, true) => self.repack(from.cast(), to.cast(), swap, overflow),
                _ => panic!("words of 32 bits do not fit samples of 16"),
            }
        }
    }

    /// Through the door.
    ///
    /// # Safety
    /// As for [`transform`](Self::transform).
    unsafe fn enter(&self, from: *const i32, to: *mut i32, swap: bool, overflow: &mut [bool]) {
        let doors = if 4 * overflow.len() < self.doors.words { &self.few } else { &self.doors };
        // SAFETY: the back-end was checked when the plan was made; the caller's pointers.
        unsafe { (doors.frames)(&self.job, swap, from, to, overflow) }
    }

    /// 32-bit samples through kernels for 16 bits: every word fits them.
    ///
    /// # Safety
    /// As for [`transform`](Self::transform).
    unsafe fn repack(
        &self,
        from: *const Complex<i32>,
        to: *mut Complex<i32>,
        swap: bool,
        overflow: &mut [bool],
    ) {
        // So many frames at a time that they stay in the nearest cache, and that short ones fill a register.
        let frames = (2048 / self.job.len()).max(1);
        for (i, flags) in overflow.chunks_mut(frames).enumerate() {
            let (at, len) = (i * frames * self.job.len(), flags.len() * self.job.len());
            // SAFETY: the caller's pointers cover the frames.
            unsafe {
                let packed = repack::pack(from.add(at), to.add(at), len);
                self.enter(packed.cast(), packed.cast(), swap, flags);
                repack::unpack(to.add(at), len);
            }
        }
    }
}
