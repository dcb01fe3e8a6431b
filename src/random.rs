// SPDX-License-Identifier: MIT OR Apache-2.0
//! The project's one source of chance: a published generator of integers, whose stream no library's release can change.

/// `SplitMix64` (Steele, Lea and Flood 2014): the same numbers for a seed on every machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    /// The stream of a seed; every seed has one.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits.
    pub const fn next_word(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    pub fn fraction(&mut self) -> f64 {
        (self.next_word() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform in [`low`, `high`).
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.fraction()
    }

    /// Nearly normal, mean 0, standard deviation 1: eight bytes of one draw, summed.
    pub fn normal(&mut self) -> f64 {
        let sum: i32 = self.next_word().to_le_bytes().into_iter().map(i32::from).sum();
        // A byte has mean 127.5 and variance (256² − 1)/12; eight have 1020 and 209².
        f64::from(sum - 1020) / 209.0
    }

    /// Shuffles `items`, each order equally likely (but for a bias below 2^-59).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, (self.next_word() % (last as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SplitMix64;

    #[test]
    fn gives_the_published_numbers() {
        let mut random = SplitMix64::new(1_234_567);
        let published = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([(); 3].map(|()| random.next_word()), published);
    }
}
