// SPDX-License-Identifier: MIT OR Apache-2.0
//! The stages of radix 2² as plain loops.
//!
//! A pair's first stage multiplies nothing. Its second takes blocks in twos: the sums of the first as a stage of radix 2 does, of
//! the differences b by −j and then both outputs by factors.

use std::ops::Neg;

use num_complex::Complex;

use super::job::Job;
use super::portable::Stages;
use super::word::{Word, fit_word, halve_pair, long, minus, plus, product};
use crate::fft::{Rotation, Stage};
use crate::number::Rounding;

/// Every second stage rotates both outputs, the others none.
pub(super) struct Radix22;

impl Stages for Radix22 {
    #[inline(always)]
    fn run<S: Word>(job: &Job, s: usize, words: &mut [Complex<S>], proven: bool) -> bool {
        let stage = &job.stages[s];
        let factors = match stage.rotation {
            Rotation::None => &[],
            // SAFETY: the tables are factors of S: three runs of a second stage.
            _ => unsafe { job.tables.factors::<Complex<S::Factor>>(s, 3 * stage.half()) },
        };
        if proven && job.halves(s) {
            // The rounding is settled outside the loops, so that each is a loop of vectors.
            match stage.rounding {
                Rounding::Truncate => halve(Rounding::Truncate, stage, words, factors),
                Rounding::HalfUp => halve(Rounding::HalfUp, stage, words, factors),
                Rounding::Convergent => halve(Rounding::Convergent, stage, words, factors),
            }
            return false;
        }
        check(stage, words, factors)
    }
}

/// A stage that halves, on words that cannot overflow.
#[inline(always)]
fn halve<S: Word>(
    rounding: Rounding,
    stage: &Stage,
    words: &mut [Complex<S>],
    factors: &[Complex<S::Factor>],
) {
    if stage.rotation == Rotation::None {
        return plain(stage, words, |a, b| {
            let (a, b) = (S::wide(a), S::wide(b));
            [S::half(rounding, plus(a, b)), S::half(rounding, minus(a, b))]
        });
    }
    pairs(
        stage,
        words,
        factors,
        |a, b, w| halve_pair(rounding, a, b, w),
        |a, b, [sum, dif]| {
            let (a, b) = (S::wide(a), minus_j(S::wide(b)));
            [S::high(rounding, plus(a, b), sum), S::high(rounding, minus(a, b), dif)]
        },
    );
}

/// Any stage on any words; true if anything overflowed.
#[inline(always)]
fn check<S: Word>(stage: &Stage, words: &mut [Complex<S>], factors: &[Complex<S::Factor>]) -> bool {
    let (shift, drop) = (stage.shift, S::FRACTION + stage.shift);
    let overflow = std::cell::Cell::new(false);
    let fit = |exact, drop| {
        let mut out_of_range = false;
        let word = fit_word(stage, exact, drop, &mut out_of_range);
        overflow.set(overflow.get() | out_of_range);
        word
    };
    if stage.rotation == Rotation::None {
        plain(stage, words, |a: Complex<S>, b: Complex<S>| {
            let (a, b) = (long(a), long(b));
            [fit(a + b, shift), fit(a - b, shift)]
        });
        return overflow.get();
    }
    pairs(
        stage,
        words,
        factors,
        |a: Complex<S>, b: Complex<S>, w| {
            let (a, b) = (long(a), long(b));
            [fit(a + b, shift), fit(product(a - b, long(w)), drop)]
        },
        |a: Complex<S>, b: Complex<S>, [sum, dif]| {
            let (a, b) = (long(a), minus_j(long(b)));
            [fit(product(a + b, long(sum)), drop), fit(product(a - b, long(dif)), drop)]
        },
    );
    overflow.get()
}

#[inline(always)]
fn minus_j<T: Neg<Output = T>>(z: Complex<T>) -> Complex<T> {
    Complex::new(z.im, -z.re)
}

/// A pair's first stage.
#[inline(always)]
fn plain<S: Word>(
    stage: &Stage,
    words: &mut [Complex<S>],
    butterfly: impl Fn(Complex<S>, Complex<S>) -> [Complex<S>; 2],
) {
    for block in words.chunks_exact_mut(stage.block) {
        let (low, high) = block.split_at_mut(stage.half());
        for (a, b) in low.iter_mut().zip(high) {
            [*a, *b] = butterfly(*a, *b);
        }
    }
}

/// A pair's second stage: `first` for even blocks, whose sums have no factor, `second` for odd ones.
#[inline(always)]
fn pairs<S: Word>(
    stage: &Stage,
    words: &mut [Complex<S>],
    factors: &[Complex<S::Factor>],
    first: impl Fn(Complex<S>, Complex<S>, Complex<S::Factor>) -> [Complex<S>; 2],
    second: impl Fn(Complex<S>, Complex<S>, [Complex<S::Factor>; 2]) -> [Complex<S>; 2],
) {
    let quarter = stage.half();
    let (of_first, of_second) = factors.split_at(quarter);
    let (of_sums, of_differences) = of_second.split_at(quarter);
    for pair in words.chunks_exact_mut(4 * quarter) {
        let (even, odd) = pair.split_at_mut(2 * quarter);
        let (low, high) = even.split_at_mut(quarter);
        for ((a, b), w) in low.iter_mut().zip(high).zip(of_first) {
            [*a, *b] = first(*a, *b, *w);
        }
        let (low, high) = odd.split_at_mut(quarter);
        for ((a, b), (sum, dif)) in low.iter_mut().zip(high).zip(of_sums.iter().zip(of_differences)) {
            [*a, *b] = second(*a, *b, [*sum, *dif]);
        }
    }
}
