// SPDX-License-Identifier: MIT OR Apache-2.0
//! How a frame that repeats with a stage's block comes to that stage.

use crate::fft::CheckedSpec;

/// The way through the sums of the stages before: equal words meet there, so that each stage doubles and shifts them,
/// and every difference is 0. The stage's first block is the frame's first block, lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// Bits by which a word stands higher at the stage's input than in the frame; negative if lower.
    pub(super) lift: i32,
    /// Low bits that must be zero in the frame lest an earlier stage round them off.
    pub(super) zeros: u32,
    /// Bits of a frame's word that pass every stage before without overflow.
    pub(super) bits: u32,
}

impl Passage {
    /// The passage to `stage`; `None` if no word but 0 and −1 passes unharmed.
    pub(super) fn to(spec: &CheckedSpec, stage: usize) -> Option<Self> {
        let mut lift = spec.align().cast_signed();
        let (mut lowest, mut bits) = (0, spec.input().width.cast_signed());
        for before in &spec.stages()[..stage] {
            lift += 1 - before.shift.cast_signed();
            lowest = lowest.min(lift);
            bits = bits.min(before.width_out.cast_signed() - lift);
        }
        let zeros = lowest.unsigned_abs();
        let bits = u32::try_from(bits).ok().filter(|bits| *bits > zeros + 1)?;
        Some(Self { lift, zeros, bits })
    }

    /// The greatest and the least word of the frame that pass.
    pub(super) fn range(self) -> (i32, i32) {
        let top = 1_i64 << (self.bits - 1);
        ((-top) as i32, (top - (1 << self.zeros)) as i32)
    }

    /// Bits by which the frame's word without its zeros stands higher at the stage: never negative.
    pub(super) fn rise(self) -> u32 {
        (self.lift + self.zeros.cast_signed()).unsigned_abs()
    }
}
