// SPDX-License-Identifier: MIT OR Apache-2.0
//! Scores against their definitions, on curves and on random ones.

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{FftPlan, Reference};
use utsushi::random::SplitMix64;
use utsushi::shape::evaluate::{Distances, Engine, Evaluation, nearest_others};
use utsushi::shape::{Descriptor, Mirror, Profile, Tier, describe};

use super::common::spec;

/// `classes` stars, each `of` times with its corners shaken by `noise`.
fn shaken(classes: usize, of: usize, noise: f64, tier: Tier, seed: u64) -> (Vec<String>, Vec<Descriptor>) {
    let spec = spec(128, 20);
    let mut random = SplitMix64::new(seed);
    let mut labels = Vec::new();
    let mut profiles = Vec::new();
    for class in 0..classes {
        let radii: Vec<f64> = (0..9).map(|_| random.between(20.0, 100.0)).collect();
        for _ in 0..of {
            let corner = |(i, r): (usize, &f64)| {
                Complex::from_polar(r + noise * random.normal(), std::f64::consts::TAU * i as f64 / 9.0)
            };
            let curve: Vec<_> = radii.iter().enumerate().map(corner).collect();
            profiles.push(Profile::new(&curve, tier, &spec).unwrap());
            labels.push(format!("class {class}"));
        }
    }
    (labels, describe(&profiles, &mut Reference::new(&spec)).unwrap())
}

#[test]
fn classes_far_apart_are_told_apart() {
    for tier in Tier::ALL {
        let (labels, descriptors) = shaken(6, 5, 0.3, tier, 3);
        let found = Evaluation::new(&labels, &Distances::new(&descriptors, Mirror::Same));
        assert_eq!((found.shapes, found.classes), (30, 6));
        assert!(
            (found.bullseye - 100.0).abs() < 1e-9 && (found.nn1 - 100.0).abs() < 1e-9,
            "{tier}: {found:?}"
        );
        assert!(found.confusions.is_empty());
        assert_eq!(found.per_class.len(), 6);
        let open = found.open_set.unwrap();
        assert!(open.known_lost <= 10.0 && open.unknown_accepted <= 10.0, "{tier}: {open:?}");
        assert_eq!(open.curve.len(), 20);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Every score again, counted shape by shape from a sorted list.
    #[test]
    fn scores_are_what_they_are_called(classes in 3_usize..6, of in 2_usize..6, noise in 1.0..60.0, seed in any::<u64>()) {
        let (labels, descriptors) = shaken(classes, of, noise, Tier::Complex, seed);
        let distances = Distances::new(&descriptors, Mirror::Same);
        let found = Evaluation::new(&labels, &distances);
        let (mut hits, mut right, mut held) = (0, 0, 0);
        for (i, own) in descriptors.iter().enumerate() {
            let mut sorted: Vec<(f32, usize)> =
                descriptors.iter().enumerate().map(|(j, other)| (own.distance(other) as f32, j)).collect();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let of_class = sorted[..2 * of].iter().filter(|(_, j)| labels[*j] == labels[i]).count();
            hits += of_class;
            held += if labels[i].ends_with(['1', '3', '5']) { of_class } else { 0 };
            let nearest = sorted.iter().find(|(_, j)| *j != i).unwrap().1;
            prop_assert_eq!(nearest_others(&distances)[i], nearest);
            right += usize::from(labels[nearest] == labels[i]);
        }
        let shapes = classes * of;
        let percent = |count: usize, of: usize| 100.0 * count as f64 / of as f64;
        prop_assert!((found.bullseye - percent(hits, shapes * of)).abs() < 1e-9);
        prop_assert!((found.nn1 - percent(right, shapes)).abs() < 1e-9);
        prop_assert!((found.bullseye_held.unwrap() - percent(held, (classes / 2) * of * of)).abs() < 1e-9);
        let confused: usize = found.confusions.iter().map(|confusion| confusion.shapes).sum();
        prop_assert_eq!(confused, shapes - right);
        let open = found.open_set.unwrap();
        prop_assert!((open.curve[0][1] - found.nn1).abs() < 1e-9, "margin 0 accepts all");
        prop_assert!((open.curve[0][2] - 100.0).abs() < 1e-9);
        // One shape is the step in which either rate moves.
        prop_assert!(open.unknown_accepted <= open.known_lost + 100.0 / shapes as f64);
    }
}

/// Any number of engines gives the same table.
#[test]
fn engines_share_the_work() {
    let (_, descriptors) = shaken(4, 3, 5.0, Tier::Aligned, 9);
    let spec = spec(128, 20);
    let engines = |count: usize| -> Vec<Engine> {
        (0..count).map(|_| Box::new(FftPlan::new(&spec).unwrap()) as Engine).collect()
    };
    let alone = Distances::by_engines(&descriptors, Mirror::Same, &mut engines(1)).unwrap();
    for count in [2, 3, 5] {
        assert!(Distances::by_engines(&descriptors, Mirror::Same, &mut engines(count)).unwrap() == alone);
    }
    let exact = Distances::new(&descriptors, Mirror::Same);
    for i in 0..alone.len() {
        for (a, b) in alone.of(i).iter().zip(exact.of(i)) {
            assert!((a - b).abs() <= 0.02 * b + 1e-6, "{a} and {b}");
        }
    }
}
