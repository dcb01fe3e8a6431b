// SPDX-License-Identifier: MIT OR Apache-2.0
//! A shape as the frames that its descriptor is made of.

use num_complex::Complex;

use super::signature::Row;
use super::{Object, Outline, ShapeError, Tier};
use crate::fft::{CheckedSpec, Direction, Frame};

/// The rows of a shape for a tier, in words: the complex coordinates in a frame of their own, real rows two by two.
///
/// Every row is brought to full scale by itself. The farthest sample of a complex row lies at 2<sup>W−1</sup> − 1 words, of
/// a real one at that by √2, and no sample exceeds that modulus, so that
/// [`Schedule::Halve`](crate::fft::Schedule::Halve) never overflows.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    tier: Tier,
    frames: Vec<Frame>,
    /// Of each row its greatest modulus.
    scales: Vec<f64>,
    radius: f64,
    centroid: Complex<f64>,
}

impl Profile {
    /// The profile of a closed curve in a plane with y up.
    ///
    /// # Errors
    /// If fewer than three points differ, a coordinate is not finite, or the tier needs longer frames.
    pub fn new(points: &[Complex<f64>], tier: Tier, spec: &CheckedSpec) -> Result<Self, ShapeError> {
        Self::of_outline(&Outline::new(points)?, tier, spec)
    }

    /// The profile of an object's outer contour.
    ///
    /// # Errors
    /// If its contour has fewer than three different pixels, or the tier needs longer frames.
    pub fn of(object: &Object, tier: Tier, spec: &CheckedSpec) -> Result<Self, ShapeError> {
        Self::new(&object.points(), tier, spec)
    }

    /// The profile of an outline.
    ///
    /// # Errors
    /// If the tier needs longer frames.
    pub fn of_outline(outline: &Outline, tier: Tier, spec: &CheckedSpec) -> Result<Self, ShapeError> {
        let len = spec.spec().len;
        if len < tier.least_len() {
            return Err(ShapeError::ShortFrame { tier, least: tier.least_len(), len });
        }
        let rows = tier.rows(outline, len);
        Ok(Self {
            tier,
            frames: frames(&rows, spec),
            scales: rows.iter().map(|row| row.scale).collect(),
            radius: rows[0].scale,
            centroid: outline.centroid(len),
        })
    }

    /// What it is a profile for.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// The frames, to be transformed forward: one, and one for every two real rows.
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// Of each row the value of a sample at full scale.
    pub(super) fn scales(&self) -> &[f64] {
        &self.scales
    }

    /// Distance of the farthest point from the centroid, in the unit of the points (pixels).
    #[must_use]
    pub fn radius(&self) -> f64 {
        self.radius
    }

    /// Mean of N points at equal arc length, y up.
    #[must_use]
    pub fn centroid(&self) -> Complex<f64> {
        self.centroid
    }
}

/// The rows' frames: a complex row has one, two real rows share one, their moduli at most 1/√2 of full scale.
pub(super) fn frames(rows: &[Row], spec: &CheckedSpec) -> Vec<Frame> {
    let full = f64::from(spec.input().max());
    rows.chunk_by(|a, b| a.real && b.real)
        .flat_map(|run| run.chunks(if run[0].real { 2 } else { 1 }))
        .map(|rows| match rows {
            [row] if !row.real => frame(row.samples.iter().map(|z| word(z * gain(row, full), full)), spec),
            [first, rest @ ..] => {
                let half = full * std::f64::consts::FRAC_1_SQRT_2;
                let second = |i: usize| rest.first().map_or(0.0, |row| row.samples[i].re * gain(row, half));
                let joined = first.samples.iter().enumerate();
                let joined = joined.map(|(i, z)| Complex::new(z.re * gain(first, half), second(i)));
                frame(joined.map(|z| word(z, full)), spec)
            }
            [] => unreachable!("a chunk has a row"),
        })
        .collect()
}

/// Words for one unit of the row; a row of zeros stays one.
fn gain(row: &Row, full: f64) -> f64 {
    if row.scale > 0.0 { full / row.scale } else { 0.0 }
}

fn frame(words: impl Iterator<Item = Complex<i32>>, spec: &CheckedSpec) -> Frame {
    let frame = Frame::new(spec, words.collect()).expect("a scaled row fits the input");
    frame.with_direction(Direction::Forward)
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
