// SPDX-License-Identifier: MIT OR Apache-2.0
//! Windows, and what each costs (Harris 1978, "On the use of windows for harmonic analysis with the discrete
//! Fourier transform").

use num_complex::Complex;

use super::Dft;
use crate::fft::Direction;
pub use crate::fft::Window;
use crate::picture::logarithm::decibels;
use crate::shape::angle::unit;

/// Points of a bin at which [`Window::response`] is sampled.
const FINE: usize = 64;
/// Length at which sidelobes are looked for; they hardly depend on it.
const LEN: usize = 256;

impl Window {
    /// a0, a1, a2 as numbers.
    fn weights(self) -> [f64; 3] {
        let (terms, denominator) = self.terms();
        terms.map(|term| f64::from(term) / f64::from(denominator))
    }

    /// The N factors of a frame.
    #[must_use]
    pub fn coefficients(self, len: usize) -> Vec<f64> {
        let [a0, a1, a2] = self.weights();
        let cos = |i: usize, n: usize| unit(((i * n) % len) as f64 / len as f64).re;
        (0..len).map(|n| a0 - a1 * cos(1, n) + a2 * cos(2, n)).collect()
    }

    /// The samples times the window.
    #[must_use]
    pub fn apply(self, samples: &[f64]) -> Vec<f64> {
        self.coefficients(samples.len()).iter().zip(samples).map(|(w, x)| w * x).collect()
    }

    /// The samples less their mean under the window, Σwx/Σw, times the window: bin 0 is 0.
    #[must_use]
    pub fn apply_centred(self, samples: &[f64]) -> Vec<f64> {
        let coefficients = self.coefficients(samples.len());
        let (sum, weights) =
            coefficients.iter().zip(samples).fold((0.0, 0.0), |(sum, all), (w, x)| (sum + w * x, all + w));
        coefficients.iter().zip(samples).map(|(w, x)| w * (x - sum / weights)).collect()
    }

    /// Σw/N: by how much the amplitude of a tone on a bin is lowered.
    #[must_use]
    pub fn coherent_gain(self) -> f64 {
        self.weights()[0]
    }

    /// N·Σw²/(Σw)², in bins: how much white noise a bin takes in, 1 without a window (N ≥ 5).
    #[must_use]
    pub fn noise_bandwidth(self) -> f64 {
        let [a0, a1, a2] = self.weights();
        (a0 * a0 + f64::midpoint(a1 * a1, a2 * a2)) / (a0 * a0)
    }

    /// |W| at offsets of 0, 1/64, 2/64, … of a bin from a tone, up to `bins` bins, in decibels of the peak.
    ///
    /// # Panics
    /// If `bins` exceeds 128.
    #[must_use]
    pub fn response(self, bins: usize) -> Vec<f64> {
        assert!(bins <= LEN / 2, "a window of {LEN} samples has {} bins to either side", LEN / 2);
        let mut padded: Vec<_> = self.coefficients(LEN).into_iter().map(|w| Complex::new(w, 0.0)).collect();
        padded.resize(LEN * FINE, Complex::ZERO);
        Dft::new(padded.len()).run(&mut padded, Direction::Forward);
        let peak = padded[0].norm_sqr();
        padded[..=bins * FINE].iter().map(|z| decibels(z.norm_sqr() / peak)).collect()
    }

    /// The highest sidelobe, in decibels of the peak.
    #[must_use]
    pub fn sidelobe_db(self) -> f64 {
        let response = self.response(LEN / 2);
        let first_null = response.windows(2).position(|pair| pair[1] > pair[0]).unwrap_or(0);
        response[first_null..].iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// |W| half a bin from the peak, in decibels of it: how much a tone between two bins is lowered more than one on a bin.
    #[must_use]
    pub fn scalloping_db(self) -> f64 {
        self.response(1)[FINE / 2]
    }
}
