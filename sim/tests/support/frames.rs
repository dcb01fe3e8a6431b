// SPDX-License-Identifier: MIT OR Apache-2.0
//! Frames that go where arithmetic breaks: ends of the range, ties, single tones; made from a seed.

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Direction, Frame};
use utsushi_sim::SplitMix64;

/// What a frame is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Every word equally likely.
    Noise,
    /// Every component the smallest word.
    Smallest,
    /// Every component the largest word.
    Largest,
    /// Smallest and largest in turn: all energy in bin N/2.
    Alternating,
    /// Components −2 to 2: after a shift many results lie half way.
    Ties,
    /// One full-scale word.
    Impulse,
    /// Each component an end of the range, by chance.
    Corners,
    /// A square-wave rotation at one bin's frequency: it overflows late.
    Tone,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Noise,
        Self::Corners,
        Self::Ties,
        Self::Tone,
        Self::Smallest,
        Self::Impulse,
        Self::Alternating,
        Self::Largest,
    ];
}

/// `count` frames, every kind in turn, each in a direction of its own.
pub fn mixed(spec: &CheckedSpec, count: usize, seed: u64) -> Vec<Frame> {
    of_kinds(spec, Kind::ALL.into_iter().cycle().take(count), seed)
}

/// A quiet frame before two loud ones: a flag left over from earlier frames would show.
pub fn quiet_first(spec: &CheckedSpec, seed: u64) -> Vec<Frame> {
    of_kinds(spec, [Kind::Ties, Kind::Noise, Kind::Corners], seed)
}

/// One frame of each kind.
pub fn of_kinds(spec: &CheckedSpec, kinds: impl IntoIterator<Item = Kind>, seed: u64) -> Vec<Frame> {
    let mut random = SplitMix64::new(seed);
    kinds.into_iter().map(|kind| frame(spec, kind, &mut random)).collect()
}

/// One frame; every draw comes from `random`.
pub fn frame(spec: &CheckedSpec, kind: Kind, random: &mut SplitMix64) -> Frame {
    let (len, format) = (spec.spec().len, spec.input());
    let (min, max) = (format.min(), format.max());
    let (choice, place) = (random.next_word(), random.next_word() as usize % len);
    let end = |bit: u64| if bit & 1 == 0 { min } else { max };
    let mut sample = |n: usize| match kind {
        Kind::Noise => {
            Complex::new(format.word(random.next_word() as u32), format.word(random.next_word() as u32))
        }
        Kind::Smallest => Complex::new(min, min),
        Kind::Largest => Complex::new(max, max),
        Kind::Alternating => Complex::new(end(n as u64), end(n as u64 ^ choice)),
        Kind::Ties => {
            let draw = random.next_word();
            Complex::new(tiny(draw, min, max), tiny(draw >> 32, min, max))
        }
        Kind::Impulse if n == place => Complex::new(end(choice), end(choice >> 1)),
        Kind::Impulse => Complex::new(0, 0),
        Kind::Corners => {
            let draw = random.next_word();
            Complex::new(end(draw), end(draw >> 1))
        }
        Kind::Tone => {
            let quadrant = 4 * (place * n % len) / len;
            Complex::new(end(u64::from(matches!(quadrant, 0 | 3))), end(u64::from(quadrant < 2)))
        }
    };
    let samples = (0..len).map(&mut sample).collect();
    let direction = if choice >> 63 == 0 { Direction::Forward } else { Direction::Inverse };
    Frame::new(spec, samples).expect("the words fit the input").with_direction(direction)
}

fn tiny(draw: u64, min: i32, max: i32) -> i32 {
    ((draw % 5) as i32 - 2).clamp(min, max)
}
