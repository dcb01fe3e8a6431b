// SPDX-License-Identifier: MIT OR Apache-2.0
//! A contour as a frame of complex numbers.

use num_complex::Complex;

use super::angle::magnitude;
use super::{Object, ShapeError, resample};
use crate::fft::{CheckedSpec, Direction, Frame};

/// A contour resampled to N points about its centroid and scaled to the full range of the input.
///
/// The plane is x + j·y with y **up**, and the curve runs **counter-clockwise** whatever way it was given, so that a
/// circle is bin +1. The centroid is the mean of the resampled points (the curve's, not the area's). The farthest
/// point lies at 2<sup>W−1</sup> − 1 words, and no word exceeds that modulus, so that
/// [`Schedule::Halve`](crate::fft::Schedule::Halve) never overflows.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    frame: Frame,
    radius: f64,
    centroid: Complex<f64>,
}

impl Signature {
    /// The signature of a closed curve in a plane with y up.
    ///
    /// # Errors
    /// If fewer than three points differ, or a coordinate is not finite.
    ///
    /// # Panics
    /// Never: a scaled contour fits the input.
    pub fn new(points: &[Complex<f64>], spec: &CheckedSpec) -> Result<Self, ShapeError> {
        let mut curve = resample(points, spec.spec().len)?;
        let centroid = curve.iter().sum::<Complex<f64>>() / curve.len() as f64;
        for z in &mut curve {
            *z -= centroid;
        }
        if signed_area(&curve) < 0.0 {
            // The start stays, so that nothing but the direction changes.
            curve[1..].reverse();
        }
        let radius = curve.iter().map(|&z| magnitude(z)).fold(0.0, f64::max);
        let full = f64::from(spec.input().max());
        let words = curve.iter().map(|z| word(z * (full / radius), full)).collect();
        let frame = Frame::new(spec, words).expect("a scaled contour fits the input");
        Ok(Self { frame: frame.with_direction(Direction::Forward), radius, centroid })
    }

    /// The signature of an object's outer contour.
    ///
    /// # Errors
    /// If its contour has fewer than three different pixels.
    pub fn of(object: &Object, spec: &CheckedSpec) -> Result<Self, ShapeError> {
        Self::new(&object.points(), spec)
    }

    /// The frame, to be transformed forward.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// Distance of the farthest point from the centroid, in the unit of the points (pixels).
    #[must_use]
    pub fn radius(&self) -> f64 {
        self.radius
    }

    /// Mean of the resampled points, y up.
    #[must_use]
    pub fn centroid(&self) -> Complex<f64> {
        self.centroid
    }
}

/// Twice the area that the curve encloses, positive if counter-clockwise.
fn signed_area(curve: &[Complex<f64>]) -> f64 {
    curve.iter().zip(curve.iter().cycle().skip(1)).map(|(a, b)| a.re * b.im - a.im * b.re).sum()
}

/// The nearest word of modulus at most `full`; where rounding would exceed it, the word toward zero.
fn word(z: Complex<f64>, full: f64) -> Complex<i32> {
    let (re, im) = (z.re.round_ties_even(), z.im.round_ties_even());
    if re * re + im * im <= full * full {
        return Complex::new(re as i32, im as i32);
    }
    let within = |component: f64| component.trunc().clamp(-full, full) as i32;
    Complex::new(within(z.re), within(z.im))
}
