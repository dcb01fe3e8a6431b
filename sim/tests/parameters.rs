// SPDX-License-Identifier: MIT OR Apache-2.0
//! A parameter out of range stops elaboration in every tool, with a sentence that names it.

mod common;
mod twins;

use twins::linters::{assert_all_refused, assert_all_silent, sentences, set};
use twins::ranges::{BAD, BAD_SHORTEST, GOOD, SENTENCES};

#[test]
fn each_bad_parameter_is_refused_by_its_sentence_alone() {
    assert_all_refused("fft", &BAD.map(|(name, value, sentence)| (set(&[(name, value)]), sentence)));
}

#[test]
fn the_ends_of_every_range_are_accepted() {
    assert_all_silent("fft", &GOOD.map(|end| set(&[end])));
}

/// `fft_parameters.v` has no sentence that the tables do not try, and its tops have none of their own.
#[test]
fn the_table_is_whole() {
    assert_eq!(sentences("fft_parameters"), SENTENCES);
    let tried: Vec<_> = BAD.iter().chain(&BAD_SHORTEST).map(|case| case.2).collect();
    assert!(SENTENCES.iter().all(|sentence| tried.contains(sentence)));
    for top in ["fft", "fft_configurable"] {
        assert!(sentences(top).is_empty(), "{top}");
    }
}
