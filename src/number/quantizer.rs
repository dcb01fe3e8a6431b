// SPDX-License-Identifier: MIT OR Apache-2.0
//! The one place where bits are dropped; twin of `hdl/fft_quantize.v`.

use super::{Overflow, QFormat, Rounding};

/// Drops low bits by rounding, then brings the result into range by wrapping or saturating.
///
/// q = round(v / 2^drop); if q leaves [−2^(to−1), 2^(to−1) − 1] the overflow bit is set and q wraps or
/// saturates (numeric contract, clauses 3 and 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantizer {
    /// Low bits to drop: 0 to 63.
    pub drop: u32,
    /// Width of the result in bits: 2 to 32.
    pub to: u32,
    /// How the dropped bits decide the last kept one.
    pub rounding: Rounding,
    /// What happens to a result out of range.
    pub overflow: Overflow,
}

/// A word after quantisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantized {
    /// The word, in range of the target width.
    pub word: i32,
    /// Whether the rounded result was out of range.
    pub overflowed: bool,
}

impl Quantizer {
    /// Quantises the exact result `value`, |value| < 2^126.
    #[must_use]
    pub fn apply(&self, value: i128) -> Quantized {
        let rounded = self.rounding.shift_right(value, self.drop);
        let range = QFormat { width: self.to, frac: 0 };
        let (min, max) = (i128::from(range.min()), i128::from(range.max()));
        let word = match self.overflow {
            Overflow::Saturate => rounded.clamp(min, max) as i32,
            Overflow::Wrap => range.word(rounded as u32),
        };
        Quantized { word, overflowed: !(min..=max).contains(&rounded) }
    }
}
