// SPDX-License-Identifier: MIT OR Apache-2.0
//! Noise and bias from stage to stage, word by word.

use num_complex::Complex;

use super::lsb::{Lsb, Moments};
use super::twiddle_error::{Factor, TwiddleTable};
use crate::fft::{CheckedSpec, Direction, Rotation, Stage, Turns};
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
    let half = stage.rom().half();
    // What a stage does to a block depends on the block's number being even or odd at most.
    let steps = |block: usize| -> Vec<_> {
        let step = |k| Step::new(stage, stage.turns(block, k), |m| table.factor(half, m), direction, power);
        (0..stage.half()).map(step).collect()
    };
    let (even, odd) = (steps(0), if stage.rotation == Rotation::Both { steps(1) } else { Vec::new() });
    for (number, block) in words.chunks_exact_mut(stage.block).enumerate() {
        let (low, high) = block.split_at_mut(stage.half());
        let steps = if number % 2 == 1 && stage.rotation == Rotation::Both { &odd } else { &even };
        for ((a, b), step) in low.iter_mut().zip(high).zip(steps) {
            (*a, *b) = step.apply(a, b);
        }
    }
}

/// What the k-th butterfly of every even or every odd block does to errors.
struct Step {
    /// By what b is turned, exactly.
    turn: Complex<f64>,
    sum: Path,
    dif: Path,
    gain: f64,
}

impl Step {
    fn new(
        stage: &Stage,
        turns: Turns,
        factor: impl Fn(usize) -> Factor,
        direction: Direction,
        power: f64,
    ) -> Self {
        let forward = |z: Complex<f64>| if direction == Direction::Forward { z } else { z.conj() };
        let path = |m: Option<usize>| Path::new(stage, m.map(&factor), forward, power);
        Self {
            turn: if turns.minus_j { forward(-Complex::I) } else { Complex::ONE },
            sum: path(turns.sum),
            dif: path(turns.dif),
            gain: 0.5_f64.powi(stage.shift.cast_signed()),
        }
    }

    fn apply(&self, a: &Error, b: &Error) -> (Error, Error) {
        let lsb = a.lsb.plus(b.lsb);
        let variance = (a.variance + b.variance) * self.gain * self.gain;
        let bias = b.bias * self.turn;
        (self.sum.apply(lsb, variance, a.bias + bias), self.dif.apply(lsb, variance, a.bias - bias))
    }
}

/// From an exact sum or difference to the word that comes of it.
struct Path {
    factor: Option<Factor>,
    /// The factor of the frame's direction, and the stage's shift with it.
    turn: Complex<f64>,
    drop: u32,
    rounding: Rounding,
    /// See [`lattice`]; for results whose last bit is fair and for those that are always even.
    lattice: Option<(f64, f64)>,
}

impl Path {
    fn new(
        stage: &Stage,
        factor: Option<Factor>,
        forward: impl Fn(Complex<f64>) -> Complex<f64>,
        power: f64,
    ) -> Self {
        let gain = 0.5_f64.powi(stage.shift.cast_signed());
        // A component of a ± b has the power of a whole sample.
        let spread = factor.map_or(0.0, |factor| power * factor.offset * factor.offset);
        Self {
            factor,
            turn: factor.map_or(Complex::ONE, |factor| forward(factor.value)) * gain,
            drop: stage.shift + factor.map_or(0, |_| stage.twiddle - 1),
            rounding: stage.rounding,
            lattice: (spread > 0.0 && spread < 4.0).then(|| lattice(spread, stage.shift, stage.rounding)),
        }
    }

    /// `lsb` is of the exact sum or difference, `bias` its own, and `variance` what is left of its own after the shift.
    fn apply(&self, lsb: Lsb, variance: f64, bias: Complex<f64>) -> Error {
        let exact = self.factor.as_ref().map_or(lsb, |factor| lsb.times(factor));
        let (out, mut own) = exact.dropped(self.drop, self.rounding);
        if let Some((always, uneven)) = self.lattice {
            own.variance = (own.variance + always + (1.0 - 2.0 * lsb.odd) * uneven).max(0.0);
        }
        let length = self.factor.map_or(1.0, |factor| factor.value.norm_sqr());
        add(variance * length, bias * self.turn, own, out)
    }
}

fn add(variance: f64, bias: Complex<f64>, own: Moments, lsb: Lsb) -> Error {
    // The components' errors have the same moments.
    Error { variance: variance + 2.0 * own.variance, bias: bias + Complex::new(own.mean, own.mean), lsb }
}

/// What a factor very near 1, −i, −1 or i adds to the variance 1/12 of a product's rounding.
///
/// The product is then a sum or difference, which lies on a lattice of 2^-shift, and a deviation of variance `spread`·4^-shift that
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
