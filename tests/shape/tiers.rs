// SPDX-License-Identifier: MIT OR Apache-2.0
//! Descriptors of every tier: what must not change them, and what must.

use std::f64::consts::TAU;

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{CheckedSpec, FftModel, FftPlan, FftSpec, Reference, Transform};
use utsushi::shape::{Descriptor, Mirror, Outline, Profile, ShapeError, Tier, describe};

use super::common::{curves, spec};

fn described(curve: &[Complex<f64>], tier: Tier, spec: &CheckedSpec) -> Descriptor {
    let profile = Profile::new(curve, tier, spec).unwrap();
    describe(&[profile], &mut Reference::new(spec)).unwrap().remove(0)
}

/// A closed chain of 512 unit steps without symmetry: its steps are the outline's own, so that another start is another start
/// of the same samples.
fn chain() -> Vec<Complex<f64>> {
    let corners = [(0, 0), (120, 0), (120, 40), (40, 40), (40, 56), (24, 56), (24, 136), (0, 136)]
        .map(|(x, y)| Complex::<f64>::new(x.into(), y.into()));
    let edges = corners.iter().zip(corners.iter().cycle().skip(1));
    let steps = edges.flat_map(|(a, b)| {
        let len = (b - a).norm();
        (0..len as i32).map(move |i| a + (b - a) / len * f64::from(i))
    });
    let chain: Vec<_> = steps.collect();
    assert_eq!(chain.len(), 512);
    chain
}

/// The features' greatest change if every word of a frame moves by one: |a^p − b^p| ≤ |a − b|^p for p ≤ 1, p = 3/4 at least, with
/// pieces at most 1/0.059 and at most 239 numbers.
fn one_word(spec: &CheckedSpec) -> f64 {
    239.0 * (2.0 * 17.0 / f64::from(spec.input().max())).powf(0.75)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn place_size_and_rotation_do_not_matter(
        curve in curves(), x in -1e4..1e4, y in -1e4..1e4, size in 0.01..100.0, angle in 0.0..TAU
    ) {
        let spec = spec(128, 24);
        let turn = Complex::from_polar(size, angle);
        let moved: Vec<_> = curve.iter().map(|z| z * turn + Complex::new(x, y)).collect();
        for tier in Tier::ALL {
            let (a, b) = (described(&curve, tier, &spec), described(&moved, tier, &spec));
            // Rings turn by a part of a cell, which averages over it and moves every harmonic a little.
            let bound = if tier == Tier::Complex { one_word(&spec) } else { 0.08 };
            prop_assert!(a.distance(&b) <= bound, "{tier}: {}", a.distance(&b));
        }
    }

    #[test]
    fn quarter_turns_and_powers_of_two_change_nothing_but_rings(curve in curves(), quarters in 0..4, power in -3..5) {
        let spec = spec(128, 16);
        let turn = [Complex::ONE, Complex::I, -Complex::ONE, -Complex::I][quarters as usize];
        let turned: Vec<_> = curve.iter().map(|z| z * turn * 2_f64.powi(power)).collect();
        for tier in [Tier::Complex, Tier::Rings, Tier::Composite, Tier::Aligned, Tier::Elastic] {
            let (a, b) = (described(&curve, tier, &spec), described(&turned, tier, &spec));
            // A quarter turn is 32 cells of 128: only the last bits of an angle differ.
            prop_assert!(a.distance(&b) < 1e-3, "{tier}: {}", a.distance(&b));
        }
    }

    #[test]
    fn a_shape_is_nearest_to_itself_and_distances_are_symmetric(a in curves(), b in curves()) {
        let spec = spec(64, 16);
        for tier in Tier::ALL {
            let (a, b) = (described(&a, tier, &spec), described(&b, tier, &spec));
            prop_assert!(a.distance(&a) < 1e-6, "{tier}: {} from itself", a.distance(&a));
            let (there, back) = (a.distance(&b), b.distance(&a));
            // Where phases are kept the samples of the one may lie halfway between those of the other: as documented.
            let share = if tier.keeps_phases() { 0.15 } else { 0.0 };
            prop_assert!((there - back).abs() <= share * there.max(back) + 1e-6, "{tier}: {there} and {back}");
        }
    }

    /// The starts of an engine of 128 points are those of the correlation in f64, but for ties.
    #[test]
    fn any_engine_finds_the_same_starts(a in curves(), b in curves()) {
        let spec = spec(128, 24);
        for tier in [Tier::Aligned, Tier::Elastic] {
            let (a, b) = (described(&a, tier, &spec), described(&b, tier, &spec));
            let frames = a.correlation_frames(&b, &spec);
            prop_assert_eq!(frames.len(), 3);
            let mut engines: [Box<dyn Transform<f64>>; 3] = [
                Box::new(Reference::new(&spec)),
                Box::new(FftModel::new(&spec)),
                Box::new(FftPlan::new(&spec).unwrap()),
            ];
            for engine in &mut engines {
                let spectra = engine.transform(&frames).unwrap();
                let found = a.distance_by(&b, &spec, &spectra, Mirror::Same);
                let exact = a.distance(&b);
                prop_assert!((found - exact).abs() <= 0.02 * exact + 1e-6, "{found} and {exact}");
            }
        }
    }
}

#[test]
fn the_start_does_not_matter() {
    let spec = spec(128, 24);
    for tier in Tier::ALL {
        let plain = described(&chain(), tier, &spec);
        // Four steps are one sample of 128.
        for start in (0..512).step_by(36) {
            let mut moved = chain();
            moved.rotate_left(start);
            let distance = plain.distance(&described(&moved, tier, &spec));
            // Smoothing shortens the corners, so that the start falls between two places.
            let limit = if tier.keeps_phases() { 0.05 } else { one_word(&spec) };
            assert!(distance <= limit, "{tier}, start {start}: {distance:e}, limit {limit:e}");
        }
    }
}

#[test]
fn the_way_round_does_not_matter() {
    let spec = spec(128, 24);
    let mut back = chain();
    back[1..].reverse();
    for tier in Tier::ALL {
        let distance = described(&chain(), tier, &spec).distance(&described(&back, tier, &spec));
        assert!(distance <= one_word(&spec), "{tier}: {distance:e}");
    }
}

/// A mirror image is the same to magnitudes; where phases are kept one may choose.
#[test]
fn mirror_images_by_choice() {
    let spec = spec(128, 24);
    let mirrored: Vec<_> = chain().iter().map(Complex::conj).collect();
    for tier in Tier::ALL {
        let (a, b) = (described(&chain(), tier, &spec), described(&mirrored, tier, &spec));
        let same = a.distance_with(&b, Mirror::Same);
        assert!(same < 0.02, "{tier}: {same}");
        let distinct = a.distance_with(&b, Mirror::Distinct);
        assert_eq!(distinct > 0.1, tier.keeps_phases(), "{tier}: {distinct}");
    }
}

#[test]
fn tiers_have_the_numbers_they_promise() {
    let spec = spec(128, 16);
    let numbers = Tier::ALL.map(|tier| described(&chain(), tier, &spec).features().len());
    assert_eq!(numbers, [32, 104, 239, 239, 239]);
    let rows = Tier::ALL.map(|tier| tier.rows(&Outline::new(&chain()).unwrap(), 128).len());
    assert_eq!(rows, [1, 9, 24, 32, 32]);
}

#[test]
fn frames_too_short_are_refused() {
    for (tier, least) in [(Tier::Rings, 32), (Tier::Composite, 32), (Tier::Aligned, 64), (Tier::Elastic, 64)]
    {
        let spec = spec(least / 2, 16);
        let error = Profile::new(&chain(), tier, &spec).unwrap_err();
        assert!(matches!(error, ShapeError::ShortFrame { .. }));
        assert_eq!(
            error.to_string(),
            format!(
                "descriptor {tier} needs frames of at least {least} samples and they have {}; use --len {least} or more",
                least / 2
            )
        );
    }
}

#[test]
#[should_panic(expected = "descriptors of two tiers are not comparable")]
fn two_tiers_are_not_compared() {
    let spec = spec(128, 16);
    let _ = described(&chain(), Tier::Complex, &spec).distance(&described(&chain(), Tier::Rings, &spec));
}

/// Rows never overflow, whatever the curve: the schedule that halves has room for all of them.
#[test]
fn no_frame_overflows() {
    let mut checked = 0;
    for (data, tier) in [(6, Tier::Elastic), (10, Tier::Composite), (16, Tier::Aligned)] {
        let spec = FftSpec { len: 64, data, twiddle: data, ..FftSpec::default() }.check().unwrap();
        let profile = Profile::new(&chain(), tier, &spec).unwrap();
        let model = FftModel::new(&spec);
        for frame in profile.frames() {
            assert!(!model.run(frame).overflow, "{tier} at {data} bits");
            checked += 1;
        }
    }
    assert_eq!(checked, 17 + 13 + 17);
}

#[test]
fn harmonics_draw_the_contour() {
    let spec = spec(1024, 24);
    let found = described(&chain(), Tier::Complex, &spec);
    let (exact, _) = Outline::new(&chain()).unwrap().centred(64);
    let error = |harmonics: usize| {
        let drawn = found.reconstruct(harmonics, 64);
        drawn.iter().zip(&exact).map(|(a, b)| (a - b).norm_sqr()).sum::<f64>().sqrt() / 8.0
    };
    let errors: Vec<f64> = [1, 2, 4, 8, 16].map(error).to_vec();
    assert!(errors.is_sorted_by(|a, b| a > b), "more harmonics are nearer: {errors:?}");
    // What is missing: the harmonics beyond 16, whose sum falls as 1/k².
    assert!(errors[4] < 1.2 && errors[0] > 10.0, "{errors:?}");
    assert_eq!(found.reconstruct(16, 64), found.reconstruct(40, 64), "there are no more");
}

/// The features by their definition: a naive DFT of every row, weighted as documented.
#[test]
fn features_are_the_weighted_powers_of_the_rows_harmonics() {
    const DEVIATION: [f64; 15] = [
        0.088, 0.083, 0.064, 0.125, 0.113, 0.079, 0.143, 0.131, 0.081, 0.144, 0.120, 0.070, 0.142, 0.110,
        0.059,
    ];
    let spec = spec(64, 28);
    let outline = Outline::new(&chain()).unwrap();
    let rows = Tier::Composite.rows(&outline, 64);
    let bin = |row: usize, k: i32| {
        let term = |(n, z): (usize, &Complex<f64>)| {
            z * Complex::from_polar(1.0, -TAU * f64::from(k) * n as f64 / 64.0)
        };
        rows[row].samples.iter().enumerate().map(term).sum::<Complex<f64>>().norm() / 64.0
    };
    let mut expected: Vec<f64> =
        (1..=16).flat_map(|k| [k, -k]).map(|k| (bin(0, k) / rows[0].scale).powf(0.75)).collect();
    for (row, deviation) in (1..16).zip(DEVIATION) {
        expected.extend((0..9).map(|k| 3.0 / 32.0 * (bin(row, k) / deviation).powf(0.75)));
    }
    for row in 16..24 {
        expected.extend((0..9).map(|k| 0.125 * bin(row, k).powf(0.75)));
    }
    let found = described(&chain(), Tier::Composite, &spec);
    assert_eq!(found.features().len(), expected.len());
    for (i, (found, expected)) in found.features().iter().zip(&expected).enumerate() {
        // A word of 28 bits at most, to the power 3/4.
        assert!((f64::from(*found) - expected).abs() < 2e-5, "number {i}: {found} and {expected}");
    }
    let complex = described(&chain(), Tier::Complex, &spec);
    for (found, k) in complex.features().iter().zip((1..=16).flat_map(|k| [k, -k])) {
        assert!((f64::from(*found) - (bin(0, k) / rows[0].scale).powf(0.875)).abs() < 1e-5, "harmonic {k}");
    }
}
