// SPDX-License-Identifier: MIT OR Apache-2.0
//! The stream modules in a second, four-valued simulator: the twins' bits, and no x gets out.

mod common;
mod streams;
mod support;
mod twins;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use streams::{Beat, Twin, adapter, corner_turn, magnitude, plane, row_pair, window};
use tempfile::TempDir;
use twins::tool;

/// "user last data" of an output line; a bit that is x is refused.
fn parse(line: &str) -> Option<Beat> {
    let fields: Vec<_> =
        line.split(' ').map(|field| u64::from_str_radix(field, 2)).collect::<Result<_, _>>().ok()?;
    let [user, last, data] = fields[..] else { return None };
    Some((data, (user << 1 | last) as u8))
}

/// Sends `beats` through the module; the lines that came out.
fn run(twin: &dyn Twin, beats: &[Beat], seed: u64) -> String {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("rom")).unwrap();
    for file in twin.files() {
        fs::write(path("rom").join(file.name), file.content).unwrap();
    }
    let mut text = String::new();
    for &(word, flags) in beats {
        let _ = writeln!(text, "{:x}", u128::from(flags) << twin.in_width() | u128::from(word));
    }
    fs::write(path("beats.hex"), text).unwrap();
    fs::write(path("stream.v"), adapter(0, twin)).unwrap();
    let integer = |value: usize| value.to_string();
    let parameters = vec![
        ("IN_WIDTH", integer(twin.in_width() as usize)),
        ("OUT_WIDTH", integer(twin.part().1 as usize)),
        ("BEATS", integer(beats.len())),
        ("REST", integer(2 * twin.latency() as usize + 200)),
        ("SEED", seed.to_string()),
    ];
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut sources = vec![tests.join("icarus/stream_bench.v"), path("stream.v")];
    sources.extend(twin.helpers().iter().map(|name| tests.join("verilog").join(name)));
    let sources: Vec<_> = sources.iter().map(|path| &**path).collect();
    let built = tool::icarus("bench", &sources, &parameters, &path("bench.vvp"));
    assert!(built.status.success(), "{}: {}", twin.module(), tool::said(&built));
    let output = Command::new("vvp").args(["-n", "bench.vvp"]).current_dir(folder.path()).output().unwrap();
    let said = tool::said(&output);
    assert!(output.status.success() && said.is_empty(), "{}, seed {seed}: {said}", twin.module());
    fs::read_to_string(path("out.txt")).unwrap()
}

/// Beats compared.
fn compare(twins: &[Box<dyn Twin>]) -> usize {
    if !tool::is_here("iverilog") {
        return 0;
    }
    let mut beats = 0;
    for (twin, seed) in twins.iter().zip(1..) {
        let input = twin.beats(seed);
        let (out, expected) = (run(&**twin, &input, seed), twin.expected(&input));
        let lines: Vec<_> = out.lines().collect();
        assert_eq!(lines.len(), expected.len(), "{}, seed {seed}: beats", twin.module());
        for (i, (line, &beat)) in lines.iter().zip(&expected).enumerate() {
            assert_eq!(parse(line), Some(beat), "{}, seed {seed}, beat {i}: {line}", twin.module());
        }
        beats += lines.len();
    }
    println!("icarus: {} instances, {beats} beats", twins.len());
    beats
}

#[test]
fn windows_in_a_second_simulator() {
    let beats = compare(&window::few());
    assert!(beats == 0 || beats > 400, "{beats} beats");
}

#[test]
fn magnitudes_in_a_second_simulator() {
    let beats = compare(&magnitude::few());
    assert!(beats == 0 || beats > 5000, "{beats} beats");
}

#[test]
fn row_pairs_in_a_second_simulator() {
    let beats = compare(&row_pair::few());
    assert!(beats == 0 || beats >= 4 * 9 * (4 + 16), "{beats} beats");
}

#[test]
fn corner_turns_in_a_second_simulator() {
    let beats = compare(&corner_turn::few());
    assert!(beats == 0 || beats == 6 * (32 + 16 + 16 + 32), "{beats} beats");
}

#[test]
fn planes_in_a_second_simulator() {
    let beats = compare(&plane::few());
    assert!(beats == 0 || beats == 6 * (32 + 32 + 16), "{beats} beats");
}
