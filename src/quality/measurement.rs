// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a measurement found, and how it is summed up.

use num_complex::Complex;
use serde::Serialize;

use super::decibels;

/// The error of a spec's model on a stimulus, against the exact transform. Powers are of a complex bin, errors of a
/// component, both in LSBs of the output; bins in natural order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measurement {
    /// Complex samples that went through.
    pub samples: usize,
    /// Frames they made.
    pub frames: usize,
    /// Signal to noise, bias included, in decibels; infinite (null in JSON) if there was no error at all.
    pub sqnr_db: f64,
    /// Power of the exact spectrum, mean of the bins.
    pub signal: f64,
    /// Power of the error, mean of the bins.
    pub noise: f64,
    /// Mean error of bin 0, mean of its components: where truncation's bias gathers.
    pub bias_lsb: f64,
    /// Greatest error of a component.
    pub worst_error_lsb: f64,
    /// (SQNR − 1.76 dB)/6.02 dB: bits of an ideal converter with that ratio, for a tone of the stimulus's level.
    pub enob: f64,
    /// Frames whose overflow flag was set, as a fraction.
    pub overflow_rate: f64,
    /// How often which error occurred.
    pub histogram: Histogram,
    /// Power of each bin's error.
    #[serde(skip)]
    pub noise_per_bin: Vec<f64>,
    /// Mean error of each bin.
    #[serde(skip)]
    pub bias_per_bin: Vec<Complex<f64>>,
}

/// Errors of components, counted in bins of equal width about zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Histogram {
    /// Width of a bin in LSBs, a power of two; bin i holds errors from (i − 32)·step to (i − 31)·step.
    pub step: f64,
    /// Components in each of the 64 bins; the outermost take what lies beyond.
    pub counts: Vec<u64>,
}

/// Bins of a histogram.
const BINS: usize = 64;

impl Histogram {
    /// An empty one that reaches about eight times the rms of `errors`.
    fn fitting(errors: &[Complex<f64>]) -> Self {
        let square = errors.iter().map(|e| e.re * e.re + e.im * e.im).sum::<f64>();
        let rms = (square / (2.0 * errors.len() as f64)).sqrt();
        // From 2^-20 LSB: a smaller error is no rounding of a word.
        let step = (-20..30).map(|i| 2_f64.powi(i)).find(|step| 4.0 * step >= rms);
        Self { step: step.unwrap_or(2_f64.powi(30)), counts: vec![0; BINS] }
    }

    fn count(&mut self, errors: &[Complex<f64>]) {
        let scale = 1.0 / self.step;
        // A conversion saturates, so the clamp is one of integers; an offset makes truncation a floor.
        let bin = |error: f64| ((error * scale + (BINS / 2) as f64).max(0.0) as usize).min(BINS - 1);
        for error in errors {
            self.counts[bin(error.re)] += 1;
            self.counts[bin(error.im)] += 1;
        }
    }
}

/// Sums over the frames so far; the order of adding is the order of the frames, so a seed's numbers never change.
pub(super) struct Tally {
    sums: Vec<Complex<f64>>,
    squares: Vec<f64>,
    worst: f64,
    frames: usize,
    overflows: usize,
    histogram: Option<Histogram>,
}

impl Tally {
    pub(super) fn new(len: usize) -> Self {
        Self {
            sums: vec![Complex::ZERO; len],
            squares: vec![0.0; len],
            worst: 0.0,
            frames: 0,
            overflows: 0,
            histogram: None,
        }
    }

    /// Takes the errors of whole frames and their overflow flags.
    pub(super) fn add(&mut self, errors: &[Complex<f64>], flags: &[bool]) {
        for frame in errors.chunks_exact(self.sums.len()) {
            for ((error, sum), square) in frame.iter().zip(&mut self.sums).zip(&mut self.squares) {
                *sum += error;
                *square += error.re * error.re + error.im * error.im;
                self.worst = self.worst.max(error.re.abs()).max(error.im.abs());
            }
        }
        self.frames += flags.len();
        self.overflows += flags.iter().filter(|&&flag| flag).count();
        self.histogram.get_or_insert_with(|| Histogram::fitting(errors)).count(errors);
    }

    /// The result; `signal` is the power of the exact spectrum, mean of the bins.
    pub(super) fn finish(self, signal: f64) -> Measurement {
        let frames = self.frames as f64;
        let noise_per_bin: Vec<_> = self.squares.iter().map(|square| square / frames).collect();
        let bias_per_bin: Vec<_> = self.sums.iter().map(|sum| sum / frames).collect();
        let noise = noise_per_bin.iter().sum::<f64>() / noise_per_bin.len() as f64;
        let sqnr_db = decibels(signal, noise);
        Measurement {
            samples: self.frames * self.sums.len(),
            frames: self.frames,
            sqnr_db,
            signal,
            noise,
            bias_lsb: f64::midpoint(bias_per_bin[0].re, bias_per_bin[0].im),
            worst_error_lsb: self.worst,
            enob: effective_bits(sqnr_db),
            overflow_rate: self.overflows as f64 / frames,
            histogram: self.histogram.unwrap_or_default(),
            noise_per_bin,
            bias_per_bin,
        }
    }
}

/// Bits of an ideal converter whose full-scale sine has this ratio of signal to noise and distortion, in decibels.
pub(super) fn effective_bits(sinad_db: f64) -> f64 {
    (sinad_db - 10.0 * 1.5_f64.log10()) / (20.0 * 2_f64.log10())
}
