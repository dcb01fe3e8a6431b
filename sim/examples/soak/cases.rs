// SPDX-License-Identifier: MIT OR Apache-2.0
//! The list of cases: a seed decides it.

use utsushi::fft::{CheckedSpec, Decomposition, FftSpec, Frame, Order, Schedule, StageFormat};
use utsushi::number::{Overflow, Rounding};
use utsushi_sim::{SplitMix64, Stall};

use crate::frames::{Kind, of_kinds};

/// One pipeline and the seed of what it is fed.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) number: u64,
    pub(crate) seed: u64,
    pub(crate) spec: CheckedSpec,
}

/// Frames and stalls of one run from reset to drain.
pub(crate) struct Batch {
    pub(crate) frames: Vec<Frame>,
    pub(crate) stall: Stall,
    pub(crate) x_seed: u64,
}

/// Samples in a batch, at least; and frames.
const SAMPLES: usize = 1 << 14;
const FRAMES: usize = 8;

/// The first `count` cases of `seed`.
pub(crate) fn cases(seed: u64, count: u64) -> Vec<Case> {
    let mut random = Random(SplitMix64::new(seed));
    (0..count).map(|number| Case { number, spec: random.spec(), seed: random.0.next_word() }).collect()
}

impl Case {
    /// Batch `index` of the case.
    pub(crate) fn batch(&self, index: u64) -> Batch {
        let mut random = Random(SplitMix64::new(self.seed.wrapping_add(index)));
        let count = (SAMPLES / self.spec.spec().len).max(FRAMES);
        let kinds = Kind::ALL.into_iter().flat_map(|kind| [Kind::Noise, kind]).cycle().take(count);
        Batch {
            frames: of_kinds(&self.spec, kinds, random.0.next_word()),
            stall: random.stall(self.spec.spec().len as u64),
            x_seed: random.0.next_word(),
        }
    }
}

struct Random(SplitMix64);

impl Random {
    /// A number from `from` to `to`.
    fn within(&mut self, from: u64, to: u64) -> u64 {
        from + self.0.next_word() % (to - from + 1)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.within(0, all.len() as u64 - 1) as usize]
    }

    /// A width: mostly what hardware has, sometimes any.
    fn width(&mut self) -> u32 {
        let (from, to) = if self.within(0, 3) == 0 { (2, 32) } else { (8, 18) };
        self.within(from, to) as u32
    }

    fn spec(&mut self) -> CheckedSpec {
        loop {
            let log2_len = if self.within(0, 9) == 0 { self.within(2, 12) } else { self.within(4, 10) };
            let data = self.width();
            let spec = FftSpec {
                len: 1 << log2_len,
                data,
                twiddle: self.width(),
                rounding: self.one_of(&Rounding::ALL),
                overflow: self.one_of(&Overflow::ALL),
                schedule: self.schedule(log2_len, data),
                decomposition: Decomposition::Radix2,
                order: self.one_of(&Order::ALL),
                inverse: false,
            };
            // `grow` and alignment may ask for more than 32 bits: drawn again.
            if let Ok(checked) = spec.check() {
                return checked;
            }
        }
    }

    fn schedule(&mut self, stages: u64, data: u32) -> Schedule {
        match self.within(0, 4) {
            0 => Schedule::Halve,
            1 => Schedule::Grow,
            2 => Schedule::Guarded(self.within(0, 7) as u32),
            _ => {
                let align = self.within(0, 3) as u32;
                let stages = (0..stages).map(|_| self.stage(data)).collect();
                Schedule::Explicit { align, stages }
            }
        }
    }

    /// A stage near the input's width, so that the words live through many stages; rarely any.
    fn stage(&mut self, data: u32) -> StageFormat {
        if self.within(0, 15) == 0 {
            return StageFormat { shift: self.within(0, 8) as u32, width: Some(self.within(2, 32) as u32) };
        }
        let width = (u64::from(data) + self.within(0, 4)).saturating_sub(1).clamp(2, 32) as u32;
        StageFormat { shift: self.within(0, 2) as u32, width: Some(width) }
    }

    fn stall(&mut self, len: u64) -> Stall {
        let seed = self.0.next_word();
        let mut share = || self.within(20, 100) as u8;
        match seed >> 60 {
            0 => Stall::None,
            1 => Stall::Alternate,
            2 => Stall::Block { clocks: self.within(1, 2 * len) as u32 },
            3 | 4 => Stall::Burst { seed, longest: self.within(1, 2 * len) as u32 },
            _ => Stall::Random { seed, input: share(), output: share() },
        }
    }
}
