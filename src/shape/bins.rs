// SPDX-License-Identifier: MIT OR Apache-2.0
//! From the spectra of a profile's frames to the harmonics of its rows.

use num_complex::Complex;

use crate::fft::{CheckedSpec, Spectrum, separate_bin};

/// Harmonics to either side of bin 0 of the complex coordinates, if N is at least four times as many.
pub const HARMONICS: usize = 16;

/// How bins of a spec's spectra are taken.
pub(super) struct Bins<'a> {
    spec: &'a CheckedSpec,
    scale: f64,
}

impl<'a> Bins<'a> {
    pub(super) fn new(spec: &'a CheckedSpec) -> Self {
        let scale = 2_f64.powi(spec.exponent()) / (spec.spec().len as f64 * f64::from(spec.input().max()));
        Self { spec, scale }
    }

    fn bin(&self, spectrum: &Spectrum<f64>, k: usize) -> Complex<f64> {
        spectrum.bins[self.spec.position(k % spectrum.bins.len())]
    }

    /// Bins ±1 to ±H of a complex row at full scale.
    pub(super) fn both_sides(&self, spectrum: &Spectrum<f64>) -> Vec<Complex<f64>> {
        let len = self.spec.spec().len;
        assert_eq!(spectrum.bins.len(), len, "a spectrum has one bin a sample");
        let bin = |k: usize| self.bin(spectrum, k) * self.scale;
        (1..=HARMONICS.min(len / 4)).flat_map(|k| [bin(k), bin(len - k)]).collect()
    }

    /// Harmonics 0 to `kept` − 1 of the two real rows in a frame, each of which was at full scale by √2.
    pub(super) fn two_rows(&self, spectrum: &Spectrum<f64>, kept: usize) -> [Vec<Complex<f64>>; 2] {
        let len = self.spec.spec().len;
        assert_eq!(spectrum.bins.len(), len, "a spectrum has one bin a sample");
        // Twice each row's bins come out.
        let scale = self.scale * std::f64::consts::FRAC_1_SQRT_2;
        (0..kept)
            .map(|k| separate_bin(self.bin(spectrum, k), self.bin(spectrum, len - k)).map(|z| z * scale))
            .map(|[first, second]| (first, second))
            .unzip::<_, _, Vec<_>, Vec<_>>()
            .into()
    }
}
