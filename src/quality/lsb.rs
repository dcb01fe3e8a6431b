// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is known of a word's low bits, and what dropping some of them does.
//!
//! A word is 2^zeros·v. The lowest bit of v is 1 with probability `odd`; the bits above it are taken as fair and
//! independent of it. Sums, products and roundings keep words of this kind among themselves, which is why one number
//! a word is enough (`docs/quantisation.md` has the proof).

use super::twiddle_error::Factor;
use crate::number::Rounding;

/// The low bits of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lsb {
    /// Low bits that are always zero.
    pub(super) zeros: u32,
    /// Probability that the lowest of the others is 1.
    pub(super) odd: f64,
}

/// Mean and variance of a quantiser's error, one real component, in LSBs of its output.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Moments {
    pub(super) mean: f64,
    pub(super) variance: f64,
}

/// From here on 4^-k is below the last bit of 1/12.
const MANY: u32 = 27;

impl Lsb {
    /// Of the sum or difference of two independent words.
    pub(super) fn plus(self, other: Self) -> Self {
        match self.zeros.cmp(&other.zeros) {
            std::cmp::Ordering::Less => self,
            std::cmp::Ordering::Greater => other,
            std::cmp::Ordering::Equal => Self { zeros: self.zeros, odd: either(self.odd, other.odd) },
        }
    }

    /// Of a component of the product of a complex word, both components of this kind, with a factor's code.
    pub(super) fn times(self, factor: &Factor) -> Self {
        let odd = if factor.both_odd { either(self.odd, self.odd) } else { self.odd };
        Self { zeros: self.zeros + factor.zeros, odd }
    }

    /// After dropping `bits`, and the error's moments.
    pub(super) fn dropped(self, bits: u32, rounding: Rounding) -> (Self, Moments) {
        if bits <= self.zeros {
            return (Self { zeros: self.zeros - bits, odd: self.odd }, Moments::default());
        }
        let drop = bits - self.zeros;
        let odd = match rounding {
            Rounding::Truncate | Rounding::HalfUp => 0.5,
            // A tie goes to the even neighbour, anything else to either.
            Rounding::Convergent => (1.0 - self.tie(drop)) / 2.0,
        };
        (Self { zeros: 0, odd }, self.moments(drop, rounding))
    }

    /// Probability that the dropped bits are exactly one half.
    fn tie(self, drop: u32) -> f64 {
        match drop {
            1 => self.odd,
            _ => (1.0 - self.odd) * power(1 - drop.cast_signed()),
        }
    }

    fn moments(self, drop: u32, rounding: Rounding) -> Moments {
        if drop >= MANY {
            let mean = if rounding == Rounding::Truncate { -0.5 } else { 0.0 };
            return Moments { mean, variance: 1.0 / 12.0 };
        }
        let (lsb, half) = (power(-drop.cast_signed()), power(drop.cast_signed() - 1));
        let mix = |even: f64, odd: f64| (1.0 - self.odd) * even + self.odd * odd;
        // Residues 0 … 2·half − 1; the even ones are equally likely, and so are the odd ones.
        let (mean, square) = match rounding {
            Rounding::Truncate => {
                let even = 2.0 * (half - 1.0) * (2.0 * half - 1.0) / 3.0;
                (-mix(half - 1.0, half), mix(even, even + 2.0 * half - 1.0))
            }
            _ if drop == 1 => (self.odd, self.odd),
            _ => (mix(1.0, 0.0), mix((half * half + 2.0) / 3.0, (half * half - 1.0) / 3.0)),
        };
        let mean = if rounding == Rounding::Convergent { 0.0 } else { mean * lsb };
        Moments { mean, variance: square * lsb * lsb - mean * mean }
    }
}

/// Probability that just one of two independent bits is 1.
fn either(a: f64, b: f64) -> f64 {
    a * (1.0 - b) + b * (1.0 - a)
}

/// 2^`exponent`, exactly.
fn power(exponent: i32) -> f64 {
    f64::from_bits(((1023 + i64::from(exponent)) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::{Lsb, Moments};
    use crate::number::Rounding;

    /// The moments by their definition: every value of `drop` low bits and two above, weighted.
    fn by_definition(odd: f64, drop: u32, rounding: Rounding) -> (Moments, f64) {
        let values = 1_i128 << (drop + 2);
        let weight = |v: i128| if v & 1 == 1 { odd } else { 1.0 - odd } * 2.0 / values as f64;
        let out = |v: i128| rounding.shift_right(v, drop);
        let error = |v: i128| out(v) as f64 - v as f64 / (1_i128 << drop) as f64;
        let mean = |f: &dyn Fn(i128) -> f64| (0..values).map(|v| weight(v) * f(v)).sum::<f64>();
        let first = mean(&error);
        let second = mean(&|v| error(v) * error(v));
        let odd = mean(&|v| (out(v) & 1) as f64);
        (Moments { mean: first, variance: second - first * first }, odd)
    }

    #[test]
    fn moments_and_parity_are_those_of_every_value() {
        let mut checked = 0;
        for (rounding, drop) in Rounding::ALL.into_iter().flat_map(|r| (1..=9).map(move |d| (r, d))) {
            for odd in [0.0, 0.25, 0.414, 0.5, 0.8] {
                let (moments, next) = by_definition(odd, drop, rounding);
                let (lsb, got) = Lsb { zeros: 3, odd }.dropped(drop + 3, rounding);
                let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
                // What half-up and truncate leave is a fair bit, whatever the dropped ones were.
                let mean_holds = near(got.mean, moments.mean);
                assert!(
                    mean_holds && near(got.variance, moments.variance),
                    "{rounding} {drop} {odd}: {got:?} {moments:?}"
                );
                assert!(near(lsb.odd, next) && lsb.zeros == 0, "{rounding} {drop} {odd}: {lsb:?} {next}");
                checked += 1;
            }
        }
        assert_eq!(checked, 135);
        let exact = Lsb { zeros: 3, odd: 0.3 }.dropped(2, Rounding::Truncate);
        assert_eq!(exact, (Lsb { zeros: 1, odd: 0.3 }, Moments::default()));
    }
}
