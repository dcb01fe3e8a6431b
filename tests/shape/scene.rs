// SPDX-License-Identifier: MIT OR Apache-2.0
//! The demonstration scene is recognised, whole and every time.

#[path = "../../cli/src/scene/mod.rs"]
mod drawn;

use drawn::{HEIGHT, Placed, Scene, WIDTH, gallery};
use utsushi::fft::{CheckedSpec, FftModel, FftSpec, Reference, Transform};
use utsushi::shape::{Gallery, Match, Object, Profile, Settings, Tier, describe, find_objects};

fn spec(data: u32) -> CheckedSpec {
    FftSpec { len: 256, data, twiddle: data, ..FftSpec::default() }.check().unwrap()
}

fn known(engine: &mut dyn Transform<f64>) -> Gallery {
    Gallery::from_pictures("parts", &gallery(), Tier::Complex, &Settings::default(), engine).unwrap()
}

/// The objects of a scene with the truth about each and what it was taken for.
fn recognised(seed: u64, gallery: &Gallery, engine: &mut dyn Transform<f64>) -> Vec<(Object, Placed, Match)> {
    let scene = Scene::draw(seed);
    let (_, objects) = find_objects(&scene.picture, &Settings::default());
    assert_eq!(objects.len(), scene.truth.len(), "seed {seed}");
    let spec = engine.spec().clone();
    let signatures: Vec<_> =
        objects.iter().map(|object| Profile::of(object, Tier::Complex, &spec).unwrap()).collect();
    let matches = describe(&signatures, engine).unwrap();
    let results = objects.into_iter().zip(matches).map(|(object, descriptor)| {
        let off =
            |part: &Placed| (part.centre[0] - object.centroid[0]).hypot(part.centre[1] - object.centroid[1]);
        let truth = scene.truth.iter().min_by(|a, b| off(a).total_cmp(&off(b))).unwrap().clone();
        (object, truth, gallery.nearest(&descriptor))
    });
    results.collect()
}

fn check(seeds: std::ops::Range<u64>, engine: &mut dyn Transform<f64>) -> usize {
    let gallery = known(engine);
    let mut checked = 0;
    for seed in seeds {
        for (object, truth, found) in recognised(seed, &gallery, engine) {
            assert_eq!(found.label, truth.label, "seed {seed}: {found:?}");
            assert!(!object.touches_border && !object.touching(), "seed {seed}: {truth:?}");
            let period = 360.0 / f64::from(truth.symmetry);
            let off = (found.angle_degrees - truth.angle_degrees).rem_euclid(period);
            // Two pixels at 50 from the centroid, which the smallest part's radius exceeds.
            assert!(off.min(period - off) < 2.3, "seed {seed}: {truth:?}, angle {}", found.angle_degrees);
            assert!(
                (found.scale / truth.scale - 1.0).abs() < 2.0 / 50.0,
                "seed {seed}: {truth:?}, scale {}",
                found.scale
            );
            // Each side within three pixels: the threshold cuts the sharpest tips by two.
            let sides = |[left, top, width, height]: [u32; 4]| [left, top, left + width, top + height];
            let apart =
                sides(object.bbox).into_iter().zip(sides(truth.bbox)).map(|(a, b)| a.abs_diff(b)).max();
            assert!(apart <= Some(3), "seed {seed}: {truth:?}, box {:?}", object.bbox);
            checked += 1;
        }
    }
    checked
}

/// All parts of 200 scenes.
fn check_all(engine: &mut dyn Transform<f64>) {
    assert_eq!(check(0..200, engine), 200 * 12);
}

#[test]
fn every_part_is_recognised_in_f64() {
    check_all(&mut Reference::new(&spec(16)));
}

#[test]
fn every_part_is_recognised_by_the_model_at_10_bits() {
    check_all(&mut FftModel::new(&spec(10)));
}

#[test]
fn every_part_is_recognised_by_the_model_at_12_bits() {
    check_all(&mut FftModel::new(&spec(12)));
}

#[test]
fn every_part_is_recognised_by_the_model_at_16_bits() {
    check_all(&mut FftModel::new(&spec(16)));
}

#[test]
fn a_seed_decides_every_byte() {
    let (a, b) = (Scene::draw(7), Scene::draw(7));
    assert_eq!(a, b);
    assert_ne!(a.picture, Scene::draw(8).picture);
    assert_eq!((a.picture.width(), a.picture.height()), (WIDTH, HEIGHT));
    assert_eq!(gallery(), gallery());
}

#[test]
fn parts_do_not_overlap() {
    for seed in 0..4 {
        let truth = Scene::draw(seed).truth;
        for (i, a) in truth.iter().enumerate() {
            assert!(
                a.bbox[0] > 0
                    && a.bbox[1] > 0
                    && ((a.bbox[0] + a.bbox[2]) as usize) < WIDTH
                    && ((a.bbox[1] + a.bbox[3]) as usize) < HEIGHT
            );
            for b in &truth[i + 1..] {
                let clear = |axis: usize| {
                    a.bbox[axis] + a.bbox[axis + 2] <= b.bbox[axis]
                        || b.bbox[axis] + b.bbox[axis + 2] <= a.bbox[axis]
                };
                assert!(clear(0) || clear(1), "seed {seed}: {a:?} and {b:?}");
            }
        }
    }
}

#[test]
fn parts_are_far_apart_from_each_other() {
    let gallery = known(&mut Reference::new(&spec(16)));
    let entries = gallery.entries();
    assert_eq!(entries.len(), 12);
    for (i, a) in entries.iter().enumerate() {
        for b in &entries[i + 1..] {
            let distance = a.descriptor.distance(&b.descriptor);
            assert!(distance > 0.15, "{} and {} are {distance:.3} apart", a.label, b.label);
        }
    }
}

#[test]
fn no_part_looks_like_two() {
    for (label, picture) in gallery() {
        let (_, objects) = find_objects(&picture, &Settings::default());
        assert_eq!((objects.len(), objects[0].touching()), (1, false), "{label}");
    }
}
