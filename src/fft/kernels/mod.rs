// SPDX-License-Identifier: MIT OR Apache-2.0
//! The fast kernels: one contract, several back-ends, and never one bit different from the readable model.
//!
//! A [`Kernel`](kernel::Kernel) is a butterfly on registers of [`Lanes`](lanes::Lanes); [`pass`] sweeps it over memory,
//! [`row`] makes a frame of sweeps, [`group`] does frames that lie side by side, and [`entry`] compiles them all for
//! every back-end. What cannot overflow is not checked: [`headroom`] proves it from the size of the words.
#![allow(unsafe_code, reason = "intrinsics and raw pointers; every block says why it is sound")]
#![allow(
    clippy::inline_always,
    reason = "a function that is not inlined is not compiled for the instruction set"
)]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod backend;
mod entry;
mod group;
mod headroom;
mod job;
mod kernel;
mod lanes;
mod narrow;
mod narrow_checked;
mod pass;
mod portable;
mod round;
mod row;
mod table;
mod tail;
mod wide;
mod wide_checked;
#[cfg(target_arch = "x86_64")]
mod x86;

use num_complex::Complex;

pub use backend::{Backend, BackendError, VARIABLE};

use super::CheckedSpec;
use crate::number::Rounding;
use entry::Doors;
use job::Job;
use table::Tables;

/// The kernels of a spec whose words fit them.
#[derive(Clone, Debug)]
pub(super) struct Kernels {
    job: Job,
    doors: Doors,
    narrow: bool,
}

impl Kernels {
    /// The kernels of `spec` on a back-end this machine has; `None` if a stage takes words of 32 bits.
    pub(super) fn new(spec: &CheckedSpec, backend: Backend) -> Option<Self> {
        let convergent = spec.spec().rounding == Rounding::Convergent;
        if cfg!(target_endian = "big") || spec.stages().iter().any(|stage| stage.width_in > 31) {
            return None;
        }
        let narrow = spec.widest() <= 16 && spec.spec().twiddle <= 16;
        let doors = if narrow { entry::narrow } else { entry::wide }(backend, convergent, spec.spec().len);
        let tables = match (backend, narrow) {
            (Backend::Portable, true) => Tables::plain(spec, 15, 1),
            (Backend::Portable, false) => Tables::plain(spec, 31, 2),
            (_, true) => Tables::narrow(spec),
            (_, false) => Tables::wide(spec),
        };
        Some(Self { job: Job::new(spec, tables, spec.widest().saturating_sub(16)), doors, narrow })
    }

    /// Whether frames are of 16-bit components, else of 32.
    pub(super) fn is_narrow(&self) -> bool {
        self.narrow
    }

    /// Bytes of the tables.
    pub(super) fn table_bytes(&self) -> usize {
        self.job.tables.bytes()
    }

    /// Transforms frames in place, one for each flag; the inverse if `swap`.
    ///
    /// # Panics
    /// If `frames` does not hold as many frames as there are flags.
    pub(super) fn process<S: Words>(&self, frames: &mut [Complex<S>], swap: bool, overflow: &mut [bool]) {
        assert_eq!(S::NARROW, self.narrow, "the kernels take words of one size");
        assert_eq!(frames.len(), overflow.len() * self.job.len(), "one flag a frame");
        let at = frames.as_mut_ptr().cast();
        // SAFETY: the back-end was checked when the plan was made; the slice holds the frames, of words of that size.
        unsafe { (self.doors.frames)(&self.job, swap, at, at, overflow) }
    }

    /// Transforms frames from one slice to another.
    ///
    /// # Panics
    /// If either does not hold as many frames as there are flags.
    pub(super) fn process_into<S: Words>(
        &self,
        input: &[Complex<S>],
        output: &mut [Complex<S>],
        swap: bool,
        overflow: &mut [bool],
    ) {
        assert_eq!(S::NARROW, self.narrow, "the kernels take words of one size");
        assert_eq!(input.len(), overflow.len() * self.job.len(), "one flag a frame");
        assert_eq!(input.len(), output.len(), "as many bins as samples");
        // SAFETY: as in `process`; two slices, one of them exclusive, do not overlap.
        unsafe {
            (self.doors.frames)(&self.job, swap, input.as_ptr().cast(), output.as_mut_ptr().cast(), overflow);
        }
    }
}

/// The two sizes of words.
pub(super) trait Words {
    /// Whether a component has 16 bits.
    const NARROW: bool;
}

impl Words for i16 {
    const NARROW: bool = true;
}

impl Words for i32 {
    const NARROW: bool = false;
}
