// SPDX-License-Identifier: MIT OR Apache-2.0
//! A spectrum as pictures: how strong, and at which phase.

use num_complex::Complex;

use super::PlaneSpectrum;
use crate::picture::logarithm::decibels;
use crate::picture::{Depth, Picture};
use crate::shape::angle::turns;

/// Where frequency (0, 0) stands in a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Origin {
    /// In column width/2 of row height/2, as in optics; negative frequencies to its left and above.
    #[default]
    Centred,
    /// In the upper left corner, in the order of the bins.
    Corner,
}

/// The magnitudes on a logarithmic scale: the strongest bin is white, `range_db` below it and less is black.
///
/// A spectrum of zeros is black.
#[must_use]
pub fn magnitude_picture(spectrum: &PlaneSpectrum, origin: Origin, range_db: f64) -> Picture {
    let peak = spectrum.bins().iter().map(Complex::norm_sqr).fold(0.0, f64::max);
    let grey = |z: Complex<f64>| {
        let part = 1.0 + decibels(z.norm_sqr() / peak.max(f64::MIN_POSITIVE)) / range_db;
        (part.clamp(0.0, 1.0) * 255.0).round() as u16
    };
    arranged(spectrum, origin, grey)
}

/// The phases: −π is black, 0 is grey 128, just below π is white. A bin of 0 has phase 0.
#[must_use]
pub fn phase_picture(spectrum: &PlaneSpectrum, origin: Origin) -> Picture {
    let grey = |z: Complex<f64>| ((turns(z) + 0.5) * 256.0).floor().clamp(0.0, 255.0) as u16;
    arranged(spectrum, origin, grey)
}

fn arranged(spectrum: &PlaneSpectrum, origin: Origin, grey: impl Fn(Complex<f64>) -> u16) -> Picture {
    let (width, height) = (spectrum.width(), spectrum.height());
    let (right, down) = if origin == Origin::Centred { (width / 2, height / 2) } else { (0, 0) };
    let bin = |i: usize| {
        let (x, y) = ((i % width + width - right) % width, (i / width + height - down) % height);
        spectrum.bins()[y * width + x]
    };
    Picture::new(width, height, Depth::Eight, (0..width * height).map(|i| grey(bin(i))).collect())
}
