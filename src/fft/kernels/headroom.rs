// SPDX-License-Identifier: MIT OR Apache-2.0
//! How large words may be so that nothing overflows: what lets the kernels leave out every check.

use crate::fft::Stage;

/// For each stage the largest |z|² at its input with which neither it nor a later stage can overflow; 0 if none.
///
/// A stage of shift k takes words of |z| ≤ r to words of |z| ≤ 2r(1 + √2·2^−T)/2^k + √2: |a ± b| ≤ 2r, a rounded factor
/// is at most √2·2^−T longer than 1, and rounding moves each component by less than 1. No component
/// overflows as long as |z| is within the range's positive end.
pub(super) fn safe_norms(stages: &[Stage]) -> Vec<f64> {
    let mut beyond = f64::INFINITY;
    let mut norms: Vec<f64> = Vec::with_capacity(stages.len());
    for stage in stages.iter().rev() {
        let longest = 1.0 + 2_f64.powf(0.5 - f64::from(stage.twiddle));
        let end = 2_f64.powi(stage.width_out.cast_signed() - 1) - 1.0;
        let room = beyond.min(end) - std::f64::consts::SQRT_2;
        // The millionth pays for the roundings of this very computation.
        beyond = room * 2_f64.powi(stage.shift.cast_signed() - 1) / longest * (1.0 - 1e-12);
        norms.push(if beyond > 0.0 { beyond * beyond } else { 0.0 });
    }
    norms.reverse();
    norms
}
