// SPDX-License-Identifier: MIT OR Apache-2.0
//! The circle of clause S5, within which a kernel may leave overflow unchecked, and what lies right beyond it.

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Decomposition, FftSpec, Order, Schedule};
use utsushi::number::{Overflow, Rounding};

use crate::agree::{DIRECTIONS, Engines};
use crate::common::{Draw, SplitMix64};
use crate::frames::{below, polar_frame, radius};

fn modes() -> impl Iterator<Item = (usize, Rounding, Overflow)> {
    let all = Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o)));
    all.enumerate().map(|(number, (rounding, overflow))| (number, rounding, overflow))
}

/// Tones of bins of chance at `r`: every stage rotates a tone to full length, so it comes nearest to the edges.
fn tones(spec: &CheckedSpec, r: f64, frames: usize, draw: &mut SplitMix64) -> Vec<Complex<i32>> {
    let len = spec.spec().len as u64;
    let mut words = Vec::new();
    for _ in 0..frames {
        let (bin, phase) = (below(draw, len), 0.125 * below(draw, 8) as f64);
        words.extend(polar_frame(spec, r, |n| (n as u64 * bin % len) as f64 / len as f64 + phase));
    }
    words
}

#[test]
fn tones_from_inside_the_circle_to_beyond_the_range() {
    let mut draw = SplitMix64::new(17);
    let widths = [(16, 16), (12, 16), (12, 12), (8, 8), (9, 12), (24, 18), (24, 24), (31, 31), (32, 32)];
    for (number, rounding, overflow) in modes() {
        for ((data, twiddle), log2_len) in widths.into_iter().flat_map(|w| [4, 7].map(|l| (w, l))) {
            let schedules = [Schedule::Halve, Schedule::Guarded((32 - data).min(3))];
            for (schedule, decomposition) in
                schedules.into_iter().flat_map(|s| Decomposition::ALL.map(|d| (s.clone(), d)))
            {
                let order = Order::ALL[number % 2];
                let (len, inverse) = (1 << log2_len, false);
                let spec = FftSpec {
                    len,
                    data,
                    twiddle,
                    rounding,
                    overflow,
                    schedule,
                    decomposition,
                    order,
                    inverse,
                };
                let spec = spec.check().unwrap();
                let engines = Engines::new(&spec);
                for beyond in -1..=3 * log2_len + 2 {
                    let frames = tones(&spec, radius(&spec) + f64::from(beyond), 6, &mut draw);
                    let way = DIRECTIONS[usize::from(draw.next_word().is_multiple_of(2))];
                    let expected = engines.agree(&frames, way);
                    let expected = expected.unwrap_or_else(|e| panic!("{e}\n{}", spec.spec().to_toml()));
                    let clean = expected.flags.iter().all(|flag| !flag);
                    assert!(clean || beyond > 0 || twiddle < data, "{beyond} {:?}", spec.spec());
                }
            }
        }
    }
}

/// With coarse twiddles |w| is not 1: frames inside the circle overflow, and the plan must see it.
#[test]
fn coarse_twiddles_overflow_inside_the_circle() {
    let mut draw = SplitMix64::new(23);
    let mut flags = 0;
    for (number, rounding, overflow) in modes() {
        for (data, twiddle) in [
            (16, 2),
            (16, 3),
            (16, 4),
            (16, 6),
            (16, 8),
            (16, 12),
            (16, 15),
            (12, 3),
            (8, 7),
            (24, 10),
            (31, 18),
        ] {
            for (log2_len, decomposition) in
                [3, 5, 8].into_iter().flat_map(|l| Decomposition::ALL.map(|d| (l, d)))
            {
                let order = Order::ALL[number % 2];
                let spec = FftSpec {
                    len: 1 << log2_len,
                    data,
                    twiddle,
                    rounding,
                    overflow,
                    order,
                    decomposition,
                    ..FftSpec::default()
                }
                .check()
                .unwrap();
                let engines = Engines::new(&spec);
                let frames = tones(&spec, radius(&spec) - 1.0, 12, &mut draw);
                for way in DIRECTIONS {
                    let expected = engines.agree(&frames, way);
                    let expected = expected.unwrap_or_else(|e| panic!("{e}\n{}", spec.spec().to_toml()));
                    flags += expected.flags.iter().filter(|flag| **flag).count();
                }
            }
        }
    }
    assert!(flags > 100, "{flags} overflows");
}

/// One sample outside the circle at every position, in a frame of otherwise small samples, among frames without any.
#[test]
fn a_frame_with_one_loud_sample_is_judged_by_itself() {
    let mut draw = SplitMix64::new(29);
    for (number, rounding, overflow) in modes() {
        for (log2_len, data, twiddle) in [(2, 16, 16), (4, 16, 16), (6, 12, 12), (5, 24, 18)] {
            let order = Order::ALL[number % 2];
            let len = 1 << log2_len;
            let decomposition = Decomposition::ALL[log2_len / 2 % 2];
            let spec = FftSpec {
                len,
                data,
                twiddle,
                rounding,
                overflow,
                order,
                decomposition,
                ..FftSpec::default()
            };
            let spec = spec.check().unwrap();
            let (min, max) = (spec.input().min(), spec.input().max());
            let engines = Engines::new(&spec);
            let mut frames = Vec::new();
            for place in 0..len {
                let mut frame = draw.samples(len, data - 3);
                // x[n] = max and x[n + N/2] = min: half their difference rounds to one above the range.
                let words = [Complex::new(max, 0), Complex::new(min, 0), Complex::new(max, min)];
                frame[place] = words[place % 3];
                if place % 2 == 0 {
                    frame[(place + len / 2) % len] = Complex::new(min, max);
                }
                frames.extend(frame);
                frames.extend(draw.samples(len, data - 2));
            }
            for way in DIRECTIONS {
                engines.agree(&frames, way).unwrap_or_else(|e| panic!("{e}\n{}", spec.spec().to_toml()));
            }
        }
    }
}
