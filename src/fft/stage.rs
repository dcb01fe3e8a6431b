// SPDX-License-Identifier: MIT OR Apache-2.0
//! One stage of the pipeline; twin of `hdl/fft_stage.v`.

use num_complex::Complex;

use super::butterfly::widen;
use super::{Butterfly, Direction, Rotation, Turns, TwiddleRom};
use crate::number::{Overflow, Quantizer, Rounding};

/// A radix-2 decimation-in-frequency stage: what it works on, what it rotates and how it rounds.
///
/// Stage s pairs `x[k]` with `x[k + H]` in blocks of B = N >> s words, H = B/2, and writes the sums to k and
/// the differences to k + H, rotated as [`turns`](Self::turns) says (numeric contract, T2 and T5). The Verilog stage streams the
/// same words in the same order.
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
    /// Which outputs are rotated.
    pub rotation: Rotation,
}

/// The factors of one butterfly, in its frame's direction: where there is none, the integer 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factors {
    /// 1, or ∓j of an exact rotation.
    pub b: Complex<i64>,
    /// Of the sum.
    pub sum: Complex<i64>,
    /// Of the difference.
    pub dif: Complex<i64>,
}

impl Stage {
    /// Butterflies in a block, H = B/2.
    #[must_use]
    pub const fn half(&self) -> usize {
        self.block / 2
    }

    /// How butterfly `k` of block number `block` rotates, its factors numbered in the table of [`rom`](Self::rom).
    #[must_use]
    pub const fn turns(&self, block: usize, k: usize) -> Turns {
        self.rotation.turns(block, k)
    }

    /// The stage's table of factors: of its own block, or of the pair's, twice as long. A stage without factors has the table of 1 alone.
    #[must_use]
    pub fn rom(&self) -> TwiddleRom {
        let half = match self.rotation {
            Rotation::Differences => self.half(),
            Rotation::None => 1,
            Rotation::Both => self.block,
        };
        TwiddleRom::new(half, self.twiddle)
    }

    /// The factors of butterfly `k` of block number `block`, from the stage's own `rom`.
    #[must_use]
    pub fn factors(&self, rom: &TwiddleRom, block: usize, k: usize, direction: Direction) -> Factors {
        let Turns { minus_j, sum, dif } = self.turns(block, k);
        let j = if direction == Direction::Forward { -Complex::I } else { Complex::I };
        let factor = |m: Option<usize>| m.map_or(Complex::ONE, |m| rom.factor(m, direction));
        Factors { b: if minus_j { j } else { Complex::ONE }, sum: factor(sum), dif: factor(dif) }
    }

    /// The stage's butterfly. A rotated output drops the twiddle's fraction and the shift together.
    #[must_use]
    pub fn butterfly(&self) -> Butterfly {
        let quantizer =
            |drop| Quantizer { drop, to: self.width_out, rounding: self.rounding, overflow: self.overflow };
        let drop = |factor: Option<usize>| self.shift + factor.map_or(0, |_| self.twiddle - 1);
        let Turns { sum, dif, .. } = self.turns(0, 0);
        Butterfly { sum: quantizer(drop(sum)), dif: quantizer(drop(dif)) }
    }

    /// Transforms `words`, a whole number of blocks, in place; true if any result overflowed.
    ///
    /// Blocks are counted from the first of `words`; `rom` is the stage's own.
    #[must_use]
    pub fn process(&self, words: &mut [Complex<i32>], rom: &TwiddleRom, direction: Direction) -> bool {
        let butterfly = self.butterfly();
        let mut overflowed = false;
        for (number, block) in words.chunks_exact_mut(self.block).enumerate() {
            let (low, high) = block.split_at_mut(self.half());
            for (k, (a, b)) in low.iter_mut().zip(high).enumerate() {
                let w = self.factors(rom, number, k, direction);
                let pair = butterfly.rotate(widen(*a), widen(*b) * w.b, [w.sum, w.dif]);
                (*a, *b) = (pair.sum, pair.dif);
                overflowed |= pair.overflowed;
            }
        }
        overflowed
    }
}
