// SPDX-License-Identifier: MIT OR Apache-2.0
//! Specs that lean on what kernels treat apart: narrow words, wide words, widths that change within a frame.

use proptest::prelude::*;
use utsushi::fft::{Decomposition, FftSpec, Order, Schedule, StageFormat};
use utsushi::number::{Overflow, Rounding};

use crate::common::SplitMix64;

/// Words and twiddles of at most 16 bits; twiddles narrower than the data one time in two.
pub(crate) fn narrow(max_log2_len: u32) -> impl Strategy<Value = FftSpec> {
    let data = prop_oneof![4 => Just(16_u32), 4 => 8..=16_u32, 1 => 2..8_u32];
    let twiddle = prop_oneof![4 => Just(16_u32), 4 => 8..=16_u32, 1 => 2..8_u32];
    any_of(max_log2_len, data, twiddle, 16)
}

/// Words of at most 31 bits, one or both parts wider than 16.
pub(crate) fn wide(max_log2_len: u32) -> impl Strategy<Value = FftSpec> {
    let data = prop_oneof![3 => Just(24_u32), 2 => 17..=31_u32, 1 => 12..=18_u32, 1 => Just(31_u32)];
    let twiddle = prop_oneof![3 => Just(18_u32), 2 => 17..=32_u32, 1 => 2..=18_u32, 1 => Just(32_u32)];
    any_of(max_log2_len, data, twiddle, 31)
}

/// Words of 32 bits somewhere, and stages on either side of every path's limit.
pub(crate) fn widest(max_log2_len: u32) -> impl Strategy<Value = FftSpec> {
    let data = prop_oneof![3 => Just(32_u32), 2 => 28..=32_u32, 2 => 12..=18_u32];
    let twiddle = prop_oneof![3 => Just(32_u32), 2 => 12..=20_u32, 1 => 2..=32_u32];
    any_of(max_log2_len, data, twiddle, 32)
}

fn any_of(
    max_log2_len: u32,
    data: impl Strategy<Value = u32>,
    twiddle: impl Strategy<Value = u32>,
    limit: u32,
) -> impl Strategy<Value = FftSpec> {
    let modes = (0..3_usize, 0..2_usize, 0..2_usize, any::<bool>(), 0..2_usize);
    let schedule = (0..8_u32, any::<u64>());
    (2..=max_log2_len, data, twiddle, modes, schedule).prop_map(
        move |(
            log2_len,
            data,
            twiddle,
            (rounding, overflow, order, inverse, decomposition),
            (kind, seed),
        )| FftSpec {
            len: 1 << log2_len,
            data,
            twiddle,
            rounding: Rounding::ALL[rounding],
            overflow: Overflow::ALL[overflow],
            order: Order::ALL[order],
            inverse,
            decomposition: Decomposition::ALL[decomposition],
            schedule: schedule_of(kind, log2_len, data, limit, &mut SplitMix64::new(seed)),
        },
    )
}

/// A schedule whose widths do not exceed `limit`; half of them are `halve`.
fn schedule_of(kind: u32, stages: u32, data: u32, limit: u32, draw: &mut SplitMix64) -> Schedule {
    let mut below = |n: u32| (draw.next_word() % u64::from(n)) as u32;
    let room = limit - data.min(limit);
    match kind {
        0 => Schedule::Guarded(below(1 + room.min(7))),
        1 if room > stages => Schedule::Grow,
        // The same shift everywhere, width unchanged: 1 is `halve` in other words.
        1 | 2 => explicit(0, (0..stages).map(|_| (1, None)).collect()),
        3 => {
            // One stage is the odd one.
            let (odd, shift) = (below(stages), below(3));
            explicit(0, (0..stages).map(|s| (if s == odd { shift } else { 1 }, None)).collect())
        }
        4 => explicit(below(1 + room.min(4)), (0..stages).map(|_| (below(3), None)).collect()),
        5 => {
            let near = [2, 8, 12, 15, 16, 17, 18, 24, 30, 31, 32];
            let align = below(1 + room.min(4));
            let stage = |_| (below(4), Some(near[below(11) as usize].min(limit)));
            explicit(align, (0..stages).map(stage).collect())
        }
        _ => Schedule::Halve,
    }
}

fn explicit(align: u32, stages: Vec<(u32, Option<u32>)>) -> Schedule {
    let stages = stages.into_iter().map(|(shift, width)| StageFormat { shift, width }).collect();
    Schedule::Explicit { align, stages }
}
