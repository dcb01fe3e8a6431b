// SPDX-License-Identifier: MIT OR Apache-2.0
//! Exact results before they are rounded: what decides whether a frame meets its goal.

use num_complex::Complex;

use crate::fft::{CheckedSpec, FftModel, Stage, TwiddleRom, complex_mul};

/// Which of a butterfly's outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// a + b.
    Sum,
    /// (a − b)·w with w = 1 or ∓j: exact but for the shift.
    Straight,
    /// (a − b)·w with any other w: a product rounded.
    Rotated,
}

impl Output {
    pub(super) const ALL: [Self; 3] = [Self::Sum, Self::Straight, Self::Rotated];

    /// The difference's kind in a butterfly `k` of `half`.
    pub(super) fn of(k: usize, half: usize) -> Self {
        if k == 0 || 2 * k == half { Self::Straight } else { Self::Rotated }
    }
}

/// One component of one output, exact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub(super) stage: usize,
    pub(super) output: Output,
    /// Whether the imaginary part.
    pub(super) imaginary: bool,
    pub(super) value: i128,
    /// Bits to be dropped.
    pub(super) drop: u32,
}

/// The readable model's stages, to be stopped anywhere.
pub(super) struct Probe {
    spec: CheckedSpec,
    model: FftModel,
}

impl Probe {
    pub(super) fn new(spec: &CheckedSpec) -> Self {
        Self { spec: spec.clone(), model: FftModel::new(spec) }
    }

    pub(super) fn spec(&self) -> &CheckedSpec {
        &self.spec
    }

    pub(super) fn stage(&self, stage: usize) -> &Stage {
        &self.spec.stages()[stage]
    }

    pub(super) fn rom(&self, stage: usize) -> &TwiddleRom {
        &self.model.roms()[stage]
    }

    /// The exact results of `stage`, if no stage before it overflowed.
    pub(super) fn at(&self, stage: usize, mut words: Vec<Complex<i32>>, visit: impl FnMut(&Event)) {
        self.align(&mut words);
        if (0..stage).all(|before| !self.process(before, &mut words)) {
            self.events(stage, &words, visit);
        }
    }

    /// The exact results of every stage up to and including the first that overflows.
    pub(super) fn all(&self, mut words: Vec<Complex<i32>>, mut visit: impl FnMut(&Event)) {
        self.align(&mut words);
        for stage in 0..self.spec.stages().len() {
            self.events(stage, &words, &mut visit);
            if self.process(stage, &mut words) {
                return;
            }
        }
    }

    fn align(&self, words: &mut [Complex<i32>]) {
        let align = self.spec.align();
        for z in words {
            *z = Complex::new(z.re << align, z.im << align);
        }
    }

    fn process(&self, stage: usize, words: &mut [Complex<i32>]) -> bool {
        self.stage(stage).process(words, self.rom(stage), self.spec.direction())
    }

    fn events(&self, index: usize, words: &[Complex<i32>], mut visit: impl FnMut(&Event)) {
        let (stage, rom) = (self.stage(index), self.rom(index));
        let (shift, fraction) = (stage.shift, stage.twiddle - 1);
        let mut both = |output, z: Complex<i128>, drop| {
            for (imaginary, value) in [(false, z.re), (true, z.im)] {
                visit(&Event { stage: index, output, imaginary, value, drop });
            }
        };
        for block in words.chunks_exact(stage.block) {
            let (low, high) = block.split_at(stage.half());
            for (k, (a, b)) in low.iter().zip(high).enumerate() {
                let (a, b) = (widen(*a), widen(*b));
                let (sum, w) = (a + b, rom.factor(k, self.spec.direction()));
                both(Output::Sum, Complex::new(sum.re.into(), sum.im.into()), shift);
                both(Output::of(k, stage.half()), complex_mul(a - b, w), fraction + shift);
            }
        }
    }
}

fn widen(z: Complex<i32>) -> Complex<i64> {
    Complex::new(z.re.into(), z.im.into())
}
