// SPDX-License-Identifier: MIT OR Apache-2.0
//! The project's one source of chance: a published generator of integers, whose stream no library's release can change.

use crate::picture::logarithm::log2;
use crate::shape::angle::unit;

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

    /// Normal, mean 0, standard deviation 1, tails and all (Box and Muller 1958): two draws a number.
    pub fn gaussian(&mut self) -> f64 {
        // 1 − fraction is never 0.
        let logarithm = log2(1.0 - self.fraction()) * std::f64::consts::LN_2;
        (-2.0 * logarithm).max(0.0).sqrt() * unit(self.fraction()).re
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
    fn the_normal_has_its_moments_and_its_tails() {
        let mut random = SplitMix64::new(3);
        let draws: Vec<f64> = (0..400_000).map(|_| random.gaussian()).collect();
        let moment = |n: i32| draws.iter().map(|x| x.powi(n)).sum::<f64>() / draws.len() as f64;
        let beyond = draws.iter().filter(|x| x.abs() > 3.0).count();
        // Standard errors: 0.0016, 0.0022, 0.0061, 0.0155; 0.27 % of 400 000 is 1080 ± 33.
        assert!(moment(1).abs() < 0.008 && (moment(2) - 1.0).abs() < 0.011, "{} {}", moment(1), moment(2));
        assert!(moment(3).abs() < 0.03 && (moment(4) - 3.0).abs() < 0.08, "{} {}", moment(3), moment(4));
        assert!(beyond.abs_diff(1080) < 165, "{beyond}");
    }

    #[test]
    fn gives_the_published_numbers() {
        let mut random = SplitMix64::new(1_234_567);
        let published = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([(); 3].map(|()| random.next_word()), published);
    }
}
