// SPDX-License-Identifier: MIT OR Apache-2.0
//! Inputs and oracles that several suites share. Nothing here uses the crate's arithmetic.
#![allow(dead_code, reason = "each suite takes what it needs")]

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{Decomposition, Direction, FftSpec, Order, Schedule, StageFormat};
use utsushi::number::{Overflow, Rounding};
pub(crate) use utsushi::random::SplitMix64;

/// Words and frames of chance.
pub(crate) trait Draw {
    /// A word of `width` bits, uniform; one in eight is an end of the range.
    fn word(&mut self, width: u32) -> i32;

    /// `len` samples of such words.
    fn samples(&mut self, len: usize, width: u32) -> Vec<Complex<i32>>;
}

impl Draw for SplitMix64 {
    fn word(&mut self, width: u32) -> i32 {
        let (draw, kind) = (self.next_word(), self.next_word() % 16);
        match kind {
            0 => i32::MIN >> (32 - width),
            1 => i32::MAX >> (32 - width),
            _ => (draw as u32).cast_signed() >> (32 - width),
        }
    }

    fn samples(&mut self, len: usize, width: u32) -> Vec<Complex<i32>> {
        (0..len).map(|_| Complex::new(self.word(width), self.word(width))).collect()
    }
}

/// The pipeline by its definition, in i128 and with trigonometry of its own; no code of the crate.
pub(crate) fn pipeline_by_definition(
    spec: &FftSpec,
    formats: &[(u32, u32)],
    align: u32,
    samples: &[Complex<i32>],
    direction: Direction,
) -> (Vec<Complex<i32>>, bool) {
    let mut words: Vec<(i128, i128)> =
        samples.iter().map(|z| (i128::from(z.re) << align, i128::from(z.im) << align)).collect();
    let mut overflow = false;
    for (s, &(shift, width)) in formats.iter().enumerate() {
        let half = spec.len >> (s + 1);
        let word = |p| word_by_definition(spec, half, (shift, width), &words, direction, p);
        let next: Vec<_> = (0..spec.len).map(word).collect();
        overflow |= next.iter().any(|&(_, overflowed)| overflowed);
        words = next.into_iter().map(|(word, _)| word).collect();
    }
    let bits = spec.len.trailing_zeros();
    let place = |p: usize| match spec.order {
        Order::Natural => (0..bits).fold(0, |r, i| r | ((p >> i) & 1) << (bits - 1 - i)),
        Order::BitReversed => p,
    };
    let narrow = |(re, im): (i128, i128)| Complex::new(re as i32, im as i32);
    ((0..spec.len).map(|p| narrow(words[place(p)])).collect(), overflow)
}

/// The word at position `p` after a stage, and whether it overflowed.
fn word_by_definition(
    spec: &FftSpec,
    half: usize,
    (shift, width): (u32, u32),
    words: &[(i128, i128)],
    direction: Direction,
    p: usize,
) -> ((i128, i128), bool) {
    let first = p - p % (2 * half) + p % half;
    let (low, high) = (words[first], words[first + half]);
    let (is_sum, k) = (p % (2 * half) < half, p % half);
    // Stage s has 2^s blocks: N = 2·half·2^s.
    let first_of_pair = (spec.len / (2 * half)).ilog2().is_multiple_of(2);
    let (high, angle) = match spec.decomposition {
        Decomposition::Radix2 => (high, (!is_sum).then_some((k, 2 * half))),
        Decomposition::Radix22 if first_of_pair => (high, None),
        Decomposition::Radix22 => {
            let c = first / (2 * half) % 2;
            let turned = match (c, direction) {
                (0, _) => high,
                (_, Direction::Forward) => (high.1, -high.0),
                (_, Direction::Inverse) => (-high.1, high.0),
            };
            (turned, Some((if is_sum { c * k } else { (2 + c) * k }, 4 * half)))
        }
    };
    let sign = if is_sum { 1 } else { -1 };
    let exact = (low.0 + sign * high.0, low.1 + sign * high.1);
    let (exact, drop) = match angle {
        None => (exact, shift),
        Some((m, block)) => {
            let w = twiddle_by_libm(m, block, spec.twiddle, direction);
            ((exact.0 * w.0 - exact.1 * w.1, exact.0 * w.1 + exact.1 * w.0), shift + spec.twiddle - 1)
        }
    };
    let top = 1_i128 << (width - 1);
    let rounded = [exact.0, exact.1].map(|v| round(v, drop, spec.rounding));
    let fitted = rounded.map(|v| match spec.overflow {
        Overflow::Wrap => (v + top).rem_euclid(2 * top) - top,
        Overflow::Saturate => v.clamp(-top, top - 1),
    });
    ((fitted[0], fitted[1]), rounded != fitted)
}

fn round(v: i128, drop: u32, rounding: Rounding) -> i128 {
    let one = 1_i128 << drop;
    let (floor, twice) = (v.div_euclid(one), 2 * v.rem_euclid(one));
    match rounding {
        Rounding::Truncate => floor,
        Rounding::HalfUp => floor + i128::from(twice >= one),
        Rounding::Convergent => floor + i128::from(twice > one || (twice == one && floor & 1 == 1)),
    }
}

/// A twiddle by the platform's libm: right as long as T is small against the 53 bits of f64.
pub(crate) fn twiddle_by_libm(k: usize, block: usize, width: u32, direction: Direction) -> (i128, i128) {
    let one = (1_i128 << (width - 1)) as f64;
    let angle = std::f64::consts::TAU * k as f64 / block as f64;
    let limit = |v: f64| v.round().clamp(1.0 - one, one - 1.0) as i128;
    let forward = match k {
        0 => (one as i128, 0),
        _ if 4 * k == block => (0, -one as i128),
        _ if 2 * k == block => (-one as i128, 0),
        _ if 4 * k == 3 * block => (0, one as i128),
        _ => (limit(angle.cos() * one), limit(-angle.sin() * one)),
    };
    match direction {
        Direction::Forward => forward,
        Direction::Inverse => (forward.0, -forward.1),
    }
}

/// Any spec of up to `max_log2_len` stages that the contract allows.
pub(crate) fn any_spec(max_log2_len: u32) -> impl Strategy<Value = FftSpec> {
    let shape = (2..=max_log2_len, 2_u32..=32, 2_u32..=32);
    let modes = (0..3_usize, 0..2_usize, 0..2_usize, any::<bool>(), 0..2_usize);
    (shape, modes, 0..4_u32, any::<u64>()).prop_map(|((log2_len, data, twiddle), modes, kind, seed)| {
        FftSpec {
            len: 1 << log2_len,
            data,
            twiddle,
            rounding: Rounding::ALL[modes.0],
            overflow: Overflow::ALL[modes.1],
            order: Order::ALL[modes.2],
            inverse: modes.3,
            schedule: any_schedule(kind, log2_len, data, seed),
            decomposition: Decomposition::ALL[modes.4],
        }
    })
}

fn any_schedule(kind: u32, log2_len: u32, data: u32, seed: u64) -> Schedule {
    let mut draw = SplitMix64::new(seed);
    match kind {
        0 => Schedule::Halve,
        1 if data + log2_len < 32 => Schedule::Grow,
        2 => Schedule::Guarded((draw.next_word() % u64::from((33 - data).min(8))) as u32),
        _ => {
            let align = (draw.next_word() % u64::from((33 - data).min(5))) as u32;
            let stage = |_| StageFormat {
                shift: (draw.next_word() % 9) as u32,
                width: (!draw.next_word().is_multiple_of(3)).then(|| 2 + (draw.next_word() % 31) as u32),
            };
            let stages = (0..log2_len).map(stage).collect();
            Schedule::Explicit { align, stages }
        }
    }
}
