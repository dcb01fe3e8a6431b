// SPDX-License-Identifier: MIT OR Apache-2.0
//! Thresholds against their definitions.

use proptest::prelude::*;
use utsushi::picture::{Depth, Picture};
use utsushi::shape::{Mask, Method, Polarity, Settings, Threshold, find_objects, histogram, otsu, segment};

use super::common::painted;

/// Between-class variance of every level, by summing over the pixels anew each time, as a fraction of integers.
fn variances(levels: &[u16], count: usize) -> Vec<(u128, u128)> {
    let class = |keep: &dyn Fn(u16) -> bool| {
        let kept: Vec<u128> = levels.iter().filter(|&&p| keep(p)).map(|&p| p.into()).collect();
        (kept.len() as u128, kept.iter().sum::<u128>())
    };
    (0..count as u32)
        .map(|t| {
            let (n0, s0) = class(&|p| u32::from(p) <= t);
            let (n1, s1) = class(&|p| u32::from(p) > t);
            // n0·n1·(s0/n0 − s1/n1)² = (s0·n1 − s1·n0)²/(n0·n1)
            ((s0 * n1).abs_diff(s1 * n0).pow(2), (n0 * n1).max(1))
        })
        .collect()
}

proptest! {
    #[test]
    fn otsu_maximises_the_between_class_variance(levels in prop::collection::vec(0_u16..256, 1..200), few in 1_u16..256) {
        let levels: Vec<u16> = levels.iter().map(|p| p % few).collect();
        let picture = Picture::new(levels.len(), 1, Depth::Eight, levels.clone());
        let table = histogram(&picture);
        for (level, &n) in table.iter().enumerate() {
            prop_assert_eq!(n, levels.iter().filter(|&&p| usize::from(p) == level).count() as u64);
        }
        let variance = variances(&levels, 256);
        let value = |level: usize| variance[level].0 as f64 / variance[level].1 as f64;
        let best = (0..256).map(value).fold(0.0, f64::max);
        match otsu(&table) {
            None => prop_assert!(best == 0.0),
            // Two levels may tie but for the rounding of f64.
            Some(level) => prop_assert!(value(level.into()) >= best * (1.0 - 1e-12)),
        }
    }

    #[test]
    fn the_local_mean_is_that_of_the_window(
        width in 1_usize..80, height in 1_usize..40, window in 1_usize..90, offset in 0_u8..20, seed in any::<u64>(), deep in any::<bool>()
    ) {
        let depth = if deep { Depth::Sixteen } else { Depth::Eight };
        let noise = |i: usize| (seed.wrapping_mul(i as u64 * 2 + 1) >> 40) as u16 & depth.max();
        let picture = Picture::new(width, height, depth, (0..width * height).map(noise).collect());
        let settings = Settings { threshold: Threshold::Adaptive, window: Some(window), offset, min_area: Some(1), ..Settings::default() };
        let found = segment(&picture, &settings);
        let side = (window | 1).min((2 * width.max(height)) | 1);
        prop_assert_eq!(found.method, Method::Adaptive { window: side, offset: u16::from(offset) * depth.unit() });
        let reach = side as i64 / 2;
        for y in 0..height as i64 {
            for x in 0..width as i64 {
                let inside = (y - reach..=y + reach).flat_map(|v| (x - reach..=x + reach).map(move |u| (u, v)))
                    .filter(|&(u, v)| u >= 0 && v >= 0 && u < width as i64 && v < height as i64);
                let pixels: Vec<i64> = inside.map(|(u, v)| picture.row(v as usize)[u as usize].into()).collect();
                let (n, sum) = (pixels.len() as i64, pixels.iter().sum::<i64>());
                let (pixel, margin) = (i64::from(picture.row(y as usize)[x as usize]), i64::from(offset) * i64::from(depth.unit()));
                let expected = match found.polarity {
                    Polarity::Bright => pixel * n > sum + margin * n,
                    Polarity::Dark => pixel * n < sum - margin * n,
                };
                prop_assert_eq!(found.mask.get(x as usize, y as usize), expected, "({}, {})", x, y);
            }
        }
    }

    #[test]
    fn a_fixed_level_parts_above_from_the_rest(level in any::<u8>(), pixels in prop::collection::vec(any::<u16>(), 130 * 3), deep in any::<bool>()) {
        let depth = if deep { Depth::Sixteen } else { Depth::Eight };
        let samples: Vec<u16> = pixels.iter().map(|p| p & depth.max()).collect();
        let picture = Picture::new(130, 3, depth, samples.clone());
        let found = segment(&picture, &Settings { threshold: Threshold::Fixed(level), ..Settings::default() });
        let bright = |x: usize, y: usize| samples[y * 130 + x] > u16::from(level) * depth.unit();
        let expected = Mask::from_fn(130, 3, |x, y| bright(x, y) == (found.polarity == Polarity::Bright));
        prop_assert_eq!(found.mask, expected);
    }
}

fn blob() -> Mask {
    Mask::from_fn(90, 70, |x, y| x.abs_diff(45).pow(2) + y.abs_diff(30).pow(2) < 400)
}

#[test]
fn an_empty_gap_is_parted_in_its_middle() {
    let picture = painted(&blob(), 40, 201);
    assert_eq!(otsu(&histogram(&picture)), Some(120));
}

#[test]
fn polarity_is_found() {
    for threshold in [Threshold::Otsu, Threshold::Adaptive, Threshold::Auto, Threshold::Fixed(100)] {
        let settings = Settings { threshold, ..Settings::default() };
        for (dark, bright, polarity) in [(60, 180, Polarity::Bright), (180, 60, Polarity::Dark)] {
            let found = segment(&painted(&blob(), dark, bright), &settings);
            assert_eq!((found.polarity, found.mask), (polarity, blob()), "{threshold}");
        }
    }
}

#[test]
fn deep_pictures_give_the_masks_of_shallow_ones() {
    let shallow = painted(&blob(), 60, 180);
    let samples = shallow.samples().iter().map(|p| p * 257).collect();
    let deep = Picture::new(90, 70, Depth::Sixteen, samples);
    for threshold in [Threshold::Otsu, Threshold::Adaptive, Threshold::Auto, Threshold::Fixed(100)] {
        let settings = Settings { threshold, ..Settings::default() };
        assert_eq!(segment(&deep, &settings).mask, segment(&shallow, &settings).mask, "{threshold}");
    }
}

/// Two blobs; the light falls from left to right by `loss` of its strength.
fn lit(loss: usize) -> Picture {
    let blobs = |x: usize, y: usize| {
        [40, 160].iter().any(|c: &usize| x.abs_diff(*c).pow(2) + y.abs_diff(60).pow(2) < 500)
    };
    let level =
        |x: usize, y: usize| (if blobs(x, y) { 200 } else { 100 }) * (200 * 100 - loss * x) / (200 * 100);
    Picture::new(200, 120, Depth::Eight, (0..200 * 120).map(|i| level(i % 200, i / 200) as u16).collect())
}

#[test]
fn auto_takes_otsu_in_even_light_and_the_local_mean_in_uneven_light() {
    let settings = Settings::default();
    let even = segment(&lit(0), &settings);
    assert_eq!((even.method, even.unevenness), (Method::Otsu(149), Some(0.0)));
    let (uneven, objects) = find_objects(&lit(60), &settings);
    assert_eq!(uneven.method, Method::Adaptive { window: 51, offset: 5 });
    assert!(uneven.unevenness.unwrap() > 0.3, "{:?}", uneven.unevenness);
    assert_eq!(objects.len(), 2);
    let blind = find_objects(&lit(60), &Settings { threshold: Threshold::Otsu, ..settings }).1;
    assert!(
        blind.len() != 2 || blind[0].area.abs_diff(blind[1].area) > 100,
        "this light does not need a local mean"
    );
}

#[test]
fn pictures_without_objects() {
    for level in [0, 128, 255] {
        for (width, height) in [(1, 1), (2, 3), (80, 60)] {
            let flat = Picture::new(width, height, Depth::Eight, vec![level; width * height]);
            for threshold in [
                Threshold::Auto,
                Threshold::Otsu,
                Threshold::Adaptive,
                Threshold::Fixed(0),
                Threshold::Fixed(255),
            ] {
                let (found, objects) = find_objects(&flat, &Settings { threshold, ..Settings::default() });
                assert_eq!((found.mask.count(), objects.len()), (0, 0), "{threshold}, level {level}");
            }
        }
    }
}

#[test]
fn defaults_follow_the_picture() {
    let settings = Settings::default();
    assert_eq!(
        [settings.window(384, 303), settings.window(10, 100), settings.window(1024, 768)],
        [121, 51, 307]
    );
    assert_eq!(
        [settings.min_area(384, 303), settings.min_area(64, 64), settings.min_area(1024, 768)],
        [113, 16, 768]
    );
}

#[test]
fn thresholds_have_words() {
    for (word, threshold) in [
        ("auto", Threshold::Auto),
        ("otsu", Threshold::Otsu),
        ("adaptive", Threshold::Adaptive),
        ("0", Threshold::Fixed(0)),
        ("255", Threshold::Fixed(255)),
    ] {
        assert_eq!((word.parse(), threshold.to_string().as_str()), (Ok(threshold), word));
    }
    for word in ["256", "-1", "Otsu", ""] {
        let said =
            format!("threshold '{word}' is unknown; use auto, otsu, adaptive or a level from 0 to 255");
        assert_eq!(word.parse::<Threshold>(), Err(said));
    }
}

#[test]
fn methods_say_what_they_are() {
    let said = [Method::Otsu(97), Method::Adaptive { window: 75, offset: 5 }, Method::Fixed(128)]
        .map(|m| m.to_string());
    assert_eq!(said, ["otsu at level 97", "adaptive over 75 pixels, offset 5", "fixed at level 128"]);
}
