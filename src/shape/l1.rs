// SPDX-License-Identifier: MIT OR Apache-2.0
//! Sums of absolute differences, in lanes that a compiler makes registers of.

/// Numbers side by side in a short sum: two registers of the least that x86-64 has, one of the usual.
pub(super) const LANES: usize = 8;

/// Numbers side by side in a long one: so many that no addition waits for the one before.
pub(super) const WIDE: usize = 32;

/// Σ |a − b| of whole lanes, the shorter's length; the sum's order is fixed, so that its bits are the same on every machine.
///
/// What fills less than [`WIDE`] numbers is left out: a loop over a rest would keep the sums in memory, at twice the time.
#[inline]
#[must_use]
pub(super) fn l1(a: &[f32], b: &[f32]) -> f32 {
    debug_assert!(a.len().is_multiple_of(WIDE) && b.len().is_multiple_of(WIDE), "whole lanes");
    let mut sums = [0.0_f32; WIDE];
    for (a, b) in a.as_chunks::<WIDE>().0.iter().zip(b.as_chunks::<WIDE>().0) {
        for lane in 0..WIDE {
            sums[lane] += (a[lane] - b[lane]).abs();
        }
    }
    let mut half = [0.0; WIDE / 2];
    for lane in 0..WIDE / 2 {
        half[lane] = sums[lane] + sums[lane + WIDE / 2];
    }
    total(std::array::from_fn(|lane| half[lane] + half[lane + LANES]))
}

/// `numbers`, and zeros to whole lanes.
#[must_use]
pub(super) fn padded(mut numbers: Vec<f32>) -> Vec<f32> {
    numbers.resize(numbers.len().next_multiple_of(WIDE), 0.0);
    numbers
}

/// The lanes' sum, by halves.
#[inline]
#[must_use]
pub(super) fn total(s: [f32; LANES]) -> f32 {
    ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
}
