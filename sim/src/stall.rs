// SPDX-License-Identifier: MIT OR Apache-2.0
//! When the harness holds back input, and when it refuses output.
//!
//! # Definition
//! On each clock t = 0, 1, … of a batch either side of the pipeline is *open* or *closed*. A beat is first
//! offered on a clock on which the input side is open and then held until it is taken; the output's ready is high
//! exactly while the output side is open. All draws are [`SplitMix64`], so a seed gives the same stalls everywhere:
//!
//! | text | input side open | output side open |
//! |---|---|---|
//! | `none` | always | always |
//! | `random:SEED`, `random:SEED:IN:OUT` | with IN percent (75) | with OUT percent (75) |
//! | `alternate` | on even clocks | on odd clocks |
//! | `burst:SEED`, `burst:SEED:LONGEST` | runs of 1 to LONGEST (32) clocks, open and closed in turn | likewise |
//! | `block:CLOCKS` | always | closed for CLOCKS, open for CLOCKS, in turn |
//!
//! `random` draws one word a clock from SplitMix64(SEED): the input is open if its low 32 bits are below
//! ⌊IN·2³²/100⌋, the output if its high 32 bits are below ⌊OUT·2³²/100⌋. `burst` draws each run's length as
//! 1 + word mod LONGEST, the input from SplitMix64(SEED), the output from SplitMix64(!SEED), the first run open.
//! While valid is low the other input lines carry words of SplitMix64(!SEED), SEED being 0 where there is none.

use std::fmt;
use std::str::FromStr;

pub use utsushi::random::SplitMix64;

/// A pattern of stalls; see the [module](self) for its definition and its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stall {
    /// Full speed.
    #[default]
    None,
    /// Each side open by chance.
    Random {
        /// Seed of the draws.
        seed: u64,
        /// Percentage of clocks on which input is offered, 1 to 100.
        input: u8,
        /// Percentage of clocks on which output is accepted, 1 to 100.
        output: u8,
    },
    /// The sides open in turn.
    Alternate,
    /// Runs of open and closed clocks.
    Burst {
        /// Seed of the draws.
        seed: u64,
        /// Longest run in clocks, from 1.
        longest: u32,
    },
    /// The output blocked for long.
    Block {
        /// Clocks for which it is closed, and then open.
        clocks: u32,
    },
}

/// A text that is no stall pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "stall '{text}' is not understood; use none, random:SEED, random:SEED:IN:OUT (percent, 1 to 100), alternate, burst:SEED, burst:SEED:LONGEST or block:CLOCKS"
)]
pub struct StallError {
    /// The text.
    pub text: String,
}

/// One side in the harness's terms: the codes and values of `harness/stall.h`.
pub(crate) struct Side {
    pub(crate) kind: u32,
    pub(crate) value: u64,
}

impl Stall {
    const PERCENT: u8 = 75;
    const LONGEST: u32 = 32;

    pub(crate) fn seed(self) -> u64 {
        match self {
            Self::Random { seed, .. } | Self::Burst { seed, .. } => seed,
            Self::None | Self::Alternate | Self::Block { .. } => 0,
        }
    }

    pub(crate) fn input(self) -> Side {
        match self {
            Self::None | Self::Block { .. } => Side { kind: 0, value: 0 },
            Self::Random { input, .. } => Side { kind: 1, value: threshold(input) },
            Self::Alternate => Side { kind: 2, value: 0 },
            Self::Burst { longest, .. } => Side { kind: 3, value: u64::from(longest.max(1)) },
        }
    }

    pub(crate) fn output(self) -> Side {
        match self {
            Self::Random { output, .. } => Side { kind: 1, value: threshold(output) },
            Self::Alternate => Side { kind: 2, value: 1 },
            Self::Block { clocks } => Side { kind: 4, value: u64::from(clocks.max(1)) },
            Self::None | Self::Burst { .. } => self.input(),
        }
    }
}

/// Share of 2³²; zero percent would never move, so it counts as one.
fn threshold(percent: u8) -> u64 {
    (u64::from(percent.clamp(1, 100)) << 32) / 100
}

impl fmt::Display for Stall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Random { seed, input: Self::PERCENT, output: Self::PERCENT } => write!(f, "random:{seed}"),
            Self::Random { seed, input, output } => write!(f, "random:{seed}:{input}:{output}"),
            Self::Alternate => f.write_str("alternate"),
            Self::Burst { seed, longest: Self::LONGEST } => write!(f, "burst:{seed}"),
            Self::Burst { seed, longest } => write!(f, "burst:{seed}:{longest}"),
            Self::Block { clocks } => write!(f, "block:{clocks}"),
        }
    }
}

impl FromStr for Stall {
    type Err = StallError;

    fn from_str(text: &str) -> Result<Self, StallError> {
        let fields: Vec<_> = text.split(':').collect();
        parse(&fields).ok_or_else(|| StallError { text: text.to_owned() })
    }
}

fn parse(fields: &[&str]) -> Option<Stall> {
    let percent = |text: &str| text.parse().ok().filter(|percent| (1..=100).contains(percent));
    let clocks = |text: &str| text.parse().ok().filter(|&clocks: &u32| clocks > 0);
    Some(match *fields {
        ["none"] => Stall::None,
        ["alternate"] => Stall::Alternate,
        ["random", seed] => {
            Stall::Random { seed: seed.parse().ok()?, input: Stall::PERCENT, output: Stall::PERCENT }
        }
        ["random", seed, input, output] => {
            Stall::Random { seed: seed.parse().ok()?, input: percent(input)?, output: percent(output)? }
        }
        ["burst", seed] => Stall::Burst { seed: seed.parse().ok()?, longest: Stall::LONGEST },
        ["burst", seed, longest] => Stall::Burst { seed: seed.parse().ok()?, longest: clocks(longest)? },
        ["block", count] => Stall::Block { clocks: clocks(count)? },
        _ => return None,
    })
}
