// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi filter`: the picture that comes out, and what is refused.

mod common;

use std::fs;
use std::path::Path;

use common::{refused, utsushi};
use utsushi::picture::frequency::{Band, Filter, Normalisation, Plane, PlaneSpectrum, Profile, Unit};
use utsushi::picture::{Depth, Picture, load};
use utsushi::random::SplitMix64;

fn picture(path: &Path, width: usize, height: usize) {
    let mut random = SplitMix64::new(5);
    let pixel = |i: usize| ((i % width / 8 % 2) as f64 * 120.0 + 40.0 + random.between(0.0, 60.0)) as u8;
    let bytes: Vec<u8> = (0..width * height).map(pixel).collect();
    Picture::from_bytes(width, height, &bytes).write_png(path).unwrap();
}

fn expected(path: &Path, band: Band, profile: Profile, unit: Unit, offset: f64) -> Picture {
    let plane = Plane::of_picture(&load(path).unwrap());
    let mut spectrum = PlaneSpectrum::of(&plane, Normalisation::Root);
    Filter::new(band, profile, unit, plane.width(), plane.height()).unwrap().apply(&mut spectrum);
    spectrum.inverse().to_picture(Depth::Eight, offset)
}

#[test]
fn every_band_and_profile_gives_the_librarys_picture() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.png");
    picture(&path, 60, 45);
    for (flags, band, profile, unit, offset) in [
        ("--low 6", Band::Low { cut: 6.0 }, Profile::Ideal, Unit::Image, 0.0),
        ("--high 5.5 --profile gaussian", Band::High { cut: 5.5 }, Profile::Gaussian, Unit::Image, 0.5),
        (
            "--band 0.1 0.3 --unit pixel --profile butterworth:3",
            Band::Pass { low: 0.1, high: 0.3 },
            Profile::Butterworth(3),
            Unit::Pixel,
            0.5,
        ),
    ] {
        let run = utsushi(folder.path(), &format!("filter p.png {flags} --out out --json"));
        assert_eq!((run.code, &*run.stderr), (0, ""), "{flags}");
        let got = load(folder.path().join("out/p_filtered.png")).unwrap();
        assert_eq!(got, expected(&path, band, profile, unit, offset), "{flags}");
        let report = run.json();
        assert_eq!(report["images"][0]["offset"], offset);
        let energy = |key: &str| report["images"][0][key].as_f64().unwrap();
        assert!(energy("energy_after") < energy("energy_before"));
        for name in ["sheet", "before", "after", "result", "gain", "curve"] {
            for ending in ["png", "svg"] {
                assert!(folder.path().join(format!("out/p_{name}.{ending}")).is_file(), "{name}.{ending}");
            }
        }
    }
}

#[test]
fn the_fixed_engine_is_near_and_says_how_near() {
    let folder = tempfile::tempdir().unwrap();
    picture(&folder.path().join("p.png"), 60, 45);
    let run = utsushi(
        folder.path(),
        "filter p.png --low 10 --profile gaussian --engine model --data 24 --twiddle 24 --json",
    );
    assert_eq!((run.code, &*run.stderr), (0, ""));
    let report = run.json();
    let fixed = &report["images"][0]["fixed"];
    assert_eq!((&fixed["forward"]["overflow"], &fixed["inverse_overflow"]), (&false.into(), &false.into()));
    assert_eq!(fixed["forward"]["fit"], "60 x 45 by pad to 64 x 64");
    let worst = fixed["result_error"]["worst"].as_f64().unwrap();
    assert!(worst > 0.0 && worst < 1e-4, "{worst}");
    // The padding is cut off again.
    let got = load(folder.path().join("utsushi-filter/p_filtered.png")).unwrap();
    assert_eq!((got.width(), got.height()), (60, 45));
}

#[test]
fn what_is_no_band_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    picture(&folder.path().join("p.png"), 64, 48);
    fs::write(folder.path().join("text.png"), "no picture").unwrap();
    for (flags, sentence) in [
        (
            "p.png --low -3",
            "p.png: radius -3 is out of range; a cut is a number above 0, in cycles per image",
        ),
        (
            "p.png --high 0 --unit pixel",
            "p.png: radius 0 is out of range; a cut is a number above 0, in cycles per pixel",
        ),
        (
            "p.png --low nan",
            "p.png: radius NaN is out of range; a cut is a number above 0, in cycles per image",
        ),
        ("p.png --band 9 4", "p.png: the band 9 to 4 is empty; give the smaller radius first"),
        (
            "p.png --low 41",
            "p.png: radius 41 is beyond the grid of 64 x 48 bins, which ends at 40.000000 cycles per image; use a smaller radius",
        ),
        (
            "p.png --low 0.8 --unit pixel",
            "p.png: radius 0.8 is beyond the grid of 64 x 48 bins, which ends at 0.707107 cycles per pixel; use a smaller radius",
        ),
        (
            "p.png --low 4 --profile butterworth:0",
            "p.png: order 0 is out of range; a Butterworth filter has an order of 1 to 20",
        ),
        (
            "p.png --low 4 --twiddle 12",
            "--spec and its flags are for the fixed-point model; add --engine model, or leave them out",
        ),
        (
            "p.png --low 4 --inverse",
            "--inverse is no direction of a filter, which goes there and back; leave it out",
        ),
        ("missing.png --low 4", "missing.png: there is no such file; check the path"),
        (
            "p.png text.png --low 4",
            "text.png is no picture: it does not begin as PNG, JPEG, BMP, TIFF, PNM, WebP or GIF do; convert it to PNG",
        ),
    ] {
        refused(folder.path(), &format!("filter {flags} --out out"), sentence);
    }
    assert!(!folder.path().join("out").exists());
    for (flags, why) in [
        ("", "required arguments were not provided"),
        ("--low 3 --high 4", "cannot be used with"),
        ("--band 3", "2 values required"),
        ("--low 3 --profile brick", "profile 'brick' is unknown; use ideal, gaussian or butterworth:ORDER"),
        ("--low 3 --unit metre", "unit 'metre' is unknown; use image or pixel"),
    ] {
        let run = utsushi(folder.path(), &format!("filter p.png {flags}"));
        assert_eq!(run.code, 2, "{flags}");
        assert!(run.stderr.contains(why), "{flags}: {}", run.stderr);
    }
}

#[test]
fn the_result_spares_the_inputs() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["p.png", "p_filtered.png"] {
        picture(&folder.path().join(name), 30, 30);
    }
    let before = fs::read(folder.path().join("p_filtered.png")).unwrap();
    refused(
        folder.path(),
        "filter p.png p_filtered.png --low 4 --out .",
        "./p_filtered.png is an input and would be overwritten; choose another --out",
    );
    assert_eq!(fs::read(folder.path().join("p_filtered.png")).unwrap(), before);
}
