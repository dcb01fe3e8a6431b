// SPDX-License-Identifier: MIT OR Apache-2.0
//! How one contour must be turned and scaled to lie on another.

use num_complex::Complex;

use super::Descriptor;
use super::angle::{turns, unit};

/// Start points tried before the best of them is refined.
const STARTS: usize = 256;

/// How one contour must be turned and scaled to lie on another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alignment {
    /// Rotation in degrees, counter-clockwise as seen in the picture, in (−180, 180].
    pub angle_degrees: f64,
    /// Ratio of the greatest radii.
    pub scale: f64,
}

impl Descriptor {
    /// Rotation and scale that carry `reference` onto `self`.
    ///
    /// Of all start points the one of greatest correlation is taken; its phase is the rotation. Shapes of n-fold
    /// symmetry have n equally good answers 360/n degrees apart, of which any may be given.
    #[must_use]
    pub fn align(&self, reference: &Self) -> Alignment {
        let products: Vec<_> =
            self.coefficients().iter().zip(reference.coefficients()).map(|(z, r)| z * r.conj()).collect();
        let step = 1.0 / STARTS as f64;
        let strength = |start: f64| correlation(&products, start).norm_sqr();
        let best = (0..STARTS)
            .map(|i| i as f64 * step)
            .map(|start| (strength(start), start))
            .fold((-1.0, 0.0), |best, tried| if tried.0 > best.0 { tried } else { best });
        let start = climb(strength, best.1, step);
        let angle_degrees = turns(correlation(&products, start)) * 360.0;
        Alignment { angle_degrees, scale: self.radius() / reference.radius() }
    }
}

/// Σ P₊ₖ·wᵏ + P₋ₖ·w⁻ᵏ, w = exp(−2πj·`start`): the correlation with the start moved by `start` of the way round.
fn correlation(products: &[Complex<f64>], start: f64) -> Complex<f64> {
    let w = unit(-start);
    let mut power = Complex::ONE;
    products.as_chunks::<2>().0.iter().fold(Complex::ZERO, |sum, [ahead, back]| {
        power *= w;
        sum + ahead * power + back * power.conj()
    })
}

/// The maximum near `x` of a function that has one peak within `step` to either side.
fn climb(f: impl Fn(f64) -> f64, x: f64, step: f64) -> f64 {
    let (mut low, mut high) = (x - step, x + step);
    for _ in 0..32 {
        let third = (high - low) / 3.0;
        if f(low + third) < f(high - third) { low += third } else { high -= third }
    }
    f64::midpoint(low, high)
}
