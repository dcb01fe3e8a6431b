// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cosim`, `match` and `demo` as a user runs them.

mod common;

use std::path::Path;

use common::{changed_verilog, data, utsushi, workbench};
use serde_json::Value;

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn cosim_recognises_and_reports_in_the_words_of_its_interface() {
    let bench = workbench();
    let run = utsushi(bench.path(), "cosim parts.png --len 128 --gallery gallery --json");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let report = run.json();
    for key in [
        "spec",
        "frames",
        "rows",
        "contours",
        "samples",
        "cycles",
        "seconds",
        "cycles_per_second",
        "mismatches",
        "first_mismatch",
        "overflow_frames",
        "objects",
        "verilator",
        "cache_hit",
    ] {
        assert!(keys(&report).contains(&key), "{key} is missing in {report}");
    }
    assert_eq!(
        [&report["frames"], &report["rows"], &report["contours"], &report["samples"], &report["mismatches"]],
        [92, 90, 2, 92 * 128, 0]
    );
    assert_eq!(report["first_mismatch"], Value::Null);
    let objects = report["objects"].as_array().unwrap();
    let labels: Vec<_> = objects.iter().map(|object| object["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["square", "bar"]);
    assert_eq!(objects[0]["bbox"], serde_json::json!([10, 10, 30, 30]));
    // The bar lies upright and is as long as the gallery's: a quarter turn, scale 1.
    let angle = objects[1]["angle_degrees"].as_f64().unwrap();
    assert!((angle.abs() - 90.0).abs() < 2.0, "{angle}");
    assert!((objects[1]["scale"].as_f64().unwrap() - 1.0).abs() < 0.05);
    for object in objects {
        assert!(
            object["margin"].as_f64().unwrap() > 0.1 && object["distance"].as_f64().unwrap() < 0.1,
            "{object}"
        );
    }
    assert_eq!(keys(&report["verilator"]), ["path", "version"]);
}

#[test]
fn every_schedule_order_and_stall_gives_the_same_verdict() {
    let bench = workbench();
    for flags in [
        "--schedule grow --rounding truncate --overflow wrap --order bit-reversed --stall random:7",
        "--schedule guarded:3 --rounding half-up --inverse --stall burst:3",
        "--schedule 1,1/18,0/19,2,1,1,1 --data 14 --twiddle 12 --stall alternate --x-seed 9",
        "--data 6 --stall block:50 --fit crop",
    ] {
        let line = format!("cosim parts.png --len 128 --gallery gallery --json {flags}");
        let run = utsushi(bench.path(), &line);
        assert_eq!((run.code, &run.json()["mismatches"]), (0, &Value::from(0)), "{flags}: {}", run.stderr);
    }
}

#[test]
fn rows_in_pairs_take_half_the_frames_and_nothing_else_changes() {
    let bench = workbench();
    for flags in [
        "--order natural",
        "--schedule grow --rounding truncate --overflow wrap --order bit-reversed --stall random:7",
        "--schedule guarded:3 --rounding half-up --inverse --stall burst:3",
    ] {
        let line = format!("cosim parts.png --len 128 --gallery gallery --json {flags}");
        let [single, paired] = ["", "--pairs"].map(|pairs| utsushi(bench.path(), &format!("{line} {pairs}")));
        assert_eq!((single.code, paired.code), (0, 0), "{flags}: {}", paired.stderr);
        let [single, paired] = [single.json(), paired.json()];
        for key in ["spec", "rows", "contours", "mismatches", "overflow_frames", "images", "objects"] {
            assert_eq!(single[key], paired[key], "{flags}: {key}");
        }
        let counts = ["frames", "row_frames", "row_pairs", "rows", "mismatches", "samples"];
        let counts = |report: &Value| counts.map(|key| report[key].clone());
        let single_counts = [92.into(), 90.into(), false.into(), 90.into(), 0.into(), (92 * 128).into()];
        let paired_counts = [47.into(), 45.into(), true.into(), 90.into(), 0.into(), (47 * 128).into()];
        assert_eq!((counts(&single), counts(&paired)), (single_counts, paired_counts), "{flags}");
    }
}

#[test]
fn rows_in_pairs_give_the_same_spectrum_picture() {
    let bench = workbench();
    let odd = utsushi::picture::load(bench.path().join("parts.png")).unwrap();
    let odd = utsushi::picture::Picture::from_bytes(120, 89, &odd.to_bytes()[..120 * 89]);
    odd.write_png(bench.path().join("odd.png")).unwrap();
    let mut pictures = vec![];
    for (pairs, out, rows) in [("", "single", "89 rows"), ("--pairs", "paired", "89 rows in pairs")] {
        let run = utsushi(bench.path(), &format!("cosim odd.png --len 128 --out {out} {pairs}"));
        let frames = if pairs.is_empty() { 91 } else { 47 };
        assert!(run.stdout.contains(&format!("{frames} frames ({rows}, 2 contours)")), "{}", run.stdout);
        pictures.push(utsushi::picture::load(bench.path().join(out).join("odd_spectrum.png")).unwrap());
    }
    assert_eq!((pictures[1].width(), pictures[1].height()), (128, 89));
    assert_ne!(pictures[0], pictures[1], "a pair rounds otherwise than its rows alone");
    // A bin errs by at most 1.5 LSB a stage in either run, 21 LSB between them after seven. White is above 11000 LSB, the
    // mean of a row of both parts, and grey 200 is 20.7 dB below: 1000 LSB, of which 21 are 0.18 dB, half a grey.
    let bright = pictures[0].samples().iter().zip(pictures[1].samples()).filter(|(a, _)| **a >= 200);
    let off: Vec<u16> = bright.map(|(a, b)| a.abs_diff(*b)).collect();
    assert!(off.len() > 500 && off.iter().all(|&off| off <= 1), "{} bins, {:?}", off.len(), off.iter().max());
}

/// The rows of the frame that differs are named, both of a pair and the last one alone.
#[test]
fn a_difference_in_a_pair_names_its_rows() {
    let bench = workbench();
    let (from, to) = ("inverse_q2 ? -im_q : im_q", "inverse_q2 ? im_q : -im_q");
    changed_verilog(bench.path(), "fft_rotation.v", from, to);
    let mut last = vec![0; 120 * 3];
    last[120 * 2 + 1] = 200;
    utsushi::picture::Picture::from_bytes(120, 3, &last).write_png(bench.path().join("last.png")).unwrap();
    for (file, rows) in [("parts.png", "rows 0 and 1"), ("last.png", "row 2")] {
        let run = utsushi(bench.path(), &format!("cosim {file} --len 128 --pairs --hdl rtl --json"));
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert_eq!(run.json()["first_mismatch"]["source"], format!("{file}, {rows}"));
    }
}

#[test]
fn a_spec_file_and_flags_say_the_same() {
    let bench = workbench();
    let spec = "len = 64\ndata = 12\nschedule = \"guarded:2\"\nrounding = \"half-up\"\n";
    std::fs::write(bench.path().join("spec.toml"), spec).unwrap();
    let by_file = utsushi(bench.path(), "twiddles --spec spec.toml --twiddle 9 --json").json();
    let by_flags = utsushi(
        bench.path(),
        "twiddles --len 64 --data 12 --schedule guarded:2 --rounding half-up --twiddle 9 --json",
    );
    assert_eq!(by_file, by_flags.json());
    assert_eq!(by_file["spec"]["schedule"], "guarded:2");
    assert_eq!(by_file["spec"]["twiddle"], 9);
}

#[test]
fn files_are_written_where_they_are_wanted() {
    let bench = workbench();
    let run = utsushi(bench.path(), "cosim parts.png parts.png --len 128 --gallery gallery --out made/here");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut names: Vec<_> = std::fs::read_dir(bench.path().join("made/here"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "parts-2_objects.png",
            "parts-2_spectrum.png",
            "parts_objects.png",
            "parts_spectrum.png",
            "report.json"
        ]
    );
    let text = std::fs::read_to_string(bench.path().join("made/here/report.json")).unwrap();
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["files"].as_array().unwrap().len(), 5);
    assert!(run.stdout.contains("model and hardware agree in every bit and flag"), "{}", run.stdout);
}

/// The rotation by −j happens in the last stage but one alone: of 128 points, stage 5.
#[test]
fn a_changed_line_of_verilog_is_named_by_its_stage() {
    let bench = workbench();
    let (from, to) = ("inverse_q2 ? -im_q : im_q", "inverse_q2 ? im_q : -im_q");
    changed_verilog(bench.path(), "fft_rotation.v", from, to);
    let run = utsushi(bench.path(), "cosim parts.png --len 128 --hdl rtl --out out --json");
    assert_eq!(run.code, 1, "{}", run.stderr);
    let report = run.json();
    assert!(report["mismatches"].as_u64().unwrap() > 0);
    let first = &report["first_mismatch"];
    assert_eq!(first["stage"], 5, "{first}");
    assert!(first["butterfly"].is_u64() && first["bin"].is_u64(), "{first}");
    for side in ["expected", "got"] {
        assert_eq!(keys(&first[side]), ["bits", "im", "re"], "{first}");
    }
    let waveform = std::fs::read_to_string(bench.path().join("out/mismatch.vcd")).unwrap();
    assert!(waveform.contains("$enddefinitions"), "the waveform is a VCD");
}

#[test]
fn a_flag_that_lies_is_a_mismatch_without_a_stage() {
    let bench = workbench();
    changed_verilog(bench.path(), "fft_output.v", "wire user = last &&", "wire user = !last &&");
    let run =
        utsushi(bench.path(), "cosim parts.png --len 128 --data 4 --schedule 0,0,0,0,0,0,0 --hdl rtl --json");
    assert_eq!(run.code, 1, "{}", run.stderr);
    let first = &run.json()["first_mismatch"];
    assert_eq!([&first["bin"], &first["stage"]], [&Value::Null, &Value::Null]);
    assert_eq!([&first["expected"], &first["got"]], [&Value::from(true), &Value::from(false)]);
}

#[test]
fn match_gives_the_same_names_on_every_engine() {
    let bench = workbench();
    for engine in ["f64", "model", "hdl"] {
        let line = format!("match parts.png --gallery gallery --len 128 --data 12 --engine {engine} --json");
        let report = utsushi(bench.path(), &line).json();
        let labels: Vec<_> = report["objects"]
            .as_array()
            .unwrap()
            .iter()
            .map(|object| object["label"].as_str().unwrap())
            .collect();
        assert_eq!((labels, &report["engine"]), (vec!["square", "bar"], &Value::from(engine)));
    }
}

#[test]
fn the_demo_recognises_every_part() {
    let folder = tempfile::tempdir().unwrap();
    let run = utsushi(folder.path(), "demo --seed 3 --len 256 --data 12 --json");
    assert_eq!((run.code, run.stderr.as_str()), (0, "12 of 12 parts recognised\n"));
    let report = run.json();
    assert_eq!((&report["mismatches"], report["objects"].as_array().unwrap().len()), (&Value::from(0), 12));
    for name in ["scene.png", "scene_objects.png", "scene_spectrum.png", "report.json", "gallery/gear.png"] {
        assert!(folder.path().join("utsushi-demo").join(name).is_file(), "{name} is written");
    }
}

#[test]
fn real_pictures_agree_in_every_bit_and_the_coins_are_counted() {
    let Some(data) = data() else { return };
    let here = Path::new(".");
    let coins = utsushi(here, &format!("cosim {} --len 512 --json", data.join("images/coins.png").display()));
    assert_eq!(coins.code, 0, "{}", coins.stderr);
    let report = coins.json();
    assert_eq!((&report["mismatches"], report["objects"].as_array().unwrap().len()), (&Value::from(0), 24));
    let all = utsushi(here, &format!("cosim {} --len 512 --json", data.join("images").display()));
    assert_eq!((all.code, &all.json()["mismatches"]), (0, &Value::from(0)), "{}", all.stderr);
    assert_eq!(all.json()["images"].as_array().unwrap().len(), 11);
    let paired = utsushi(here, &format!("cosim {} --len 512 --pairs --json", data.join("images").display()));
    let (single, paired) = (all.json(), paired.json());
    assert_eq!((&paired["mismatches"], &paired["overflow_frames"]), (&Value::from(0), &Value::from(0)));
    assert_eq!((&paired["rows"], &paired["objects"]), (&single["rows"], &single["objects"]));
    assert_eq!(single["row_frames"].as_u64().unwrap(), single["rows"].as_u64().unwrap());
    assert!(paired["row_frames"].as_u64().unwrap() <= single["rows"].as_u64().unwrap() / 2 + 11);
}
