// SPDX-License-Identifier: MIT OR Apache-2.0
//! `cosim --plane`: whole images through the model and the hardware of two dimensions.

mod common;

use common::{changed_verilog, data, rectangles, refused, utsushi, workbench};
use utsushi::fft::{Direction, FftSpec, PlaneFrame, PlanePlan};
use utsushi::picture::{self, Fit};

#[test]
fn pictures_agree_in_every_bit_and_their_sizes_are_told() {
    let bench = workbench();
    rectangles(&bench.path().join("small.png"), 32, 16, &[[4, 4, 10, 6]]);
    let run = utsushi(
        bench.path(),
        "cosim small.png parts.png --plane --fit resample --len 64 --stall random:3 --json",
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report = run.json();
    assert_eq!((&report["mismatches"], &report["first_mismatch"]), (&0.into(), &serde_json::Value::Null));
    assert_eq!((&report["samples"], &report["stall"]), (&(2 * 64 * 64).into(), &"random:3".into()));
    let sizes: Vec<_> =
        report["images"].as_array().unwrap().iter().map(|image| [&image["from"], &image["to"]]).collect();
    let pair = |a: usize, b: usize| serde_json::json!([a, b]);
    assert_eq!(sizes, [[&pair(32, 16), &pair(64, 64)], [&pair(120, 90), &pair(64, 64)]]);
}

#[test]
fn a_picture_keeps_its_own_sides_and_is_drawn() {
    let bench = workbench();
    rectangles(&bench.path().join("small.png"), 32, 16, &[[4, 4, 10, 6]]);
    let run = utsushi(bench.path(), "cosim small.png --plane --data 12 --out out");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.starts_with("small.png: 32 x 16 as it is, a plane of 32 x 16\n1 image, 512 samples, "),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("model and hardware agree in every bit and flag\n"), "{}", run.stdout);
    let drawn = picture::load(bench.path().join("out/small_plane.png")).unwrap();
    assert_eq!((drawn.width(), drawn.height()), (32, 16));
    // The mean is the strongest bin, and stands in the middle.
    assert_eq!(drawn.row(8)[16], 255);
    assert!(bench.path().join("out/report.json").is_file());
}

/// The words of the report are the twin's of the same picture.
#[test]
fn the_flag_is_the_twins() {
    let bench = workbench();
    rectangles(&bench.path().join("white.png"), 16, 8, &[[0, 0, 16, 8]]);
    let schedule = "--schedule 0,0,0,0/16 --data 8";
    let line = format!("cosim white.png --plane --len 16 {schedule} --json");
    let report = utsushi(bench.path(), &line).json();
    let spec = FftSpec { len: 16, data: 8, schedule: "0,0,0,0/16".parse().unwrap(), ..FftSpec::default() };
    let [rows, columns] = PlanePlan::axes(16, 16, &spec).unwrap();
    let plan = PlanePlan::new(&rows, &columns).unwrap();
    let fitted = picture::frequency::fitted(
        &picture::load(bench.path().join("white.png")).unwrap(),
        Fit::Pad,
        Some(16),
    )
    .into_owned();
    let frames = picture::rows(&fitted, &rows, Fit::Pad).unwrap();
    let samples = frames.iter().flat_map(utsushi::fft::Frame::samples).copied().collect();
    let spectrum = plan.run(&PlaneFrame::new(&plan, samples, Direction::Forward).unwrap());
    assert!(spectrum.overflow, "white overflows without shifts");
    assert_eq!((&report["overflow_images"], &report["images"][0]["overflow"]), (&1.into(), &true.into()));
    assert_eq!(report["images"][0]["exponent"], spectrum.exponent);
}

#[test]
fn a_changed_line_is_found_and_its_frequency_named() {
    let bench = workbench();
    let (from, to) = ("reverse[i] = index[X-1-i]", "reverse[i] = index[i]");
    changed_verilog(bench.path(), "fft_corner_turn.v", from, to);
    let run = utsushi(bench.path(), "cosim parts.png --plane --len 32 --fit resample --hdl rtl --json");
    assert_eq!(run.code, 1, "{}", run.stderr);
    let report = run.json();
    assert!(report["mismatches"].as_u64().unwrap() > 0);
    let first = &report["first_mismatch"];
    assert_eq!(first["source"], "parts.png");
    // Bins 0 and those that are their own reverse lie right; 1 is the first that does not.
    let sentence = first["sentence"].as_str().unwrap();
    assert!(sentence.ends_with("; it is of frequency 1 along the rows, 0 along the columns"), "{sentence}");
}

#[test]
fn what_belongs_to_rows_alone_is_refused() {
    let bench = workbench();
    for flag in ["pairs", "split"] {
        let run = utsushi(bench.path(), &format!("cosim parts.png --plane --{flag}"));
        let sentence = format!("error: the argument '--plane' cannot be used with '--{flag}'\n");
        assert_eq!((run.code, run.stderr.starts_with(&sentence)), (2, true), "{}", run.stderr);
    }
    refused(
        bench.path(),
        "cosim parts.png --plane --len 8192 --fit resample --data 8",
        "parts.png cannot be transformed in 8192 x 8192: a plane of 8192 x 8192 has more than the 2^24 samples that the \
         hardware keeps inside; take shorter sides",
    );
}

#[test]
fn real_pictures_agree_in_every_bit() {
    let Some(data) = data() else { return };
    let folder = data.join("images");
    let run = utsushi(
        std::path::Path::new("."),
        &format!("cosim {} --plane --fit resample --len 256 --json", folder.display()),
    );
    assert_eq!((run.code, &run.json()["mismatches"]), (0, &0.into()), "{}", run.stderr);
    assert_eq!(run.json()["images"].as_array().unwrap().len(), 11);
}
