// SPDX-License-Identifier: MIT OR Apache-2.0
//! Frames that press on something: range ends, ties, the disk's edge, one hot butterfly, one spike.

use std::f64::consts::TAU;

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Direction};

use crate::common::{Draw, SplitMix64};
use crate::{corner, ties};

/// What a frame is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Full range, ends included.
    Random,
    /// Fewer bits than there are: overflows nothing under `halve`.
    Small,
    Minimum,
    Maximum,
    /// Range ends, changing with a period of some power of two.
    Alternating,
    /// Range ends and their neighbours, zero and its neighbours.
    Ends,
    /// Zero and plus or minus one power of two: products that are exact ties in every stage.
    Powers,
    /// −3 to 3: every sum and difference is odd or even, nothing else.
    Odd,
    /// Differences made so that (a − b)·w is an exact tie in a stage.
    Ties,
    Impulse,
    /// One bin, at or about full radius.
    Tone,
    /// Samples on the circle that cannot overflow, or just beyond it.
    Disk,
    /// Two samples a period that overflow one butterfly of one stage.
    Corner,
    /// A small frame with one or two samples that are not.
    Spike,
}

impl Kind {
    pub(crate) const ALL: [Self; 14] = [
        Self::Random,
        Self::Small,
        Self::Minimum,
        Self::Maximum,
        Self::Alternating,
        Self::Ends,
        Self::Powers,
        Self::Odd,
        Self::Ties,
        Self::Impulse,
        Self::Tone,
        Self::Disk,
        Self::Corner,
        Self::Spike,
    ];

    /// One frame of this kind.
    pub(crate) fn frame(
        self,
        spec: &CheckedSpec,
        way: Direction,
        draw: &mut SplitMix64,
    ) -> Vec<Complex<i32>> {
        let (len, input) = (spec.spec().len, spec.input());
        let (min, max) = (input.min(), input.max());
        match self {
            Self::Random => draw.samples(len, input.width),
            Self::Small => {
                let width = 2 + below(draw, u64::from(input.width).max(4) - 3) as u32;
                draw.samples(len, width.min(input.width))
            }
            Self::Minimum => vec![Complex::new(min, min); len],
            Self::Maximum => vec![Complex::new(max, max); len],
            Self::Alternating => alternating(len, (min, max), draw),
            Self::Ends => any_of(len, &[min, min + 1, -1, 0, 1, max - 1, max], draw),
            Self::Powers => {
                let power = 1 << below(draw, u64::from(input.width) - 1);
                any_of(len, &[0, power, -power], draw)
            }
            Self::Odd => any_of(len, &[-3, -2, -1, 0, 1, 2, 3].map(|word: i32| word.clamp(min, max)), draw),
            Self::Ties => ties::frame(spec, way, draw),
            Self::Impulse => {
                let (place, word) = (below(draw, len as u64), any_of(1, &[min, max, 1, 0], draw)[0]);
                impulse(len, place as usize, word)
            }
            Self::Tone => tone(spec, draw),
            Self::Disk => disk(spec, draw),
            Self::Corner => corner::frame(spec, way, draw),
            Self::Spike => spike(spec, draw),
        }
    }
}

/// `frames` frames, each of a kind of chance.
pub(crate) fn mixed(spec: &CheckedSpec, frames: usize, way: Direction, seed: u64) -> Vec<Complex<i32>> {
    let mut draw = SplitMix64::new(seed);
    let mut words = Vec::with_capacity(frames * spec.spec().len);
    for _ in 0..frames {
        let kind = Kind::ALL[below(&mut draw, Kind::ALL.len() as u64) as usize];
        words.extend(kind.frame(spec, way, &mut draw));
    }
    words
}

pub(crate) fn below(draw: &mut SplitMix64, n: u64) -> u64 {
    draw.next_word() % n
}

pub(crate) fn impulse(len: usize, place: usize, word: Complex<i32>) -> Vec<Complex<i32>> {
    let mut frame = vec![Complex::new(0, 0); len];
    frame[place] = word;
    frame
}

fn any_of(len: usize, words: &[i32], draw: &mut SplitMix64) -> Vec<Complex<i32>> {
    let mut one = || words[below(draw, words.len() as u64) as usize];
    (0..len).map(|_| Complex::new(one(), one())).collect()
}

fn alternating(len: usize, (min, max): (i32, i32), draw: &mut SplitMix64) -> Vec<Complex<i32>> {
    let (re, im, turned) = (below(draw, 17) as u32, below(draw, 17) as u32, draw.next_word());
    let word = |bit: usize, turned: u64| if (bit as u64 ^ turned) & 1 == 0 { min } else { max };
    (0..len).map(|n| Complex::new(word(n >> re, turned), word(n >> im, turned >> 1))).collect()
}

/// The largest |z| that cannot overflow under `halve` when T ≥ W (clause S5), in units of the input.
pub(crate) fn radius(spec: &CheckedSpec) -> f64 {
    let scale = f64::from(spec.align()).exp2();
    ((f64::from(spec.input().max()) + 1.0) * scale - 1.0 - 3.0 * f64::from(spec.log2_len())) / scale
}

/// Any bin, phase and radius from 2 below the disk's to the corner's.
fn tone(spec: &CheckedSpec, draw: &mut SplitMix64) -> Vec<Complex<i32>> {
    let (len, max) = (spec.spec().len, f64::from(spec.input().max()));
    let bin = below(draw, len as u64);
    let beyond = match below(draw, 4) {
        0 => draw.between(0.0, max * 0.42) + max - radius(spec),
        _ => below(draw, 3 * u64::from(spec.log2_len()) + 4) as f64 - 2.0,
    };
    let phase =
        if draw.next_word().is_multiple_of(2) { 0.25 * below(draw, 8) as f64 } else { draw.fraction() };
    polar_frame(spec, radius(spec) + beyond, |n| (n as u64 * bin % len as u64) as f64 / len as f64 + phase)
}

/// `turns` says the angle of sample n in turns; what leaves the format is brought back to its edge.
pub(crate) fn polar_frame(
    spec: &CheckedSpec,
    radius: f64,
    mut turns: impl FnMut(usize) -> f64,
) -> Vec<Complex<i32>> {
    let (min, max) = (f64::from(spec.input().min()), f64::from(spec.input().max()));
    let part = |v: f64| v.round().clamp(min, max) as i32;
    let mut sample = |n: usize| {
        let (sin, cos) = (turns(n) * TAU).sin_cos();
        Complex::new(part(radius * cos), part(radius * sin))
    };
    (0..spec.spec().len).map(&mut sample).collect()
}

/// Integer points right inside the circle, and in two of three frames one or all of them right outside.
fn disk(spec: &CheckedSpec, draw: &mut SplitMix64) -> Vec<Complex<i32>> {
    let (len, r) = (spec.spec().len, radius(spec).max(1.0));
    let (kind, place) = (below(draw, 3), below(draw, len as u64) as usize);
    let (min, max) = (spec.input().min(), spec.input().max());
    let inside = |z: Complex<i32>| Complex::new(z.re.clamp(min, max), z.im.clamp(min, max));
    (0..len).map(|n| inside(edge_point(r, kind == 2 || (kind == 1 && n == place), draw))).collect()
}

/// The integer point next to the circle of radius `r`, inside it or outside, at a chance abscissa.
fn edge_point(r: f64, outside: bool, draw: &mut SplitMix64) -> Complex<i32> {
    let x = (r * (TAU * draw.fraction()).cos()) as i64;
    let square = (r * r).floor() as i64 - x * x;
    let y = square.max(0).isqrt() + i64::from(outside);
    let (x, y) = (x as i32, y as i32);
    let y = if draw.next_word().is_multiple_of(2) { y } else { -y };
    if draw.next_word().is_multiple_of(2) { Complex::new(x, y) } else { Complex::new(y, x) }
}

fn spike(spec: &CheckedSpec, draw: &mut SplitMix64) -> Vec<Complex<i32>> {
    let (len, input) = (spec.spec().len, spec.input());
    let mut frame = draw.samples(len, (input.width / 2).max(2));
    for _ in 0..=below(draw, 2) {
        frame[below(draw, len as u64) as usize] = any_of(1, &[input.min(), input.max(), 0], draw)[0];
    }
    frame
}
