// SPDX-License-Identifier: MIT OR Apache-2.0
//! The descriptor against a naive DFT, and what must not change it.

use std::f64::consts::TAU;

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{CheckedSpec, FftModel, FftSpec, Order, Reference};
use utsushi::shape::{Profile, Tier, describe};

use super::common::{curves, descriptor, spec};

/// An asymmetric curve: an L.
fn ell() -> Vec<Complex<f64>> {
    [(0, 0), (110, 0), (110, 42), (42, 42), (42, 160), (0, 160)]
        .map(|(x, y)| Complex::new(x.into(), y.into()))
        .to_vec()
}

/// The closed chain of unit steps along the L; as many points as its perimeter is long.
fn chain() -> Vec<Complex<f64>> {
    let corners = [(0, 0), (60, 0), (60, 20), (20, 20), (20, 68), (0, 68)]
        .map(|(x, y)| Complex::<f64>::new(x.into(), y.into()));
    let edges = corners.iter().zip(corners.iter().cycle().skip(1));
    edges
        .flat_map(|(a, b)| {
            let len = (b - a).norm();
            (0..len as i32).map(move |i| a + (b - a) / len * f64::from(i))
        })
        .collect()
}

/// A word may round the other way: √2 words at most in each of 32 magnitudes, whose powers 7/8 differ by no more than the
/// power of the difference.
fn one_word(spec: &CheckedSpec) -> f64 {
    32.0 * (2_f64.sqrt() / f64::from(spec.input().max())).powf(0.875)
}

proptest! {
    #[test]
    fn coefficients_are_those_of_the_dft(curve in curves(), log2_len in 2_u32..8, bit_reversed in any::<bool>()) {
        let order = if bit_reversed { Order::BitReversed } else { Order::Natural };
        let len = 1 << log2_len;
        let spec = FftSpec { len, data: 18, order, ..FftSpec::default() }.check().unwrap();
        let signature = Profile::new(&curve, Tier::Complex, &spec).unwrap();
        let found = describe(std::slice::from_ref(&signature), &mut Reference::new(&spec)).unwrap().remove(0);
        let harmonics = 16.min(len as i32 / 4);
        prop_assert_eq!(found.magnitudes().len() as i32, 2 * harmonics);
        let wanted = (1..=harmonics).flat_map(|k| [k, -k]);
        for (k, (c, m)) in wanted.zip(found.coefficients().iter().zip(found.magnitudes())) {
            let term = |(n, z): (usize, &Complex<i32>)| {
                let z = Complex::new(f64::from(z.re), f64::from(z.im));
                z * Complex::from_polar(1.0, -TAU * f64::from(k) * n as f64 / len as f64)
            };
            let sum: Complex<f64> = signature.frames()[0].samples().iter().enumerate().map(term).sum();
            let exact = sum / (len as f64 * f64::from(spec.input().max()));
            prop_assert!((c - exact).norm() < 1e-12, "harmonic {k}: {c}, expected {exact}");
            prop_assert!((m - exact.norm()).abs() < 1e-12);
        }
    }

    #[test]
    fn place_and_size_do_not_matter(curve in curves(), x in -1e4..1e4, y in -1e4..1e4, size in 0.01..100.0) {
        let spec = spec(256, 24);
        let moved: Vec<_> = curve.iter().map(|z| z * size + Complex::new(x, y)).collect();
        let bound = one_word(&spec);
        let distance = descriptor(&curve, &spec).distance(&descriptor(&moved, &spec));
        prop_assert!(distance <= bound, "distance {distance:e}");
    }

    #[test]
    fn rotation_does_not_matter(curve in curves(), angle in 0.0..TAU) {
        let spec = spec(256, 24);
        let turned: Vec<_> = curve.iter().map(|z| z * Complex::from_polar(1.0, angle)).collect();
        let bound = one_word(&spec);
        let distance = descriptor(&curve, &spec).distance(&descriptor(&turned, &spec));
        prop_assert!(distance <= bound, "distance {distance:e}");
    }

    #[test]
    fn the_start_point_does_not_matter(curve in curves(), start in 0_usize..40) {
        let spec = spec(4096, 24);
        let mut moved = curve.clone();
        moved.rotate_left(start % curve.len());
        let (a, b) = (Profile::new(&curve, Tier::Complex, &spec).unwrap(), Profile::new(&moved, Tier::Complex, &spec).unwrap());
        let (a, b) = { let mut e = Reference::new(&spec); let d = describe(&[a, b], &mut e).unwrap(); (d[0].clone(), d[1].clone()) };
        // Samples lie elsewhere on the curve. The greatest radius is missed by half a step at most, which scales all
        // magnitudes; a polygon's n corners turn its speed, the perimeter, by at most twice that each, so a coefficient
        // beyond N is at most 2·n·perimeter/(2πN)², and what folds back from all of them less than 4 of these.
        let perimeter: f64 = curve.iter().zip(curve.iter().cycle().skip(1)).map(|(a, b)| (b - a).norm()).sum();
        let ratio = perimeter / a.radius();
        // The powers 7/8 of magnitudes differ by no more than that power of the difference.
        let fold = 8.0 * curve.len() as f64 * ratio / (TAU * 4096.0).powi(2);
        let bound: f64 =
            a.magnitudes().iter().map(|m| (m * ratio / 4096.0 + 2.0 * (fold + 1e-6)).powf(0.875)).sum();
        prop_assert!(a.distance(&b) <= bound, "distance {:e}, bound {bound:e}", a.distance(&b));
    }

    #[test]
    fn angle_and_scale_are_found(angle in -179.9..179.9_f64, scale in 0.3..3.0, start in 0_usize..6, mirrored_way in any::<bool>()) {
        let spec = spec(512, 18);
        let turn = Complex::from_polar(scale, angle.to_radians());
        let mut turned: Vec<_> = ell().iter().map(|z| z * turn + Complex::new(300.0, -70.0)).collect();
        turned.rotate_left(start);
        if mirrored_way {
            turned.reverse();
        }
        let found = descriptor(&turned, &spec).align(&descriptor(&ell(), &spec));
        // Half a sample's step, seen from the centroid, and as much again for the radius missed.
        prop_assert!((found.angle_degrees - angle).abs() < 0.5, "{} instead of {angle}", found.angle_degrees);
        prop_assert!((found.scale / scale - 1.0).abs() < 0.005, "{} instead of {scale}", found.scale);
    }
}

#[test]
fn the_start_of_a_chain_changes_no_magnitude() {
    let chain = chain();
    assert_eq!(chain.len(), 256);
    let spec = spec(256, 16);
    let plain = Profile::new(&chain, Tier::Complex, &spec).unwrap();
    for start in 0..256 {
        let mut moved = chain.clone();
        moved.rotate_left(start);
        let mut expected = plain.frames()[0].samples().to_vec();
        expected.rotate_left(start);
        assert_eq!(
            Profile::new(&moved, Tier::Complex, &spec).unwrap().frames()[0].samples(),
            expected,
            "start {start}"
        );
        let distance = descriptor(&moved, &spec).distance(&descriptor(&chain, &spec));
        assert!(distance < 1e-12, "start {start}: {distance:e}");
    }
}

#[test]
fn a_circle_is_one_harmonic() {
    let circle: Vec<_> = (0..720).map(|i| Complex::from_polar(50.0, TAU * f64::from(i) / 720.0)).collect();
    let found = descriptor(&circle, &spec(256, 16));
    assert!((found.magnitudes()[0] - 1.0).abs() < 1e-3);
    assert!(found.magnitudes()[1..].iter().sum::<f64>() < 1e-3);
    assert!((found.radius() - 50.0).abs() < 1e-2);
}

#[test]
fn the_model_describes_as_the_reference_does() {
    let spec = FftSpec { len: 256, data: 16, ..FftSpec::default() }.check().unwrap();
    let signature = [Profile::new(&ell(), Tier::Complex, &spec).unwrap()];
    let exact = describe(&signature, &mut Reference::new(&spec)).unwrap().remove(0);
    let model = describe(&signature, &mut FftModel::new(&spec)).unwrap().remove(0);
    let distance = exact.distance(&model);
    // Each stage rounds by half a word and halves what came before: below 2 words a bin, of 32767, in 32 bins; powers as above.
    assert!(distance > 0.0 && distance < 32.0 * (2.0_f64 / 32767.0).powf(0.875), "distance {distance:e}");
}

#[test]
fn inverse_specs_describe_forward() {
    let forward = spec(256, 16);
    let inverse = FftSpec { inverse: true, ..forward.spec().clone() }.check().unwrap();
    assert_eq!(descriptor(&ell(), &inverse), descriptor(&ell(), &forward));
}
