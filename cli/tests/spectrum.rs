// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi spectrum`: what it says and writes of signals and images, and what it refuses.

mod common;

use std::collections::BTreeMap;
use std::f64::consts::TAU;
use std::fs;
use std::path::Path;

use common::{refused, utsushi};
use serde_json::Value;
use utsushi::picture::frequency::{Normalisation, Plane, PlaneSpectrum, RadialPsd};
use utsushi::picture::{Picture, load};
use utsushi::random::SplitMix64;

/// A tone of `cycles` in 1000 samples at 8000 a second, 16 bits.
fn tone(path: &Path, cycles: f64, channels: u16) {
    let spec = hound::WavSpec {
        channels,
        sample_rate: 8000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    for n in 0..1000 {
        let value = 0.5 * (TAU * cycles * f64::from(n) / 1000.0 + 0.3).sin();
        (0..channels).for_each(|_| writer.write_sample((value * 32767.0).round() as i16).unwrap());
    }
    writer.finalize().unwrap();
}

/// A picture of chance, smoothed along its rows.
fn picture(path: &Path, width: usize, height: usize, seed: u64) {
    let mut random = SplitMix64::new(seed);
    let mut level = 128.0;
    let mut pixel = || {
        level = (level + random.between(-30.0, 30.0)).clamp(0.0, 255.0);
        level as u8
    };
    let bytes: Vec<u8> = (0..width * height).map(|_| pixel()).collect();
    Picture::from_bytes(width, height, &bytes).write_png(path).unwrap();
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

fn near(value: &Value, expected: f64) {
    assert!((number(value) / expected - 1.0).abs() < 1e-12, "{value}, expected {expected}");
}

/// Every file of a folder and its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap())).collect()
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
fn wrong_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    tone(&folder.path().join("stereo.wav"), 3.0, 2);
    tone(&folder.path().join("good.wav"), 3.0, 1);
    picture(&folder.path().join("p.png"), 20, 20, 1);
    let whole = fs::read(folder.path().join("good.wav")).unwrap();
    write("cut.wav", &whole[..whole.len() - 1000]);
    write("empty.png", b"");
    write("text.png", b"no picture");
    write("cut.png", &fs::read(folder.path().join("p.png")).unwrap()[..90]);
    write("nan.csv", b"v\n1\nnan\n");
    write("ragged.csv", b"a,b\n1,2\n3\n");
    write("word.csv", b"a,b\n1,2\n3,four\n");
    fs::create_dir(folder.path().join("none")).unwrap();
    for (line, sentence) in [
        ("missing.png", "missing.png: there is no such file; check the path"),
        ("missing.wav", "missing.wav: there is no such file; check the path"),
        ("none", "folder none holds no picture; name another folder, or the files themselves"),
        ("empty.png", "empty.png is empty (0 bytes); fetch or export the picture again"),
        (
            "text.png",
            "text.png is no picture: it does not begin as PNG, JPEG, BMP, TIFF, PNM, WebP or GIF do; convert it to PNG",
        ),
        (
            "p.png cut.png",
            "cut.png is damaged or cut short: unexpected end of file; fetch or export it again",
        ),
        (
            "stereo.wav",
            "stereo.wav has 2 channels; choose one with --channel 1 to 2, or their mean with --channel mix",
        ),
        ("stereo.wav --channel 3", "stereo.wav has no channel 3; choose one with --channel 1 to 2"),
        (
            "cut.wav",
            "cut.wav is damaged or cut short: 500 of 1000 samples are there; record or export it again",
        ),
        (
            "nan.csv",
            "nan.csv, line 3, column 1 (v) is 'nan', which is no finite number; write a decimal number",
        ),
        (
            "ragged.csv --column a",
            "ragged.csv, line 3 has 1 fields and the first line has 2; make all lines alike",
        ),
        (
            "word.csv --column b",
            "word.csv, line 3, column 2 (b) is 'four', which is no finite number; write a decimal number",
        ),
        ("word.csv", "word.csv has 2 columns (a, b); choose one with --column"),
        ("word.csv --inverse", "word.csv has no column 'amplitude'; its columns are a, b"),
        (
            "good.wav --frame 2000",
            "good.wav has 1000 samples and the frame takes 2000 from sample 0 on; use --fit pad to add zeros, or --frame 1000 or less",
        ),
        (
            "good.wav --start 1000",
            "good.wav has 1000 samples and the frame begins at sample 1000; use --start 999 or less",
        ),
        ("p.png --row 20", "p.png has rows 0 to 19, and --row is 20; use one of them"),
    ] {
        refused(folder.path(), &format!("spectrum {line} --out out"), sentence);
    }
}

#[test]
fn wrong_flags_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    tone(&folder.path().join("t.wav"), 3.0, 1);
    picture(&folder.path().join("p.png"), 20, 20, 1);
    for (line, sentence) in [
        (
            "p.png --data 12",
            "--spec and its flags are for the fixed-point model; add --engine model, or leave them out",
        ),
        (
            "p.png --fit crop",
            "--fit crop is for --engine model, which takes powers of two; float takes any size: leave it out",
        ),
        (
            "p.png --engine model --len 100",
            "len 100 is not a power of two from 4 to 65536; the nearest that is: 128",
        ),
        ("p.png --engine model --data 40", "data 40 is out of range; a component has 2 to 32 bits"),
        ("t.wav --against p.png", "--against compares images with images; name the first group as well"),
        ("p.png --against t.wav", "t.wav is a signal, and groups are of images; leave it out"),
        (
            "p.png --against p.png --names a",
            "--names takes two names, and 1 were given; write --names parts,photographs",
        ),
        ("p.png --noise 0.1 --row 3", "--against and --noise are for whole images; leave --row out"),
        ("t.wav --noise 0.1", "--noise is added to images; name one"),
        (
            "p.png --inverse",
            "--inverse makes a signal of a CSV with the columns amplitude and phase, in float; give such files only, without --engine model",
        ),
        (
            "t.wav --inverse",
            "--inverse makes a signal of a CSV with the columns amplitude and phase; a WAV has none",
        ),
    ] {
        refused(folder.path(), &format!("spectrum {line}"), sentence);
    }
    for (flag, word, why) in [
        ("--noise", "0.1,-1", "strength '-1' is none; use fractions of white above 0, up to 10"),
        ("--range", "0", "range '0' is none; use decibels from 1 to 400"),
        ("--norm", "half", "normalisation 'half' is unknown; use none, root or mean"),
        ("--window", "kaiser", "window 'kaiser' is unknown; use rectangular, hann, hamming or blackman"),
        ("--colours", "jet", "colour map 'jet' is unknown; use grey, heat, viridis or cyclic"),
        ("--channel", "left", "channel 'left' is unknown; use 1, 2, … or mix"),
        ("--frame", "0", "0 is not in 1..=67108864"),
    ] {
        let run = utsushi(folder.path(), &format!("spectrum p.png {flag} {word}"));
        assert_eq!(run.code, 2, "{flag} {word}");
        assert!(run.stderr.contains(why), "{flag}: {}", run.stderr);
    }
}

#[test]
fn outputs_spare_the_inputs() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    picture(&folder.path().join("out/p.png"), 20, 20, 1);
    picture(&folder.path().join("out/p_sheet.png"), 20, 20, 2);
    let before = files(&folder.path().join("out"));
    refused(
        folder.path(),
        "spectrum out --out out",
        "out/p_sheet.png is an input and would be overwritten; choose another --out",
    );
    assert_eq!(files(&folder.path().join("out")), before);
    let run = utsushi(folder.path(), "spectrum out/p.png --out out/p.png");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.starts_with("utsushi: cannot create the folder out/p.png; choose another --out: "),
        "{}",
        run.stderr
    );
}

#[test]
fn a_full_disk_is_said_and_leaves_no_half_of_a_file() {
    // Files may not grow beyond 32 KiB, which stops a write as a full disk does.
    let folder = tempfile::tempdir().unwrap();
    picture(&folder.path().join("p.png"), 200, 200, 1);
    let binary = env!("CARGO_BIN_EXE_utsushi");
    for verb in ["spectrum p.png", "filter p.png --low 9"] {
        let shell = format!("ulimit -f 32; trap '' XFSZ; exec {binary} {verb} --out out");
        let run: common::Run = std::process::Command::new("bash")
            .current_dir(folder.path())
            .args(["-c", &shell])
            .output()
            .unwrap()
            .into();
        assert_eq!(run.code, 2, "{verb}");
        assert!(run.stderr.starts_with("utsushi: cannot write out/p_"), "{}", run.stderr);
        assert!(run.stderr.contains("; free the disk or choose another --out: "), "{}", run.stderr);
        for (name, bytes) in files(&folder.path().join("out")) {
            assert!(!name.contains(".part") && !bytes.is_empty(), "{name}");
        }
    }
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
