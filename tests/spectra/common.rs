// SPDX-License-Identifier: MIT OR Apache-2.0
//! Numbers to transform, and the transform by its definition.

use std::f64::consts::TAU;

use num_complex::Complex;
use utsushi::picture::frequency::Plane;
use utsushi::random::SplitMix64;

/// `len` numbers in [−1, 1).
pub(crate) fn numbers(len: usize, seed: u64) -> Vec<f64> {
    let mut random = SplitMix64::new(seed);
    (0..len).map(|_| random.between(-1.0, 1.0)).collect()
}

/// A plane of numbers in [0, 1).
pub(crate) fn plane(width: usize, height: usize, seed: u64) -> Plane {
    let mut random = SplitMix64::new(seed);
    Plane::new(width, height, (0..width * height).map(|_| random.fraction()).collect())
}

/// Σ x[n]·exp(−2πikn/N), term by term.
pub(crate) fn dft(samples: &[Complex<f64>]) -> Vec<Complex<f64>> {
    let len = samples.len();
    let bin = |k: usize| {
        let term = |(n, x): (usize, &Complex<f64>)| {
            let angle = -TAU * (k * n % len) as f64 / len as f64;
            x * Complex::new(angle.cos(), angle.sin())
        };
        samples.iter().enumerate().map(term).sum()
    };
    (0..len).map(bin).collect()
}

/// The rows by definition, then the columns.
pub(crate) fn dft_of_plane(plane: &Plane) -> Vec<Complex<f64>> {
    let (width, height) = (plane.width(), plane.height());
    let real: Vec<_> = plane.values().iter().map(|&x| Complex::new(x, 0.0)).collect();
    let rows: Vec<_> = real.chunks(width).flat_map(dft).collect();
    let mut bins = vec![Complex::ZERO; width * height];
    for x in 0..width {
        let column: Vec<_> = (0..height).map(|y| rows[y * width + x]).collect();
        for (y, z) in dft(&column).into_iter().enumerate() {
            bins[y * width + x] = z;
        }
    }
    bins
}

/// Largest |a − b| over the largest |a|.
pub(crate) fn relative(exact: &[Complex<f64>], got: &[Complex<f64>]) -> f64 {
    assert_eq!(exact.len(), got.len());
    let most = exact.iter().map(|z| z.norm()).fold(f64::MIN_POSITIVE, f64::max);
    exact.iter().zip(got).map(|(a, b)| (a - b).norm()).fold(0.0, f64::max) / most
}

/// The same of real numbers.
pub(crate) fn relative_real(exact: &[f64], got: &[f64]) -> f64 {
    let complex = |all: &[f64]| all.iter().map(|&x| Complex::new(x, 0.0)).collect::<Vec<_>>();
    relative(&complex(exact), &complex(got))
}
