// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi quality`: what it prints, what it finds, what it refuses.

mod common;

use common::{command, data, refused, utsushi, workbench};

fn in_empty_folder(line: &str) -> common::Run {
    utsushi(tempfile::tempdir().unwrap().path(), line)
}

fn number(object: &serde_json::Value, key: &str) -> f64 {
    object[key].as_f64().unwrap_or_else(|| panic!("{key} is no number in {object}"))
}

#[test]
fn the_object_has_what_is_promised() {
    let run = in_empty_folder("quality --len 256 --data 12 --schedule guarded:3 --rounding half-up --json");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let report = run.json();
    assert_eq!(report["spec"]["schedule"], "guarded:3");
    assert_eq!((&report["input"], &report["samples"]), (&"white-disk".into(), &400_128.into()));
    let [measured, predicted] = ["sqnr_db_measured", "sqnr_db_predicted"].map(|key| number(&report, key));
    assert!((measured - predicted).abs() < 0.1 && measured > 40.0, "{measured} {predicted}");
    // Half-up in the last stage alone leaves a bias of 2^-4/2 LSB to all of it; the guarded stages add a fraction of that.
    assert!((number(&report, "bias_lsb") - 0.25).abs() < 0.25);
    assert!(number(&report, "worst_error_lsb") > 0.5 && number(&report, "worst_error_lsb") < 2.0);
    assert!((number(&report, "enob") - (measured - 1.76) / 6.02).abs() < 0.01);
    assert_eq!(report["overflow_rate"], 0.0);
    assert!(report["measured"]["histogram"]["counts"].is_array() && report["bins"].is_null());
    assert!(number(&report["predicted"], "rounding") > 0.0);
}

#[test]
fn bins_come_when_asked_for() {
    let report = in_empty_folder("quality --len 16 --rounding truncate --samples 16000 --bins --json").json();
    let bins = report["bins"].as_array().unwrap();
    assert_eq!(bins.len(), 16);
    let mean = bins[0]["bias_predicted"][0].as_f64().unwrap();
    assert!((mean + 1.0).abs() < 1e-9, "a quarter LSB a stage, and not {mean}");
}

#[test]
fn a_seed_gives_its_numbers_on_any_number_of_threads() {
    let run = |seed: u32, threads: &str| {
        let line = format!("quality --len 64 --data 10 --samples 20000 --seed {seed} --json");
        let output = command().args(line.split(' ')).env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert!(output.status.success());
        output.stdout
    };
    assert_eq!(run(5, "1"), run(5, "2"));
    assert_ne!(run(5, "1"), run(6, "1"));
}

#[test]
fn the_table_is_for_people() {
    let run = in_empty_folder("quality --len 4 --schedule grow --samples 4000");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let line = run.stdout.lines().find(|line| line.starts_with("SQNR")).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["SQNR,", "dB", "no", "error", "no", "error"]);
}

#[test]
fn pictures_go_in_as_rows_and_contours() {
    let bench = workbench();
    for (input, frames) in [("rows", 90), ("contours", 2)] {
        let line = format!("quality --input {input} --image parts.png --len 128 --json");
        let run = utsushi(bench.path(), &line);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{line}");
        let report = run.json();
        assert_eq!(report["measured"]["frames"], frames, "{line}");
        // Not white: less noise is allowed, more than the prediction and a decibel is not.
        let [measured, predicted] = ["sqnr_db_measured", "sqnr_db_predicted"].map(|key| number(&report, key));
        assert!(measured > predicted - 1.0, "{line}: {measured} {predicted}");
    }
}

/// Rows and contours of photographs: structured input has no more noise than the prediction for white input and a decibel.
#[test]
fn photographs_have_no_more_noise_than_predicted() {
    let Some(data) = data() else { return };
    for (input, len) in [("rows", 512), ("contours", 128)] {
        let line = format!("quality --input {input} --image {}/images --len {len} --json", data.display());
        let run = in_empty_folder(&line);
        assert_eq!(run.code, 0, "{line}: {}", run.stderr);
        let report = run.json();
        let [measured, predicted] = ["sqnr_db_measured", "sqnr_db_predicted"].map(|key| number(&report, key));
        assert!(measured > predicted - 1.0, "{line}: {measured} {predicted}");
        assert_eq!(report["overflow_rate"], 0.0, "{line}");
        println!(
            "{input}: {} frames, {measured:.2} dB measured, {predicted:.2} predicted",
            report["measured"]["frames"]
        );
    }
}

#[test]
fn overflow_and_weak_signals_are_said() {
    let run = in_empty_folder("quality --len 16 --data 8 --schedule 0,0,0,0 --input tone --samples 1600");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            0,
            "100 of 100 frames overflowed, so the noise is that of overflow; lower --level, or use another --schedule\n"
        )
    );
    let run = in_empty_folder("quality --len 1024 --data 5 --samples 2000");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (
            0,
            "the prediction is not promised here: it needs 6 bits of data, 3 of twiddle and an rms of 2 LSB in every stage, \
             and the least is 0.20; use wider data or less shifts\n"
        )
    );
}

#[test]
fn what_reach_finds_is_a_spec_that_reaches() {
    let bench = workbench();
    let run = utsushi(bench.path(), "quality --reach 45 --len 256 --schedule halve --samples 100000");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("schedule = \"halve\"") && run.stdout.starts_with("# 4"), "{}", run.stdout);
    std::fs::write(bench.path().join("found.toml"), &run.stdout).unwrap();
    let again = utsushi(bench.path(), "quality --spec found.toml --samples 100000 --json").json();
    assert!(number(&again, "sqnr_db_measured") >= 45.0, "{again}");
    let fixed = utsushi(
        bench.path(),
        "quality --reach 45 --len 256 --data 16 --twiddle 18 --rounding truncate --json",
    );
    let found = fixed.json();
    let word = |key: &str| found["spec"][key].clone();
    assert_eq!((word("data"), word("twiddle"), word("rounding")), (16.into(), 18.into(), "truncate".into()));
}

#[test]
fn the_shortest_words_that_change_no_match() {
    let bench = workbench();
    let run = utsushi(bench.path(), "quality --decisions gallery --image parts.png --len 128 --json");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let found = run.json();
    assert_eq!(found["objects"], 2);
    assert!(found["certified"].as_u64().unwrap() >= found["data"].as_u64().unwrap());
    let last = found["widths"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["certified"], &last["changed"], &last["data"]),
        (&2.into(), &0.into(), &found["certified"])
    );
    let text = utsushi(bench.path(), "quality --decisions gallery --image parts.png --len 128").stdout;
    assert!(text.contains(&format!("no decision of 2 changes from {} bits on\n", found["data"])), "{text}");
}

#[test]
fn what_cannot_be_measured_is_refused() {
    let bench = workbench();
    for (flags, sentence) in [
        ("--samples 0", "0 samples make no frame of 1024; ask for at least 1024"),
        ("--data 0", "data 0 is out of range; a component has 2 to 32 bits"),
        (
            "--data 30 --schedule grow",
            "stage 1 has an output of 33 bits and a word has 2 to 32; use less data bits, a shorter len, or a schedule that shifts",
        ),
        ("--tones 0", "a sweep of 0 tones shows nothing; ask for at least 1"),
        (
            "--level 3",
            "a level of 3 dB gives a greatest word of 46284 at 16 bits; use a level from -90.3 to 0 dB",
        ),
        ("--input rows", "--input rows needs pictures; name them with --image"),
        (
            "--image parts.png",
            "--input white-disk takes no --image; use --input rows or --input contours, or leave the images out",
        ),
        ("--input rows --image none.png", "none.png: there is no such file; check the path"),
        (
            "--input rows --image parts.png --len 64 --fit pad",
            "parts.png: the picture has rows of 120 pixels and a frame has 64 samples; use --fit crop, --fit resample, or --len 128 or more",
        ),
        ("--reach 60 --input rows", "--reach searches on white noise or tones; leave --input rows out"),
        ("--reach NaN", "--reach NaN is no ratio; give decibels, such as 60"),
        (
            "--reach 99 --len 64 --data 8 --schedule halve",
            "no spec of the search reaches 99 dB: the best has 23.9 dB; ask for less, or leave more widths and schedules open",
        ),
        (
            "--decisions nowhere --image parts.png --len 128",
            "cannot search the word length: gallery nowhere: there is no such folder; check the path",
        ),
    ] {
        refused(bench.path(), &format!("quality {flags}"), sentence);
    }
    let json = utsushi(bench.path(), "quality --data 0 --json");
    assert_eq!(
        (json.code, &json.json()["error"]),
        (2, &"data 0 is out of range; a component has 2 to 32 bits".into())
    );
}
