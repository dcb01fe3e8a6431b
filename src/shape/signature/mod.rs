// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signatures: functions along an outline, or around a region, that a transform can take.
//!
//! Each ends in rows of N samples that a frame brings to full scale, so that all go through the same fixed-point FFT. Rows
//! begin at the outline's start and run counter-clockwise: another start turns a row in a circle, which changes phases alone.
//! A window would be wrong: a contour is periodic.

mod complex_coordinates;
mod cumulative_angle;
mod distance;
mod elliptic;
mod rings;
mod span;

pub use complex_coordinates::ComplexCoordinates;
pub use cumulative_angle::CumulativeAngle;
pub use distance::{CentroidDistance, FarthestPoint};
pub use elliptic::{Elliptic, Harmonic, harmonic};
pub use rings::{About, PolarRings};
pub use span::{ArcHeight, ChordLength, TriangleArea, TurningAngle};

use num_complex::Complex;

use super::Outline;

/// A function of a shape, sampled.
pub trait Signature {
    /// The term of the literature, with its parameter, as the command line and JSON have it.
    fn name(&self) -> String;

    /// The rows of `outline`, `len` samples each; `len` is a power of two.
    fn rows(&self, outline: &Outline, len: usize) -> Vec<Row>;
}

/// N samples in the signature's unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The samples.
    pub samples: Vec<Complex<f64>>,
    /// Their greatest modulus, which a frame brings to full scale.
    pub scale: f64,
    /// Whether every imaginary part is 0, so that two rows can share a frame.
    pub real: bool,
}

impl Row {
    /// The row of real `values`.
    #[must_use]
    pub fn real(values: &[f64]) -> Self {
        let scale = values.iter().fold(0.0, |greatest: f64, value| greatest.max(value.abs()));
        Self { samples: values.iter().map(|&value| value.into()).collect(), scale, real: true }
    }
}

/// `values`, which lie evenly on a circle, in `len` samples: each the mean about its place, half of the values at its ends;
/// or, if there are more samples than values, each value repeated. The way round does not matter.
fn fitted(values: &[f64], len: usize) -> Vec<f64> {
    let count = values.len();
    if count <= len {
        return (0..len).map(|i| values[i * count / len]).collect();
    }
    let group = count / len;
    let half = group / 2;
    let at = |i: usize, j: usize| values[(i * group + count + j - half) % count];
    let mean = |i: usize| {
        let ends = f64::midpoint(at(i, 0), at(i, group));
        ((1..group).map(|j| at(i, j)).sum::<f64>() + ends) / group as f64
    };
    (0..len).map(mean).collect()
}
