// SPDX-License-Identifier: MIT OR Apache-2.0
//! Radial power: every bin in its ring, white noise flat, noise hiding the high frequencies first.

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::picture::frequency::Unit;
use utsushi::picture::frequency::{Normalisation, Plane, PlaneSpectrum, RadialPsd, largest_radius};

use super::common::plane;

/// Ring by ring, in integers: i²·R² ≤ n²·r² < (i + 1)²·R² with squares multiplied by width² and height².
fn by_definition(spectrum: &PlaneSpectrum, rings: u128) -> Vec<(u64, f64)> {
    let (w, h) = (spectrum.width() as u128, spectrum.height() as u128);
    let squared = |u: u128, v: u128| u * u * h * h + v * v * w * w;
    let largest = squared(w / 2, h / 2).max(1);
    let mut sums = vec![(0, 0.0); rings as usize];
    for (index, z) in spectrum.bins().iter().enumerate() {
        let (u, v) = spectrum.frequencies(index);
        let scaled = rings * rings * squared(u.unsigned_abs().into(), v.unsigned_abs().into());
        let ring = (0..rings).rev().find(|i| i * i * largest <= scaled).unwrap();
        sums[ring as usize].0 += 1;
        sums[ring as usize].1 += z.norm_sqr();
    }
    sums
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]
    #[test]
    fn every_bin_is_in_its_ring(width in 1_usize..40, height in 1_usize..40, seed: u64) {
        let spectrum = PlaneSpectrum::of(&plane(width, height, seed), Normalisation::Root);
        let curve = RadialPsd::of(&spectrum, None);
        let rings = (width.min(height) / 2).max(1);
        prop_assert_eq!(curve.rings().len(), rings);
        let largest = largest_radius(Unit::Pixel, width, height);
        for (i, (ring, (count, sum))) in curve.rings().iter().zip(by_definition(&spectrum, rings as u128)).enumerate() {
            prop_assert_eq!(ring.count, count);
            prop_assert!((ring.power * count as f64 - sum).abs() <= 1e-12 * sum);
            prop_assert!((ring.radius - (i as f64 + 0.5) * largest / rings as f64).abs() < 1e-15);
        }
        // Nothing is lost: the rings' powers are the energy.
        let energy: f64 = curve.rings().iter().map(|ring| ring.power * ring.count as f64).sum();
        prop_assert!((energy / spectrum.energy() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn a_single_frequency_is_in_one_ring() {
    let mut bins = vec![Complex::ZERO; 32 * 32];
    bins[5] = Complex::new(3.0, 4.0);
    let spectrum = PlaneSpectrum::from_bins(32, 32, bins, Normalisation::Root);
    let curve = RadialPsd::of(&spectrum, None);
    // 5/32 of 0.7071 in 16 rings: 3.53.
    let lit: Vec<_> = (0..16).filter(|&i| curve.rings()[i].power > 0.0).collect();
    assert_eq!(lit, [3]);
    assert!((curve.rings()[3].power * curve.rings()[3].count as f64 - 25.0).abs() < 1e-12);
}

#[test]
fn white_noise_is_flat_at_its_variance() {
    let sigma = 0.2;
    let noise = Plane::new(256, 192, vec![0.0; 256 * 192]).with_noise(sigma, 7);
    for normalisation in Normalisation::ALL {
        let curve = RadialPsd::of(&PlaneSpectrum::of(&noise, normalisation), None);
        let floor = sigma * sigma / normalisation.energy(256 * 192);
        let mut checked = 0;
        for ring in curve.rings() {
            // Powers of bins are exponential: a ring of n bins, half of them mirrors, errs by sqrt(2/n) of its mean.
            let error = (2.0 / ring.count as f64).sqrt();
            assert!((ring.power / floor - 1.0).abs() < 5.0 * error, "{ring:?} against {floor}");
            checked += 1;
        }
        assert_eq!(checked, 96);
    }
}

#[test]
fn noise_is_seeded_and_hides_the_high_frequencies_first() {
    // Power falls with the fourth power of the radius: the spectrum of a picture, roughly.
    let len = 128_usize;
    let smooth = |i: usize| {
        let (x, y) = ((i % len) as f64 / len as f64, (i / len) as f64 / len as f64);
        (1..40)
            .map(|u| (std::f64::consts::TAU * f64::from(u) * (x + 0.7 * y)).cos() / f64::from(u * u))
            .sum::<f64>()
            / 4.0
            + 0.5
    };
    let clean = Plane::new(len, len, (0..len * len).map(smooth).collect());
    assert_eq!(clean.with_noise(0.1, 5), clean.with_noise(0.1, 5));
    assert_ne!(clean.with_noise(0.1, 5), clean.with_noise(0.1, 6));
    let curve = RadialPsd::of(&PlaneSpectrum::of(&clean, Normalisation::Root), None);
    let hidden: Vec<_> =
        [0.003, 0.01, 0.03, 0.1, 0.3].map(|sigma: f64| curve.below_from(sigma * sigma)).to_vec();
    let radii: Vec<f64> = hidden.iter().map(|radius| radius.unwrap()).collect();
    assert!(radii.windows(2).all(|pair| pair[1] < pair[0]), "stronger noise reaches lower: {radii:?}");
    // Under noise the inner rings keep their power and the outer ones take the noise's.
    let sigma = 0.03;
    let noisy = RadialPsd::of(&PlaneSpectrum::of(&clean.with_noise(sigma, 5), Normalisation::Root), None);
    let (first, last) = (0, curve.rings().len() - 4);
    assert!((noisy.rings()[first].power / curve.rings()[first].power - 1.0).abs() < 0.01);
    assert!((noisy.rings()[last].power / (sigma * sigma) - 1.0).abs() < 0.3);
    assert!(curve.rings()[last].power < 0.5 * sigma * sigma);
    assert_eq!(curve.below_from(0.0), None);
    assert_eq!(curve.below_from(f64::INFINITY), Some(curve.rings()[0].radius));
}
