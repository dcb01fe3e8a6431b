// SPDX-License-Identifier: MIT OR Apache-2.0
//! The spectrum of a signal by the bit-accurate model, and back.

use num_complex::Complex;

use super::{Deviation, Line, Normalisation};
use crate::fft::{
    CheckedSpec, Direction, FftPlan, FftSpec, Order, PlanError, Schedule, SpecError, StageFormat,
};
use crate::picture::Fit;

/// Samples of the longest frame of the fixed engine.
const LONGEST: usize = 65536;

/// What the fixed engine made of one frame.
#[derive(Clone, Debug)]
pub struct FixedLine {
    /// The spectrum in the samples' unit.
    pub line: Line,
    /// The frame after the fixed inverse transform of the spectrum's words.
    pub rebuilt: Vec<f64>,
    /// The specs of the transform and of its inverse.
    pub specs: [CheckedSpec; 2],
    /// Whether a stage's result left its range, in either direction.
    pub overflow: bool,
    /// e in X = DFT·2^−e, both as words.
    pub exponent: i32,
    /// s in word = sample·2^(W − 1 − s): the power of two that brings the largest sample below full scale.
    pub input_exponent: i32,
    /// The spectrum against the float one of the same samples.
    pub spectrum_error: Deviation,
    /// The rebuilt frame against the samples.
    pub rebuilt_error: Deviation,
}

/// A frame that the fixed engine cannot take.
#[derive(Debug, thiserror::Error)]
pub enum FixedLineError {
    /// A spec that is refused: the forward transform's, or its inverse's for want of bits.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// No engine.
    #[error(transparent)]
    Plan(#[from] PlanError),
}

impl FixedLine {
    /// Transforms `samples`, a power of two of them, by `spec` in their length, and back.
    ///
    /// # Errors
    /// If the spec is refused at that length, or the machine lacks the chosen back-end.
    pub fn of(samples: &[f64], spec: &FftSpec, normalisation: Normalisation) -> Result<Self, FixedLineError> {
        let len = samples.len();
        let spec = FftSpec { len, order: Order::Natural, inverse: false, ..spec.clone() }.check()?;
        // A bit of room: a rebuilt sample of full scale may be rounded up.
        let back = inverse_of(&spec, (spec.output().width + 1).min(32))?;
        let (frame, input_exponent) = quantised(samples, spec.input().width);
        let mut words = frame;
        let forward = FftPlan::new(&spec)?.process(&mut words, Direction::Forward)?;
        let lsb = power_of_two(input_exponent - (spec.input().width as i32 - 1));
        let factor = lsb * power_of_two(spec.exponent()) * normalisation.forward(len);
        let line = Line::from_bins(words.iter().map(|&z| real(z) * factor).collect(), normalisation);
        let inverse = FftPlan::new(&back)?.process(&mut words, Direction::Inverse)?;
        let factor = lsb * power_of_two(spec.exponent() + back.exponent()) / len as f64;
        let rebuilt: Vec<f64> = words.iter().map(|z| f64::from(z.re) * factor).collect();
        let exact = Line::of(samples, normalisation);
        let pairs = exact.bins().iter().zip(line.bins()).map(|(a, b)| [(a.re, a.im), (b.re, b.im)]);
        let spectrum_error = Deviation::of(pairs);
        let rebuilt_error = Deviation::of(samples.iter().zip(&rebuilt).map(|(&a, &b)| [(a, 0.0), (b, 0.0)]));
        Ok(Self {
            line,
            rebuilt,
            overflow: forward || inverse,
            exponent: spec.exponent(),
            input_exponent,
            spectrum_error,
            rebuilt_error,
            specs: [spec, back],
        })
    }
}

/// The samples in a power of two of them, 4 to 65536: zeros after the last one, the middle of them, or linear interpolation
/// between them.
///
/// As with [`fitted`](super::fitted) pad goes up, crop down, and resample to the nearest by ratio, unless `len` asks for another
/// number. `None` if padding would exceed 65536 samples.
#[must_use]
pub fn fitted_samples(samples: &[f64], fit: Fit, len: Option<usize>) -> Option<Vec<f64>> {
    let given = samples.len();
    let len = len.unwrap_or_else(|| power(given, fit));
    if len > LONGEST {
        return None;
    }
    if fit == Fit::Resample {
        return Some((0..len).map(|n| between(samples, n, len)).collect());
    }
    let first = given.saturating_sub(len) / 2;
    let mut fitted = samples[first..given.min(first + len)].to_vec();
    fitted.resize(len, 0.0);
    Some(fitted)
}

/// The power of two that a number of samples is fitted to.
fn power(given: usize, fit: Fit) -> usize {
    let up = given.next_power_of_two().max(4);
    let down = (if given == up { up } else { up / 2 }).clamp(4, LONGEST);
    match fit {
        Fit::Pad => up,
        Fit::Resample if up <= LONGEST && given * given >= up * down => up,
        Fit::Crop | Fit::Resample => down,
    }
}

/// The value at position n·given/len of the samples, the last one held.
fn between(samples: &[f64], n: usize, len: usize) -> f64 {
    let place = n as f64 * samples.len() as f64 / len as f64;
    let (index, part) = (place as usize, place.fract());
    let last = samples.len() - 1;
    samples[index.min(last)] * (1.0 - part) + samples[(index + 1).min(last)] * part
}

pub(super) fn real(word: Complex<i32>) -> Complex<f64> {
    Complex::new(f64::from(word.re), f64::from(word.im))
}

/// 2^e, exactly.
pub(super) fn power_of_two(e: i32) -> f64 {
    f64::from_bits(((1023 + e.clamp(-1022, 1023)) as u64) << 52)
}

/// The spec that takes the words of `forward` back: as wide as they are at every stage, shifting only what the forward
/// transform did not.
///
/// With DFT/N at its input, decimation in frequency has after every stage the DFT/M of M samples of the signal, so
/// no stage of the inverse needs room or a shift.
pub(super) fn inverse_of(forward: &CheckedSpec, data: u32) -> Result<CheckedSpec, SpecError> {
    let stages = forward.log2_len() as i32;
    let owed = (stages - forward.exponent()).max(0);
    let shift = |stage: i32| (owed / stages + i32::from(stage < owed % stages)) as u32;
    let stages = (0..stages).map(|stage| StageFormat { shift: shift(stage), width: Some(data) }).collect();
    let schedule = Schedule::Explicit { align: 0, stages };
    FftSpec { data, schedule, inverse: true, ..forward.spec().clone() }.check()
}

/// Words of `width` bits, rounded to nearest, and the exponent s.
fn quantised(samples: &[f64], width: u32) -> (Vec<Complex<i32>>, i32) {
    let largest = samples.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
    // The exponent of a number m·2^e, 1 <= m < 2, is e; below 2^(e + 1) it fits.
    let exponent = if largest < 1e-300 { 0 } else { ((largest.to_bits() >> 52) as i32) - 1022 };
    let scale = power_of_two(width as i32 - 1 - exponent);
    let most = f64::from(((1_u64 << (width - 1)) - 1) as u32);
    let word = |x: &f64| Complex::new((x * scale).round_ties_even().min(most) as i32, 0);
    (samples.iter().map(word).collect(), exponent)
}
