// SPDX-License-Identifier: MIT OR Apache-2.0
//! Sine and cosine in integers, so that a table is the same on every machine.
//!
//! Angles are m/65536 of a turn, the finest that a transform of 65536 points needs. The octant is
//! reduced to [0, π/4] exactly, in integers; there the Taylor series is summed with 61 fraction bits.
//! The error stays below 2^−57, and a test shows that no table entry of any width lies nearer to a tie.

/// Fraction bits of the results.
pub(crate) const FRACTION: u32 = 61;

/// Steps in a full turn.
pub(crate) const TURN: usize = 65536;

const ONE: i128 = 1 << FRACTION;

/// π with 61 fraction bits: the leading 63 bits of 3.243F6A88 85A308D3 (hexadecimal), rounded to nearest.
const PI: i128 = 0x6487_ED51_10B4_611A;

/// (cos, sin) of 2π·`step`/65536 with [`FRACTION`] fraction bits.
pub(crate) fn cos_sin(step: usize) -> (i64, i64) {
    let step = step % TURN;
    let quarter = TURN / 4;
    let (cos, sin) = first_quadrant(step % quarter);
    match step / quarter {
        0 => (cos, sin),
        1 => (-sin, cos),
        2 => (-cos, -sin),
        _ => (sin, -cos),
    }
}

fn first_quadrant(step: usize) -> (i64, i64) {
    let eighth = TURN / 8;
    if step <= eighth {
        series(step)
    } else {
        let (cos, sin) = series(2 * eighth - step);
        (sin, cos)
    }
}

fn series(step: usize) -> (i64, i64) {
    let x = (PI * step as i128) >> 15;
    let square = multiply(x, x);
    // Horner's rule: each factor is 1 − x²/((n − 1)n)·(the rest); x^22/22! is below 2^−70.
    let cos = (1..=11).rev().fold(ONE, |rest, i| ONE - multiply(square, rest) / ((2 * i - 1) * 2 * i));
    let sin = (1..=11).rev().fold(ONE, |rest, i| ONE - multiply(square, rest) / (2 * i * (2 * i + 1)));
    (cos as i64, multiply(x, sin) as i64)
}

fn multiply(a: i128, b: i128) -> i128 {
    (a * b + ONE / 2) >> FRACTION
}

#[cfg(test)]
mod tests {
    use super::{FRACTION, ONE, TURN, cos_sin, multiply};

    /// Units of 2^−61 by which a result may be off: see the module's words.
    const ERROR: i128 = 1 << (FRACTION - 57);

    #[test]
    fn the_circle_and_the_double_angle_hold() {
        for step in 0..TURN {
            let (cos, sin) = cos_sin(step);
            let (c, s) = (i128::from(cos), i128::from(sin));
            let (double_cos, double_sin) = cos_sin(2 * step);
            assert!((multiply(c, c) + multiply(s, s) - ONE).abs() < ERROR, "step {step}");
            assert!((multiply(c, c) - multiply(s, s) - i128::from(double_cos)).abs() < ERROR, "step {step}");
            assert!((2 * multiply(s, c) - i128::from(double_sin)).abs() < ERROR, "step {step}");
        }
        assert_eq!(cos_sin(TURN / 2), (-(1 << FRACTION), 0));
    }

    #[test]
    fn no_entry_of_any_width_lies_near_a_tie() {
        let mut nearest = i64::MAX;
        for step in 1..TURN / 4 {
            let (cos, _) = cos_sin(step);
            for width in 2..=32 {
                let lsb = 1_i64 << (FRACTION - (width - 1));
                nearest = nearest.min(((cos & (lsb - 1)) - lsb / 2).abs());
            }
        }
        assert!(i128::from(nearest) > 16 * ERROR, "the nearest tie is {nearest} units of 2^-61 away");
    }
}
