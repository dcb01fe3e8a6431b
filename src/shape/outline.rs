// SPDX-License-Identifier: MIT OR Apache-2.0
//! A closed curve with what every signature asks of it.

use num_complex::Complex;

use super::angle::magnitude;
use super::{Object, ShapeError, resample};

/// Points of the smoothed curve, and of the sharp one that rings cut.
pub const FINE: usize = 256;

/// Points at which the curve is smoothed.
const SMOOTHED: usize = 512;

/// (1 + x)⁶/64: a Gaussian of √1.5 samples, 0.24 % of the perimeter.
const KERNEL: [f64; 7] = [1.0, 6.0, 15.0, 20.0, 15.0, 6.0, 1.0];

/// A closed curve in the plane x + j·y with y **up**, turned **counter-clockwise**, its start kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    points: Vec<Complex<f64>>,
    sharp: Vec<Complex<f64>>,
    smooth: Vec<Complex<f64>>,
}

impl Outline {
    /// The outline through `points`, closed; repeated points and a closing point equal to the first change nothing.
    ///
    /// # Errors
    /// If fewer than three points differ, or a coordinate is not finite.
    pub fn new(points: &[Complex<f64>]) -> Result<Self, ShapeError> {
        let mut sharp = resample(points, SMOOTHED)?;
        let mut points = points.to_vec();
        if signed_area(&sharp) < 0.0 {
            // The start stays, so that nothing but the direction changes.
            sharp[1..].reverse();
            points[1..].reverse();
        }
        let smooth = smoothed(&sharp);
        // Two of three points that differ may meet when smoothed; then there is nothing to smooth.
        let smooth = resample(&smooth, FINE).or_else(|_| resample(&sharp, FINE))?;
        let sharp = sharp.into_iter().step_by(SMOOTHED / FINE).collect();
        Ok(Self { points, sharp, smooth })
    }

    /// The outer contour of an object.
    ///
    /// # Errors
    /// If it has fewer than three different pixels.
    pub fn of(object: &Object) -> Result<Self, ShapeError> {
        Self::new(&object.points())
    }

    /// `len` points at equal arc length, about their mean, which comes second.
    ///
    /// # Panics
    /// Never: the points were checked.
    #[must_use]
    pub fn centred(&self, len: usize) -> (Vec<Complex<f64>>, Complex<f64>) {
        let mut curve = resample(&self.points, len).expect("an outline has extent");
        let centroid = curve.iter().sum::<Complex<f64>>() / curve.len() as f64;
        for z in &mut curve {
            *z -= centroid;
        }
        (curve, centroid)
    }

    /// Mean of `len` points at equal arc length.
    #[must_use]
    pub fn centroid(&self, len: usize) -> Complex<f64> {
        self.centred(len).1
    }

    /// [`FINE`] points at equal arc length.
    #[must_use]
    pub fn sharp(&self) -> &[Complex<f64>] {
        &self.sharp
    }

    /// As [`sharp`](Self::sharp), of the curve smoothed over 0.24 % of its length: the staircase of pixels is gone,
    /// and with it most of what it adds to the perimeter.
    #[must_use]
    pub fn smooth(&self) -> &[Complex<f64>] {
        &self.smooth
    }
}

fn smoothed(curve: &[Complex<f64>]) -> Vec<Complex<f64>> {
    let len = curve.len();
    let at = |i: usize| {
        KERNEL.iter().enumerate().map(|(j, w)| curve[(i + j + len - 3) % len] * *w).sum::<Complex<f64>>()
            / 64.0
    };
    (0..len).map(at).collect()
}

/// Twice the area that the curve encloses, positive if counter-clockwise.
pub(super) fn signed_area(curve: &[Complex<f64>]) -> f64 {
    edges(curve).map(|(a, b)| cross(a, b)).sum()
}

/// The edges of a closed curve.
pub(super) fn edges(curve: &[Complex<f64>]) -> impl Iterator<Item = (Complex<f64>, Complex<f64>)> + '_ {
    curve.iter().copied().zip(curve.iter().copied().cycle().skip(1))
}

/// Length of a closed curve.
pub(super) fn perimeter(curve: &[Complex<f64>]) -> f64 {
    edges(curve).map(|(a, b)| magnitude(b - a)).sum()
}

/// The greatest modulus.
pub(super) fn greatest(curve: &[Complex<f64>]) -> f64 {
    curve.iter().map(|&z| magnitude(z)).fold(0.0, f64::max)
}

/// z component of the vector product.
pub(super) fn cross(a: Complex<f64>, b: Complex<f64>) -> f64 {
    a.re * b.im - a.im * b.re
}
