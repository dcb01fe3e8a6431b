// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which stages overflowed, and to which side: so that a suite can prove it went there.

use num_complex::Complex;
use utsushi::fft::{FftModel, Frame, Stage};
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
                let w = model.roms()[s].factor(p % stage.half(), frame.direction());
                count(stage, a, words[p + stage.half()], w, &mut self.stages[s]);
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

fn count(stage: &Stage, a: Complex<i32>, b: Complex<i32>, w: Complex<i64>, sides: &mut [u64; 2]) {
    let wide = |z: Complex<i32>| Complex::new(i128::from(z.re), i128::from(z.im));
    let w = Complex::new(i128::from(w.re), i128::from(w.im));
    let (sum, dif) = (wide(a) + wide(b), (wide(a) - wide(b)) * w);
    let fraction = stage.twiddle - 1 + stage.shift;
    let range = QFormat { width: stage.width_out, frac: 0 };
    for (exact, drop) in
        [(sum.re, stage.shift), (sum.im, stage.shift), (dif.re, fraction), (dif.im, fraction)]
    {
        // Out of range whichever way it is rounded.
        sides[0] += u64::from(exact >> drop > i128::from(range.max()));
        sides[1] += u64::from(-(-exact >> drop) < i128::from(range.min()));
    }
}
