// SPDX-License-Identifier: MIT OR Apache-2.0
//! The arithmetic of the plain loops: components in memory, halved where nothing can overflow, or exact and then fitted.

use std::ops::{Add, Neg, Sub};

use num_complex::Complex;

use crate::fft::Stage;
use crate::number::{Overflow, QFormat, Rounding};

/// A component in memory, and the factor that goes with it.
pub(super) trait Word: Copy + Into<i64> + 'static {
    /// A component of a factor: the fraction has as many bits as the word, less one; the factor 1 fits.
    type Factor: Copy
        + Into<i64>
        + Add<Output = Self::Factor>
        + Sub<Output = Self::Factor>
        + Neg<Output = Self::Factor>;
    /// Fraction bits of a factor.
    const FRACTION: u32;

    /// The low bits.
    fn low(value: i64) -> Self;

    /// Half of a sum, where it cannot overflow.
    fn half(rounding: Rounding, sum: Complex<Self::Factor>) -> Complex<Self>;

    /// The high half of d·w, where it cannot overflow.
    fn high(rounding: Rounding, d: Complex<Self::Factor>, w: Complex<Self::Factor>) -> Complex<Self>;

    /// The word with room for a sum and its product with a factor.
    fn wide(z: Complex<Self>) -> Complex<Self::Factor>;
}

/// A halving butterfly of radix 2, where nothing can overflow.
#[inline(always)]
pub(super) fn halve_pair<S: Word>(
    rounding: Rounding,
    a: Complex<S>,
    b: Complex<S>,
    w: Complex<S::Factor>,
) -> [Complex<S>; 2] {
    let (a, b) = (S::wide(a), S::wide(b));
    [S::half(rounding, plus(a, b)), S::high(rounding, minus(a, b), w)]
}

#[inline(always)]
pub(super) fn plus<T: Add<Output = T>>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    Complex::new(a.re + b.re, a.im + b.im)
}

#[inline(always)]
pub(super) fn minus<T: Sub<Output = T>>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    Complex::new(a.re - b.re, a.im - b.im)
}

/// Halving in arithmetic of type `$wide`; what does not fit it is not part of the result.
macro_rules! word {
    ($word:ty, $wide:ty, $bits:literal) => {
        impl Word for $word {
            type Factor = $wide;
            const FRACTION: u32 = $bits - 1;

            #[inline(always)]
            fn low(value: i64) -> Self {
                value as Self
            }

            #[inline(always)]
            fn wide(z: Complex<Self>) -> Complex<$wide> {
                Complex::new(z.re.into(), z.im.into())
            }

            #[inline(always)]
            fn half(rounding: Rounding, sum: Complex<$wide>) -> Complex<Self> {
                let half = |sum: $wide| match rounding {
                    Rounding::Truncate => (sum >> 1) as Self,
                    Rounding::HalfUp => ((sum + 1) >> 1) as Self,
                    Rounding::Convergent => ((sum + ((sum >> 1) & 1)) >> 1) as Self,
                };
                Complex::new(half(sum.re), half(sum.im))
            }

            #[inline(always)]
            fn high(rounding: Rounding, d: Complex<$wide>, w: Complex<$wide>) -> Complex<Self> {
                let high = |exact: $wide| {
                    let nearest = exact.wrapping_add(1 << ($bits - 1));
                    match rounding {
                        Rounding::Truncate => (exact >> $bits) as Self,
                        Rounding::HalfUp => (nearest >> $bits) as Self,
                        Rounding::Convergent => {
                            let tie = <$wide>::from(nearest.trailing_zeros() >= $bits);
                            ((nearest >> $bits) & !tie) as Self
                        }
                    }
                };
                let re = d.re.wrapping_mul(w.re).wrapping_sub(d.im.wrapping_mul(w.im));
                let im = d.re.wrapping_mul(w.im).wrapping_add(d.im.wrapping_mul(w.re));
                Complex::new(high(re), high(im))
            }
        }
    };
}

word!(i16, i32, 16);
word!(i32, i64, 32);

#[inline(always)]
pub(super) fn long<T: Into<i64>>(z: Complex<T>) -> Complex<i64> {
    Complex::new(z.re.into(), z.im.into())
}

/// d·w. Of words in range nothing wraps; of others the result means nothing, and no more than that.
#[inline(always)]
pub(super) fn product(d: Complex<i64>, w: Complex<i64>) -> Complex<i64> {
    let product = |x: i64, y: i64| x.wrapping_mul(y);
    Complex::new(
        product(d.re, w.re).wrapping_sub(product(d.im, w.im)),
        product(d.re, w.im).wrapping_add(product(d.im, w.re)),
    )
}

/// Both components as [`fit`].
#[inline(always)]
pub(super) fn fit_word<S: Word>(
    stage: &Stage,
    exact: Complex<i64>,
    drop: u32,
    overflow: &mut bool,
) -> Complex<S> {
    let mut fit = |exact: i64| S::low(fit(stage, exact, drop, overflow));
    Complex::new(fit(exact.re), fit(exact.im))
}

/// Drops bits and brings the result into range.
#[inline(always)]
fn fit(stage: &Stage, exact: i64, drop: u32, overflow: &mut bool) -> i64 {
    let half = (1_i64 << drop) >> 1;
    let rounded = match stage.rounding {
        Rounding::Truncate => exact >> drop,
        Rounding::HalfUp => exact.wrapping_add(half) >> drop,
        Rounding::Convergent => {
            let lift = half - i64::from(drop > 0) * (1 - ((exact >> drop) & 1));
            exact.wrapping_add(lift) >> drop
        }
    };
    let range = QFormat { width: stage.width_out, frac: 0 };
    let saturated = rounded.clamp(range.min().into(), range.max().into());
    *overflow |= saturated != rounded;
    match stage.overflow {
        Overflow::Saturate => saturated,
        Overflow::Wrap => range.word(rounded as u32).into(),
    }
}
