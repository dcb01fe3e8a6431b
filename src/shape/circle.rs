// SPDX-License-Identifier: MIT OR Apache-2.0
//! A short inverse transform in f64, for what is compared and not for what is proved.

use std::sync::LazyLock;

use num_complex::Complex;

use super::angle::unit;

/// Places on the circle.
pub(super) const PLACES: usize = 128;

static FACTORS: LazyLock<[Complex<f64>; PLACES / 2]> =
    LazyLock::new(|| std::array::from_fn(|k| unit(k as f64 / PLACES as f64)));

/// Σ X\[k\]·exp(+2πikt/128), decimated in frequency.
pub(super) fn inverse(x: &mut [Complex<f64>; PLACES]) {
    let factors = &*FACTORS;
    let mut half = PLACES / 2;
    while half > 0 {
        let step = PLACES / 2 / half;
        for block in x.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for (k, (a, b)) in low.iter_mut().zip(high).enumerate() {
                (*a, *b) = (*a + *b, (*a - *b) * factors[k * step]);
            }
        }
        half /= 2;
    }
    for i in 0..PLACES {
        let j = i.reverse_bits() >> (usize::BITS - PLACES.ilog2());
        if i < j {
            x.swap(i, j);
        }
    }
}
