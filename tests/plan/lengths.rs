// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every length with every rounding, overflow, order and direction: no pass of a fused kernel is left to chance.

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Decomposition, FftSpec, Order, Schedule};
use utsushi::number::{Overflow, Rounding};

use crate::agree::{DIRECTIONS, Engines};
use crate::frames::{Kind, impulse, mixed};

const WIDTHS: [(u32, u32); 12] = [
    (16, 16),
    (16, 12),
    (12, 16),
    (8, 8),
    (16, 17),
    (17, 16),
    (24, 18),
    (24, 24),
    (31, 32),
    (31, 2),
    (32, 32),
    (2, 2),
];

/// `halve` by name, with room in front, and schedules that shift by 0, 1 and 2 in turn or never.
fn schedules(data: u32, stages: u32) -> Vec<Schedule> {
    let explicit = |shift: fn(u32) -> u32| {
        let text: Vec<_> = (0..stages).map(|s| shift(s).to_string()).collect();
        text.join(",").parse().expect("a schedule")
    };
    let guard = Schedule::Guarded((32 - data).min(2));
    vec![Schedule::Halve, guard, explicit(|s| (s + 1) % 3), explicit(|_| 0)]
}

fn check(spec: &CheckedSpec, engines: &Engines, frames: usize, seed: u64) {
    for way in DIRECTIONS {
        let mut input = mixed(spec, frames, way, seed);
        input.extend(Kind::Random.frame(spec, way, &mut crate::common::SplitMix64::new(seed)));
        engines.agree(&input, way).unwrap_or_else(|e| panic!("{e}\nseed {seed}\n{}", spec.spec().to_toml()));
    }
}

fn every_mode(log2_len: u32, frames: usize, widths: &[(u32, u32)]) {
    for &(data, twiddle) in widths {
        for (number, schedule) in (0_u64..).zip(schedules(data, log2_len)) {
            let modes = Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o)));
            let modes = (0_u64..).zip(modes).flat_map(|mode| Decomposition::ALL.map(|d| (mode, d)));
            for ((mode, (rounding, overflow)), decomposition) in modes {
                let order = Order::ALL[((number + mode + u64::from(log2_len)) % 2) as usize];
                let schedule = schedule.clone();
                let spec = FftSpec {
                    len: 1 << log2_len,
                    data,
                    twiddle,
                    rounding,
                    overflow,
                    order,
                    schedule,
                    decomposition,
                    ..FftSpec::default()
                }
                .check()
                .unwrap();
                check(&spec, &Engines::new(&spec), frames, number * 8 + mode);
            }
        }
    }
}

#[test]
fn short_frames_in_every_mode() {
    (2..=5).for_each(|log2_len| every_mode(log2_len, 36, &WIDTHS));
}

#[test]
fn frames_of_middle_length_in_every_mode() {
    (6..=9).for_each(|log2_len| every_mode(log2_len, 5, &WIDTHS));
}

#[test]
fn long_frames_in_every_mode() {
    (10..=12).for_each(|log2_len| every_mode(log2_len, 1, &WIDTHS[..9]));
}

#[test]
fn the_longest_frames() {
    for log2_len in 13..=16_u32 {
        let widths = (0_usize..).zip([(16, 16), (12, 14), (24, 18), (32, 32)]);
        for ((number, (data, twiddle)), decomposition) in
            widths.flat_map(|shape| Decomposition::ALL.map(|d| (shape, d)))
        {
            let spec = FftSpec {
                len: 1 << log2_len,
                data,
                twiddle,
                rounding: Rounding::ALL[(number + log2_len as usize) % 3],
                overflow: Overflow::ALL[number % 2],
                order: Order::ALL[(number / 2 + log2_len as usize) % 2],
                decomposition,
                ..FftSpec::default()
            }
            .check()
            .unwrap();
            check(&spec, &Engines::new(&spec), 2, number as u64);
        }
    }
}

#[test]
fn an_impulse_at_every_position() {
    let widths = [(2, 16, 16), (3, 16, 16), (4, 12, 16), (6, 16, 16), (8, 16, 12), (7, 24, 18)];
    for ((log2_len, data, twiddle), decomposition) in
        widths.into_iter().flat_map(|shape| Decomposition::ALL.map(|d| (shape, d)))
    {
        let spec = FftSpec { len: 1 << log2_len, data, twiddle, decomposition, ..FftSpec::default() };
        let spec = spec.check().unwrap();
        let (min, max) = (spec.input().min(), spec.input().max());
        let engines = Engines::new(&spec);
        for word in [Complex::new(max, 0), Complex::new(0, min), Complex::new(min, max), Complex::new(1, 0)] {
            let frames: Vec<_> = (0..1 << log2_len).flat_map(|n| impulse(1 << log2_len, n, word)).collect();
            for way in DIRECTIONS {
                engines.agree(&frames, way).unwrap_or_else(|e| panic!("{e}\n{}", spec.spec().to_toml()));
            }
        }
    }
}
