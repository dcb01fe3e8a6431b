// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi spectrum`: what it says and writes of signals and images, and what it refuses.

mod common;
#[path = "common/signals.rs"]
#[allow(dead_code, reason = "shared with the refusals")]
mod signals;

use std::fs;
use std::path::Path;

use common::utsushi;
use serde_json::Value;
use signals::{files, picture, tone};
use utsushi::picture::frequency::{Normalisation, Plane, PlaneSpectrum, RadialPsd};
use utsushi::picture::{Picture, load};

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn near(value: &Value, expected: f64) {
    assert!((number(value) / expected - 1.0).abs() < 1e-12, "{value}, expected {expected}");
}

#[test]
fn a_tone_between_two_bins() {
    let folder = tempfile::tempdir().unwrap();
    tone(&folder.path().join("tone.wav"), 10.5, 1);
    let run = utsushi(folder.path(), "spectrum tone.wav --out out --json");
    assert_eq!((run.code, &*run.stderr), (0, ""));
    let report = run.json();
    let signal = &report["signals"][0];
    assert_eq!((&signal["rate"], &signal["frame"]), (&8000.into(), &1000.into()));
    assert!((number(&signal["seam"]["cycles"]) - 10.5).abs() < 0.02);
    assert_eq!(signal["leakage"].as_array().unwrap().len(), 4);
    assert!(number(&signal["leakage"][0]["outside"]) > 100.0 * number(&signal["leakage"][3]["outside"]));
    assert!(number(&signal["round_trip"]) <= 1e-12);
    let hertz = number(&signal["strongest"]["hertz"]);
    assert!([80.0, 88.0].iter().any(|at| (hertz - at).abs() < 1e-9), "{hertz}");
    let written = files(&folder.path().join("out"));
    for name in ["signal", "amplitude", "phase", "leakage", "seam"] {
        assert!(written[&format!("tone_{name}.png")].starts_with(b"\x89PNG"));
        assert!(written[&format!("tone_{name}.svg")].starts_with(b"<svg "));
    }
    let listed: Vec<_> = report["files"].as_array().unwrap().iter().map(|f| f.as_str().unwrap()).collect();
    assert_eq!(listed.len(), written.len(), "every file is named");
    assert!(written.keys().all(|name| listed.contains(&&*format!("out/{name}"))));
    let spoken = utsushi(folder.path(), "spectrum tone.wav");
    assert!(spoken.stdout.contains("does not divide it"), "{}", spoken.stdout);
    tone(&folder.path().join("tone.wav"), 10.0, 1);
    let spoken = utsushi(folder.path(), "spectrum tone.wav");
    assert!(spoken.stdout.contains("10.000 cycles in the frame: the period divides it"), "{}", spoken.stdout);
    assert!(!folder.path().join("utsushi-spectrum").exists(), "without --out nothing is written");
}

/// A column of a CSV by its name.
fn column(path: &Path, name: &str) -> Vec<f64> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let index = lines.next().unwrap().split(',').position(|title| title == name).unwrap();
    lines.map(|line| line.split(',').nth(index).unwrap().parse().unwrap()).collect()
}

#[test]
fn amplitude_and_phase_go_back_to_the_samples() {
    let folder = tempfile::tempdir().unwrap();
    tone(&folder.path().join("tone.wav"), 10.3, 1);
    for norm in ["none", "root", "mean"] {
        let line = format!("spectrum tone.wav --window hamming --norm {norm} --out there");
        assert_eq!(utsushi(folder.path(), &line).code, 0);
        let line = format!("spectrum there/tone_spectrum.csv --inverse --norm {norm} --out back");
        let run = utsushi(folder.path(), &line);
        assert_eq!((run.code, &*run.stderr), (0, ""));
        let samples = column(&folder.path().join("there/tone_rebuilt.csv"), "value");
        let back = column(&folder.path().join("back/tone_spectrum_rebuilt.csv"), "value");
        assert_eq!(back.len(), 1000);
        assert!(samples.iter().zip(&back).all(|(a, b)| (a - b).abs() <= 1e-12), "{norm}");
    }
}

#[test]
fn the_fixed_engine_says_what_it_did() {
    let folder = tempfile::tempdir().unwrap();
    tone(&folder.path().join("tone.wav"), 10.5, 1);
    for (fit, len) in [("pad", 1024), ("crop", 512), ("resample", 1024)] {
        let run =
            utsushi(folder.path(), &format!("spectrum tone.wav --engine model --data 20 --fit {fit} --json"));
        let report = run.json();
        let fixed = &report["signals"][0]["fixed"];
        assert_eq!([&fixed["fit"], &fixed["specs"][0]["len"]], [&Value::from(fit), &Value::from(len)]);
        assert_eq!((&fixed["overflow"], &report["spec"]["data"]), (&false.into(), &20.into()));
        assert_eq!(fixed["exponent"], u32::trailing_zeros(len));
        // Half of full scale and more.
        assert_eq!(fixed["input_exponent"], -1);
        assert!(number(&fixed["spectrum_error"]["sqnr_db"]) > 70.0, "{fixed}");
        assert!(number(&fixed["rebuilt_error"]["sqnr_db"]) > 60.0, "{fixed}");
    }
    let run = utsushi(folder.path(), "spectrum tone.wav --engine model --fit crop --len 256 --json");
    assert_eq!(run.json()["signals"][0]["fixed"]["specs"][0]["len"], 256);
    let spoken = utsushi(folder.path(), "spectrum tone.wav --engine model").stdout;
    assert!(spoken.contains("fixed point: 16 bits, twiddles of 16, halve, convergent, 1024 samples, fit pad; no overflow, exponent 10, input exponent -1"), "{spoken}");
}

#[test]
fn rows_and_columns_are_signals_too() {
    let folder = tempfile::tempdir().unwrap();
    picture(&folder.path().join("p.png"), 50, 20, 1);
    let run = utsushi(folder.path(), "spectrum p.png --row 19 --json");
    let signal = &run.json()["signals"][0];
    assert_eq!((&signal["name"], &signal["frame"]), (&"p.png, row 19".into(), &50.into()));
    let row = load(folder.path().join("p.png")).unwrap().row(19).to_vec();
    let mean = row.iter().map(|&p| f64::from(p)).sum::<f64>() / 50.0 / 255.0;
    assert!((number(&signal["mean"]) - mean).abs() < 1e-12);
    fs::write(folder.path().join("x.csv"), "time,value\n0,1\n1,5\n2,3\n").unwrap();
    let run = utsushi(folder.path(), "spectrum x.csv --column value --frame 5 --fit pad --json");
    assert_eq!(run.json()["signals"][0]["mean"], 1.8);
    let run = utsushi(folder.path(), "spectrum x.csv --column value --start 1 --frame 2 --json");
    assert_eq!(run.json()["signals"][0]["mean"], 4.0);
}

#[test]
fn a_folder_of_images_and_another() {
    let folder = tempfile::tempdir().unwrap();
    for (name, count) in [("parts", 3), ("photographs", 2)] {
        fs::create_dir(folder.path().join(name)).unwrap();
        for i in 0..count {
            let path = folder.path().join(name).join(format!("{i}.png"));
            picture(&path, 40 + 3 * i, 30 + i, 7 * i as u64 + count as u64);
        }
    }
    let line = "spectrum parts --against photographs --noise 0.02,0.1 --seed 4 --out out";
    let run = utsushi(folder.path(), &format!("{line} --json"));
    assert_eq!((run.code, &*run.stderr), (0, ""));
    let report = run.json();
    let images = report["images"].as_array().unwrap();
    assert_eq!(images.len(), 5);
    for image in images {
        let plane = Plane::of_picture(&load(folder.path().join(image["path"].as_str().unwrap())).unwrap());
        let spectrum = PlaneSpectrum::of(&plane, Normalisation::Root);
        near(&image["summary"]["dc"], spectrum.dc());
        near(&image["summary"]["energy"], spectrum.energy());
        let curve = RadialPsd::of(&spectrum, None);
        assert_eq!(image["curve"]["rings"].as_array().unwrap().len(), plane.height() / 2);
        near(&image["curve"]["rings"][7]["power"], curve.rings()[7].power);
        let noisy = RadialPsd::of(&PlaneSpectrum::of(&plane.with_noise(0.1, 4), Normalisation::Root), None);
        near(&image["noise"][1]["curve"]["rings"][9]["power"], noisy.rings()[9].power);
        assert!((number(&image["noise"][1]["floor"]) - 0.01).abs() < 1e-15);
        let hides = [0, 1].map(|i| image["noise"][i]["hides_from"].as_f64().unwrap_or(1.0));
        assert!(hides[1] <= hides[0], "stronger noise hides more");
    }
    let groups = &report["comparison"]["groups"];
    assert_eq!([&groups[0]["name"], &groups[1]["name"]], ["parts", "photographs"]);
    assert_eq!([&groups[0]["images"], &groups[1]["images"]], [3, 2]);
    assert_eq!(groups[0]["curve"].as_array().unwrap().len(), 15, "as many rings as the smallest image has");
    let ratio = number(&groups[0]["mean"]["energy"]) / number(&groups[1]["mean"]["energy"]);
    near(&report["comparison"]["ratio"]["energy"], ratio);
    let written = files(&folder.path().join("out"));
    let csv = String::from_utf8(written["psd.csv"].clone()).unwrap();
    assert_eq!(csv.lines().count(), 1 + 15);
    assert!(csv.lines().skip(1).all(|line| line.split(',').count() == 1 + 5 + 2));
    for name in ["0_sheet", "0-2_sheet", "2_noise", "curves", "groups", "groups_sheet", "ratio"] {
        for ending in ["png", "svg"] {
            assert!(
                written.contains_key(&format!("{name}.{ending}")),
                "{name}.{ending} of {:?}",
                written.keys()
            );
        }
    }
    let text = String::from_utf8(written["report.txt"].clone()).unwrap();
    assert!(text.contains("mean over images"), "{text}");
    assert!(utsushi(folder.path(), line).stdout.starts_with(&text), "the same is printed");
    // The same bytes again, on one thread.
    let again = common::command()
        .current_dir(folder.path())
        .args(line.replace("--out out", "--out again").split(' '))
        .env("RAYON_NUM_THREADS", "1")
        .output();
    assert!(again.unwrap().status.success());
    let mut others = files(&folder.path().join("again"));
    for (name, bytes) in &written {
        let other = others.remove(name).unwrap();
        let same = name == "report.json" || *bytes == other;
        assert!(same, "{name} differs");
    }
    assert!(others.is_empty());
}

#[test]
fn images_fit_the_fixed_engine_as_they_are_told() {
    let folder = tempfile::tempdir().unwrap();
    picture(&folder.path().join("p.png"), 100, 48, 3);
    for (flags, how, to) in [
        ("", "pad", [128, 64]),
        ("--fit crop", "crop", [64, 32]),
        ("--fit resample", "resample", [128, 64]),
        ("--fit crop --len 32", "crop", [32, 32]),
    ] {
        let run = utsushi(folder.path(), &format!("spectrum p.png --engine model --data 18 {flags} --json"));
        assert_eq!((run.code, &*run.stderr), (0, ""), "{flags}");
        let image = &run.json()["images"][0];
        let fixed = &image["fixed"];
        assert_eq!(fixed["fit"], serde_json::json!({ "how": how, "from": [100, 48], "to": to }));
        assert_eq!([&image["width"], &image["height"]], [to[0], to[1]]);
        assert_eq!((&fixed["overflow"], &fixed["specs"][1]["len"]), (&false.into(), &to[1].into()));
        assert!(number(&fixed["error"]["sqnr_db"]) > 40.0, "{fixed}");
        assert_eq!(fixed["exponent"], u32::trailing_zeros(to[0] * to[1]));
    }
    let spoken = utsushi(folder.path(), "spectrum p.png --engine model --fit crop").stdout;
    assert!(spoken.contains("p.png: fixed point, 100 x 48 by crop to 64 x 32; 16 bits, twiddles of 16, halve, convergent; no overflow, exponent 11; signal to error"), "{spoken}");
}

#[test]
fn one_pixel_and_one_sample_are_enough() {
    let folder = tempfile::tempdir().unwrap();
    Picture::from_bytes(1, 1, &[77]).write_png(folder.path().join("p.png")).unwrap();
    Picture::from_bytes(300, 1, &[0; 300]).write_png(folder.path().join("black.png")).unwrap();
    fs::write(folder.path().join("x.csv"), "5\n").unwrap();
    fs::write(folder.path().join("zeros.csv"), "0\n0\n0\n").unwrap();
    for engine in ["f64", "model"] {
        let line = format!(
            "spectrum p.png black.png x.csv zeros.csv --engine {engine} --noise 0.1 --out out-{engine}"
        );
        let run = utsushi(folder.path(), &line);
        assert_eq!((run.code, &*run.stderr), (0, ""), "{engine}");
    }
}
