// SPDX-License-Identifier: MIT OR Apache-2.0
//! Words of chance, each frame with a stream of its own.

use num_complex::Complex;

use crate::random::SplitMix64;

/// The stream of frame `frame` under `seed`: hashed twice, so that neighbours share no stretch of numbers.
pub(super) fn stream(seed: u64, frame: usize) -> SplitMix64 {
    let base = SplitMix64::new(seed).next_word();
    SplitMix64::new(SplitMix64::new(base.wrapping_add(frame as u64)).next_word())
}

/// A word of `bits` bits in either part, uniform: two halves of one draw.
pub(super) fn square(random: &mut SplitMix64, bits: u32) -> Complex<i32> {
    let draw = random.next_word();
    let part = |half: u64| (half as u32).cast_signed() >> (32 - bits);
    Complex::new(part(draw), part(draw >> 32))
}

/// Uniform below `n`; the bias is below 2^-31 for the small `n` that choices have.
pub(super) fn below(random: &mut SplitMix64, n: usize) -> usize {
    (random.next_word() % n as u64) as usize
}
