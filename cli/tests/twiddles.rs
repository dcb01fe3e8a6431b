// SPDX-License-Identifier: MIT OR Apache-2.0
//! `twiddles` as a user runs it: tables printed, written and refused.

mod common;

use common::utsushi;
use serde_json::Value;

#[test]
fn twiddles_are_printed_or_written_alike() {
    let folder = tempfile::tempdir().unwrap();
    let printed = utsushi(folder.path(), "twiddles --len 8 --twiddle 8");
    let text = "// utsushi twiddles: w(k) = exp(-2*pi*i*k/8), 4 words {im, re} of 2 x 8 bits, 7 fraction bits\n\
                007f\na55b\n8000\na5a5\n";
    assert_eq!((printed.code, printed.stdout), (0, format!("// twiddle_h00004_t08.hex\n{text}")));
    let written = utsushi(folder.path(), "twiddles --len 8 --twiddle 8 --out rom");
    assert_eq!(written.code, 0);
    assert_eq!(std::fs::read_to_string(folder.path().join("rom/twiddle_h00004_t08.hex")).unwrap(), text);
    let names: Vec<_> = written.stdout.lines().filter_map(|line| line.split("  ").nth(1)).collect();
    assert_eq!(names, ["twiddle_h00004_t08.hex", "twiddle_q00008_t08.hex"]);
    // The hardware's quarter: {cos - sin, cos + sin} of no part of the turn and of one.
    let quarter = std::fs::read_to_string(folder.path().join("rom/twiddle_q00008_t08.hex")).unwrap();
    assert_eq!(quarter.lines().skip(1).collect::<Vec<_>>(), ["10080", "000b6"]);
}

#[test]
fn a_windows_table_comes_with_the_twiddles() {
    let folder = tempfile::tempdir().unwrap();
    let verb = "twiddles --len 8 --twiddle 8 --window hann --window-width 10";
    let printed = utsushi(folder.path(), verb);
    let text = "// utsushi window: hann, w(n) of 8, n below 4, 10 fraction bits\n000\n096\n200\n36a\n";
    assert!(printed.stdout.starts_with("// twiddle_h00004_t08.hex\n"), "{}", printed.stdout);
    assert!(
        printed.stdout.ends_with(&format!("// window_hann_n00008_v10.hex\n{text}")),
        "{}",
        printed.stdout
    );
    let written = utsushi(folder.path(), &format!("{verb} --out rom --json"));
    assert_eq!(std::fs::read_to_string(folder.path().join("rom/window_hann_n00008_v10.hex")).unwrap(), text);
    let file = &written.json()["files"][1];
    let shape = serde_json::json!(["window_hann_n00008_v10.hex", "hann", 8, 10]);
    assert_eq!(Value::from(["file", "window", "len", "width"].map(|key| file[key].clone()).to_vec()), shape);
    assert_eq!(file["sha256"].as_str().unwrap().len(), 64);
    let none = utsushi(folder.path(), "twiddles --len 8 --window rectangular");
    assert_eq!((none.code, none.stdout.contains("window")), (0, false));
    assert_eq!(none.stderr, "the rectangular window needs no table: every factor is 1\n");
    let wrong = utsushi(folder.path(), "twiddles --window hann --window-width 33");
    let sentence = "window width 33 is out of range; a window factor has 2 to 32 fraction bits";
    assert_eq!((wrong.code, wrong.stderr.contains(sentence)), (2, true), "{}", wrong.stderr);
}

#[test]
fn radix22_takes_every_second_table() {
    let folder = tempfile::tempdir().unwrap();
    let flags = "twiddles --len 64 --decomposition radix22";
    let report = utsushi(folder.path(), &format!("{flags} --json")).json();
    assert_eq!(report["spec"]["decomposition"], "radix22");
    let halves: Vec<_> = report["files"].as_array().unwrap().iter().map(|file| &file["half"]).collect();
    assert_eq!(halves, [32, 8]);
    // The same file as radix 2 has for a stage of the pair's block.
    let radix2 = utsushi(folder.path(), "twiddles --len 64 --half 8 --json").json();
    assert_eq!(report["files"][1], radix2["files"][0]);
    let refused = utsushi(folder.path(), &format!("{flags} --half 16"));
    let sentence =
        "utsushi: --half 16 is no table of len 64 in radix22; a table has as many factors as one of 32, 8\n";
    assert_eq!((refused.code, refused.stderr.as_str()), (2, sentence));
}
