// SPDX-License-Identifier: MIT OR Apache-2.0
//! The sets whose frames follow from their number alone.

use num_complex::Complex;

use super::SetName;
use super::noise::{square, stream};
use crate::fft::trigonometry::TURN;
use crate::fft::{CheckedSpec, Direction};
use crate::number::QFormat;
use crate::quality::stimulus;

/// The corners of the square, counter-clockwise from the first quadrant's.
const CORNERS: [(bool, bool); 4] = [(true, true), (false, true), (false, false), (true, false)];

/// Frames of corners by rule; those at random follow.
const RULED_CORNERS: usize = 4 + 12 + 2;

/// Frames of corners at random: any part of any sample then meets either end.
const RANDOM_CORNERS: usize = 16;

/// Frames of `name`; `asked` counts only where nothing else does.
pub(super) fn frames(name: SetName, spec: &CheckedSpec, asked: usize) -> usize {
    match name {
        SetName::Zero => 1,
        SetName::Impulse | SetName::Tone => spec.spec().len,
        SetName::Dc => 8,
        SetName::Alternating => 4 * spec.log2_len() as usize,
        SetName::Corners => RULED_CORNERS + RANDOM_CORNERS,
        _ => asked,
    }
}

/// The samples of a frame.
pub(super) fn fill(name: SetName, spec: &CheckedSpec, seed: u64, frame: usize, samples: &mut [Complex<i32>]) {
    let input = spec.input();
    match name {
        SetName::Impulse => {
            samples.fill(Complex::default());
            samples[frame] = ends(input, frame % 4);
        }
        SetName::Dc => samples.fill(held(input, frame)),
        SetName::Alternating => put(samples, |n| alternating(input, frame, n)),
        SetName::Tone => put_all(samples, tone(spec, seed, frame)),
        SetName::Corners => corners(input, seed, frame, samples),
        SetName::Random => put_all(samples, noise(input, seed, frame)),
        SetName::RealRows => {
            put_all(samples, noise(input, seed, frame).map(|z| Complex::new(z.re, 0)));
        }
        _ => samples.fill(Complex::default()),
    }
}

/// What a frame aims at.
pub(super) fn goal(name: SetName, spec: &CheckedSpec, frame: usize) -> String {
    let input = spec.input();
    let word = |z: Complex<i32>| format!("re {}, im {}", z.re, z.im);
    match name {
        SetName::Impulse => format!("impulse at {frame}, {}", word(ends(input, frame % 4))),
        SetName::Dc => format!("dc, {}", word(held(input, frame))),
        SetName::Alternating => {
            let parts = ["re", "im", "re and im together", "re and im opposed"][frame % 4];
            format!("alternating with period {}, {parts}", 2 << (frame / 4))
        }
        SetName::Tone => format!("tone in bin {frame}"),
        SetName::Corners => corners_goal(frame),
        SetName::Random => format!("words of full entropy, frame {frame}"),
        SetName::RealRows => format!("real words of full entropy, row {frame}"),
        SetName::ImageRows => format!("row {frame} of the picture"),
        SetName::Contours => format!("contour {frame}"),
        _ => "nothing but zeros".to_owned(),
    }
}

fn put(samples: &mut [Complex<i32>], word: impl Fn(usize) -> Complex<i32>) {
    samples.iter_mut().enumerate().for_each(|(n, sample)| *sample = word(n));
}

fn put_all(samples: &mut [Complex<i32>], words: impl Iterator<Item = Complex<i32>>) {
    samples.iter_mut().zip(words).for_each(|(sample, word)| *sample = word);
}

fn noise(input: QFormat, seed: u64, frame: usize) -> impl Iterator<Item = Complex<i32>> {
    let mut random = stream(seed, frame);
    std::iter::repeat_with(move || square(&mut random, input.width))
}

/// An end of the range in one part: re max, im max, re min, im min.
fn ends(input: QFormat, form: usize) -> Complex<i32> {
    let end = if form < 2 { input.max() } else { input.min() };
    if form.is_multiple_of(2) { Complex::new(end, 0) } else { Complex::new(0, end) }
}

fn held(input: QFormat, form: usize) -> Complex<i32> {
    if form < 4 { ends(input, form) } else { corner(input, form - 4) }
}

fn corner(input: QFormat, quadrant: usize) -> Complex<i32> {
    let (re, im) = CORNERS[quadrant % 4];
    let end = |positive| if positive { input.max() } else { input.min() };
    Complex::new(end(re), end(im))
}

fn alternating(input: QFormat, frame: usize, n: usize) -> Complex<i32> {
    let first_half = (n >> (frame / 4)).is_multiple_of(2);
    let (one, other) = if first_half { (input.max(), input.min()) } else { (input.min(), input.max()) };
    match frame % 4 {
        0 => Complex::new(one, 0),
        1 => Complex::new(0, one),
        2 => Complex::new(one, one),
        _ => Complex::new(one, other),
    }
}

/// A tone in bin `frame` of the spec's own transform, its phase drawn, of the radius that clause S5 calls safe.
fn tone(spec: &CheckedSpec, seed: u64, frame: usize) -> impl Iterator<Item = Complex<i32>> {
    let (len, max) = (spec.spec().len, i64::from(spec.input().max()));
    // Words too narrow for the clause to leave anything keep half their range.
    let radius = (max - 3 * i64::from(spec.log2_len())).max(max / 2).max(1);
    let bin = match spec.direction() {
        Direction::Forward => frame,
        Direction::Inverse => (len - frame) % len,
    };
    let phase = stream(seed, frame).next_word() as usize % TURN;
    stimulus::tone(len, bin, phase, radius)
}

/// The two corners that frame 4 + `pair` takes in turn: every ordered pair of different ones.
fn turns(pair: usize) -> [usize; 2] {
    let (first, step) = (pair / 3, pair % 3 + 1);
    [first, (first + step) % 4]
}

fn corners(input: QFormat, seed: u64, frame: usize, samples: &mut [Complex<i32>]) {
    match frame {
        0..4 => samples.fill(corner(input, frame)),
        4..16 => put(samples, |n| corner(input, turns(frame - 4)[n % 2])),
        16 => put(samples, |n| corner(input, n)),
        17 => put(samples, |n| corner(input, 3 - n % 4)),
        _ => {
            let mut random = stream(seed, frame);
            samples.fill_with(|| corner(input, (random.next_word() % 4) as usize));
        }
    }
}

fn corners_goal(frame: usize) -> String {
    let name = |quadrant: usize| {
        let (re, im) = CORNERS[quadrant];
        let sign = |positive| if positive { '+' } else { '-' };
        format!("{}{}", sign(re), sign(im))
    };
    match frame {
        0..4 => format!("corner {} held", name(frame)),
        4..16 => {
            let [first, second] = turns(frame - 4);
            format!("corners {} and {} in turn", name(first), name(second))
        }
        16 => "corners in a circle, counter-clockwise".to_owned(),
        17 => "corners in a circle, clockwise".to_owned(),
        _ => format!("corners at random, frame {}", frame - RULED_CORNERS),
    }
}
