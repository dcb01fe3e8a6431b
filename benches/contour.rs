// SPDX-License-Identifier: MIT OR Apache-2.0
//! Time from mask to contours in nanoseconds a pixel, on drawn masks and on photographs if there are any.
//!
//! Prints the median of many runs. Photographs are looked for in `$UTSUSHI_DATA/images`, else in
//! `../shared/data/images` beside the workspace.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use utsushi::picture::{Depth, Picture, load};
use utsushi::shape::{Mask, Settings, Threshold, histogram, otsu, segment, trace};

const SIDE: usize = 512;

fn main() {
    println!("{:<34} {:>9} {:>8} {:>10} {:>10}", "mask", "pixels", "objects", "contour", "ns/pixel");
    for (name, mask) in drawn() {
        report(&name, &mask);
    }
    for (name, picture) in photographs() {
        for threshold in [Threshold::Otsu, Threshold::Adaptive] {
            let settings = Settings { threshold, ..Settings::default() };
            report(&format!("{name} {threshold}"), &segment(&picture, &settings).mask);
        }
    }
    steps();
}

fn report(name: &str, mask: &Mask) {
    let (width, height) = (mask.width(), mask.height());
    let min_area = Settings::default().min_area(width, height);
    let objects = trace(mask, min_area);
    let points: usize = objects.iter().map(|object| object.contour.len()).sum();
    let nanoseconds = median(|| drop(black_box(trace(black_box(mask), min_area)))) / (width * height) as f64;
    println!("{name:<34} {:>9} {:>8} {points:>10} {nanoseconds:>10.3}", width * height, objects.len());
}

fn steps() {
    let value = |i: usize| (i.wrapping_mul(0x9E37_79B9) >> 24 & 255) as u16;
    let picture = Picture::new(SIDE, SIDE, Depth::Eight, (0..SIDE * SIDE).map(value).collect());
    let pixels = (SIDE * SIDE) as f64;
    let settings = |threshold| Settings { threshold, ..Settings::default() };
    let time =
        |threshold| median(|| drop(black_box(segment(black_box(&picture), &settings(threshold))))) / pixels;
    println!("\nsegmentation of {SIDE} x {SIDE}, ns/pixel");
    println!("  otsu level {:.3}", median(|| _ = black_box(otsu(&histogram(black_box(&picture))))) / pixels);
    println!("  fixed {:.3}", time(Threshold::Fixed(127)));
    println!("  otsu {:.3}", time(Threshold::Otsu));
    println!("  adaptive {:.3}", time(Threshold::Adaptive));
}

/// Median time of a call in nanoseconds.
fn median(mut call: impl FnMut()) -> f64 {
    let mut times: Vec<u128> = (0..201)
        .map(|_| {
            let start = Instant::now();
            call();
            start.elapsed().as_nanos()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2] as f64
}

fn drawn() -> Vec<(String, Mask)> {
    let disc = |x: usize, y: usize, r: usize| {
        let (dx, dy) = (x.abs_diff(r), y.abs_diff(r));
        dx * dx + dy * dy <= (r - 4) * (r - 4)
    };
    vec![
        ("one disc".to_owned(), Mask::from_fn(SIDE, SIDE, |x, y| disc(x, y, SIDE / 2))),
        ("64 discs".to_owned(), Mask::from_fn(SIDE, SIDE, |x, y| disc(x % 64, y % 64, 32))),
        ("all object".to_owned(), Mask::from_fn(SIDE, SIDE, |_, _| true)),
        ("comb of 256 teeth".to_owned(), Mask::from_fn(SIDE, SIDE, |x, y| y < 4 || x % 2 == 0)),
    ]
}

fn photographs() -> Vec<(String, Picture)> {
    let root = std::env::var_os("UTSUSHI_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    let Ok(folder) = std::fs::read_dir(root.join("images")) else {
        println!("(no photographs in {}; set UTSUSHI_DATA)", root.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = folder.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let name = |path: &PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().filter_map(|path| Some((name(path), load(path).ok()?))).collect()
}
