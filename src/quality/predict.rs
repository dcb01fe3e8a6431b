// SPDX-License-Identifier: MIT OR Apache-2.0
//! The noise of a spec in closed form.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use num_complex::Complex;
use serde::Serialize;

use super::decibels;
use super::propagate::propagate;
use super::twiddle_error::TwiddleTable;
use crate::fft::{BitReversal, CheckedSpec, Decomposition};

/// What a spec does to a white input, without running it. Powers are of a complex bin, in LSB² of the output.
///
/// Within 0.1 dB of a measurement where [`holds`](Self::holds) says so and nothing overflows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prediction {
    /// Signal to noise, bias included, in decibels; infinite (null in JSON) if nothing is lost.
    pub sqnr_db: f64,
    /// Power of the exact spectrum, mean of the bins.
    pub signal: f64,
    /// Power of the error, mean of the bins: the sum of the three parts that follow.
    pub noise: f64,
    /// The part of rounding, about its mean.
    pub rounding: f64,
    /// The part of the roundings' mean.
    pub bias: f64,
    /// The part of the rounded twiddles.
    pub twiddle: f64,
    /// Mean error of bin 0, mean of its components, in LSBs: where truncation's bias gathers.
    pub bias_lsb: f64,
    /// Least rms of a component between input and output, in LSBs where it stands.
    pub weakest_rms: f64,
    /// Least ratio of a stage's range to the rms of a component there: below 4, overflow is likely.
    pub headroom: f64,
    /// Whether the prediction is promised: the input has at least [`LEAST_DATA`](Self::LEAST_DATA) bits, a twiddle
    /// [`LEAST_TWIDDLE`](Self::LEAST_TWIDDLE), and a component an rms of at least [`LEAST_RMS`](Self::LEAST_RMS) everywhere, so that
    /// low bits are fair.
    pub holds: bool,
    /// Power of each bin's error, natural order.
    #[serde(skip)]
    pub noise_per_bin: Vec<f64>,
    /// Mean error of each bin, natural order, in LSBs.
    #[serde(skip)]
    pub bias_per_bin: Vec<Complex<f64>>,
}

impl Prediction {
    /// Least [`weakest_rms`](Self::weakest_rms) for which low bits are fair enough, in LSBs.
    pub const LEAST_RMS: f64 = 2.0;

    /// Least input width for which a disk's or square's low bits are fair enough, in bits.
    pub const LEAST_DATA: u32 = 6;

    /// Least width of a twiddle, in bits: with two, factors are no rotations any more.
    pub const LEAST_TWIDDLE: u32 = 3;

    /// Variance of the rounding noise of one real component, mean of the bins, in LSB².
    #[must_use]
    pub fn variance_per_component(&self) -> f64 {
        self.rounding / 2.0
    }
}

/// Predicts spec after spec; the tables of a length, a twiddle width and a decomposition are computed once. Threads share it.
#[derive(Debug, Default)]
pub struct Predictor {
    tables: Mutex<HashMap<(usize, u32, Decomposition), Arc<TwiddleTable>>>,
}

impl Predictor {
    /// A predictor that has no table yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What `spec` does to a white input of `power` = E|x|², in LSB² of the input.
    ///
    /// White means: samples independent, mean zero, components of equal power. O(N log N).
    #[must_use]
    pub fn predict(&self, spec: &CheckedSpec, power: f64) -> Prediction {
        let table = self.table(spec.spec().len, spec.spec().twiddle, spec.spec().decomposition);
        let mut words = propagate(spec, &table, power);
        BitReversal::new(spec.log2_len()).apply(&mut words);
        let len = words.len() as f64;
        let signal = power * len * 4_f64.powi(-spec.exponent());
        let mean = |of: &dyn Fn(&super::propagate::Error) -> f64| words.iter().map(of).sum::<f64>() / len;
        let (rounding, bias) = (mean(&|word| word.variance), mean(&|word| word.bias.norm_sqr()));
        let twiddle = signal * table.noise;
        let noise = rounding + bias + twiddle;
        let (weakest_rms, headroom) = levels(spec, power);
        let per_bin = words.iter().zip(&table.noise_per_bin);
        Prediction {
            sqnr_db: decibels(signal, noise),
            signal,
            noise,
            rounding,
            bias,
            twiddle,
            bias_lsb: f64::midpoint(words[0].bias.re, words[0].bias.im),
            weakest_rms,
            headroom,
            holds: weakest_rms >= Prediction::LEAST_RMS && wide_enough(spec),
            noise_per_bin: per_bin
                .map(|(word, nsr)| word.variance + word.bias.norm_sqr() + signal * nsr)
                .collect(),
            bias_per_bin: words.iter().map(|word| word.bias).collect(),
        }
    }

    /// The noise power of the twiddles alone, in the power of a white input's spectrum: ‖F′ − F‖²/‖F‖², F′ with rounded factors.
    ///
    /// # Panics
    /// If no checked spec has this `len` and `twiddle` width.
    #[must_use]
    pub fn twiddle_noise(&self, len: usize, twiddle: u32, decomposition: Decomposition) -> f64 {
        self.table(len, twiddle, decomposition).noise
    }

    fn table(&self, len: usize, width: u32, decomposition: Decomposition) -> Arc<TwiddleTable> {
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        let table = || Arc::new(TwiddleTable::new(len, width, decomposition));
        tables.entry((len, width, decomposition)).or_insert_with(table).clone()
    }
}

/// [`Predictor::predict`] for one spec alone.
#[must_use]
pub fn predict(spec: &CheckedSpec, power: f64) -> Prediction {
    Predictor::new().predict(spec, power)
}

/// Least rms of a component, and least ratio of a range to it.
fn levels(spec: &CheckedSpec, power: f64) -> (f64, f64) {
    let mut rms = (power / 2.0).sqrt() * 2_f64.powi(spec.align().cast_signed());
    let (mut weakest, mut headroom) = (rms, f64::INFINITY);
    for stage in spec.stages() {
        rms *= std::f64::consts::SQRT_2 * 0.5_f64.powi(stage.shift.cast_signed());
        weakest = weakest.min(rms);
        headroom = headroom.min(2_f64.powi(stage.width_out.cast_signed() - 1) / rms);
    }
    (weakest, headroom)
}

fn wide_enough(spec: &CheckedSpec) -> bool {
    spec.spec().data >= Prediction::LEAST_DATA && spec.spec().twiddle >= Prediction::LEAST_TWIDDLE
}
