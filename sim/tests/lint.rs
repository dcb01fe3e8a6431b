// SPDX-License-Identifier: MIT OR Apache-2.0
//! The Verilog passes every linter without a word, and keeps to the form of its files.

mod common;
mod twins;

use std::fs;
use std::path::Path;

use twins::tool;
use twins::{hdl_files, modes};
use utsushi::fft::{CheckedSpec, FftSpec, Order, Schedule};
use utsushi::number::{Overflow, Rounding};

fn spec(len: usize, data: u32, twiddle: u32, schedule: &str) -> FftSpec {
    FftSpec { len, data, twiddle, schedule: schedule.parse().unwrap(), ..FftSpec::default() }
}

/// Both ends of every parameter, every mode and every kind of schedule.
fn specs() -> Vec<CheckedSpec> {
    let mut all = vec![
        FftSpec::default(),
        spec(4, 2, 2, "halve"),
        spec(4, 32, 32, "halve"),
        spec(8, 16, 16, "align:4,0/20,2/18,8/2"),
        spec(8, 2, 32, "align:30,1/32,0/32,8/2"),
        spec(8, 32, 2, "0/2,0/32,0/3"),
        spec(1024, 16, 18, "grow"),
        spec(1024, 16, 16, "guarded:3"),
        spec(65536, 12, 16, "halve"),
        FftSpec { order: Order::BitReversed, ..spec(65536, 15, 12, "grow") },
    ];
    all.extend(modes().enumerate().map(|(i, (rounding, overflow))| FftSpec {
        rounding,
        overflow,
        order: Order::ALL[i % 2],
        ..spec(16, 9, 10, "guarded:2")
    }));
    all.iter().map(|spec| spec.check().expect("a spec that the contract allows")).collect()
}

#[test]
fn the_specs_reach_both_ends_of_every_parameter() {
    let specs = specs();
    let has = |what: &str, found: bool| assert!(found, "no spec with {what}");
    for log2_len in [2, 3, 10, 16] {
        has("that length", specs.iter().any(|spec| spec.log2_len() == log2_len));
    }
    for width in [2, 32] {
        has("that data width", specs.iter().any(|spec| spec.spec().data == width));
        has("that twiddle width", specs.iter().any(|spec| spec.spec().twiddle == width));
        has(
            "that stage width",
            specs.iter().flat_map(CheckedSpec::stages).any(|stage| stage.width_out == width),
        );
    }
    for (rounding, overflow) in modes() {
        let both = |spec: &&CheckedSpec| (spec.spec().rounding, spec.spec().overflow) == (rounding, overflow);
        has("these modes", specs.iter().any(|spec| both(&spec)));
    }
    has("alignment to 32 bits", specs.iter().any(|spec| spec.align() == 30));
    has("grow", specs.iter().any(|spec| spec.spec().schedule == Schedule::Grow));
    assert_eq!((Rounding::ALL.len(), Overflow::ALL.len(), specs.len()), (3, 2, 16));
}

#[test]
fn verilator_says_nothing() {
    let (specs, mut runs) = (specs(), 0);
    for verilator in tool::verilators() {
        for spec in &specs {
            let parameters = tool::parameters(spec);
            let output = tool::verilator_lint("fft", &verilator, &parameters);
            tool::assert_silent(&format!("Verilator {}", verilator.version), &parameters, &output);
            runs += 1;
        }
        println!("lint: Verilator {} silent on {} specs", verilator.version, specs.len());
    }
    assert!(runs >= specs.len(), "{runs} runs");
}

#[test]
fn icarus_says_nothing() {
    if !tool::is_here("iverilog") {
        return;
    }
    let specs = specs();
    for spec in &specs {
        let parameters = tool::parameters(spec);
        let output = tool::icarus("fft", &[], &parameters, Path::new("/dev/null"));
        tool::assert_silent("Icarus Verilog", &parameters, &output);
    }
    println!("lint: Icarus Verilog silent on {} specs", specs.len());
}

#[test]
fn yosys_says_nothing() {
    if !tool::is_here("yosys") {
        return;
    }
    // The longest frames would only cost time: every kind of stage is in the short ones.
    let specs: Vec<_> = specs().into_iter().filter(|spec| spec.log2_len() <= 4).collect();
    for spec in &specs {
        let parameters = tool::parameters(spec);
        let folder = tool::folder_with_roms(spec);
        let output = tool::yosys("fft", folder.path(), &parameters);
        tool::assert_silent("yosys", &parameters, &output);
    }
    println!("lint: yosys silent on {} specs", specs.len());
    assert!(specs.len() >= 10, "{} specs", specs.len());
}

/// A file: header with SPDX, `default_nettype none`, one module of the file's name, `default_nettype wire`.
fn check_form(path: &Path) {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let text = fs::read_to_string(path).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert!(lines.len() <= 300, "{name} has {} lines", lines.len());
    assert_eq!(lines[0], "// SPDX-License-Identifier: MIT OR Apache-2.0", "{name}");
    let header = lines.iter().take_while(|line| line.starts_with("//")).count();
    assert!((5..=20).contains(&header), "{name} has a header of {header} lines");
    assert_eq!(lines[header], "`default_nettype none", "{name}: the first line after the header");
    assert_eq!(lines.last(), Some(&"`default_nettype wire"), "{name}: the last line");
    assert!(text.ends_with('\n'), "{name} ends with a line");
    let modules: Vec<_> = lines.iter().filter(|line| line.starts_with("module ")).collect();
    assert_eq!(modules.len(), 1, "{name}: one module a file");
    assert!(modules[0].starts_with(&format!("module {name} ")), "{name}: its module is {}", modules[0]);
    for waiver in ["lint_off", "/*", "// verilator", "// synthesis", "`pragma", "`timescale"] {
        assert!(!text.contains(waiver), "{name} has {waiver}");
    }
    // Attributes tell a tool what to build, never what to overlook.
    let attributes = ["(* ram_style = ", "(* rom_style = ", "(* fsm_encoding = "];
    let known = |line: &&str| !line.contains("(* ") || attributes.iter().any(|known| line.contains(known));
    assert!(lines.iter().all(known), "{name} has an attribute of another kind");
    assert!(lines.iter().all(|line| line.trim_end() == *line && !line.contains('\t')), "{name}: blanks");
}

#[test]
fn every_file_keeps_the_form() {
    let files = hdl_files();
    for path in &files {
        check_form(path);
    }
    println!("lint: {} files", files.len());
    assert!(files.len() >= 9, "{} files", files.len());
}
