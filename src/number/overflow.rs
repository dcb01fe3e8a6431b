// SPDX-License-Identifier: MIT OR Apache-2.0
//! What happens to a result that does not fit.

use serde::{Deserialize, Serialize};

use crate::words::words;

/// Overflow mode of a [`Quantizer`](super::Quantizer) (numeric contract, clause 4).
///
/// Either mode raises the frame's sticky flag; they differ only in the word that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Overflow {
    /// Keep the low bits.
    Wrap,
    /// Take the nearest end of the range.
    Saturate,
}

impl Overflow {
    /// Both modes, in the order of the Verilog parameter `OVERFLOW`: 0, 1.
    pub const ALL: [Self; 2] = [Self::Wrap, Self::Saturate];

    /// The word used in specs, on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Wrap => "wrap",
            Self::Saturate => "saturate",
        }
    }
}

words!(Overflow, "overflow", "wrap or saturate");
