// SPDX-License-Identifier: MIT OR Apache-2.0
//! Typed façade: samples of the crate `fixed` in and out of integer words.

use fixed::types::extra::{LeEqU8, LeEqU16, LeEqU32};
use fixed::{FixedI8, FixedI16, FixedI32};
use num_complex::Complex;

use super::QFormat;

/// A signed fixed-point type of 8, 16 or 32 bits whose words a transform can take and give.
///
/// The type carries its own [`QFormat`], so a frame of `FixedI16<U15>` cannot be fed to a 12-bit
/// transform unnoticed. Formats of other widths (12, 18, 24 bits) have no type: use plain words.
pub trait FixedWord: Copy {
    /// The format of the type: all its bits, and its fraction bits.
    const FORMAT: QFormat;

    /// The raw two's-complement word.
    fn to_word(self) -> i32;

    /// The number with this raw word; `None` if the type is too narrow for it.
    fn from_word(word: i32) -> Option<Self>;
}

macro_rules! fixed_word {
    ($($name:ident, $bound:ident, $int:ty);*) => { $(
        impl<Frac: $bound> FixedWord for $name<Frac> {
            const FORMAT: QFormat = QFormat { width: <$int>::BITS, frac: Frac::I32 };

            fn to_word(self) -> i32 {
                i32::from(self.to_bits())
            }

            fn from_word(word: i32) -> Option<Self> {
                <$int>::try_from(word).ok().map(Self::from_bits)
            }
        }
    )* };
}

fixed_word!(FixedI8, LeEqU8, i8; FixedI16, LeEqU16, i16; FixedI32, LeEqU32, i32);

/// A typed frame that does not belong to the transform it meets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TypedError {
    /// The type's width is not the width of the words.
    #[error(
        "the sample type has {typed} bits and the transform's {side} has {width}; use a type of {width} bits, or plain words"
    )]
    Width {
        /// Width of the sample type, in bits.
        typed: u32,
        /// Width the transform has on that side, in bits.
        width: u32,
        /// "input" or "output".
        side: &'static str,
    },
}

/// Raw words of typed samples, checked against the `width` of the transform's input.
///
/// # Errors
/// If the type's width differs.
pub(crate) fn words_of<F: FixedWord>(
    samples: &[Complex<F>],
    width: u32,
) -> Result<Vec<Complex<i32>>, TypedError> {
    check_width::<F>(width, "input")?;
    Ok(samples.iter().map(|z| Complex::new(z.re.to_word(), z.im.to_word())).collect())
}

/// Typed samples of words that are `width` bits wide.
///
/// # Errors
/// If the type's width differs.
pub(crate) fn typed_of<F: FixedWord>(
    words: &[Complex<i32>],
    width: u32,
) -> Result<Vec<Complex<F>>, TypedError> {
    check_width::<F>(width, "output")?;
    let typed = |z: &Complex<i32>| Some(Complex::new(F::from_word(z.re)?, F::from_word(z.im)?));
    words.iter().map(typed).collect::<Option<_>>().ok_or(TypedError::Width {
        typed: F::FORMAT.width,
        width,
        side: "output",
    })
}

fn check_width<F: FixedWord>(width: u32, side: &'static str) -> Result<(), TypedError> {
    let typed = F::FORMAT.width;
    if typed == width { Ok(()) } else { Err(TypedError::Width { typed, width, side }) }
}
