// SPDX-License-Identifier: MIT OR Apache-2.0
//! `fft_configurable` passes every linter without a word at the ends of every range, and refuses what lies beyond by its sentence.

mod common;
mod twins;

use std::path::Path;
use std::process::Output;

use twins::tool::{self, Parameters};
use utsushi::fft::{CheckedSpec, FftSpec};

/// A parameter, a value that is wrong, and the module whose name says so.
type Case = (&'static str, &'static str, &'static str);

const LEN: &str = "log2_len_must_be_2_to_16";
const MIN: &str = "log2_len_min_must_be_2_to_log2_len";
const DATA: &str = "data_width_must_be_2_to_32";
const TWIDDLE: &str = "twiddle_width_must_be_2_to_32";
const ALIGN: &str = "aligned_width_must_be_at_most_32";
const SHIFT: &str = "stage_shift_must_be_0_to_8";
const WIDTH: &str = "stage_width_must_be_2_to_32";
const ROUNDING: &str = "rounding_must_be_0_to_2";
const OVERFLOW: &str = "overflow_must_be_0_or_1";
const ORDER: &str = "order_must_be_0_or_1";
const DECOMPOSITION: &str = "decomposition_must_be_0_or_1";

const SENTENCES: [&str; 11] =
    [LEN, MIN, DATA, TWIDDLE, ALIGN, SHIFT, WIDTH, ROUNDING, OVERFLOW, ORDER, DECOMPOSITION];

/// At the default length of 2^10.
const BAD: [Case; 22] = [
    ("LOG2_LEN", "-1", LEN),
    ("LOG2_LEN", "1", LEN),
    ("LOG2_LEN", "17", LEN),
    ("LOG2_LEN_MIN", "1", MIN),
    ("LOG2_LEN_MIN", "-1", MIN),
    ("LOG2_LEN_MIN", "11", MIN),
    ("DATA_WIDTH", "1", DATA),
    ("DATA_WIDTH", "33", DATA),
    ("TWIDDLE_WIDTH", "1", TWIDDLE),
    ("TWIDDLE_WIDTH", "33", TWIDDLE),
    ("ALIGN", "-1", ALIGN),
    ("ALIGN", "17", ALIGN),
    ("SHIFTS", "64'h1111111119", SHIFT),
    ("WIDTHS", "96'h410410410410401", WIDTH),
    ("ROUNDING", "-1", ROUNDING),
    ("ROUNDING", "3", ROUNDING),
    ("OVERFLOW", "-1", OVERFLOW),
    ("OVERFLOW", "2", OVERFLOW),
    ("ORDER", "-1", ORDER),
    ("ORDER", "2", ORDER),
    ("DECOMPOSITION", "-1", DECOMPOSITION),
    ("DECOMPOSITION", "2", DECOMPOSITION),
];

/// The ends that are still in range.
const GOOD: [(&str, &str); 9] = [
    ("LOG2_LEN", "2"),
    ("LOG2_LEN", "16"),
    ("LOG2_LEN_MIN", "10"),
    ("LOG2_LEN_MIN", "3"),
    ("DATA_WIDTH", "2"),
    ("DATA_WIDTH", "32"),
    ("ALIGN", "16"),
    ("SHIFTS", "64'h8888888888"),
    ("SHIFTS", "64'h0"),
];

/// (len, data, twiddle, schedule, decomposition) of larger sets.
const SETS: [(usize, u32, u32, &str, &str); 6] = [
    (4, 2, 2, "halve", "radix2"),
    (8, 32, 32, "8/32,0/32,3/2", "radix2"),
    (32, 9, 10, "align:3,1/8,2/20,4/9,8/12,1/9", "radix2"),
    (64, 12, 14, "guarded:3", "radix22"),
    (128, 8, 9, "grow", "radix22"),
    (1024, 16, 16, "halve", "radix22"),
];

fn specs() -> Vec<CheckedSpec> {
    let spec = |&(len, data, twiddle, schedule, decomposition): &(usize, u32, u32, &str, &str)| {
        let (schedule, decomposition) = (schedule.parse().unwrap(), str::parse(decomposition).unwrap());
        FftSpec { len, data, twiddle, schedule, decomposition, ..FftSpec::default() }.check().unwrap()
    };
    SETS.iter().map(spec).collect()
}

/// A tool by its name, and what it says to parameters.
type Tool = (String, Box<dyn Fn(&Parameters) -> Output>);

fn tools() -> Vec<Tool> {
    let lint = |tool: utsushi_sim::Verilator| -> Tool {
        let name = format!("Verilator {}", tool.version);
        (name, Box::new(move |p| tool::verilator_lint_of("fft_configurable", &tool, p)))
    };
    let mut all: Vec<_> = tool::verilators().into_iter().map(lint).collect();
    if tool::is_here("iverilog") {
        let icarus = |p: &Parameters| tool::icarus("fft_configurable", &[], p, Path::new("/dev/null"));
        all.push(("Icarus Verilog".to_owned(), Box::new(icarus)));
    }
    all
}

#[test]
fn each_bad_parameter_is_refused_by_its_sentence_alone() {
    for (name, run) in tools() {
        for (parameter, value, sentence) in BAD {
            let output = run(&vec![(parameter, value.to_owned())]);
            let said = tool::said(&output);
            let case = format!("{name}, {parameter} = {value}");
            assert!(!output.status.success(), "{case} is accepted");
            let heard: Vec<_> = SENTENCES.iter().filter(|sentence| said.contains(**sentence)).collect();
            assert_eq!(heard, [&sentence], "{case}:\n{said}");
        }
        println!("configurable: {name} refuses {} values", BAD.len());
    }
}

#[test]
fn linters_say_nothing() {
    for (name, run) in tools() {
        let ends = GOOD.map(|(parameter, value)| vec![(parameter, value.to_owned())]);
        let sets = specs();
        let all: Vec<_> = ends.into_iter().chain(sets.iter().map(tool::parameters)).collect();
        for parameters in &all {
            tool::assert_silent(&name, parameters, &run(parameters));
        }
        println!("configurable: {name} silent on {} sets of parameters", all.len());
        assert_eq!(all.len(), 15);
    }
}

#[test]
fn yosys_says_nothing() {
    if !tool::is_here("yosys") {
        return;
    }
    for spec in specs().iter().filter(|spec| spec.log2_len() <= 7) {
        let (parameters, folder) = (tool::parameters(spec), tool::folder_with_roms(spec));
        let output = tool::yosys_of("fft_configurable", folder.path(), &parameters);
        tool::assert_silent("yosys", &parameters, &output);
    }
}

/// The module has no sentence that this table does not try.
#[test]
fn the_table_is_whole() {
    let text = std::fs::read_to_string(twins::hdl_folder().join("fft_configurable.v")).unwrap();
    let modules: Vec<_> = text.lines().filter_map(|line| line.trim().strip_suffix(" error();")).collect();
    assert_eq!(modules, SENTENCES);
    assert!(SENTENCES.iter().all(|sentence| BAD.iter().any(|case| case.2 == *sentence)));
}
