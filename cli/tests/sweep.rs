// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi sweep`: what it writes, that it goes on where it was, and what it refuses.

mod common;

use std::fs;
use std::path::Path;

use common::{on_a_full_disk, refused, utsushi};

const SMALL: &str =
    "sweep --len 64..256 --data 8,12 --twiddle 12 --schedule halve,guarded,grow --samples 4096 --out out";

fn lines(folder: &Path) -> Vec<String> {
    fs::read_to_string(folder.join("out/points.jsonl")).unwrap().lines().map(str::to_owned).collect()
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let names = ["points.jsonl", "points.csv", "points.npz", "report.html"];
    names.map(|name| (name.to_owned(), fs::read(folder.join("out").join(name)).unwrap())).to_vec()
}

#[test]
fn every_spec_of_the_grid_has_a_point() {
    let folder = tempfile::tempdir().unwrap();
    let run = utsushi(folder.path(), &format!("{SMALL} --json"));
    assert_eq!((run.code, &*run.stderr), (0, ""));
    let summary = run.json();
    // 3 lengths, 2 widths, 3 schedules, 3 roundings.
    assert_eq!([&summary["specs"], &summary["measured"], &summary["refused"]], [54, 54, 0]);
    assert!(summary["worst_disagreement_db"].as_f64().unwrap() < 1.0);
    let lines = lines(folder.path());
    assert_eq!(lines.len(), 1 + 54);
    let point: serde_json::Value = serde_json::from_str(&lines[1]).unwrap();
    assert_eq!(point["spec"]["schedule"], "halve");
    assert_eq!(point["outcome"]["samples"], 4096);
    assert_eq!(point["outcome"]["decisions"], 60, "five scenes of twelve parts");
    let csv = fs::read_to_string(folder.path().join("out/points.csv")).unwrap();
    assert_eq!(csv.lines().count(), 1 + 54);
    let columns = csv.lines().next().unwrap().split(',').count();
    assert!(csv.lines().all(|line| line.split(',').count() == columns));
}

#[test]
fn a_run_that_was_stopped_goes_on_and_leaves_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(utsushi(folder.path(), SMALL).code, 0);
    let whole = files(folder.path());
    // Stopped after twenty points, in the middle of a line.
    let kept = lines(folder.path())[..21].join("\n") + "\n{\"spec\":{\"len\":64,";
    fs::write(folder.path().join("out/points.jsonl"), kept).unwrap();
    for name in ["points.csv", "points.npz", "report.html"] {
        fs::remove_file(folder.path().join("out").join(name)).unwrap();
    }
    let run = utsushi(folder.path(), &format!("{SMALL} --json"));
    assert_eq!((run.code, &run.json()["measured"]), (0, &34.into()));
    assert!(files(folder.path()) == whole);
    // Nothing is left to do, and one thread is as good as two.
    let run = utsushi(folder.path(), &format!("{SMALL} --json"));
    assert_eq!(run.json()["measured"], 0);
    fs::remove_dir_all(folder.path().join("out")).unwrap();
    let alone = common::command()
        .current_dir(folder.path())
        .args(SMALL.split(' '))
        .env("RAYON_NUM_THREADS", "1")
        .status();
    assert!(alone.unwrap().success());
    assert!(files(folder.path()) == whole);
}

#[test]
fn specs_that_the_contract_refuses_are_counted_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let line = "sweep --len 1024 --data 16,24 --schedule grow --rounding truncate --samples 2048 --no-decisions --out out";
    let run = utsushi(folder.path(), &format!("{line} --json"));
    assert_eq!((run.code, &run.json()["refused"]), (0, &1.into()));
    let last: serde_json::Value = serde_json::from_str(&lines(folder.path())[2]).unwrap();
    let sentence = last["refused"].as_str().unwrap();
    assert!(sentence.contains("use less data bits"), "{sentence}");
    let html = fs::read_to_string(folder.path().join("out/report.html")).unwrap();
    assert!(html.contains(&sentence.replace('"', "&quot;")) && html.contains("1 of them refused"));
}

#[test]
fn what_is_no_grid_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (flags, sentence) in [
        (
            "--data 0",
            "no spec of the sweep keeps the contract; the first: data 0 is out of range; a component has 2 to 32 bits",
        ),
        (
            "--samples 4096 --len 4..1048576 --data 2..32 --twiddle 2..32 --schedule halve,grow,guarded:1,guarded:2",
            "the sweep has 219108 specs and 100000 are allowed; widen a step or sweep in parts",
        ),
    ] {
        refused(folder.path(), &format!("sweep {flags} --out out --no-decisions"), sentence);
    }
    assert!(!folder.path().join("out").exists(), "nothing is written");
    for (flag, word) in
        [("--len", "64.."), ("--data", "24..8"), ("--rounding", "up"), ("--schedule", "halve,shrink")]
    {
        let run = utsushi(folder.path(), &format!("sweep {flag} {word} --out out"));
        assert_eq!(run.code, 2, "{flag} {word}");
        assert!(run.stderr.contains(&format!("'{word}' is no list of")), "{}", run.stderr);
    }
}

#[test]
fn a_journal_of_another_sweep_or_a_damaged_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let line = "sweep --data 12 --len 64 --samples 640 --no-decisions --out out";
    assert_eq!(utsushi(folder.path(), line).code, 0);
    let before = files(folder.path());
    refused(
        folder.path(),
        &format!("{line} --seed 2"),
        "out/points.jsonl holds a sweep of 640 samples of white-disk at -1 dB, seed 1, decisions of nothing (utsushi-sweep-1, semantics 1), and this one is of 640 samples of white-disk at -1 dB, seed 2, decisions of nothing (utsushi-sweep-1, semantics 1); use the same flags, or another --out",
    );
    assert!(files(folder.path()) == before);
    let mut damaged = lines(folder.path());
    damaged[2] = damaged[2].replace("halve", "half");
    fs::write(folder.path().join("out/points.jsonl"), damaged.join("\n") + "\n").unwrap();
    let run = utsushi(folder.path(), line);
    assert_eq!(run.code, 2);
    let sentence = "utsushi: out/points.jsonl, line 3 is damaged; remove the line, or the file to begin anew";
    assert!(run.stderr.starts_with(sentence), "{}", run.stderr);
}

#[test]
fn two_sweeps_do_not_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    let journal = fs::File::create(folder.path().join("out/points.jsonl")).unwrap();
    journal.lock().unwrap();
    refused(
        folder.path(),
        "sweep --data 12 --no-decisions --out out",
        "another sweep is writing to out; wait for it, or choose another --out",
    );
}

#[test]
fn a_full_disk_is_said_and_the_next_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let run = on_a_full_disk(folder.path(), 8, SMALL);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("free the disk, then run the same command again"), "{}", run.stderr);
    let names: Vec<_> =
        fs::read_dir(folder.path().join("out")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["points.jsonl"], "no table of a part");
    let run = utsushi(folder.path(), &format!("{SMALL} --json"));
    let measured = run.json()["measured"].as_u64().unwrap();
    assert!((run.code, 0 < measured && measured < 54) == (0, true), "{measured}");
}
