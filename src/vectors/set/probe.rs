// SPDX-License-Identifier: MIT OR Apache-2.0
//! Exact results before they are rounded: what decides whether a frame meets its goal.

use num_complex::Complex;

use crate::fft::butterfly::widen;
use crate::fft::{CheckedSpec, Factors, FftModel, Stage, Turns, TwiddleRom, complex_mul};

/// Which of a butterfly's outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// a + b.
    Sum,
    /// (a − b)·w with w = 1 or ∓j: exact but for the shift.
    Straight,
    /// (a − b)·w with any other w, or (a + b)·w where sums are rotated: a product rounded.
    Rotated,
}

impl Output {
    pub(super) const ALL: [Self; 3] = [Self::Sum, Self::Straight, Self::Rotated];

    /// The kinds of the sum and the difference of a butterfly of `stage`, whose table is `rom`.
    fn of(stage: &Stage, rom: &TwiddleRom, block: usize, k: usize) -> [Self; 2] {
        let Turns { sum, dif, .. } = stage.turns(block, k);
        // Every quarter of a turn is exact.
        let of = |factor: Option<usize>, exact| match factor {
            Some(m) if !(2 * m).is_multiple_of(rom.half()) => Self::Rotated,
            _ => exact,
        };
        [of(sum, Self::Sum), of(dif, Self::Straight)]
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

    /// The factors of butterfly `k` of block number `block`, in the spec's direction.
    pub(super) fn factors(&self, stage: usize, block: usize, k: usize) -> Factors {
        self.stage(stage).factors(self.rom(stage), block, k, self.spec.direction())
    }

    /// The kinds of the sum and the difference of butterfly `k` of block number `block`.
    pub(super) fn outputs(&self, stage: usize, block: usize, k: usize) -> [Output; 2] {
        Output::of(self.stage(stage), self.rom(stage), block, k)
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
        let stage = self.stage(index);
        let butterfly = stage.butterfly();
        let mut both = |output, z: Complex<i128>, drop| {
            for (imaginary, value) in [(false, z.re), (true, z.im)] {
                visit(&Event { stage: index, output, imaginary, value, drop });
            }
        };
        for (number, block) in words.chunks_exact(stage.block).enumerate() {
            let (low, high) = block.split_at(stage.half());
            for (k, (a, b)) in low.iter().zip(high).enumerate() {
                let w = self.factors(index, number, k);
                let (a, b) = (widen(*a), widen(*b) * w.b);
                let [sum, dif] = self.outputs(index, number, k);
                both(sum, complex_mul(a + b, w.sum), butterfly.sum.drop);
                both(dif, complex_mul(a - b, w.dif), butterfly.dif.drop);
            }
        }
    }
}
