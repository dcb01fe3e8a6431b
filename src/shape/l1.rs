// SPDX-License-Identifier: MIT OR Apache-2.0
//! Sums of absolute differences, in lanes that a compiler makes registers of.

/// Numbers side by side: two registers of the least that x86-64 has, one of the usual.
pub(super) const LANES: usize = 8;

/// Σ |a − b|, the shorter's length; the sum's order is fixed, so that its bits are the same on every machine.
#[must_use]
pub(super) fn l1(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; LANES];
    let ((a, rest_a), (b, rest_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            sums[lane] += (a[lane] - b[lane]).abs();
        }
    }
    for (lane, (a, b)) in rest_a.iter().zip(rest_b).enumerate() {
        sums[lane] += (a - b).abs();
    }
    total(sums)
}

/// The lanes' sum, by halves.
#[must_use]
pub(super) fn total(s: [f32; LANES]) -> f32 {
    ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
}
