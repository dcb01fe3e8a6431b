// SPDX-License-Identifier: MIT OR Apache-2.0
//! Objects that have grown together, split and recognised.

use utsushi::fft::Reference;
use utsushi::picture::Picture;
use utsushi::shape::{Gallery, Mask, Profile, Settings, Tier, describe, find_objects, trace};

use super::common::{painted, spec};

type Inside = fn(f64, f64) -> bool;

fn disc(x: f64, y: f64) -> bool {
    x.hypot(y) <= 36.0
}

fn square(x: f64, y: f64) -> bool {
    x.abs().max(y.abs()) <= 31.0
}

/// Four lobes, right, up, left and down.
fn star(x: f64, y: f64) -> bool {
    x.hypot(y) <= 29.0 + 6.0 * (4.0 * y.atan2(x)).cos()
}

fn washer(x: f64, y: f64) -> bool {
    disc(x, y) && x.hypot(y) >= 15.0
}

const PARTS: [(&str, Inside); 4] = [("disc", disc), ("square", square), ("star", star), ("washer", washer)];

/// Shapes with their middles at these places.
fn scene(parts: &[(Inside, f64, f64)]) -> Mask {
    Mask::from_fn(300, 220, |x, y| parts.iter().any(|(inside, u, v)| inside(x as f64 - u, y as f64 - v)))
}

#[test]
fn two_discs_are_two() {
    let mask = scene(&[(disc, 80.0, 100.0), (disc, 149.0, 110.0)]);
    let found = trace(&mask, 16);
    assert_eq!(found.len(), 1);
    let parts = found[0].split(&mask);
    assert_eq!(parts.len(), 2);
    let mut centres: Vec<[f64; 2]> = parts.iter().map(|part| part.centroid).collect();
    centres.sort_by(|a, b| a[0].total_cmp(&b[0]));
    for (centre, expected) in centres.iter().zip([[80.0, 100.0], [149.0, 110.0]]) {
        assert!((centre[0] - expected[0]).hypot(centre[1] - expected[1]) < 1.5, "{centre:?}");
    }
    // Not a pixel is lost, none is counted twice, and no contour leaves the object.
    assert_eq!(parts.iter().map(|part| part.area).sum::<u64>(), found[0].area);
    for part in &parts {
        assert!(part.contour.iter().all(|pixel| mask.get(pixel.x as usize, pixel.y as usize)));
        assert!(!part.touching(), "what was split is one");
        assert!(part.bbox[2].abs_diff(73) <= 3 && part.bbox[3].abs_diff(73) <= 3, "{:?}", part.bbox);
    }
}

#[test]
fn what_is_one_stays_one() {
    for (label, inside) in PARTS {
        let mask = scene(&[(inside, 120.0, 90.0)]);
        let found = trace(&mask, 16);
        assert_eq!(found[0].split(&mask), found, "{label}");
    }
}

#[test]
fn three_in_a_row_at_the_edge() {
    let mask = scene(&[(disc, 35.0, 80.0), (disc, 104.0, 80.0), (disc, 173.0, 80.0)]);
    let found = trace(&mask, 16);
    assert_eq!(found.len(), 1);
    let parts = found[0].split(&mask);
    assert_eq!(parts.len(), 3);
    let at_edge: Vec<bool> = parts.iter().map(|part| part.touches_border).collect();
    assert_eq!(at_edge.iter().filter(|edge| **edge).count(), 1, "{at_edge:?}");
}

/// Every pair of parts, touching at a corner of their boxes or side by side, is split and both are named.
#[test]
fn touching_parts_are_recognised() {
    let picture = |(label, inside): (&str, Inside)| {
        (label.to_owned(), painted(&scene(&[(inside, 150.0, 110.0)]), 40, 210))
    };
    let known: Vec<(String, Picture)> = PARTS.map(picture).to_vec();
    let spec = spec(128, 16);
    let engine = &mut Reference::new(&spec);
    let gallery =
        Gallery::from_pictures("parts", &known, Tier::Complex, &Settings::default(), engine).unwrap();
    let mut recognised = 0;
    for (first, a) in PARTS {
        for (second, b) in PARTS {
            // As near as they meet in a few pixels.
            let reach =
                |inside: Inside| (0..60).take_while(|&x| inside(f64::from(x), 0.0) || x < 16).count() as f64;
            let mask = scene(&[(a, 80.0, 100.0), (b, 80.0 + reach(a) + reach(b) - 2.0, 100.0)]);
            assert_eq!(trace(&mask, 16).len(), 1, "{first} and {second} touch");
            let settings = Settings { split: true, ..Settings::default() };
            let (_, objects) = find_objects(&painted(&mask, 40, 210), &settings);
            if first == second && (first == "square" || first == "star") {
                // A whole side is no neck, and lobes that meet end to end are too long for the rule.
                assert_eq!(objects.len(), 1);
                continue;
            }
            let mut names: Vec<String> = Vec::new();
            for object in &objects {
                let profile = Profile::of(object, Tier::Complex, &spec).unwrap();
                names.push(gallery.nearest(&describe(&[profile], engine).unwrap()[0]).label);
            }
            // Holes do not count: a washer's outline is a disc's.
            let outline = |name: &str| name.replace("washer", "disc");
            let mut expected = [outline(first), outline(second)];
            expected.sort();
            let mut found: Vec<String> = names.iter().map(|name| outline(name)).collect();
            found.sort();
            assert_eq!(found, expected, "{first} and {second}");
            recognised += 2;
        }
    }
    assert_eq!(recognised, 28);
}
