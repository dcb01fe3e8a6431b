// SPDX-License-Identifier: MIT OR Apache-2.0
//! The spectrum of a plane, and what can be read off it.

use num_complex::Complex;
use serde::Serialize;

use super::{Dft, Normalisation, Plane, frequency};
use crate::fft::Direction;

/// width × height bins, row by row: bin (u, v) at v·width + u, horizontal frequency u, vertical frequency v.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaneSpectrum {
    width: usize,
    height: usize,
    bins: Vec<Complex<f64>>,
    normalisation: Normalisation,
}

/// The strongest bin but that of the mean.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Peak {
    /// |X|².
    pub power: f64,
    /// Horizontal frequency in cycles per image; positive in the first of a bin and its mirror.
    pub u: i64,
    /// Vertical frequency in cycles per image.
    pub v: i64,
}

impl PlaneSpectrum {
    /// The spectrum of `plane`, of any size.
    #[must_use]
    pub fn of(plane: &Plane, normalisation: Normalisation) -> Self {
        let mut bins: Vec<_> = plane.values().iter().map(|&x| Complex::new(x, 0.0)).collect();
        Dft::plane(&mut bins, plane.width(), Direction::Forward);
        Self::from_bins(plane.width(), plane.height(), bins, Normalisation::None).with(normalisation)
    }

    /// A spectrum of bins that an engine made, already under `normalisation`.
    ///
    /// # Panics
    /// If a side is zero or there are not exactly `width`·`height` bins.
    #[must_use]
    pub fn from_bins(
        width: usize,
        height: usize,
        bins: Vec<Complex<f64>>,
        normalisation: Normalisation,
    ) -> Self {
        assert!(width > 0 && height > 0, "a spectrum has at least one bin");
        assert_eq!(Some(bins.len()), width.checked_mul(height), "a spectrum has width x height bins");
        Self { width, height, bins, normalisation }
    }

    /// The same spectrum under another normalisation.
    #[must_use]
    pub fn with(mut self, normalisation: Normalisation) -> Self {
        let len = self.bins.len();
        let factor = normalisation.forward(len) / self.normalisation.forward(len);
        if normalisation != self.normalisation {
            for z in &mut self.bins {
                *z *= factor;
            }
        }
        self.normalisation = normalisation;
        self
    }

    /// Bins in a row: horizontal frequencies.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows of bins: vertical frequencies.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// All bins, row by row.
    #[must_use]
    pub fn bins(&self) -> &[Complex<f64>] {
        &self.bins
    }

    /// The factor of the forward transform.
    #[must_use]
    pub fn normalisation(&self) -> Normalisation {
        self.normalisation
    }

    /// Horizontal and vertical frequency of the bin at `index`, in cycles per image.
    #[must_use]
    pub fn frequencies(&self, index: usize) -> (i64, i64) {
        (frequency(index % self.width, self.width), frequency(index / self.width, self.height))
    }

    /// Multiplies every bin with the gain for its frequencies (u, v), in cycles per image.
    pub fn scale(&mut self, gain: impl Fn(i64, i64) -> f64) {
        for index in 0..self.bins.len() {
            let (u, v) = self.frequencies(index);
            self.bins[index] *= gain(u, v);
        }
    }

    /// X\[0, 0\]: the sum of the plane times the normalisation's factor.
    #[must_use]
    pub fn dc(&self) -> f64 {
        self.bins[0].re
    }

    /// Σ|x|² of the plane, by Parseval's theorem.
    #[must_use]
    pub fn energy(&self) -> f64 {
        let power: f64 = self.bins.iter().map(Complex::norm_sqr).sum();
        power * self.normalisation.energy(self.bins.len())
    }

    /// The mean of |X|² over all bins.
    #[must_use]
    pub fn mean_power(&self) -> f64 {
        self.bins.iter().map(Complex::norm_sqr).sum::<f64>() / self.bins.len() as f64
    }

    /// The strongest bin but X\[0, 0\], the first of equals; `None` if there is no other, or all others are 0.
    ///
    /// A real plane's bins have mirrors of equal power up to rounding: the one that comes first is named.
    #[must_use]
    pub fn peak(&self) -> Option<Peak> {
        let power = |index: &usize| self.bins[*index].norm_sqr();
        let most = (1..self.bins.len()).map(|i| power(&i)).fold(0.0, f64::max);
        let index = (1..self.bins.len()).find(|i| power(i) >= most * (1.0 - 1e-9))?;
        let (u, v) = self.frequencies(index);
        (most > 0.0).then_some(Peak { power: most, u, v })
    }

    /// The plane: the real part of the inverse transform.
    #[must_use]
    pub fn inverse(&self) -> Plane {
        let mut samples = self.bins.clone();
        Dft::plane(&mut samples, self.width, Direction::Inverse);
        let factor = self.normalisation.inverse(samples.len());
        Plane::new(self.width, self.height, samples.iter().map(|z| z.re * factor).collect())
    }
}
