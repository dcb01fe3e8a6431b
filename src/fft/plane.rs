// SPDX-License-Identifier: MIT OR Apache-2.0
//! The two-dimensional transform: rows, then columns; twin of `hdl/fft_plane.v`.

use num_complex::Complex;
use rayon::prelude::*;

use super::kernels::Backend;
use super::plan::swaps;
use super::{CheckedSpec, Direction, FftPlan, FftSpec, PlanError, Sample, SpecError, Spectrum};

/// The bit-accurate two-dimensional transform of a plane: every row by one spec, then every column by another.
///
/// A plane has `rows.len` columns and `columns.len` rows and lies row after row in one slice. Each axis keeps its
/// own rounding, schedule and order; the columns' input is as wide as the rows' output. The hardware gives the same words
/// column after column: its word u·R + v is the plane's v·C + u, R rows of C (numeric contract, L1 to L4).
#[derive(Clone, Debug)]
pub struct PlanePlan {
    rows: FftPlan,
    columns: FftPlan,
}

/// R·C input words, row after row, each component within the rows' input format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaneFrame {
    samples: Vec<Complex<i32>>,
    direction: Direction,
}

impl PlaneFrame {
    /// A frame of `samples` for `plan`, to be transformed in `direction`.
    ///
    /// # Errors
    /// If there are not exactly R·C samples, or one does not fit the rows' input format.
    pub fn new(
        plan: &PlanePlan,
        samples: Vec<Complex<i32>>,
        direction: Direction,
    ) -> Result<Self, PlanError> {
        plan.check(&samples)?;
        plan.rows.check_samples(&samples)?;
        Ok(Self { samples, direction })
    }

    /// The samples, row after row.
    #[must_use]
    pub fn samples(&self) -> &[Complex<i32>] {
        &self.samples
    }

    /// The direction of the transform, of rows and columns alike.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }
}

impl PlanePlan {
    /// The specs of a plane of `width` columns and `height` rows, both axes by `spec`: rows in the width's length, columns
    /// in the height's and as wide as the rows' output.
    ///
    /// # Errors
    /// If a side is no power of two from 4 to 65536, or the spec is refused at a length.
    pub fn axes(width: usize, height: usize, spec: &FftSpec) -> Result<[CheckedSpec; 2], SpecError> {
        let rows = FftSpec { len: width, ..spec.clone() }.check()?;
        let columns = FftSpec { len: height, data: rows.output().width, ..spec.clone() }.check()?;
        Ok([rows, columns])
    }

    /// The plan on the back-end that `UTSUSHI_BACKEND` names, else on the machine's fastest.
    ///
    /// # Errors
    /// If the columns' data width is not the rows' output width, or the variable names no back-end of this machine.
    pub fn new(rows: &CheckedSpec, columns: &CheckedSpec) -> Result<Self, PlanError> {
        Self::with_backend(rows, columns, Backend::chosen()?)
    }

    /// The plan on `backend`.
    ///
    /// # Errors
    /// If the columns' data width is not the rows' output width, or this machine lacks the back-end.
    pub fn with_backend(
        rows: &CheckedSpec,
        columns: &CheckedSpec,
        backend: Backend,
    ) -> Result<Self, PlanError> {
        let (output, input) = (rows.output().width, columns.input().width);
        if output != input {
            return Err(PlanError::Axes { output, input });
        }
        let plan = |spec| FftPlan::with_backend(spec, backend);
        Ok(Self { rows: plan(rows)?, columns: plan(columns)? })
    }

    /// The plan of the rows: its length is the plane's width.
    #[must_use]
    pub fn rows(&self) -> &FftPlan {
        &self.rows
    }

    /// The plan of the columns: its length is the plane's height.
    #[must_use]
    pub fn columns(&self) -> &FftPlan {
        &self.columns
    }

    /// Transforms a plane in place; true if any stage's result left its range. Work is shared among the threads of
    /// the current rayon pool; the result does not depend on their number.
    ///
    /// # Errors
    /// If the slice has not rows × columns samples, or their type is too narrow for a spec.
    pub fn process<S: Sample>(
        &self,
        plane: &mut [Complex<S>],
        direction: Direction,
    ) -> Result<bool, PlanError> {
        self.check(plane)?;
        Ok(self.process_checked(plane, direction))
    }

    /// The spectrum of a frame of a plan of these specs, row after row; its exponent is that of both axes.
    ///
    /// # Panics
    /// If the frame is of a plan of other sides.
    #[must_use]
    pub fn run(&self, frame: &PlaneFrame) -> Spectrum {
        assert_eq!(frame.samples.len(), self.len(), "a frame is run by a plan of its own sides");
        let mut bins = frame.samples.clone();
        let overflow = self.process_checked(&mut bins, frame.direction);
        let exponent = self.rows.spec().exponent() + self.columns.spec().exponent();
        Spectrum { bins, overflow, exponent }
    }

    /// Where the bin of frequency `u` along the rows and `v` along the columns stands, in the specs' orders.
    #[must_use]
    pub fn position(&self, u: usize, v: usize) -> usize {
        self.columns.spec().position(v) * self.rows.spec().spec().len + self.rows.spec().position(u)
    }

    fn len(&self) -> usize {
        self.rows.spec().spec().len * self.columns.spec().spec().len
    }

    /// That a plane can be processed whole, before anything is written.
    fn check<S: Sample>(&self, plane: &[Complex<S>]) -> Result<(), PlanError> {
        if plane.len() != self.len() {
            let (width, height) = (self.rows.spec().spec().len, self.columns.spec().spec().len);
            return Err(PlanError::Plane { width, height, given: plane.len() });
        }
        self.rows.check_input(plane)?;
        self.columns.check_type::<S>()
    }

    fn process_checked<S: Sample>(&self, plane: &mut [Complex<S>], direction: Direction) -> bool {
        let rows = self.rows.process_rows(plane, direction);
        let columns = self.columns.process_columns(plane, self.rows.spec().spec().len, direction);
        rows || columns
    }
}

/// Rows that a thread takes at a time: as many as fill a register of short ones.
const ROWS: usize = 16;

impl FftPlan {
    /// Transforms checked frames in place, shared among threads; true if anything overflowed.
    fn process_rows<S: Sample>(&self, frames: &mut [Complex<S>], direction: Direction) -> bool {
        let rows = |rows: &mut [Complex<S>]| {
            let mut overflow = [false; ROWS];
            let overflow = &mut overflow[..rows.len() >> self.spec().log2_len()];
            self.transform_all(rows, direction, overflow);
            overflow.contains(&true)
        };
        frames.par_chunks_mut(ROWS * self.spec().spec().len).map(rows).reduce(|| false, |a, b| a || b)
    }

    /// Transforms the columns of a plane with rows of `width` checked samples; true if anything overflowed.
    fn process_columns<S: Sample>(
        &self,
        plane: &mut [Complex<S>],
        width: usize,
        direction: Direction,
    ) -> bool {
        if let Some(kernels) = self.kernels()
            && let Some(overflow) = kernels.process_columns(plane, width, swaps(direction))
        {
            return overflow;
        }
        // Few columns or long words: one column after the other.
        let mut column = vec![Complex::default(); self.spec().spec().len];
        let mut overflow = [false];
        let mut any = false;
        for x in 0..width {
            for (to, row) in column.iter_mut().zip(plane.chunks_exact(width)) {
                *to = row[x];
            }
            self.transform_all(&mut column, direction, &mut overflow);
            any |= overflow[0];
            for (from, row) in column.iter().zip(plane.chunks_exact_mut(width)) {
                row[x] = *from;
            }
        }
        any
    }
}
