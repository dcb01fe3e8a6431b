// SPDX-License-Identifier: MIT OR Apache-2.0
//! Number formats and the one place where bits are dropped.
//!
//! Everything here is two's complement. A [`QFormat`] names a format, a [`Quantizer`] brings an exact
//! result into one; nothing else in the crate rounds (numeric contract, clause 3).

mod fixed_frame;
mod format;
mod overflow;
mod quantizer;
mod rounding;

pub use fixed_frame::{FixedWord, TypedError};
pub(crate) use fixed_frame::{typed_of, words_of};
pub use format::{FormatError, QFormat};
pub use overflow::Overflow;
pub use quantizer::{Quantized, Quantizer};
pub use rounding::Rounding;
