// SPDX-License-Identifier: MIT OR Apache-2.0
//! The spectrum of a signal: as bins, as amplitude and phase, and back.

use std::f64::consts::TAU;

use num_complex::Complex;

use super::{Dft, Normalisation};
use crate::fft::Direction;
use crate::shape::angle::{turns, unit};

/// N bins of N samples, in natural order.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    bins: Vec<Complex<f64>>,
    normalisation: Normalisation,
}

/// The frequency of bin `k` of `len` in cycles per frame: 0 to (N − 1)/2, then −N/2 to −1.
#[must_use]
pub fn frequency(k: usize, len: usize) -> i64 {
    if 2 * k < len { k as i64 } else { k as i64 - len as i64 }
}

impl Line {
    /// The spectrum of real `samples`.
    #[must_use]
    pub fn of(samples: &[f64], normalisation: Normalisation) -> Self {
        let mut bins: Vec<_> = samples.iter().map(|&x| Complex::new(x, 0.0)).collect();
        Dft::new(bins.len()).run(&mut bins, Direction::Forward);
        let factor = normalisation.forward(bins.len());
        for z in &mut bins {
            *z *= factor;
        }
        Self { bins, normalisation }
    }

    /// A spectrum of bins that an engine made, already under `normalisation`.
    #[must_use]
    pub fn from_bins(bins: Vec<Complex<f64>>, normalisation: Normalisation) -> Self {
        Self { bins, normalisation }
    }

    /// The spectrum of these amplitudes and phases in radians; every real phase is one.
    ///
    /// # Panics
    /// If there are not as many phases as amplitudes.
    #[must_use]
    pub fn from_polar(amplitudes: &[f64], phases: &[f64], normalisation: Normalisation) -> Self {
        assert_eq!(amplitudes.len(), phases.len(), "an amplitude has a phase");
        // The fraction of a turn alone matters, and is exact for any number of turns.
        let bin = |(a, p): (&f64, &f64)| unit((p / TAU) % 1.0) * *a;
        Self { bins: amplitudes.iter().zip(phases).map(bin).collect(), normalisation }
    }

    /// The bins, in natural order.
    #[must_use]
    pub fn bins(&self) -> &[Complex<f64>] {
        &self.bins
    }

    /// The factor of the forward transform.
    #[must_use]
    pub fn normalisation(&self) -> Normalisation {
        self.normalisation
    }

    /// |X\[k\]|, in the samples' unit times the normalisation's factor.
    #[must_use]
    pub fn amplitudes(&self) -> Vec<f64> {
        self.bins.iter().map(|z| z.norm_sqr().sqrt()).collect()
    }

    /// arg X\[k\] in radians, in (−π, π]; 0 for 0.
    #[must_use]
    pub fn phases(&self) -> Vec<f64> {
        self.bins.iter().map(|&z| turns(z) * TAU).collect()
    }

    /// Σ|x\[n\]|², by Parseval's theorem.
    #[must_use]
    pub fn energy(&self) -> f64 {
        let power: f64 = self.bins.iter().map(Complex::norm_sqr).sum();
        power * self.normalisation.energy(self.bins.len())
    }

    /// The samples: real where the spectrum is that of a real signal.
    #[must_use]
    pub fn inverse(&self) -> Vec<Complex<f64>> {
        let mut samples = self.bins.clone();
        Dft::new(samples.len()).run(&mut samples, Direction::Inverse);
        let factor = self.normalisation.inverse(samples.len());
        for z in &mut samples {
            *z *= factor;
        }
        samples
    }
}
