// SPDX-License-Identifier: MIT OR Apache-2.0
//! Two's-complement fixed-point formats.

use std::fmt;
use std::ops::RangeInclusive;

use num_complex::Complex;
use serde::{Deserialize, Serialize};

/// A two's-complement format: `width` bits, of which `frac` lie behind the binary point.
///
/// A word w stands for the value w·2<sup>−frac</sup>. `frac` may exceed `width` or be negative: the
/// point then lies outside the word. The bits of a transform depend on the width alone; `frac` says
/// what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct QFormat {
    /// Bits, sign included: 2 to 32.
    pub width: u32,
    /// Fraction bits: −63 to 63.
    pub frac: i32,
}

/// A width that the contract does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("width {width} is out of range; a component has 2 to 32 bits")]
pub struct FormatError {
    /// The width asked for, in bits.
    pub width: u32,
}

impl QFormat {
    /// Widths the contract allows, in bits.
    pub const WIDTHS: RangeInclusive<u32> = 2..=32;

    /// A format of `width` bits with every bit but the sign behind the point: values in [−1, 1).
    ///
    /// # Errors
    /// If `width` is not in 2 to 32.
    pub fn unit(width: u32) -> Result<Self, FormatError> {
        if Self::WIDTHS.contains(&width) {
            Ok(Self { width, frac: width.cast_signed() - 1 })
        } else {
            Err(FormatError { width })
        }
    }

    /// The largest word: 2^(width−1) − 1.
    #[must_use]
    pub const fn max(self) -> i32 {
        ((1_i64 << (self.width - 1)) - 1) as i32
    }

    /// The smallest word: −2^(width−1).
    #[must_use]
    pub const fn min(self) -> i32 {
        -self.max() - 1
    }

    /// Whether `word` fits.
    #[must_use]
    pub const fn holds(self, word: i32) -> bool {
        self.min() <= word && word <= self.max()
    }

    /// The value of `word`, exact in f64.
    #[must_use]
    pub fn value(self, word: i32) -> f64 {
        f64::from(word) * 2_f64.powi(-self.frac)
    }

    /// The low `width` bits of `word`, as they stand on a bus.
    #[must_use]
    pub const fn bits(self, word: i32) -> u32 {
        (word as u32) & (u32::MAX >> (32 - self.width))
    }

    /// A complex word on the bus in hexadecimal, `0xIM_RE`.
    #[must_use]
    pub fn hex(self, word: Complex<i32>) -> String {
        let digits = self.width.div_ceil(4) as usize;
        format!("0x{:0digits$x}_{:0digits$x}", self.bits(word.im), self.bits(word.re))
    }

    /// The word whose low `width` bits are `bits`: sign extension. Higher bits are ignored.
    #[must_use]
    pub const fn word(self, bits: u32) -> i32 {
        let unused = 32 - self.width;
        (bits << unused).cast_signed() >> unused
    }
}

impl fmt::Display for QFormat {
    /// `Q1.15`: integer bits (sign included), then fraction bits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Q{}.{}", self.width.cast_signed() - self.frac, self.frac)
    }
}
