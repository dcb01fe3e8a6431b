// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where the rotation factors stand.

use serde::{Deserialize, Serialize};

use crate::words::words;

/// Which outputs of which stages are rotated (numeric contract, T2 and T5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decomposition {
    /// Every stage rotates its differences.
    Radix2,
    /// Every second stage rotates both its outputs and the others none: half the multipliers, and less rounding of factors.
    Radix22,
}

impl Decomposition {
    /// Both, in the order of the Verilog parameter `DECOMPOSITION`: 0, 1.
    pub const ALL: [Self; 2] = [Self::Radix2, Self::Radix22];

    /// The word used in specs, on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Radix2 => "radix2",
            Self::Radix22 => "radix22",
        }
    }

    /// Whether a spec that says nothing of it has this one: then texts say nothing either, as they did before there was a choice.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::Radix2
    }

    /// What stage `index` rotates.
    #[must_use]
    pub const fn rotation(self, index: u32) -> Rotation {
        match self {
            Self::Radix2 => Rotation::Differences,
            Self::Radix22 if index.is_multiple_of(2) => Rotation::None,
            Self::Radix22 => Rotation::Both,
        }
    }
}

words!(Decomposition, "decomposition", "radix2 or radix22");

/// What a stage rotates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rotation {
    /// The differences: a stage of radix 2.
    Differences,
    /// Nothing: the first stage of a pair, or one alone.
    None,
    /// Sums and differences, and b by −j in every odd block: the second stage of a pair.
    Both,
}

/// How one butterfly rotates; a factor is given by its number m, w(m) in the stage's table, and `None` is no factor at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turns {
    /// Whether b is multiplied by −j first, exactly (by +j for an inverse transform).
    pub minus_j: bool,
    /// The factor of the sum.
    pub sum: Option<usize>,
    /// The factor of the difference.
    pub dif: Option<usize>,
}

impl Rotation {
    /// The rotations of butterfly `k` of block number `block`.
    #[must_use]
    pub const fn turns(self, block: usize, k: usize) -> Turns {
        match self {
            Self::Differences => Turns { minus_j: false, sum: None, dif: Some(k) },
            Self::None => Turns { minus_j: false, sum: None, dif: None },
            Self::Both => {
                let c = block % 2;
                Turns { minus_j: c == 1, sum: Some(c * k), dif: Some((2 + c) * k) }
            }
        }
    }
}
