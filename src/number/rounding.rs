// SPDX-License-Identifier: MIT OR Apache-2.0
//! How dropped bits decide the kept ones.

use serde::{Deserialize, Serialize};

use crate::words::words;

/// Rounding mode of a [`Quantizer`](super::Quantizer) (numeric contract, clause 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Toward minus infinity: bits are cut off. Mean error −½ LSB.
    Truncate,
    /// To nearest, ties toward plus infinity. Mean error +2<sup>−k</sup>/2 LSB for k dropped bits.
    HalfUp,
    /// To nearest, ties to the even neighbour. No mean error.
    Convergent,
}

impl Rounding {
    /// Every mode, in the order of the Verilog parameter `ROUNDING`: 0, 1, 2.
    pub const ALL: [Self; 3] = [Self::Truncate, Self::HalfUp, Self::Convergent];

    /// `value` / 2^`drop`, rounded to an integer in this mode.
    ///
    /// `drop` is at most 63 and |`value`| below 2^126, so that the rounding constant cannot overflow.
    #[must_use]
    pub const fn shift_right(self, value: i128, drop: u32) -> i128 {
        if drop == 0 {
            return value;
        }
        let half = 1_i128 << (drop - 1);
        match self {
            Self::Truncate => value >> drop,
            Self::HalfUp => (value + half) >> drop,
            // A tie is pulled down by one unit when the kept part is even, so that it stays there.
            Self::Convergent => (value + half - 1 + ((value >> drop) & 1)) >> drop,
        }
    }

    /// The word used in specs, on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Truncate => "truncate",
            Self::HalfUp => "half-up",
            Self::Convergent => "convergent",
        }
    }
}

words!(Rounding, "rounding", "truncate, half-up or convergent");
