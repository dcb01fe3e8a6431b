// SPDX-License-Identifier: MIT OR Apache-2.0
//! Spectra of rows as a picture.

use num_complex::Complex;

use super::logarithm::decibels;
use super::{Depth, Picture};
use crate::fft::{CheckedSpec, Spectrum};

/// Decibels between white, the strongest bin, and black: 96.
pub const RANGE_DB: f64 = 96.0;

/// Where bin 0 stands in a spectrum picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ZeroBin {
    /// At the left edge: bin k in column k.
    First,
    /// In column N/2, negative frequencies to its left.
    #[default]
    Centred,
}

/// The magnitudes of `spectra` as an 8-bit picture: one row a spectrum, N columns in bin order.
///
/// The spectra are in the spec's order (natural or bit-reversed). Grey is logarithmic: the strongest
/// bin of all is white, [`RANGE_DB`] below it and less is black. `None` if there is no spectrum.
///
/// # Panics
/// If a spectrum has not N bins.
#[must_use]
pub fn row_spectra<T: Copy + Into<f64>>(
    spec: &CheckedSpec,
    spectra: &[Spectrum<T>],
    zero_bin: ZeroBin,
) -> Option<Picture> {
    let len = spec.spec().len;
    let offset = if zero_bin == ZeroBin::Centred { len / 2 } else { 0 };
    let positions: Vec<usize> = (0..len).map(|column| spec.position((column + len - offset) % len)).collect();
    let powers: Vec<f64> = spectra
        .iter()
        .flat_map(|spectrum| {
            assert_eq!(spectrum.bins.len(), len, "a spectrum has one bin a sample");
            positions.iter().map(|&position| power(spectrum.bins[position]))
        })
        .collect();
    let peak = powers.iter().copied().fold(0.0, f64::max);
    let samples = powers.iter().map(|&p| grey(p, peak)).collect();
    (!spectra.is_empty()).then(|| Picture::new(len, spectra.len(), Depth::Eight, samples))
}

fn power<T: Copy + Into<f64>>(bin: Complex<T>) -> f64 {
    let (re, im) = (bin.re.into(), bin.im.into());
    re * re + im * im
}

fn grey(power: f64, peak: f64) -> u16 {
    if power < f64::MIN_POSITIVE {
        return 0;
    }
    ((1.0 + (decibels(power) - decibels(peak)) / RANGE_DB).max(0.0) * 255.0).round() as u16
}
