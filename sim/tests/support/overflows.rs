// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which stages overflowed, and to which side: so that a suite can prove it went there.

use num_complex::Complex;
use utsushi::fft::{Factors, FftModel, Frame, Stage};
use utsushi::number::QFormat;

/// Counts over many frames.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overflows {
    /// Frames seen.
    pub frames: u64,
    /// Frames with an overflow in some stage.
    pub overflowed: u64,
    /// For every stage the results above and below its range.
    pub stages: Vec<[u64; 2]>,
}

impl Overflows {
    /// Adds one frame: the exact results of every stage, from the words before it.
    pub fn note(&mut self, model: &FftModel, frame: &Frame) {
        let spec = utsushi::fft::Transform::<i32>::spec(model);
        let taps = model.taps(frame);
        self.stages.resize(taps.len().max(self.stages.len()), [0; 2]);
        let aligned = |z: &Complex<i32>| Complex::new(z.re << spec.align(), z.im << spec.align());
        let mut words: Vec<_> = frame.samples().iter().map(aligned).collect();
        for (s, (stage, tap)) in spec.stages().iter().zip(&taps).enumerate() {
            for (p, &a) in words.iter().enumerate().filter(|(p, _)| p % stage.block < stage.half()) {
                let (block, k) = (p / stage.block, p % stage.half());
                let w = stage.factors(&model.roms()[s], block, k, frame.direction());
                count(stage, [a, words[p + stage.half()]], &w, &mut self.stages[s]);
            }
            words.clone_from(&tap.words);
        }
        self.frames += 1;
        self.overflowed += u64::from(taps.iter().any(|tap| tap.overflow));
    }

    /// Adds the counts of other frames.
    pub fn merge(&mut self, other: &Self) {
        self.frames += other.frames;
        self.overflowed += other.overflowed;
        self.stages.resize(other.stages.len().max(self.stages.len()), [0; 2]);
        for (sides, more) in self.stages.iter_mut().zip(&other.stages) {
            *sides = [sides[0] + more[0], sides[1] + more[1]];
        }
    }
}

fn count(stage: &Stage, [a, b]: [Complex<i32>; 2], factors: &Factors, sides: &mut [u64; 2]) {
    let wide = |z: Complex<i64>| Complex::new(i128::from(z.re), i128::from(z.im));
    let word = |z: Complex<i32>| wide(Complex::new(z.re.into(), z.im.into()));
    let (a, b) = (word(a), word(b) * wide(factors.b));
    let (sum, dif) = ((a + b) * wide(factors.sum), (a - b) * wide(factors.dif));
    let butterfly = stage.butterfly();
    let range = QFormat { width: stage.width_out, frac: 0 };
    for (exact, drop) in [(sum, butterfly.sum.drop), (dif, butterfly.dif.drop)]
        .into_iter()
        .flat_map(|(z, drop)| [(z.re, drop), (z.im, drop)])
    {
        // Out of range whichever way it is rounded.
        sides[0] += u64::from(exact >> drop > i128::from(range.max()));
        sides[1] += u64::from(-(-exact >> drop) < i128::from(range.min()));
    }
}
