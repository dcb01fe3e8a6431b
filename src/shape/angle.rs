// SPDX-License-Identifier: MIT OR Apache-2.0
//! Angles from additions, products, quotients and square roots alone.
//!
//! IEEE 754 rounds these alike everywhere, which it does not promise of a platform's sine and arctangent:
//! so results, and pictures drawn with them, have the same bits on every machine.

use std::f64::consts::{FRAC_PI_2, TAU};

use num_complex::Complex;

/// exp(2πj·`turns`): the point of the unit circle `turns` of a full turn counter-clockwise from 1.
///
/// Absolute error below 1e-15 for `turns` within ±1.
#[must_use]
pub fn unit(turns: f64) -> Complex<f64> {
    let quarters = (turns * 4.0).round();
    let x = (turns - quarters / 4.0) * TAU;
    // |x| is at most π/4: x^19/19! is below 2^-62.
    let square = x * x;
    let series = |first: i32| {
        (0..9).rev().fold(1.0, |rest, i| {
            let n = 2 * i + first;
            1.0 - square / f64::from(n * (n + 1)) * rest
        })
    };
    let (cos, sin) = (series(1), x * series(2));
    match (quarters as i64).rem_euclid(4) {
        0 => Complex::new(cos, sin),
        1 => Complex::new(-sin, cos),
        2 => Complex::new(-cos, -sin),
        _ => Complex::new(sin, -cos),
    }
}

/// The angle of `z` in turns, counter-clockwise from 1, in (−½, ½]; 0 for 0.
#[must_use]
pub fn turns(z: Complex<f64>) -> f64 {
    let (x, y) = (z.re.abs(), z.im.abs());
    if x == 0.0 && y == 0.0 {
        return 0.0;
    }
    let octant = arctangent(x.min(y) / x.max(y));
    let quadrant = if y > x { FRAC_PI_2 - octant } else { octant } / TAU;
    let half = if z.re < 0.0 { 0.5 - quadrant } else { quadrant };
    if z.im < 0.0 { -half } else { half }
}

/// arctan t, t in [0, 1]: halved thrice, then its series.
fn arctangent(t: f64) -> f64 {
    let small = (0..3).fold(t, |t, _| t / (1.0 + (1.0 + t * t).sqrt()));
    // tan(π/32) is below 0.0985; t^25/25 is below 2^-88.
    let square = small * small;
    let series = (0..12).rev().fold(0.0, |rest, i| 1.0 / f64::from(2 * i + 1) - square * rest);
    8.0 * small * series
}

/// |z| by the correctly rounded square root; `norm()` would ask the platform's `hypot`.
#[must_use]
pub(super) fn magnitude(z: Complex<f64>) -> f64 {
    z.norm_sqr().sqrt()
}

#[cfg(test)]
mod tests {
    use super::{turns, unit};
    use num_complex::Complex;
    use std::f64::consts::TAU;

    #[test]
    fn agrees_with_the_platform() {
        let (mut circle, mut angle) = (0_f64, 0_f64);
        for step in -100_000..=100_000_i32 {
            let turn = f64::from(step) / 100_000.0;
            let exact = Complex::new((turn * TAU).cos(), (turn * TAU).sin());
            circle = circle.max((unit(turn) - exact).norm());
            let z = exact * f64::from(step.rem_euclid(977) + 1);
            angle = angle.max((turns(z) - z.arg() / TAU).abs());
        }
        assert!(circle < 2e-15, "unit is off by {circle:e}");
        assert!(angle < 1e-15, "turns is off by {angle:e}");
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "exactness is the claim")]
    fn the_axes_are_exact() {
        assert_eq!([0.0, 0.25, 0.5, 0.75, -0.25].map(|t| unit(t).re), [1.0, 0.0, -1.0, 0.0, 0.0]);
        assert_eq!(turns(Complex::new(-2.0, 0.0)), 0.5);
        assert_eq!(turns(Complex::new(0.0, -3.0)), -0.25);
        assert_eq!(turns(Complex::ZERO), 0.0);
    }
}
