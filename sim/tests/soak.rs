// SPDX-License-Identifier: MIT OR Apache-2.0
//! A short slice of the soak, what it says when a bit differs, and the committed record of the long one.

#[path = "../examples/soak/cases.rs"]
mod cases;
#[path = "support/frames.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the suites")]
mod frames;
#[path = "../examples/soak/record.rs"]
#[allow(dead_code, reason = "the record is written by the example alone")]
mod record;
#[path = "../examples/soak/run.rs"]
#[allow(dead_code, reason = "the exit code and the file belong to the example")]
mod run;

use std::fs;
use std::path::PathBuf;

use record::{Record, hdl_sha256};
use run::{Failure, Options, run};
use utsushi::fft::FftSpec;
use utsushi_sim::{Hdl, ToolOptions, hdl::EMBEDDED};

fn tmp(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn slice() -> Options {
    let tools = ToolOptions { verilator: None, cache: Some(tmp("cache")) };
    Options { seed: 2, clocks: 3_000_000, cases: 3, tools, ..Options::default() }
}

#[test]
fn a_slice_is_equal_and_the_same_in_any_number_of_threads() {
    let mut lines = Vec::new();
    let two = run(&slice(), &mut |line| lines.push(line)).unwrap();
    assert!(two.totals.clocks >= 3_000_000 && two.totals.overflow_frames > 0, "{}", two.summary());
    assert_eq!((two.totals.mismatches, lines.len()), (0, 3));
    let one = run(&Options { threads: 1, ..slice() }, &mut |_| ()).unwrap();
    assert_eq!(one.cases, two.cases);
    let alone = run(&Options { only: Some(2), ..slice() }, &mut |_| ()).unwrap();
    assert_eq!(alone.cases, two.cases[2..]);
    println!("{}", two.summary());
}

#[test]
fn a_difference_says_how_to_see_it_again() {
    let dir = tmp("soak-mutant");
    fs::create_dir_all(&dir).unwrap();
    for (file, text) in EMBEDDED {
        let text = text.replace("+ {c[2*W+1:W+1], carry[1]", "- {c[2*W+1:W+1], carry[1]");
        fs::write(dir.join(file), text).unwrap();
    }
    let options = Options { hdl: Hdl::Folder(dir), only: Some(0), ..slice() };
    let failure = run(&options, &mut |_| ()).unwrap_err();
    assert!(matches!(failure, Failure::Differs(_)));
    assert_eq!(failure.exit_code(), 1);
    let text = failure.to_string();
    for part in [
        "case 0, batch 0 (seed ",
        "words differ; first: frame 0, bin ",
        "\nschedule = \"",
        "--seed 2 ",
        " --only 0 --hdl ",
    ] {
        assert!(text.contains(part), "'{part}' is missing in\n{text}");
    }
    let toml: Vec<_> = text
        .lines()
        .filter(|line| line.contains(" = ") && !line.contains(':') || line.starts_with("schedule"))
        .collect();
    assert!(FftSpec::from_toml(&toml.join("\n")).is_ok(), "the spec can be copied out of\n{text}");
}

/// The record of the long soak holds together: enough clocks, no difference, and its cases are those of its seed.
#[test]
fn the_record_is_of_a_billion_clocks_without_a_difference() {
    let record: Record = serde_json::from_str(include_str!("../record/soak.json")).unwrap();
    assert_eq!(record.schema, Record::SCHEMA);
    assert_eq!(record.totals, Record::sum(&record.cases));
    assert_eq!(record.totals.mismatches, 0);
    assert!(record.totals.clocks >= 1_000_000_000 && record.cases.len() >= 100, "{}", record.summary());
    let list = cases::cases(record.seed, record.cases.len() as u64);
    for (done, case) in record.cases.iter().zip(&list) {
        assert_eq!((done.number, done.seed, &done.spec), (case.number, case.seed, case.spec.spec()));
    }
    if record.hdl_sha256 != hdl_sha256(&Hdl::Embedded).unwrap() {
        println!("sim/record/soak.json was made with other Verilog than hdl/ holds: run `make soak`");
    }
}
