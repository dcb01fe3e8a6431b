// SPDX-License-Identifier: MIT OR Apache-2.0
//! Sums of absolute differences, in lanes that a compiler makes registers of.

/// Numbers side by side in a short sum: two registers of the least that x86-64 has, one of the usual.
pub(super) const LANES: usize = 8;

/// Numbers side by side in a long one: so many that no addition waits for the one before.
pub(super) const WIDE: usize = 32;

/// Σ |a − b|, the shorter's length; the sum's order is fixed, so that its bits are the same on every machine.
#[inline]
#[must_use]
pub(super) fn l1(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; WIDE];
    let ((a, rest_a), (b, rest_b)) = (a.as_chunks::<WIDE>(), b.as_chunks::<WIDE>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..WIDE {
            sums[lane] += (a[lane] - b[lane]).abs();
        }
    }
    for (lane, (a, b)) in rest_a.iter().zip(rest_b).enumerate() {
        sums[lane] += (a - b).abs();
    }
    let mut half = WIDE / 2;
    while half >= LANES {
        for lane in 0..half {
            sums[lane] += sums[lane + half];
        }
        half /= 2;
    }
    total([sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]])
}

/// The lanes' sum, by halves.
#[inline]
#[must_use]
pub(super) fn total(s: [f32; LANES]) -> f32 {
    ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
}
