// SPDX-License-Identifier: MIT OR Apache-2.0
//! The words that every engine of a case is given.

use std::f64::consts::TAU;

use num_complex::Complex;
use utsushi::fft::CheckedSpec;
use utsushi::random::SplitMix64;

/// Seed of every case's samples.
pub(crate) const SEED: u64 = 1;

/// A kind of samples.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Input {
    /// Uniform in the disk that cannot overflow under `halve` (numeric contract, S5).
    Disk,
    /// Uniform in the full-scale square: some frames overflow.
    Square,
    /// A complex tone on the edge of that disk, one more period in each frame.
    Tone,
}

impl Input {
    /// The word used in JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Disk => "disk",
            Self::Square => "square",
            Self::Tone => "tone",
        }
    }

    /// `count` samples in the spec's input format, frame after frame.
    pub(crate) fn samples(self, spec: &CheckedSpec, count: usize) -> Vec<Complex<i32>> {
        let mut random = SplitMix64::new(SEED);
        let full = i64::from(spec.input().max());
        let radius = full - 3 * i64::from(spec.log2_len());
        let sample = |index| match self {
            Self::Disk => in_disk(&mut random, radius),
            Self::Square => {
                Complex::new(between(&mut random, -full - 1, full), between(&mut random, -full - 1, full))
            }
            Self::Tone => tone(index, spec.spec().len, radius),
        };
        (0..count).map(sample).map(|z| Complex::new(z.re as i32, z.im as i32)).collect()
    }
}

fn in_disk(random: &mut SplitMix64, radius: i64) -> Complex<i64> {
    loop {
        let z = Complex::new(between(random, -radius, radius), between(random, -radius, radius));
        if z.norm_sqr() <= radius * radius {
            return z;
        }
    }
}

fn between(random: &mut SplitMix64, low: i64, high: i64) -> i64 {
    low + (random.next_word() % (high - low + 1).cast_unsigned()).cast_signed()
}

fn tone(index: usize, len: usize, radius: i64) -> Complex<i64> {
    let (frame, n) = (index / len, index % len);
    let turns = ((frame + 1) * n % len) as f64 / len as f64;
    // Cut toward zero, so that the sample stays within the disk.
    let z = Complex::from_polar(radius as f64, TAU * turns);
    Complex::new(z.re as i64, z.im as i64)
}
