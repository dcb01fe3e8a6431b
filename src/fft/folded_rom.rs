// SPDX-License-Identifier: MIT OR Apache-2.0
//! The part of a twiddle table that the hardware keeps; the files of `hdl/fft_twiddle_rom.v`.

use std::fmt::Write as _;

use num_complex::Complex;

use super::{CheckedSpec, Direction, Stage, TwiddleRom};

/// Which part of the turn: the rest are its reflections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fold {
    /// Word a is of a parts of the turn, a = 0 … B/4 − 1.
    Quarter,
    /// Word a mod B/8 is of a parts, a = 1 … B/8.
    Octant,
}

impl Fold {
    /// Both, in the order of the Verilog parameter `OCTANT`: 0, 1.
    pub const ALL: [Self; 2] = [Self::Quarter, Self::Octant];

    /// Whether the hardware may read a table of a turn of `parts` folded so: short ones in quarters, long ones in octants,
    /// those of 128 to 2048 parts in either.
    #[must_use]
    pub const fn serves(self, parts: usize) -> bool {
        match self {
            Self::Quarter => parts >= 8 && parts <= 2048,
            Self::Octant => parts >= 128,
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Quarter => 'q',
            Self::Octant => 'o',
        }
    }
}

/// A folded table (numeric contract, W6): words {cos − sin, cos + sin}, T + 1 bits each, T − 1 of them fraction.
///
/// Sum and difference are exact functions of the rounded cos and sin of [`TwiddleRom`], and what a product with three
/// multipliers takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldedRom {
    fold: Fold,
    parts: usize,
    width: u32,
    words: Vec<u128>,
}

impl FoldedRom {
    /// `rom` folded, or `None` if the hardware does not read it so.
    #[must_use]
    pub fn new(rom: &TwiddleRom, fold: Fold) -> Option<Self> {
        let parts = 2 * rom.half();
        if !fold.serves(parts) {
            return None;
        }
        let (count, first) = match fold {
            Fold::Quarter => (parts / 4, 0),
            Fold::Octant => (parts / 8, 1),
        };
        let mut words = vec![0; count];
        for a in first..first + count {
            words[a % count] = word(rom.factor(a, Direction::Forward), rom.width());
        }
        Some(Self { fold, parts, width: rom.width(), words })
    }

    /// Every way in which the hardware may read `rom`; none if its factors are 1 and −j.
    #[must_use]
    pub fn all(rom: &TwiddleRom) -> Vec<Self> {
        Fold::ALL.into_iter().filter_map(|fold| Self::new(rom, fold)).collect()
    }

    /// Every file that the pipeline of `spec` may read, in the order of its stages.
    #[must_use]
    pub fn of_spec(spec: &CheckedSpec) -> Vec<Self> {
        spec.stages().iter().flat_map(|stage: &Stage| Self::all(&stage.rom())).collect()
    }

    /// The part that is kept.
    #[must_use]
    pub fn fold(&self) -> Fold {
        self.fold
    }

    /// The name of the file, `twiddle_q01024_t16.hex`: the turn's parts and the table's width.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("twiddle_{}{:05}_t{:02}.hex", self.fold.letter(), self.parts, self.width)
    }

    /// The words, 2T + 2 bits each, by address.
    #[must_use]
    pub fn words(&self) -> &[u128] {
        &self.words
    }

    /// The file's text for `$readmemh`: a comment, then one word a line.
    #[must_use]
    pub fn to_hex(&self) -> String {
        let digits = (2 * self.width + 2).div_ceil(4) as usize;
        let part = match self.fold {
            Fold::Quarter => "a parts of a turn, word a",
            Fold::Octant => "a + 1 parts of a turn, the last at address 0",
        };
        let mut text = format!(
            "// utsushi twiddles: {part} = {{cos - sin, cos + sin}}, {} words of 2 x {} bits, turn of {}, {} fraction bits\n",
            self.words.len(),
            self.width + 1,
            self.parts,
            self.width - 1
        );
        for word in &self.words {
            let _ = writeln!(text, "{word:0digits$x}");
        }
        text
    }
}

/// {cos − sin, cos + sin} of w = cos − j·sin.
fn word(w: Complex<i64>, width: u32) -> u128 {
    let mask = (1_u128 << (width + 1)) - 1;
    let part = |x: i64| i128::from(x).cast_unsigned() & mask;
    part(w.re + w.im) << (width + 1) | part(w.re - w.im)
}
