// SPDX-License-Identifier: MIT OR Apache-2.0
//! Plain loops over plain slices, stage by stage: the compiler makes vectors of what the target has, SSE2 or NEON.

use num_complex::Complex;

use super::headroom::Safety;
use super::job::Job;
use super::plane::Chunk;
use super::word::{Word, fit_word, halve_pair, long, product};
use crate::fft::{BitReversal, Stage};
use crate::number::Rounding;

/// The stages of a decomposition.
pub(super) trait Stages {
    /// Stage `stage` of a frame, `proven` not to overflow from there on or not; true if anything overflowed.
    fn run<S: Word>(job: &Job, stage: usize, words: &mut [Complex<S>], proven: bool) -> bool;
}

/// Every stage rotates its differences.
pub(super) struct Radix2;

impl Stages for Radix2 {
    #[inline(always)]
    fn run<S: Word>(job: &Job, s: usize, words: &mut [Complex<S>], proven: bool) -> bool {
        let stage = &job.stages[s];
        // SAFETY: the tables of this back-end are factors of S.
        let factors = unsafe { job.tables.factors::<Complex<S::Factor>>(s, stage.half()) };
        if proven && job.halves(s) {
            halve(stage, words, factors);
            return false;
        }
        check(stage, words, factors)
    }
}

/// Transforms a frame in place; true if anything overflowed.
#[inline(always)]
fn frame<S: Word, D: Stages>(job: &Job, swap: bool, words: &mut [Complex<S>]) -> bool {
    if swap {
        exchange(words);
    }
    let mut overflow = false;
    let mut proven = is_safe(job, 0, words);
    for z in words.iter_mut().filter(|_| job.align > 0) {
        *z = Complex::new(S::low(z.re.into() << job.align), S::low(z.im.into() << job.align));
    }
    for s in 0..job.stages.len() {
        proven = proven || (s > 0 && is_safe(job, s, words));
        overflow |= D::run(job, s, words, proven);
    }
    if job.natural {
        BitReversal::new(words.len().ilog2()).apply(words);
    }
    if swap {
        exchange(words);
    }
    overflow
}

#[inline(always)]
fn exchange<S: Copy>(words: &mut [Complex<S>]) {
    for z in words {
        *z = Complex::new(z.im, z.re);
    }
}

#[inline(always)]
fn is_safe<S: Word>(job: &Job, stage: usize, words: &[Complex<S>]) -> bool {
    match job.safety(stage) {
        Safety::Always => true,
        Safety::Never => false,
        Safety::Below { norm: limit, .. } => norm(words) <= limit,
    }
}

/// The largest |z|².
#[inline(always)]
fn norm<S: Word>(words: &[Complex<S>]) -> f64 {
    let square = |x: S| {
        let x: i64 = x.into();
        (x * x) as f64
    };
    words.iter().fold(0.0, |norm, z| f64::max(norm, square(z.re) + square(z.im)))
}

/// A stage that halves, on words that cannot overflow.
fn halve<S: Word>(stage: &Stage, words: &mut [Complex<S>], factors: &[Complex<S::Factor>]) {
    // The rounding is settled outside the loops, so that each is a loop of vectors.
    match stage.rounding {
        Rounding::Truncate => halve_as(Rounding::Truncate, words, factors),
        Rounding::HalfUp => halve_as(Rounding::HalfUp, words, factors),
        Rounding::Convergent => halve_as(Rounding::Convergent, words, factors),
    }
}

#[inline(always)]
fn halve_as<S: Word>(rounding: Rounding, words: &mut [Complex<S>], factors: &[Complex<S::Factor>]) {
    for block in words.chunks_exact_mut(2 * factors.len()) {
        let (low, high) = block.split_at_mut(factors.len());
        for ((a, b), w) in low.iter_mut().zip(high).zip(factors) {
            [*a, *b] = halve_pair(rounding, *a, *b, *w);
        }
    }
}

/// Any stage of radix 2 on any words; true if anything overflowed.
fn check<S: Word>(stage: &Stage, words: &mut [Complex<S>], factors: &[Complex<S::Factor>]) -> bool {
    let mut overflow = false;
    for block in words.chunks_exact_mut(2 * factors.len()) {
        let (low, high) = block.split_at_mut(factors.len());
        for ((a, b), w) in low.iter_mut().zip(high).zip(factors) {
            let (x, y) = (long(*a), long(*b));
            *a = fit_word(stage, x + y, stage.shift, &mut overflow);
            *b = fit_word(stage, product(x - y, long(*w)), S::FRACTION + stage.shift, &mut overflow);
        }
    }
    overflow
}

/// Transforms frames as [`Frames`](super::door::Frames) says.
///
/// # Safety
/// As it says, for words of S.
#[inline(always)]
pub(super) unsafe fn frames<S: Word, D: Stages>(
    job: &Job,
    swap: bool,
    from: *const i32,
    to: *mut i32,
    overflow: &mut [bool],
) {
    let len = job.len();
    let (from, to) = (from.cast::<Complex<S>>(), to.cast::<Complex<S>>());
    // SAFETY: the caller's pointers cover one frame a flag, equal or apart; after the copy only `to` is used.
    let words = unsafe {
        if !std::ptr::eq(from, to) {
            to.copy_from_nonoverlapping(from, overflow.len() * len);
        }
        std::slice::from_raw_parts_mut(to, overflow.len() * len)
    };
    for (words, overflow) in words.chunks_exact_mut(len).zip(overflow) {
        *overflow = frame::<S, D>(job, swap, words);
    }
}

/// Columns that are a group.
pub(super) const COLUMNS: usize = 8;

/// Transforms columns as [`Columns`](super::door::Columns) says; the strip holds frames back to back.
///
/// # Safety
/// As it says, for words of S.
#[inline(always)]
pub(super) unsafe fn columns<S: Word, D: Stages>(job: &Job, swap: bool, chunk: Chunk) -> bool {
    let (len, columns) = (job.len(), chunk.groups * COLUMNS);
    // SAFETY: the strip holds as many words as the chunk.
    let strip = unsafe { std::slice::from_raw_parts_mut(chunk.strip.cast::<Complex<S>>(), columns * len) };
    // SAFETY: the caller's chunk has that row and column.
    let at = |n: usize, column: usize| unsafe {
        chunk.plane.at.add(n * chunk.plane.pitch + chunk.first).cast::<Complex<S>>().add(column)
    };
    for n in 0..len {
        for column in 0..columns {
            // SAFETY: as above.
            strip[column * len + n] = unsafe { at(n, column).read() };
        }
    }
    let mut overflow = false;
    for column in strip.chunks_exact_mut(len) {
        overflow |= frame::<S, D>(job, swap, column);
    }
    for n in 0..len {
        for column in 0..columns {
            // SAFETY: as above.
            unsafe { at(n, column).write(strip[column * len + n]) };
        }
    }
    overflow
}
