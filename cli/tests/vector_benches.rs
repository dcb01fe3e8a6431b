// SPDX-License-Identifier: MIT OR Apache-2.0
//! The benches of a kit in simulators: the project's own pipeline passes, a changed one fails.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::utsushi;

/// The specs: orders, directions, schedules and widths that differ from each other.
const SPECS: [&str; 3] = [
    "--len 16 --data 8 --twiddle 10",
    "--len 32 --data 12 --twiddle 12 --schedule guarded:2 --order bit-reversed --inverse --rounding half-up",
    "--len 8 --data 6 --twiddle 7 --schedule grow --overflow wrap --rounding truncate",
];

fn there(name: &str) -> bool {
    let found = Command::new(name).arg("-V").output().is_ok();
    if !found {
        println!("left out: {name} is not installed; run sim/setup.sh test");
    }
    found
}

/// A kit of `flags` and a folder with the pipeline's Verilog.
fn bench(flags: &str, sets: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let run = utsushi(folder.path(), &format!("vectors make {flags} --sets {sets} --formats mem --out kit"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    fs::create_dir(folder.path().join("rtl")).unwrap();
    for (name, text) in utsushi_sim::hdl::EMBEDDED {
        fs::write(folder.path().join("rtl").join(name), text).unwrap();
    }
    folder
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> =
        fs::read_dir(folder.join("rtl")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// What the bench of a set prints last, compiled by Icarus with every warning on.
fn icarus(folder: &Path, set: &str, plusargs: &[&str]) -> String {
    let name = set.replace('-', "_");
    let compiled = Command::new("iverilog")
        .current_dir(folder.join("kit"))
        .args(["-g2005", "-Wall", "-s", &format!("tb_{name}"), "-o", "../bench"])
        .args([&format!("{set}/tb_{name}.v"), "kit_dut.v"])
        .args(sources(folder))
        .output()
        .unwrap();
    let own: Vec<_> = text(&compiled)
        .lines()
        .filter(|l| l.contains("tb_") || l.contains("kit_dut"))
        .map(str::to_owned)
        .collect();
    assert!(compiled.status.success() && own.is_empty(), "{own:?}");
    let run =
        Command::new("vvp").current_dir(folder.join("kit")).arg("../bench").args(plusargs).output().unwrap();
    let said = text(&run);
    said.lines()
        .rfind(|line| line.starts_with("PASS") || line.starts_with("FAIL"))
        .unwrap_or(&said)
        .to_owned()
}

#[test]
fn icarus_passes_every_set_with_and_without_stalls() {
    if !there("iverilog") {
        return;
    }
    let mut passed = 0;
    for flags in SPECS {
        let folder = bench(flags, "all");
        let kit = fs::read_dir(folder.path().join("kit")).unwrap().map(|entry| entry.unwrap());
        let sets: Vec<_> = kit
            .filter(|entry| entry.path().is_dir() && entry.file_name() != "rom")
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        // A schedule that grows overflows nowhere.
        assert_eq!(sets.len(), if flags.contains("grow") { 9 } else { 10 }, "{sets:?}");
        for set in sets {
            for plusargs in [&[][..], &["+stall=7"]] {
                let said = icarus(folder.path(), &set, plusargs);
                assert!(said.starts_with(&format!("PASS: {set}, ")), "{flags} {set} {plusargs:?}: {said}");
                passed += 1;
            }
        }
    }
    println!("{passed} runs");
}

#[test]
fn a_changed_pipeline_and_a_changed_word_fail() {
    if !there("iverilog") {
        return;
    }
    let folder = bench(SPECS[0], "random");
    let path = folder.path().join("rtl/fft_butterfly.v");
    let right = fs::read_to_string(&path).unwrap();
    let wrong = right.replacen("- {a[2*W+1]", "+ {a[2*W+1]", 1);
    assert_ne!(right, wrong);
    fs::write(&path, wrong).unwrap();
    assert!(icarus(folder.path(), "random", &[]).starts_with("FAIL: random, "));
    fs::write(&path, right).unwrap();
    assert!(icarus(folder.path(), "random", &[]).starts_with("PASS"));
    let flags = folder.path().join("kit/random/overflow.mem");
    let text = fs::read_to_string(&flags).unwrap();
    let flipped = text.replacen("\n0\n", "\n1\n", 1);
    assert_ne!(text, flipped);
    fs::write(&flags, flipped).unwrap();
    assert!(
        icarus(folder.path(), "random", &[]).starts_with("FAIL: random, 256 of 256 words came, 1 errors")
    );
}

#[test]
fn verilator_lints_the_bench_and_passes_it() {
    if !there("verilator") {
        return;
    }
    let folder = bench(SPECS[1], "random");
    let verilator = |mode: &[&str]| {
        let output = Command::new("verilator")
            .current_dir(folder.path().join("kit"))
            .args(mode)
            .args(["-Wall", "--timing", "--top-module", "tb_random", "random/tb_random.v", "kit_dut.v"])
            .args(sources(folder.path()))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", text(&output));
    };
    verilator(&["--lint-only"]);
    verilator(&["--binary", "-o", "bench", "--Mdir", "../obj"]);
    let run = Command::new(folder.path().join("obj/bench"))
        .current_dir(folder.path().join("kit"))
        .output()
        .unwrap();
    assert!(text(&run).contains("PASS: random, 16 frames, 512 words"), "{}", text(&run));
}

#[test]
fn cocotb_passes_and_fails() {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/venv/bin/python");
    let there = Command::new(&python).args(["-c", "import cocotb_tools.runner"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        println!("left out: no cocotb in .tools/venv; run sim/setup.sh test");
        return;
    }
    let folder = bench(SPECS[0], "random,overflow");
    let run = |more: &[&str]| {
        let output = Command::new(&python)
            .current_dir(folder.path())
            .args(["kit/cocotb_kit.py", "--build", "build"])
            .args(more)
            .args(sources(folder.path()))
            .output()
            .unwrap();
        (output.status.code(), text(&output))
    };
    let (code, said) = run(&["--stall", "3"]);
    assert!(code == Some(0) && said.contains("2 sets, 0 failed"), "{said}");
    let path = folder.path().join("kit/random/expected.mem");
    let right = fs::read_to_string(&path).unwrap();
    let last = right.trim_end().rsplit('\n').next().unwrap().to_owned();
    let other = if last.ends_with('0') { "1" } else { "0" };
    let wrong = format!("{}{other}\n", &right.trim_end()[..right.trim_end().len() - 1]);
    fs::write(&path, wrong).unwrap();
    let (code, said) = run(&["--set", "random"]);
    assert!(code == Some(1) && said.contains("1 sets, 1 failed"), "{said}");
}
