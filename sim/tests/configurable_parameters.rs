// SPDX-License-Identifier: MIT OR Apache-2.0
//! `fft_configurable` passes every linter without a word at the ends of every range, and refuses what lies beyond by its sentence.

mod common;
mod twins;

use twins::linters::{assert_all_refused, assert_all_silent, set};
use twins::ranges::{BAD, BAD_SHORTEST, GOOD, GOOD_SHORTEST};
use twins::tool;
use utsushi::fft::{CheckedSpec, FftSpec};

const TOP: &str = "fft_configurable";

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
    let bad = BAD.into_iter().chain(BAD_SHORTEST);
    let bad: Vec<_> = bad.map(|(name, value, sentence)| (set(&[(name, value)]), sentence)).collect();
    assert_all_refused(TOP, &bad);
}

#[test]
fn linters_say_nothing() {
    let ends = GOOD.iter().map(|end| set(&[*end])).chain(GOOD_SHORTEST.map(set));
    let sets: Vec<_> = ends.chain(specs().iter().map(tool::parameters)).collect();
    assert_eq!(sets.len(), 23);
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
