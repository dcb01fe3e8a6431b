// SPDX-License-Identifier: MIT OR Apache-2.0
//! The transform in wide integers, where f64 is no judge: words of 24 bits and more.

use num_complex::Complex;

use crate::fft::trigonometry::{FRACTION, TURN, cos_sin};
use crate::fft::{BitReversal, CheckedSpec, Direction, Frame, Order, Spectrum, Transform, TransformError};

/// The DFT of a spec's frames in 128-bit integers; the same interface as [`Reference`](crate::fft::Reference).
///
/// Factors have 61 fraction bits, words as many below the input's LSB as 128 bits leave: 64 − W − L, at least 16. A
/// stage errs by at most 2^−(64−W−L) of an input LSB a component, where f64 errs by 2^−53 of the whole word.
#[derive(Clone, Debug)]
pub struct ExactReference {
    spec: CheckedSpec,
    /// Bits below the input's LSB.
    guard: u32,
    /// exp(−2πik/N), k < N/2, with 61 fraction bits.
    factors: Vec<Complex<i128>>,
}

/// A number as its nearest integer and the rest, both exact in f64: a difference from a word keeps every bit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Split {
    pub(super) whole: Complex<f64>,
    pub(super) rest: Complex<f64>,
}

impl ExactReference {
    /// The reference of `spec`.
    #[must_use]
    pub fn new(spec: &CheckedSpec) -> Self {
        let (len, data) = (spec.spec().len, spec.spec().data);
        let factor = |k: usize| {
            let (cos, sin) = cos_sin(k * (TURN / len));
            Complex::new(i128::from(cos), -i128::from(sin))
        };
        // |word| < 2^(W − 1/2 + L + guard); a product has 61 bits more, and two of them are added: below 2^127.
        let guard = 64 - data - spec.log2_len();
        Self { spec: spec.clone(), guard, factors: (0..len / 2).map(factor).collect() }
    }

    /// Transforms one frame; bins are in LSBs of the output format, the exact ones to the nearest f64.
    #[must_use]
    pub fn run(&self, frame: &Frame) -> Spectrum<f64> {
        let exponent = self.spec.exponent();
        let scale = 2_f64.powi(-exponent);
        let mut bins: Vec<_> = self
            .transform(frame.samples(), frame.direction())
            .into_iter()
            .map(|bin| (bin.whole + bin.rest) * scale)
            .collect();
        if self.spec.spec().order == Order::BitReversed {
            BitReversal::new(self.spec.log2_len()).apply(&mut bins);
        }
        Spectrum { bins, overflow: false, exponent }
    }

    /// DFT(x) in LSBs of the input, natural order.
    pub(super) fn transform(&self, samples: &[Complex<i32>], direction: Direction) -> Vec<Split> {
        let wide =
            |z: &Complex<i32>| Complex::new(i128::from(z.re) << self.guard, i128::from(z.im) << self.guard);
        let mut bins: Vec<_> = samples.iter().map(wide).collect();
        BitReversal::new(self.spec.log2_len()).apply(&mut bins);
        self.decimate_in_time(&mut bins, direction);
        bins.into_iter().map(|z| self.split(z)).collect()
    }

    fn decimate_in_time(&self, bins: &mut [Complex<i128>], direction: Direction) {
        let len = bins.len();
        for half in (0..self.spec.log2_len()).map(|s| 1_usize << s) {
            let step = len / (2 * half);
            for block in bins.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for (k, (a, b)) in low.iter_mut().zip(high).enumerate() {
                    let w = self.factors[k * step];
                    let turned = multiply(*b, if direction == Direction::Forward { w } else { w.conj() });
                    (*a, *b) = (*a + turned, *a - turned);
                }
            }
        }
    }

    fn split(&self, z: Complex<i128>) -> Split {
        let part = |x: i128| {
            let whole = (x + (1 << (self.guard - 1))) >> self.guard;
            (whole as f64, (x - (whole << self.guard)) as f64 * 2_f64.powi(-self.guard.cast_signed()))
        };
        let (re, im) = (part(z.re), part(z.im));
        Split { whole: Complex::new(re.0, im.0), rest: Complex::new(re.1, im.1) }
    }
}

fn multiply(x: Complex<i128>, w: Complex<i128>) -> Complex<i128> {
    let round = |v: i128| (v + (1 << (FRACTION - 1))) >> FRACTION;
    Complex::new(round(x.re * w.re - x.im * w.im), round(x.re * w.im + x.im * w.re))
}

impl Transform<f64> for ExactReference {
    fn spec(&self) -> &CheckedSpec {
        &self.spec
    }

    fn transform(&mut self, frames: &[Frame]) -> Result<Vec<Spectrum<f64>>, TransformError> {
        Ok(frames.iter().map(|frame| self.run(frame)).collect())
    }
}
