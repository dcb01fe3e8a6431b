// SPDX-License-Identifier: MIT OR Apache-2.0
//! The butterfly; twin of `hdl/fft_butterfly.v`.

use num_complex::Complex;

use super::complex_mul;
use crate::number::{Quantized, Quantizer};

/// Sum and rotated difference, each rounded once (numeric contract, clauses 2 and 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Butterfly {
    /// Brings a + b to the output width.
    pub sum: Quantizer,
    /// Brings (a − b)·w to the output width.
    pub dif: Quantizer,
}

/// What a butterfly gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// a + b, quantised.
    pub sum: Complex<i32>,
    /// (a − b)·w, quantised.
    pub dif: Complex<i32>,
    /// Whether any of the four components was out of range.
    pub overflowed: bool,
}

impl Butterfly {
    /// sum = Q(a + b), dif = Q((a − b)·w); the exact 1 is w = 2^(T−1), as any other factor.
    #[must_use]
    pub fn apply(&self, a: Complex<i32>, b: Complex<i32>, w: Complex<i64>) -> Pair {
        let (a, b) = (widen(a), widen(b));
        let (sum, sum_overflowed) = quantize(&self.sum, exact(a + b));
        let (dif, dif_overflowed) = quantize(&self.dif, complex_mul(a - b, w));
        Pair { sum, dif, overflowed: sum_overflowed || dif_overflowed }
    }
}

fn widen(z: Complex<i32>) -> Complex<i64> {
    Complex::new(z.re.into(), z.im.into())
}

fn exact(z: Complex<i64>) -> Complex<i128> {
    Complex::new(z.re.into(), z.im.into())
}

fn quantize(quantizer: &Quantizer, value: Complex<i128>) -> (Complex<i32>, bool) {
    let re: Quantized = quantizer.apply(value.re);
    let im: Quantized = quantizer.apply(value.im);
    (Complex::new(re.word, im.word), re.overflowed || im.overflowed)
}
