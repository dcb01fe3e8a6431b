// SPDX-License-Identifier: MIT OR Apache-2.0
//! Real pictures, if they are there: `$UTSUSHI_DATA/images`, else `../shared/data/images` beside the workspace.

use std::path::PathBuf;

use utsushi::picture::{Picture, load};
use utsushi::shape::{Method, Polarity, Profile, Settings, Tier, find_objects};

use super::common::spec;

/// `None`, and a word about it, if the photographs are absent.
fn photograph(name: &str) -> Option<Picture> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let path = std::env::var_os("UTSUSHI_DATA").map_or_else(beside, PathBuf::from).join("images").join(name);
    if !path.exists() {
        eprintln!("skipped: {} is absent; set UTSUSHI_DATA to the folder that holds images/", path.display());
        return None;
    }
    Some(load(path).unwrap())
}

#[test]
fn the_twenty_four_coins() {
    let Some(coins) = photograph("coins.png") else { return };
    let (found, objects) = find_objects(&coins, &Settings::default());
    assert_eq!(
        (found.method, found.polarity),
        (Method::Adaptive { window: 121, offset: 5 }, Polarity::Bright)
    );
    assert_eq!(objects.len(), 24);
    assert!(objects.iter().all(|object| !object.touches_border && !object.touching()));
    // Coins are round: as wide as high, within a fifth.
    assert!(objects.iter().all(|object| object.bbox[2].abs_diff(object.bbox[3]) * 5 < object.bbox[2]));
}

#[test]
fn the_coins_do_not_hang_on_the_settings() {
    let Some(coins) = photograph("coins.png") else { return };
    let mut tried = 0;
    for window in (111..=141).step_by(10) {
        for offset in [3, 4, 5, 6, 8, 10] {
            for min_area in [80, 113, 147, 350, 500, 650, 850] {
                let settings = Settings {
                    window: Some(window),
                    offset,
                    min_area: Some(min_area),
                    ..Settings::default()
                };
                let count = find_objects(&coins, &settings).1.len();
                // One speck of 100 pixels or less at the corner of this range.
                let allowed = if window == 111 && offset == 3 { 24..=25 } else { 24..=24 };
                assert!(
                    allowed.contains(&count),
                    "window {window}, offset {offset}, area {min_area}: {count}"
                );
                tried += 1;
            }
        }
    }
    assert_eq!(tried, 4 * 6 * 7);
}

#[test]
fn the_horse_is_one_dark_object() {
    let Some(horse) = photograph("horse.png") else { return };
    let (found, objects) = find_objects(&horse, &Settings::default());
    assert_eq!((found.polarity, objects.len()), (Polarity::Dark, 1));
    assert!(matches!(found.method, Method::Otsu(_)), "{}", found.method);
    assert!(!objects[0].touches_border);
}

#[test]
fn every_photograph_gives_signatures() {
    let names = [
        "astronaut",
        "brick",
        "camera",
        "cell",
        "chelsea",
        "coffee",
        "coins",
        "grass",
        "gravel",
        "horse",
        "text",
    ];
    for name in names {
        let Some(picture) = photograph(&format!("{name}.png")) else { return };
        for object in find_objects(&picture, &Settings::default()).1 {
            let signature = Profile::of(&object, Tier::Complex, &spec(256, 16)).unwrap();
            let [_, _, width, height] = object.bbox.map(f64::from);
            assert!(
                signature.radius() <= width.hypot(height)
                    && signature.radius() >= width.max(height) / 2.0 - 1.0,
                "{name}"
            );
        }
    }
}
