// SPDX-License-Identifier: MIT OR Apache-2.0
//! The two-dimensional transform: rows, then columns.

use num_complex::Complex;

use super::kernels::Backend;
use super::{CheckedSpec, Direction, FftPlan, PlanError, Sample};

/// The bit-accurate two-dimensional transform of a plane: every row by one spec, then every column by another.
///
/// A plane has `rows.len` columns and `columns.len` rows and lies row after row in one slice. Each axis keeps its
/// own rounding, schedule and order; the columns' input is as wide as the rows' output.
#[derive(Clone, Debug)]
pub struct PlanePlan {
    rows: FftPlan,
    columns: FftPlan,
}

impl PlanePlan {
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
        let (width, height) = (self.rows.spec().spec().len, self.columns.spec().spec().len);
        if plane.len() != width * height {
            return Err(PlanError::Plane { width, height, given: plane.len() });
        }
        // Both before anything is written.
        self.rows.check_input(plane)?;
        self.columns.check_type::<S>()?;
        let rows = self.rows.process_rows(plane, direction);
        let columns = self.columns.process_columns(plane, width, direction);
        Ok(rows || columns)
    }
}
