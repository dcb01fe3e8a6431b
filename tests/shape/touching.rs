// SPDX-License-Identifier: MIT OR Apache-2.0
//! Objects grown together, and objects that are merely not convex.

use utsushi::shape::{Mask, trace};

fn touching(inside: impl Fn(f64, f64) -> bool) -> bool {
    let mask = Mask::from_fn(240, 160, |x, y| inside(x as f64 - 120.0, y as f64 - 80.0));
    let objects = trace(&mask, 1);
    assert_eq!(objects.len(), 1, "the test's own object is not connected");
    objects[0].touching()
}

fn disc(x: f64, y: f64, r: f64) -> bool {
    x * x + y * y <= r * r
}

fn bar(x: f64, y: f64, half_width: f64, half_height: f64) -> bool {
    x.abs() <= half_width && y.abs() <= half_height
}

#[test]
fn discs_that_overlap_little_are_told_apart() {
    for radius in [12.0, 25.0, 40.0] {
        for overlap in [0.02, 0.08, 0.15] {
            let apart = radius * (1.0 - overlap);
            assert!(
                touching(|x, y| disc(x - apart, y, radius) || disc(x + apart, y, radius)),
                "{radius} {overlap}"
            );
            let (dx, dy) = (apart * 0.6, apart * 0.8);
            assert!(
                touching(|x, y| disc(x - dx, y - dy, radius) || disc(x + dx, y + dy, radius)),
                "{radius} {overlap}"
            );
        }
    }
    assert!(touching(|x, y| disc(x + 35.0, y, 36.0) || disc(x - 27.0, y, 27.0)), "of unequal size");
    assert!(touching(|x, y| [-60.0, 0.0, 60.0].iter().any(|c| disc(x - c, y, 30.5))), "three in a row");
}

#[test]
fn rings_that_touch_are_told_apart() {
    let ring = |x, y| disc(x, y, 30.0) && !disc(x, y, 20.0);
    assert!(touching(|x, y| ring(x - 29.0, y) || ring(x + 29.0, y)));
}

#[test]
fn single_objects_are_single() {
    assert!(!touching(|x, y| disc(x, y, 50.0)));
    assert!(!touching(|x, y| disc(x, y, 50.0) && !disc(x, y, 40.0)), "a ring");
    assert!(!touching(|x, y| disc(x / 2.0, y, 40.0)), "an ellipse");
    assert!(!touching(|x, y| bar(x, y, 90.0, 8.0)), "a bar");
    assert!(!touching(|x, y| bar(x, y, 60.0, 15.0) || bar(x + 45.0, y - 30.0, 15.0, 45.0)), "an L");
    assert!(!touching(|x, y| bar(x, y, 60.0, 12.0) || bar(x, y, 12.0, 60.0)), "a cross");
    assert!(
        !touching(|x, y| bar(x, y, 80.0, 10.0) || disc(x - 80.0, y, 22.0) || disc(x + 80.0, y, 26.0)),
        "a long dumbbell"
    );
    assert!(!touching(|x, y| bar(x - 30.0, y, 60.0, 7.0) || disc(x + 50.0, y, 28.0)), "a key");
    assert!(!touching(|x, y| disc(x, y, 50.0) && !bar(x - 40.0, y, 30.0, 12.0)), "a notched disc");
}

#[test]
fn the_documented_limit_holds() {
    // A knob of less than half the thickness is part of the whole; one of more is an object.
    let knob = |radius: f64| touching(|x, y| disc(x + 30.0, y, 48.0) || disc(x - 17.0 - radius, y, radius));
    assert_eq!([knob(18.0), knob(32.0)], [false, true]);
    // Discs that overlap by half a diameter have a neck of 0.87 of their radius: one object.
    assert!(!touching(|x, y| disc(x - 20.0, y, 40.0) || disc(x + 20.0, y, 40.0)));
}

#[test]
fn large_objects_are_looked_at_in_steps() {
    let pair = |apart: f64| {
        let inside = |x: f64, y: f64| disc(x - apart, y, 300.0) || disc(x + apart, y, 300.0);
        let mask = Mask::from_fn(1300, 620, |x, y| inside(x as f64 - 650.0, y as f64 - 310.0));
        trace(&mask, 1)[0].touching()
    };
    assert!(pair(290.0));
    assert!(!pair(150.0));
}

#[test]
fn specks_are_single() {
    for (width, height) in [(1, 1), (2, 1), (1, 9), (3, 3)] {
        assert!(!trace(&Mask::from_fn(width, height, |_, _| true), 1)[0].touching());
    }
}

#[test]
fn filled_means_without_holes() {
    let ring = Mask::from_fn(30, 30, |x, y| {
        let square = x.abs_diff(15).pow(2) + y.abs_diff(15).pow(2);
        (80..=121).contains(&square)
    });
    let disc = Mask::from_fn(23, 23, |x, y| x.abs_diff(11).pow(2) + y.abs_diff(11).pow(2) <= 121);
    let objects = trace(&ring, 1);
    assert_eq!((objects.len(), objects[0].bbox), (1, [4, 4, 23, 23]));
    assert_eq!(objects[0].filled(), disc);
}
