// SPDX-License-Identifier: MIT OR Apache-2.0
//! Galleries: what they hold, what they refuse, what is nearest.

use std::path::Path;

use utsushi::fft::{FftModel, Reference};
use utsushi::picture::Picture;
use utsushi::shape::{Entry, Gallery, Mask, Settings, ShapeError, Tier, find_objects};

use super::common::{descriptor, painted, spec};

fn disc() -> Mask {
    Mask::from_fn(64, 64, |x, y| x.abs_diff(32).pow(2) + y.abs_diff(32).pow(2) < 400)
}

fn square() -> Mask {
    Mask::from_fn(64, 64, |x, y| x.abs_diff(32).max(y.abs_diff(32)) < 18)
}

fn bar() -> Mask {
    Mask::from_fn(64, 64, |x, y| x.abs_diff(32) < 25 && y.abs_diff(32) < 5)
}

fn write(folder: &Path, name: &str, mask: &Mask) {
    let path = folder.join("part.png");
    painted(mask, 30, 220).write_png(&path).unwrap();
    std::fs::rename(path, folder.join(name)).unwrap();
}

fn open(folder: &Path) -> Result<Gallery, ShapeError> {
    Gallery::from_folder(folder, Tier::Complex, &Settings::default(), &mut Reference::new(&spec(128, 16)))
}

fn sentence(folder: &Path) -> String {
    open(folder).unwrap_err().to_string().replace(&folder.display().to_string(), "DIR")
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "square.png", &square());
    write(folder.path(), "disc.PNG", &disc());
    write(folder.path(), "long.bar.bmp", &bar());
    write(folder.path(), ".hidden.png", &bar());
    std::fs::write(folder.path().join("README.md"), "not a picture").unwrap();
    std::fs::create_dir(folder.path().join("folder.png")).unwrap();
    let gallery = open(folder.path()).unwrap();
    let labels: Vec<_> = gallery.entries().iter().map(|entry| entry.label.as_str()).collect();
    assert_eq!(labels, ["disc", "long.bar", "square"]);
}

#[test]
fn folder_and_pictures_give_the_same_gallery() {
    let folder = tempfile::tempdir().unwrap();
    let masks = [("a", disc()), ("b", square()), ("c", bar())];
    for (label, mask) in &masks {
        write(folder.path(), &format!("{label}.png"), mask);
    }
    let pictures: Vec<(String, Picture)> =
        masks.iter().map(|(label, mask)| ((*label).to_owned(), painted(mask, 30, 220))).collect();
    let engine = &mut FftModel::new(&spec(128, 16));
    let given =
        Gallery::from_pictures("given", &pictures, Tier::Complex, &Settings::default(), engine).unwrap();
    assert_eq!(
        Gallery::from_folder(folder.path(), Tier::Complex, &Settings::default(), engine).unwrap(),
        given
    );
}

#[test]
fn the_nearest_is_found_with_its_margin() {
    let spec = spec(128, 16);
    let points = |mask: &Mask| find_objects(&painted(mask, 30, 220), &Settings::default()).1[0].points();
    let known = |label: &str, mask: &Mask| Entry {
        label: label.to_owned(),
        descriptor: descriptor(&points(mask), &spec),
    };
    let gallery = Gallery::new(
        "three",
        &spec,
        vec![known("disc", &disc()), known("square", &square()), known("bar", &bar())],
    )
    .unwrap();
    let larger = Mask::from_fn(128, 128, |x, y| x.abs_diff(64).max(y.abs_diff(64)) < 36);
    let asked = descriptor(&points(&larger), &spec);
    let found = gallery.nearest(&asked);
    assert_eq!((found.label.as_str(), found.runner_up.as_deref()), ("square", Some("disc")));
    let distance = |i: usize| asked.distance(&gallery.entries()[i].descriptor);
    assert_eq!((found.distance, found.margin), (distance(1), Some(distance(0) - distance(1))));
    assert!(distance(0) < distance(2));
    // 71 pixels between the outermost pixel centres of the larger, 34 of the smaller.
    assert!((found.scale - 70.0 / 34.0).abs() < 0.02, "scale {}", found.scale);
}

#[test]
fn alone_there_is_no_margin() {
    let curve = [(0.0, 0.0), (4.0, 0.0), (0.0, 3.0)].map(|(x, y)| num_complex::Complex::new(x, y));
    let descriptor = descriptor(&curve, &spec(64, 16));
    let gallery = Gallery::new(
        "one",
        &spec(64, 16),
        vec![Entry { label: "only".to_owned(), descriptor: descriptor.clone() }],
    )
    .unwrap();
    let found = gallery.nearest(&descriptor);
    assert_eq!((found.distance, found.margin, found.runner_up), (0.0, None, None));
    // The peak of the correlation is flat: its place is known to the root of f64's precision.
    assert_eq!((found.angle_degrees.abs() < 1e-4, found.scale), (true, 1.0));
}

#[test]
fn the_largest_object_is_the_shape() {
    let both = Mask::from_fn(128, 64, |x, y| if x < 64 { bar().get(x, y) } else { disc().get(x - 64, y) });
    let gallery = |mask: &Mask| {
        let picture = [("x".to_owned(), painted(mask, 30, 220))];
        Gallery::from_pictures(
            "g",
            &picture,
            Tier::Complex,
            &Settings::default(),
            &mut Reference::new(&spec(128, 16)),
        )
        .unwrap()
    };
    let (both, disc) = (gallery(&both), gallery(&disc()));
    assert!(both.entries()[0].descriptor.distance(&disc.entries()[0].descriptor) < 1e-9);
}

#[test]
fn a_missing_folder() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(sentence(&folder.path().join("none")), "gallery DIR: there is no such folder; check the path");
}

#[test]
fn a_file_for_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "disc.png", &disc());
    assert_eq!(
        sentence(&folder.path().join("disc.png")),
        "gallery DIR is a file; name the folder that holds one picture a label"
    );
}

#[test]
fn an_empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    let expected = "gallery DIR holds no picture; put in one picture a label, such as gear.png";
    assert_eq!(sentence(folder.path()), expected);
    std::fs::write(folder.path().join("notes.txt"), "nothing").unwrap();
    assert_eq!(sentence(folder.path()), expected);
}

#[test]
fn two_equal_labels() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "nut.png", &disc());
    write(folder.path(), "nut.jpg", &square());
    assert_eq!(
        sentence(folder.path()),
        "label 'nut' occurs twice, as nut.jpg and as nut.png; rename or remove one of them"
    );
    let pictures = [disc(), square()].map(|mask| ("nut".to_owned(), painted(&mask, 30, 220)));
    let said = Gallery::from_pictures(
        "g",
        &pictures,
        Tier::Complex,
        &Settings::default(),
        &mut Reference::new(&spec(64, 16)),
    );
    assert_eq!(
        said.unwrap_err().to_string(),
        "label 'nut' occurs twice, as entry 1 and as entry 2; rename or remove one of them"
    );
}

#[test]
fn a_picture_without_object() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "blank.png", &Mask::new(64, 64));
    assert_eq!(
        sentence(folder.path()),
        "DIR/blank.png has no object of at least 16 pixels; use a picture of one object on a plain background or lower the minimum area"
    );
}

#[test]
fn an_object_without_extent() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "speck.png", &Mask::from_fn(64, 64, |x, y| (x, y) == (30, 30)));
    let settings = Settings { min_area: Some(1), ..Settings::default() };
    let said =
        Gallery::from_folder(folder.path(), Tier::Complex, &settings, &mut Reference::new(&spec(64, 16)))
            .unwrap_err();
    assert_eq!(
        said.to_string().replace(&folder.path().display().to_string(), "DIR"),
        "DIR/speck.png: a contour of 1 distinct points is no curve; it needs at least 3: raise the minimum area"
    );
}

#[test]
fn a_broken_picture() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.png", &disc());
    std::fs::write(folder.path().join("b.png"), "text").unwrap();
    assert_eq!(
        sentence(folder.path()),
        "DIR/b.png is no picture: it does not begin as PNG, JPEG, BMP, TIFF, PNM, WebP or GIF do; convert it to PNG"
    );
}
