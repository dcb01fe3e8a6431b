// SPDX-License-Identifier: MIT OR Apache-2.0
//! What happens to a result that does not fit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

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

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Overflow {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|mode| mode.word() == text)
            .ok_or_else(|| format!("overflow '{text}' is unknown; use wrap or saturate"))
    }
}
