// SPDX-License-Identifier: MIT OR Apache-2.0
//! The smallest word length at which no match changes.

use utsushi::fft::{CheckedSpec, FftModel, FftSpec, Reference, Transform};
use utsushi::picture::{Depth, Picture};
use utsushi::quality::word_length;
use utsushi::shape::{Gallery, Object, Profile, Settings, Tier, describe, find_objects};

/// A bright rectangle of these sides.
fn rectangle(width: usize, height: usize) -> Picture {
    let inside = |x: usize, y: usize| (20..20 + width).contains(&x) && (20..20 + height).contains(&y);
    let all = (0..180).flat_map(|y| (0..240).map(move |x| (x, y)));
    Picture::new(240, 180, Depth::Eight, all.map(|(x, y)| if inside(x, y) { 200 } else { 30 }).collect())
}

fn objects() -> Vec<Object> {
    let sides = [(81, 80), (91, 79), (101, 82), (113, 80), (119, 78), (66, 60), (133, 101)];
    let found = sides.map(|(w, h)| find_objects(&rectangle(w, h), &Settings::default()).1);
    found.into_iter().flatten().collect()
}

/// Rectangles whose sides differ by a tenth from one to the next: alike enough that few bits confuse them.
fn gallery(engine: &mut dyn Transform<f64>) -> Gallery {
    let entry = |tenths: usize| (format!("{tenths}:10"), rectangle(8 * tenths, 80));
    let pictures: Vec<_> = (10..=16).map(entry).collect();
    Gallery::from_pictures("rectangles", &pictures, Tier::Complex, &Settings::default(), engine).unwrap()
}

fn labels(spec: &CheckedSpec, engine: &mut dyn Transform<f64>) -> Vec<String> {
    let signatures: Vec<_> =
        objects().iter().map(|object| Profile::of(object, Tier::Complex, spec).unwrap()).collect();
    let descriptors = describe(&signatures, engine).unwrap();
    let gallery = gallery(engine);
    descriptors.iter().map(|descriptor| gallery.nearest(descriptor).label).collect()
}

fn specs() -> Vec<FftSpec> {
    (4..=20).map(|bits| FftSpec { len: 64, data: bits, twiddle: bits, ..FftSpec::default() }).collect()
}

#[test]
fn decisions_are_the_same_from_there_on_and_not_before() {
    let objects = objects();
    assert_eq!(objects.len(), 7);
    let found = word_length(&specs(), &objects, &mut |engine| Ok(gallery(engine))).unwrap();
    let wide = FftSpec { len: 64, data: 24, ..FftSpec::default() }.check().unwrap();
    let truth = labels(&wide, &mut Reference::new(&wide));
    let mut checked = 0;
    for spec in specs() {
        let checked_spec = spec.check().unwrap();
        let changed = labels(&checked_spec, &mut FftModel::new(&checked_spec)) != truth;
        assert!(!changed || spec.data < found.data, "{} bits change a decision", spec.data);
        assert!(changed || spec.data + 1 != found.data, "{} bits would have done", spec.data);
        checked += 1;
    }
    assert_eq!(checked, 17);
    assert!(found.data > 4, "so alike that 4 bits confuse them: {found:?}");
    let certified = found.certified.unwrap();
    assert!(certified >= found.data);
    let last = found.widths.last().unwrap();
    assert_eq!((last.data, last.certified, last.changed), (certified, 7, 0));
    assert!(found.widths[..found.widths.len() - 1].iter().all(|width| width.certified < 7));
}

/// The mean error predicted for white input is that of contours too, within a factor of three either way of the worst seen:
/// a worst is above a mean, and a contour's energy lies in few bins.
#[test]
fn the_predicted_error_is_of_the_measured_size() {
    let found = word_length(&specs(), &objects(), &mut |engine| Ok(gallery(engine))).unwrap();
    let measured: Vec<_> = found.widths.iter().filter(|width| width.data >= 7).collect();
    assert!(measured.len() >= 2, "{found:?}");
    for width in measured {
        let ratio = width.descriptor_error / width.predicted_error;
        assert!((1.0 / 3.0..3.0).contains(&ratio), "{width:?}");
    }
}

#[test]
fn searches_that_cannot_be_made() {
    let mut of_engine = |engine: &mut dyn Transform<f64>| Ok(gallery(engine));
    let none = word_length(&specs(), &[], &mut of_engine).unwrap_err();
    assert_eq!(none.to_string(), "there is no object to recognise; give pictures with at least one");
    let narrow = word_length(&specs()[..1], &objects(), &mut of_engine).unwrap_err();
    assert!(
        narrow
            .to_string()
            .ends_with(" of 7 decisions still change at 4 bits, the widest tried; leave more widths open"),
        "{narrow}"
    );
}
