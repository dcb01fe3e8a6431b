// SPDX-License-Identifier: MIT OR Apache-2.0
//! Equality before speed.

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, FftModel, Frame};

use crate::case::Case;
use crate::engine::{Engine, numbers};
use crate::samples::{Input, SEED};

/// What the readable model makes of a case's samples.
pub(crate) struct Expected {
    bins: Vec<Complex<f64>>,
    overflow: Vec<bool>,
}

/// How nearly parallel a peer's spectra must be to the model's, as a squared cosine: 20 dB of signal to error.
const PARALLEL: f64 = 0.99;

impl Expected {
    /// The model's bins and flags.
    pub(crate) fn new(case: &Case, samples: &[Complex<i32>]) -> Self {
        let (words, overflow) = transform(&case.spec, samples);
        if case.threads().is_none() {
            return Self { bins: numbers(&words), overflow };
        }
        let len = case.spec.spec().len;
        let (words, of_columns) = transform(&case.spec, &transposed(&words, len));
        let overflow = overflow.into_iter().chain(of_columns).any(|flag| flag);
        Self { bins: numbers(&transposed(&words, len)), overflow: vec![overflow] }
    }

    /// Runs the engine once: a back-end must equal the model in every bit and flag, a peer be a Fourier transform.
    pub(crate) fn check(&self, case: &Case, engine: &mut dyn Engine) -> Result<(), String> {
        engine.refresh();
        engine.pass();
        let (label, backend) = (case.label(), engine.backend());
        let bins = engine.bins();
        let Some(overflow) = engine.overflow() else {
            return self.check_peer(case, backend, &bins);
        };
        if let Some(at) = (0..bins.len()).find(|&at| bins[at] != self.bins[at]) {
            let (found, wanted) = (bins[at], self.bins[at]);
            return Err(format!(
                "{label}: {backend} gives {found} at {at}, the model {wanted} (seed {SEED})"
            ));
        }
        if overflow == self.overflow {
            return Ok(());
        }
        Err(format!("{label}: {backend} gives other overflow flags than the model (seed {SEED})"))
    }

    fn check_peer(&self, case: &Case, backend: &str, bins: &[Complex<f64>]) -> Result<(), String> {
        // Where words overflow, a peer may well give something else.
        if case.input == Input::Square {
            return Ok(());
        }
        let len = case.spec.spec().len;
        let at = |i: usize| i / len * len + case.spec.position(i % len);
        let product: Complex<f64> = (0..bins.len()).map(|i| bins[i] * self.bins[at(i)].conj()).sum();
        let energy = |bins: &[Complex<f64>]| bins.iter().map(Complex::norm_sqr).sum::<f64>();
        let parallel = product.norm_sqr() / energy(bins) / energy(&self.bins);
        if parallel > PARALLEL {
            return Ok(());
        }
        Err(format!("{}: {backend} gives no Fourier transform: squared cosine {parallel:.4}", case.label()))
    }
}

fn transform(spec: &CheckedSpec, samples: &[Complex<i32>]) -> (Vec<Complex<i32>>, Vec<bool>) {
    let model = FftModel::new(spec);
    let mut words = Vec::with_capacity(samples.len());
    let mut overflow = Vec::new();
    for frame in samples.chunks(spec.spec().len) {
        let spectrum = model.run(&Frame::new(spec, frame.to_vec()).expect("samples of the spec"));
        words.extend(spectrum.bins);
        overflow.push(spectrum.overflow);
    }
    (words, overflow)
}

fn transposed(plane: &[Complex<i32>], len: usize) -> Vec<Complex<i32>> {
    (0..plane.len()).map(|i| plane[i % len * len + i / len]).collect()
}
