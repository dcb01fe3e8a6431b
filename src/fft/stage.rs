// SPDX-License-Identifier: MIT OR Apache-2.0
//! One stage of the pipeline; twin of `hdl/fft_stage.v`.

use num_complex::Complex;

use super::{Butterfly, Direction, TwiddleRom};
use crate::number::{Overflow, Quantizer, Rounding};

/// A radix-2 decimation-in-frequency stage: what it works on and how it rounds.
///
/// Stage s pairs `x[k]` with `x[k + H]` in blocks of B = N >> s words, H = B/2, and writes the sums to k and
/// the rotated differences to k + H (numeric contract, clause 2). The Verilog stage streams the same
/// words in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The stage, counted from 0.
    pub index: u32,
    /// Words in a block, B: a power of two from 2.
    pub block: usize,
    /// Width of an input component, in bits.
    pub width_in: u32,
    /// Width of an output component, in bits.
    pub width_out: u32,
    /// Right shift, in bits: 0 to 8.
    pub shift: u32,
    /// Width of a twiddle component, in bits.
    pub twiddle: u32,
    /// How the outputs round.
    pub rounding: Rounding,
    /// What happens to an output out of range.
    pub overflow: Overflow,
}

impl Stage {
    /// Butterflies in a block, H = B/2.
    #[must_use]
    pub const fn half(&self) -> usize {
        self.block / 2
    }

    /// The stage's butterfly. The difference drops the twiddle's fraction and the shift together.
    #[must_use]
    pub fn butterfly(&self) -> Butterfly {
        let quantizer =
            |drop| Quantizer { drop, to: self.width_out, rounding: self.rounding, overflow: self.overflow };
        Butterfly { sum: quantizer(self.shift), dif: quantizer(self.twiddle - 1 + self.shift) }
    }

    /// Transforms `words`, a whole number of blocks, in place; true if any result overflowed.
    ///
    /// `rom` is the stage's: of H factors of the stage's twiddle width.
    #[must_use]
    pub fn process(&self, words: &mut [Complex<i32>], rom: &TwiddleRom, direction: Direction) -> bool {
        let butterfly = self.butterfly();
        let mut overflowed = false;
        for block in words.chunks_exact_mut(self.block) {
            let (low, high) = block.split_at_mut(self.half());
            for (k, (a, b)) in low.iter_mut().zip(high).enumerate() {
                let pair = butterfly.apply(*a, *b, rom.factor(k, direction));
                (*a, *b) = (pair.sum, pair.dif);
                overflowed |= pair.overflowed;
            }
        }
        overflowed
    }
}
