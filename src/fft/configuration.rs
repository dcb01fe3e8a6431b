// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a frame says of itself, and the word that says it; twin of `hdl/fft_configuration.v`.

use super::{Configurable, ConfigurableError, Direction};

/// Length, direction and shifts of one frame.
///
/// Its word on the configuration stream, clause C2 of the numeric contract, has fields that begin with a byte or half of one, so that
/// no field moves with the length:
///
/// | bits | meaning |
/// |---|---|
/// | 4:0 | l, the frame has 2^l words |
/// | 8 | 1 = inverse |
/// | 16 + 4i + 3 : 16 + 4i | shift of the stage whose butterflies are 2^i apart, i = 0 to l − 1: the last stage's lowest |
///
/// All other bits are 0 as they are written and not looked at as they are read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FrameConfig {
    /// Samples in the frame, a power of two.
    pub len: usize,
    /// Direction of its transform.
    pub direction: Direction,
    /// Right shift of each of its own stages in bits, first to last: log2(len) of them.
    pub shifts: Vec<u32>,
}

const LOG2_LEN_MASK: u128 = 31;
const INVERSE: u32 = 8;
const SHIFTS: u32 = 16;
const SHIFT_BITS: u32 = 4;

impl Configurable {
    /// Bits of a word of the configuration stream, whole bytes: 16 and half a byte for each stage.
    #[must_use]
    pub fn word_width(&self) -> u32 {
        SHIFTS + (SHIFT_BITS * self.largest().log2_len()).next_multiple_of(8)
    }

    /// The word that says `config`.
    ///
    /// # Errors
    /// If the core would not obey it: see [`check`](Self::check).
    pub fn word(&self, config: &FrameConfig) -> Result<u128, ConfigurableError> {
        self.check(config)?;
        let shifts =
            config.shifts.iter().fold(0_u128, |packed, &shift| packed << SHIFT_BITS | u128::from(shift));
        let inverse = u128::from(config.direction == Direction::Inverse);
        Ok(u128::from(config.len.trailing_zeros()) | inverse << INVERSE | shifts << SHIFTS)
    }

    /// What `word` says; bits that mean nothing may be anything.
    ///
    /// # Errors
    /// If the core would drop the word and raise `event_config_invalid`: the length is none that it takes, or a shift is above its stage's.
    pub fn config(&self, word: u128) -> Result<FrameConfig, ConfigurableError> {
        let log2_len = (word & LOG2_LEN_MASK) as u32;
        let field = |i: u32| (word >> (SHIFTS + SHIFT_BITS * i)) as u32 & ((1 << SHIFT_BITS) - 1);
        let direction = if word >> INVERSE & 1 == 1 { Direction::Inverse } else { Direction::Forward };
        let len = 1 << log2_len;
        // A length that the core has no fields for is refused before they are asked for.
        self.check_len(len)?;
        let config = FrameConfig { len, direction, shifts: (0..log2_len).rev().map(field).collect() };
        self.check(&config).map(|()| config)
    }
}
