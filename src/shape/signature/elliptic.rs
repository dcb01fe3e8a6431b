// SPDX-License-Identifier: MIT OR Apache-2.0
//! The curve as a sum of ellipses.

use num_complex::Complex;

use super::{ComplexCoordinates, Row, Signature};
use crate::shape::Outline;
use crate::shape::angle::{magnitude, turns};

/// Kuhl and Giardina's elliptic signature (1982): x(t) and y(t), one row with y as its imaginary part.
///
/// Its bins ±k make the k-th ellipse, see [`harmonic`]; descriptors are the semi-axes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Elliptic;

impl Signature for Elliptic {
    fn name(&self) -> String {
        "elliptic".to_owned()
    }

    fn rows(&self, outline: &Outline, len: usize) -> Vec<Row> {
        ComplexCoordinates.rows(outline, len)
    }
}

/// An ellipse that the k-th harmonic draws k times while the curve goes round once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Harmonic {
    /// Kuhl and Giardina's a, b, c, d: x = a·cos + b·sin, y = c·cos + d·sin of 2πkt.
    pub coefficients: [f64; 4],
    /// Half the longer and half the shorter axis.
    pub semi_axes: [f64; 2],
    /// Direction of the longer axis in degrees, counter-clockwise from x, in (−90, 90].
    pub tilt_degrees: f64,
}

/// The ellipse of the bins F₊ₖ and F₋ₖ (each divided by N).
#[must_use]
pub fn harmonic(ahead: Complex<f64>, back: Complex<f64>) -> Harmonic {
    let (sum, dif) = (ahead + back, ahead - back);
    let (p, q) = (magnitude(ahead), magnitude(back));
    let half = turns(ahead * back) * 180.0;
    let tilt_degrees = if half <= -90.0 { half + 180.0 } else { half };
    Harmonic {
        coefficients: [sum.re, -dif.im, sum.im, dif.re],
        semi_axes: [p + q, (p - q).abs()],
        tilt_degrees,
    }
}
