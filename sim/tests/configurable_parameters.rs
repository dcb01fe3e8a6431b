// SPDX-License-Identifier: MIT OR Apache-2.0
//! `fft_configurable` passes every linter without a word at the ends of every range, and refuses what lies beyond by its sentence.

mod common;
mod twins;

use twins::linters::{assert_all_refused, assert_all_silent, sentences, set};
use twins::tool;
use utsushi::fft::{CheckedSpec, FftSpec};

const TOP: &str = "fft_configurable";

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

#[test]
fn each_bad_parameter_is_refused_by_its_sentence_alone() {
    assert_all_refused(TOP, &BAD.map(|(name, value, sentence)| (set(&[(name, value)]), sentence)));
}

#[test]
fn linters_say_nothing() {
    let (ends, specs) = (GOOD.map(|end| set(&[end])), specs());
    let sets: Vec<_> = ends.into_iter().chain(specs.iter().map(tool::parameters)).collect();
    assert_eq!(sets.len(), 15);
    assert_all_silent(TOP, &sets);
}

#[test]
fn yosys_says_nothing() {
    if !tool::is_here("yosys") {
        return;
    }
    for spec in specs().iter().filter(|spec| spec.log2_len() <= 7) {
        let (parameters, folder) = (tool::parameters(spec), tool::folder_with_roms(spec));
        let output = tool::yosys(TOP, folder.path(), &parameters);
        tool::assert_silent("yosys", &parameters, &output);
    }
}

/// The module has no sentence that this table does not try.
#[test]
fn the_table_is_whole() {
    assert_eq!(sentences(TOP), SENTENCES);
    assert!(SENTENCES.iter().all(|sentence| BAD.iter().any(|case| case.2 == *sentence)));
}
