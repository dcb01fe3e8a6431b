// SPDX-License-Identifier: MIT OR Apache-2.0
//! The transform without rounding, in f64: what the bits should have been.

use num_complex::Complex;

use super::trigonometry::{FRACTION, TURN, cos_sin};
use super::{BitReversal, CheckedSpec, Direction, Frame, Order, Spectrum, Transform, TransformError};

/// The f64 DFT of a spec's frames, scaled and ordered as the spec says.
///
/// Decimation in time, so that it shares no structure with the model; factors from the integer
/// trigonometry, so that its bits do not depend on a platform's libm. Relative error about 1e-15.
#[derive(Clone, Debug)]
pub struct Reference {
    spec: CheckedSpec,
    /// exp(−2πik/N), k < N/2.
    factors: Vec<Complex<f64>>,
}

impl Reference {
    /// The reference of `spec`.
    #[must_use]
    pub fn new(spec: &CheckedSpec) -> Self {
        let len = spec.spec().len;
        Self { spec: spec.clone(), factors: (0..len / 2).map(|k| factor(k * (TURN / len))).collect() }
    }

    /// Transforms one frame; bins are in LSBs of the output format, unrounded.
    #[must_use]
    pub fn run(&self, frame: &Frame) -> Spectrum<f64> {
        let exponent = self.spec.exponent();
        let scale = 2_f64.powi(-exponent);
        let real = |z: &Complex<i32>| Complex::new(f64::from(z.re) * scale, f64::from(z.im) * scale);
        let mut bins: Vec<_> = frame.samples().iter().map(real).collect();
        let reversal = BitReversal::new(self.spec.log2_len());
        reversal.apply(&mut bins);
        self.decimate_in_time(&mut bins, frame.direction());
        if self.spec.spec().order == Order::BitReversed {
            reversal.apply(&mut bins);
        }
        Spectrum { bins, overflow: false, exponent }
    }

    fn decimate_in_time(&self, bins: &mut [Complex<f64>], direction: Direction) {
        let len = bins.len();
        for half in (0..self.spec.log2_len()).map(|s| 1_usize << s) {
            let step = len / (2 * half);
            for block in bins.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for (k, (a, b)) in low.iter_mut().zip(high).enumerate() {
                    let w = self.factors[k * step];
                    let turned = *b * if direction == Direction::Forward { w } else { w.conj() };
                    (*a, *b) = (*a + turned, *a - turned);
                }
            }
        }
    }
}

fn factor(step: usize) -> Complex<f64> {
    let (cos, sin) = cos_sin(step);
    let unit = 2_f64.powi(-(FRACTION.cast_signed()));
    Complex::new(cos as f64 * unit, -(sin as f64) * unit)
}

impl Transform<f64> for Reference {
    fn spec(&self) -> &CheckedSpec {
        &self.spec
    }

    fn transform(&mut self, frames: &[Frame]) -> Result<Vec<Spectrum<f64>>, TransformError> {
        Ok(frames.iter().map(|frame| self.run(frame)).collect())
    }
}
