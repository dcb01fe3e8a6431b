// SPDX-License-Identifier: MIT OR Apache-2.0
//! Vectors for a pipeline that moves only while `enable` is high.

use utsushi_sim::SplitMix64;

/// Which vector is on the input lines on each clock. One clock in eight is a pause: `enable` is low and the lines
/// carry some other vector, which must leave no trace.
pub struct Paced {
    pub enable: Vec<u64>,
    lines: Vec<usize>,
    latency: usize,
}

impl Paced {
    pub fn new(vectors: usize, latency: usize, seed: u64) -> Self {
        let mut random = SplitMix64::new(seed);
        let (mut enable, mut lines) = (Vec::new(), Vec::new());
        for vector in 0..vectors + latency {
            while random.next_word().is_multiple_of(8) {
                enable.push(0);
                lines.push(random.next_word() as usize % vectors);
            }
            enable.push(1);
            lines.push(vector % vectors);
        }
        Self { enable, lines, latency }
    }

    /// The words on a line, clock by clock, for one word a vector.
    pub fn line(&self, words: &[u64]) -> Vec<u64> {
        self.lines.iter().map(|&vector| words[vector]).collect()
    }

    /// (clock, vector): after the edge of that clock the outputs show that vector.
    pub fn shown(&self) -> Vec<(usize, usize)> {
        let mut taken = Vec::new();
        let mut shown = Vec::new();
        for (clock, (&enable, &vector)) in self.enable.iter().zip(&self.lines).enumerate() {
            if enable == 1 {
                taken.push(vector);
            }
            if taken.len() >= self.latency {
                shown.push((clock, taken[taken.len() - self.latency]));
            }
        }
        shown
    }
}
