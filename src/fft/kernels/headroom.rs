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
        /// The largest |z|² of words without their low bits.
        measure: u32,
    },
}

/// For each stage what is known about overflows from it on, for words aligned by `align` bits at the input and
/// measured without `excess` low bits.
pub(super) fn safety(stages: &[Stage], align: u32, excess: u32) -> Vec<Safety> {
    let limits = limits(stages);
    let of = |(stage, limit): (&Stage, f64)| {
        let largest = 2_f64.powi(stage.width_in.cast_signed() - 1) * SQRT_2;
        let limit_in = if stage.index == 0 { limit / 2_f64.powi(align.cast_signed()) } else { limit };
        // Leaving bits out moves |z| by less than √2 of what is left.
        let kept = limit_in / 2_f64.powi(excess.cast_signed()) - if excess > 0 { SQRT_2 } else { 0.0 };
        if limit >= largest {
            Safety::Always
        } else if kept < 1.0 {
            Safety::Never
        } else {
            Safety::Below { norm: limit_in * limit_in, measure: (kept * kept) as u32 }
        }
    };
    stages.iter().zip(limits).map(of).collect()
}

/// For each stage the largest |z| at its input with which neither it nor a later stage can overflow.
///
/// A stage of shift k takes words of |z| ≤ r to words of |z| ≤ 2r(1 + √2·2^−T)/2^k + √2: |a ± b| ≤ 2r, a rounded factor
/// is at most √2·2^−T longer than 1, and rounding moves each component by less than 1. No component
/// overflows as long as |z| is within the range's positive end.
fn limits(stages: &[Stage]) -> Vec<f64> {
    let mut beyond = f64::INFINITY;
    let mut limits: Vec<f64> = Vec::with_capacity(stages.len());
    for stage in stages.iter().rev() {
        let longest = 1.0 + 2_f64.powf(0.5 - f64::from(stage.twiddle));
        let end = 2_f64.powi(stage.width_out.cast_signed() - 1) - 1.0;
        let room = beyond.min(end) - SQRT_2;
        // The 10^-12 pays for the roundings of this very computation.
        beyond = room * 2_f64.powi(stage.shift.cast_signed() - 1) / longest * (1.0 - 1e-12);
        limits.push(beyond);
    }
    limits.reverse();
    limits
}
