// SPDX-License-Identifier: MIT OR Apache-2.0
//! The butterfly; twin of `hdl/fft_butterfly.v`.

use num_complex::Complex;

use super::complex_mul;
use crate::number::{Quantized, Quantizer};

/// Sum and difference, rotated where the stage says so, each rounded once (numeric contract, T2, T5 and R1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Butterfly {
    /// Brings the sum to the output width.
    pub sum: Quantizer,
    /// Brings the difference to the output width.
    pub dif: Quantizer,
}

/// What a butterfly gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The sum, quantised.
    pub sum: Complex<i32>,
    /// The difference, quantised.
    pub dif: Complex<i32>,
    /// Whether any of the four components was out of range.
    pub overflowed: bool,
}

impl Butterfly {
    /// sum = Q(a + b), dif = Q((a − b)·w); the exact 1 is w = 2^(T−1), as any other factor.
    #[must_use]
    pub fn apply(&self, a: Complex<i32>, b: Complex<i32>, w: Complex<i64>) -> Pair {
        self.rotate(widen(a), widen(b), [Complex::ONE, w])
    }

    /// sum = Q((a + b)·w₀), dif = Q((a − b)·w₁); the integer 1 is no factor: its quantizer drops no fraction.
    ///
    /// Components of a and b are within −2^31 to 2^31: b may have been multiplied by ∓j.
    #[must_use]
    pub fn rotate(&self, a: Complex<i64>, b: Complex<i64>, w: [Complex<i64>; 2]) -> Pair {
        let (sum, sum_overflowed) = quantize(&self.sum, complex_mul(a + b, w[0]));
        let (dif, dif_overflowed) = quantize(&self.dif, complex_mul(a - b, w[1]));
        Pair { sum, dif, overflowed: sum_overflowed || dif_overflowed }
    }
}

pub(crate) fn widen(z: Complex<i32>) -> Complex<i64> {
    Complex::new(z.re.into(), z.im.into())
}

fn quantize(quantizer: &Quantizer, value: Complex<i128>) -> (Complex<i32>, bool) {
    let re: Quantized = quantizer.apply(value.re);
    let im: Quantized = quantizer.apply(value.im);
    (Complex::new(re.word, im.word), re.overflowed || im.overflowed)
}
