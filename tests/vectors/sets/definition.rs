// SPDX-License-Identifier: MIT OR Apache-2.0
//! The exact results of a stage, by the definition in i128; nothing of the crate's arithmetic.

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Decomposition, Direction, FftSpec, Order};

use crate::common::{pipeline_by_definition, twiddle_by_libm};

/// A component of a result of a stage, before any bit of it is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Result {
    /// The word's position in the stage's output.
    pub(crate) position: usize,
    /// 0: a sum; 1: a difference turned by a right angle or none; 2: either, turned by another.
    pub(crate) kind: usize,
    pub(crate) imaginary: bool,
    pub(crate) value: i128,
    pub(crate) drop: u32,
}

pub(crate) fn formats(spec: &CheckedSpec) -> Vec<(u32, u32)> {
    spec.stages().iter().map(|stage| (stage.shift, stage.width_out)).collect()
}

/// The words before `stage` in streaming order, and whether anything overflowed on the way.
pub(crate) fn before(
    spec: &CheckedSpec,
    samples: &[Complex<i32>],
    stage: usize,
) -> (Vec<Complex<i32>>, bool) {
    let streaming = FftSpec { order: Order::BitReversed, ..spec.spec().clone() };
    pipeline_by_definition(&streaming, &formats(spec)[..stage], spec.align(), samples, spec.direction())
}

/// The exact results of `stage` for the words before it.
pub(crate) fn results(spec: &CheckedSpec, words: &[Complex<i32>], stage: usize) -> Vec<Result> {
    let (block, twiddle) = (spec.spec().len >> stage, spec.spec().twiddle);
    let (half, shift) = (block / 2, spec.stages()[stage].shift);
    let mut all = Vec::with_capacity(2 * words.len());
    for position in 0..words.len() {
        let (first, k) = (position - position % block + position % half, position % half);
        let part = |n: usize| (i128::from(words[n].re), i128::from(words[n].im));
        let ((a_re, a_im), (b_re, b_im)) = (part(first), part(first + half));
        let is_sum = position % block < half;
        let odd = position / block % 2;
        let (turned, angle) = match spec.spec().decomposition {
            Decomposition::Radix2 => (false, (!is_sum).then_some((k, block))),
            Decomposition::Radix22 if stage.is_multiple_of(2) => (false, None),
            Decomposition::Radix22 => {
                (odd == 1, Some((if is_sum { odd * k } else { (2 + odd) * k }, 2 * block)))
            }
        };
        let (b_re, b_im) = match (turned, spec.direction()) {
            (false, _) => (b_re, b_im),
            (true, Direction::Forward) => (b_im, -b_re),
            (true, Direction::Inverse) => (-b_im, b_re),
        };
        let (re, im) = if is_sum { (a_re + b_re, a_im + b_im) } else { (a_re - b_re, a_im - b_im) };
        let exact = usize::from(!is_sum);
        let (kind, (re, im), drop) = match angle {
            None => (exact, (re, im), shift),
            Some((m, turn)) => {
                let w = twiddle_by_libm(m, turn, twiddle, spec.direction());
                let kind = if 4 * m % turn == 0 { exact } else { 2 };
                (kind, (re * w.0 - im * w.1, re * w.1 + im * w.0), twiddle - 1 + shift)
            }
        };
        all.push(Result { position, kind, imaginary: false, value: re, drop });
        all.push(Result { position, kind, imaginary: true, value: im, drop });
    }
    all
}

/// If the result is a tie, the greatest word below it.
pub(crate) fn tie(result: &Result) -> Option<i128> {
    let (twice, one) = (2 * result.value, 1_i128 << result.drop);
    (result.drop > 0 && twice.rem_euclid(2 * one) == one).then(|| result.value.div_euclid(one))
}

/// The stage that a goal names.
pub(crate) fn stage_of(goal: &str) -> usize {
    let text = goal.split("stage ").nth(1).expect("a goal names its stage");
    text.split(',').next().and_then(|number| number.parse().ok()).expect("a stage is a number")
}
