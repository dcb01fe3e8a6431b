// SPDX-License-Identifier: MIT OR Apache-2.0
//! The float transform of any length, in one dimension and two.

use std::fmt;
use std::sync::Arc;

use num_complex::Complex;
use rayon::prelude::*;
use rustfft::{Fft, FftDirection, FftPlannerScalar};

use crate::fft::Direction;

/// A transform of N samples, N ≥ 1, without any factor: by `rustfft`, in f64.
///
/// Its scalar code alone is used, so that no instruction set changes a bit. Relative error about 1e-15·log2 N.
#[derive(Clone)]
pub struct Dft {
    forward: Arc<dyn Fft<f64>>,
    inverse: Arc<dyn Fft<f64>>,
}

impl Dft {
    /// The transform of `len` samples.
    #[must_use]
    pub fn new(len: usize) -> Self {
        let mut planner = FftPlannerScalar::new();
        let mut plan = |direction| planner.plan_fft(len, direction);
        Self { forward: plan(FftDirection::Forward), inverse: plan(FftDirection::Inverse) }
    }

    /// Samples of a frame.
    #[must_use]
    pub fn len(&self) -> usize {
        self.forward.len()
    }

    /// Whether there is nothing to transform.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Transforms a frame in place.
    ///
    /// # Panics
    /// If it has not N samples.
    pub fn run(&self, frame: &mut [Complex<f64>], direction: Direction) {
        assert_eq!(frame.len(), self.len(), "a frame has as many samples as its transform");
        self.rows(frame, direction);
    }

    /// Transforms frames that lie back to back.
    fn rows(&self, frames: &mut [Complex<f64>], direction: Direction) {
        let plan = if direction == Direction::Forward { &self.forward } else { &self.inverse };
        if !frames.is_empty() {
            plan.process(frames);
        }
    }

    /// Transforms a plane with rows of `width` samples in place: its rows, then its columns, shared among threads.
    ///
    /// # Panics
    /// If the plane is no whole number of rows.
    pub fn plane(plane: &mut [Complex<f64>], width: usize, direction: Direction) {
        assert_eq!(plane.len() % width, 0, "a plane has whole rows");
        let height = plane.len() / width;
        let (rows, columns) = (Self::new(width), Self::new(height));
        plane.par_chunks_mut(width).for_each(|row| rows.rows(row, direction));
        let mut turned = transposed(plane, width);
        turned.par_chunks_mut(height).for_each(|column| columns.rows(column, direction));
        plane.copy_from_slice(&transposed(&turned, height));
    }
}

impl fmt::Debug for Dft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dft").field("len", &self.len()).finish_non_exhaustive()
    }
}

/// Rows of `width` become columns.
fn transposed(plane: &[Complex<f64>], width: usize) -> Vec<Complex<f64>> {
    let height = plane.len() / width;
    (0..plane.len()).map(|i| plane[i % height * width + i / height]).collect()
}
