// SPDX-License-Identifier: MIT OR Apache-2.0
//! The Fourier descriptor of a contour.

use num_complex::Complex;

use super::angle::{magnitude, turns, unit};
use super::{ShapeError, Signature};
use crate::fft::{CheckedSpec, Frame, Spectrum, Transform};

/// Harmonics to either side of bin 0 that describe a contour, if N is at least four times as many.
pub const HARMONICS: usize = 16;

/// Start points tried before the best of them is refined.
const STARTS: usize = 256;

/// The magnitudes of a signature's harmonics, which say what shape it is wherever it lies.
///
/// Bins ±1 to ±H, H = min(16, N/4), each divided by N × full scale. As the signature is scaled by its greatest radius,
/// the magnitudes change neither with place nor size; nor with rotation and start point, which turn phases only.
/// The mirror image has the same magnitudes: a left and a right bracket are not told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Descriptor {
    /// F₊₁, F₋₁, F₊₂, F₋₂, …
    coefficients: Vec<Complex<f64>>,
    magnitudes: Vec<f64>,
    radius: f64,
}

/// How one contour must be turned and scaled to lie on another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alignment {
    /// Rotation in degrees, counter-clockwise as seen in the picture, in (−180, 180].
    pub angle_degrees: f64,
    /// Ratio of the greatest radii.
    pub scale: f64,
}

impl Descriptor {
    /// The descriptor of a forward `spectrum` of `spec`, its bins in the spec's order; `radius` is the signature's.
    ///
    /// # Panics
    /// If the spectrum has not N bins.
    #[must_use]
    pub fn new(spec: &CheckedSpec, spectrum: &Spectrum<f64>, radius: f64) -> Self {
        let len = spec.spec().len;
        assert_eq!(spectrum.bins.len(), len, "a spectrum has one bin a sample");
        let scale = 2_f64.powi(spectrum.exponent) / (len as f64 * f64::from(spec.input().max()));
        let bin = |k: usize| spectrum.bins[spec.position(k)] * scale;
        let coefficients: Vec<_> =
            (1..=HARMONICS.min(len / 4)).flat_map(|k| [bin(k), bin(len - k)]).collect();
        let magnitudes = coefficients.iter().map(|&z| magnitude(z)).collect();
        Self { coefficients, magnitudes, radius }
    }

    /// |F₊₁|, |F₋₁|, |F₊₂|, |F₋₂|, …: 2·H numbers from 0 to about 1.
    #[must_use]
    pub fn magnitudes(&self) -> &[f64] {
        &self.magnitudes
    }

    /// F₊₁, F₋₁, F₊₂, F₋₂, …, phases and all.
    #[must_use]
    pub fn coefficients(&self) -> &[Complex<f64>] {
        &self.coefficients
    }

    /// The contour's greatest distance from its centroid, in pixels.
    #[must_use]
    pub fn radius(&self) -> f64 {
        self.radius
    }

    /// Sum of the absolute differences of the magnitudes (L1), over the harmonics that both have.
    #[must_use]
    pub fn distance(&self, other: &Self) -> f64 {
        self.magnitudes.iter().zip(&other.magnitudes).map(|(a, b)| (a - b).abs()).sum()
    }

    /// Rotation and scale that carry `reference` onto `self`.
    ///
    /// Of all start points the one of greatest correlation is taken; its phase is the rotation. Shapes of n-fold
    /// symmetry have n equally good answers 360/n degrees apart, of which any may be given.
    #[must_use]
    pub fn align(&self, reference: &Self) -> Alignment {
        let products: Vec<_> =
            self.coefficients.iter().zip(&reference.coefficients).map(|(z, r)| z * r.conj()).collect();
        let step = 1.0 / STARTS as f64;
        let strength = |start: f64| correlation(&products, start).norm_sqr();
        let best = (0..STARTS)
            .map(|i| i as f64 * step)
            .map(|start| (strength(start), start))
            .fold((-1.0, 0.0), |best, tried| if tried.0 > best.0 { tried } else { best });
        let start = climb(strength, best.1, step);
        let angle_degrees = turns(correlation(&products, start)) * 360.0;
        Alignment { angle_degrees, scale: self.radius / reference.radius }
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

/// The descriptors of `signatures` by any engine, in one batch and the same order.
///
/// # Errors
/// If the engine fails.
pub fn describe(
    signatures: &[Signature],
    engine: &mut dyn Transform<f64>,
) -> Result<Vec<Descriptor>, ShapeError> {
    let frames: Vec<Frame> = signatures.iter().map(|signature| signature.frame().clone()).collect();
    let spectra = engine.transform(&frames)?;
    let spec = engine.spec();
    let descriptor = |(spectrum, signature): (&Spectrum<f64>, &Signature)| {
        Descriptor::new(spec, spectrum, signature.radius())
    };
    Ok(spectra.iter().zip(signatures).map(descriptor).collect())
}
