// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where results go and what they are called, when that is not as easy as it looks.

mod common;

use common::{command, utsushi, workbench};

/// A reader that has read enough ends the program quietly; a full disk is a sentence.
#[test]
fn output_that_cannot_be_written() {
    let bench = workbench();
    let line = format!("{} twiddles --len 65536 | head -1", env!("CARGO_BIN_EXE_utsushi"));
    let run = std::process::Command::new("sh").args(["-c", &line]).output().unwrap();
    assert_eq!(String::from_utf8(run.stderr).unwrap(), "");
    assert_eq!(String::from_utf8(run.stdout).unwrap(), "// twiddle_h32768_t16.hex\n");
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    let run = command().args(["twiddles", "--len", "8"]).stdout(full()).output().unwrap();
    let sentence = "utsushi: cannot write to standard output; free the disk or send it elsewhere: No space left on device (os error 28)\n";
    assert_eq!((run.status.code(), String::from_utf8(run.stderr).unwrap().as_str()), (Some(2), sentence));
    let silent =
        command().current_dir(bench.path()).args(["cosim", "none.png"]).stderr(full()).output().unwrap();
    assert_eq!(silent.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn names_that_are_no_utf8_are_reported_all_the_same() {
    use std::os::unix::ffi::OsStrExt;
    let bench = workbench();
    let name = std::ffi::OsStr::from_bytes(b"bad\xff.png");
    std::fs::copy(bench.path().join("parts.png"), bench.path().join(name)).unwrap();
    let run = command()
        .current_dir(bench.path())
        .args(["cosim", "--len", "128", "--json", "--out", "out"])
        .arg(name)
        .output()
        .unwrap();
    let run = common::Run::from(run);
    assert_eq!(
        (run.code, run.json()["images"][0]["path"].as_str()),
        (0, Some("bad\u{fffd}.png")),
        "{}",
        run.stderr
    );
}

/// With four bits and `halve` every bin of 1024 points rounds to zero: nothing is recognised, and nothing pretended.
#[test]
fn words_too_narrow_to_see_a_shape_name_none() {
    let bench = workbench();
    let run = utsushi(bench.path(), "match parts.png --gallery gallery --data 2 --json");
    let report = run.json();
    assert!(report["objects"].as_array().unwrap().iter().all(|object| object["label"].is_null()), "{report}");
}
