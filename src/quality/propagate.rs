// SPDX-License-Identifier: MIT OR Apache-2.0
//! Noise and bias from stage to stage, word by word.

use num_complex::Complex;

use super::lsb::{Lsb, Moments};
use super::twiddle_error::{Factor, TwiddleTable};
use crate::fft::{CheckedSpec, Direction, Stage};
use crate::number::Rounding;

/// The error of one complex word, in LSBs where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Error {
    /// Power about the mean, both components together.
    pub(super) variance: f64,
    /// The mean.
    pub(super) bias: Complex<f64>,
    lsb: Lsb,
}

/// The errors of the last stage's words, in streaming order; `signal` is the power of an input sample in LSB².
pub(super) fn propagate(spec: &CheckedSpec, table: &TwiddleTable, signal: f64) -> Vec<Error> {
    let silent = Error { variance: 0.0, bias: Complex::ZERO, lsb: Lsb { zeros: spec.align(), odd: 0.5 } };
    let mut words = vec![silent; spec.spec().len];
    let mut power = signal * 4_f64.powi(spec.align().cast_signed());
    for stage in spec.stages() {
        through(stage, table, spec.direction(), power, &mut words);
        power *= 2.0 * 0.25_f64.powi(stage.shift.cast_signed());
    }
    words
}

/// One stage, whose input words have the given power.
fn through(stage: &Stage, table: &TwiddleTable, direction: Direction, power: f64, words: &mut [Error]) {
    let steps: Vec<_> =
        (0..stage.half()).map(|k| Step::new(stage, table.factor(stage.index, k), direction, power)).collect();
    for block in words.chunks_exact_mut(stage.block) {
        let (low, high) = block.split_at_mut(stage.half());
        for ((a, b), step) in low.iter_mut().zip(high).zip(&steps) {
            (*a, *b) = step.apply(a, b);
        }
    }
}

/// What the k-th butterfly of every block does to errors.
struct Step<'a> {
    factor: &'a Factor,
    /// The factor of the frame's direction, and the stage's shift with it.
    turn: Complex<f64>,
    gain: f64,
    shift: u32,
    drop: u32,
    rounding: Rounding,
    /// See [`Step::lattice`]; for differences whose last bit is fair and for those that are always even.
    lattice: Option<(f64, f64)>,
}

impl<'a> Step<'a> {
    fn new(stage: &Stage, factor: &'a Factor, direction: Direction, power: f64) -> Self {
        let gain = 0.5_f64.powi(stage.shift.cast_signed());
        let value = if direction == Direction::Forward { factor.value } else { factor.value.conj() };
        // A component of a − b has the power of a whole sample.
        let spread = power * factor.offset * factor.offset;
        Self {
            factor,
            turn: value * gain,
            gain,
            shift: stage.shift,
            drop: stage.twiddle - 1 + stage.shift,
            rounding: stage.rounding,
            lattice: (spread > 0.0 && spread < 4.0).then(|| lattice(spread, stage.shift, stage.rounding)),
        }
    }

    fn apply(&self, a: &Error, b: &Error) -> (Error, Error) {
        let lsb = a.lsb.plus(b.lsb);
        let variance = (a.variance + b.variance) * self.gain * self.gain;
        let (sum_lsb, sum) = lsb.dropped(self.shift, self.rounding);
        let (dif_lsb, mut dif) = lsb.times(self.factor).dropped(self.drop, self.rounding);
        if let Some((always, uneven)) = self.lattice {
            dif.variance = (dif.variance + always + (1.0 - 2.0 * lsb.odd) * uneven).max(0.0);
        }
        let sum = add(variance, (a.bias + b.bias) * self.gain, sum, sum_lsb);
        (sum, add(variance * self.factor.value.norm_sqr(), (a.bias - b.bias) * self.turn, dif, dif_lsb))
    }
}

fn add(variance: f64, bias: Complex<f64>, own: Moments, lsb: Lsb) -> Error {
    // The components' errors have the same moments.
    Error { variance: variance + 2.0 * own.variance, bias: bias + Complex::new(own.mean, own.mean), lsb }
}

/// What a factor very near 1, −i or −1 adds to the variance 1/12 of a product's rounding.
///
/// The product is then a difference, which lies on a lattice of 2^-shift, and a deviation of variance `spread`·4^-shift that
/// is too small to fill the spaces between. The sawtooth's Fourier series gives the rest: terms m = 2^shift·j (and m = 2^shift·(j −
/// ½) as far as the difference's last bit is not fair), each damped by the deviation's characteristic function.
fn lattice(spread: f64, shift: u32, rounding: Rounding) -> (f64, f64) {
    let pi = std::f64::consts::PI;
    let term = |halves: i32| {
        let order = f64::from(halves) / 2.0;
        let harmonic = order * 2_f64.powi(shift.cast_signed());
        let odd = harmonic % 2.0 != 0.0;
        let sign = if odd && rounding != Rounding::Truncate { -1.0 } else { 1.0 };
        sign * (-2.0 * pi * pi * order * order * spread).exp() / (pi * harmonic).powi(2)
    };
    let always = (1..=40).map(|j| term(2 * j)).sum();
    let uneven = if shift == 0 { 0.0 } else { (0..40).map(|j| term(2 * j + 1)).sum() };
    (always, uneven)
}
