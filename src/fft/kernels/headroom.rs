// SPDX-License-Identifier: MIT OR Apache-2.0
//! How large words may be so that nothing overflows: what lets the kernels leave out every check.

use std::f64::consts::SQRT_2;

use crate::fft::Stage;

/// What is known about overflows from a stage on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Safety {
    /// No word can overflow.
    Always,
    /// Words of any size may.
    Never,
    /// None overflows if the words at the stage's input are small; at stage 0 before alignment.
    Below {
        /// The largest |z|².
        norm: f64,
        /// What the measure of words may be at most: |z|² of short words, the bits of |z|² as [`Float`](Measure::Float)
        /// of long ones.
        measure: u32,
        /// The same if differences of two words are to fit 16 bits from there on.
        small: u32,
    },
}

/// How the kernels measure |z|².
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// In 32 bits.
    Whole,
    /// As f32: positive ones compare as their bits do. Each of re, im, re², im² and the sum is rounded to 24 bits, so that the
    /// measure is at least |z|²·(1 − 2^−22).
    Float,
}

impl Measure {
    /// The greatest measure that proves |z|² ≤ `norm`.
    fn of(self, norm: f64) -> u32 {
        match self {
            Self::Whole => norm as u32,
            Self::Float => ((norm * (1.0 - 2_f64.powi(-21))) as f32).to_bits(),
        }
    }
}

/// For each stage what is known about overflows from it on, for words aligned by `align` bits at the input.
pub(super) fn safety(stages: &[Stage], align: u32, measure: Measure) -> Vec<Safety> {
    let limits_of_small = limits(stages, SMALL);
    let limits = limits(stages, f64::INFINITY);
    let of = |((stage, limit), small): ((&Stage, f64), f64)| {
        let largest = 2_f64.powi(stage.width_in.cast_signed() - 1) * SQRT_2;
        let limit_in = if stage.index == 0 { limit / 2_f64.powi(align.cast_signed()) } else { limit };
        if limit >= largest {
            Safety::Always
        } else if limit_in < 1.0 {
            Safety::Never
        } else {
            let small = if stage.width_in <= 15 { limit_in } else { small.max(0.0) };
            let norm = limit_in * limit_in;
            Safety::Below { norm, measure: measure.of(norm), small: measure.of(norm.min(small * small)) }
        }
    };
    stages.iter().zip(limits).zip(limits_of_small).map(of).collect()
}

/// The largest |z| of which two have a difference of 16 bits.
const SMALL: f64 = 16383.0;

/// For each stage the largest |z| at its input with which neither it nor a later stage can overflow, nor pass `most`.
///
/// A stage of shift k takes words of |z| ≤ r to words of |z| ≤ 2r(1 + √2·2^−T)/2^k + √2: |a ± b| ≤ 2r, a rounded factor
/// is at most √2·2^−T longer than 1, and rounding moves each component by less than 1. No component
/// overflows as long as |z| is within the range's positive end.
fn limits(stages: &[Stage], most: f64) -> Vec<f64> {
    let mut beyond = most;
    let mut limits: Vec<f64> = Vec::with_capacity(stages.len());
    for stage in stages.iter().rev() {
        let longest = 1.0 + 2_f64.powf(0.5 - f64::from(stage.twiddle));
        let end = 2_f64.powi(stage.width_out.cast_signed() - 1) - 1.0;
        let room = beyond.min(end).min(most) - SQRT_2;
        // The 10^-12 pays for the roundings of this very computation.
        beyond = room * 2_f64.powi(stage.shift.cast_signed() - 1) / longest * (1.0 - 1e-12);
        limits.push(beyond);
    }
    limits.reverse();
    limits
}
