// SPDX-License-Identifier: MIT OR Apache-2.0
//! The stream modules beside `fft` pass every linter without a word, and refuse a parameter out of range by its sentence.

mod common;
mod twins;

use tempfile::TempDir;
use twins::linters::{assert_all_refused, assert_all_silent, linters, sentences};
use twins::tool::{self, Parameters};
use utsushi::fft::{Window, WindowRom};

/// A module, parameters with ranges, and the sentence that each range has.
struct Module {
    top: &'static str,
    ranges: &'static [(&'static str, i64, i64, &'static str)],
    /// Parameters that differ from their defaults in a lint run.
    sets: &'static [&'static [(&'static str, i64)]],
}

const LEN: &str = "log2_len_must_be_2_to_16";
const DATA: &str = "data_width_must_be_2_to_32";
const ROUNDING: &str = "rounding_must_be_0_to_2";

const MODULES: [Module; 3] = [
    Module {
        top: "fft_window",
        ranges: &[
            ("LOG2_LEN", 2, 16, LEN),
            ("DATA_WIDTH", 2, 32, DATA),
            ("WINDOW_WIDTH", 2, 32, "window_width_must_be_2_to_32"),
            ("WINDOW", 0, 3, "window_must_be_0_to_3"),
            ("ROUNDING", 0, 2, ROUNDING),
        ],
        sets: &[
            &[("LOG2_LEN", 2), ("DATA_WIDTH", 2), ("WINDOW_WIDTH", 2)],
            &[("LOG2_LEN", 3), ("DATA_WIDTH", 32), ("WINDOW_WIDTH", 32), ("WINDOW", 3), ("ROUNDING", 0)],
            &[("LOG2_LEN", 4), ("DATA_WIDTH", 12), ("WINDOW_WIDTH", 9), ("WINDOW", 2), ("ROUNDING", 1)],
            &[("WINDOW", 0)],
        ],
    },
    Module {
        top: "fft_magnitude",
        ranges: &[
            ("DATA_WIDTH", 2, 32, DATA),
            ("METHOD", 0, 1, "method_must_be_0_or_1"),
            ("ITERATIONS", 2, 20, "iterations_must_be_2_to_20"),
            ("GUARD", 0, 8, "guard_must_be_0_to_8"),
            ("ROUNDING", 0, 2, ROUNDING),
        ],
        sets: &[
            &[("DATA_WIDTH", 2), ("ROUNDING", 0)],
            &[("DATA_WIDTH", 32), ("ROUNDING", 1)],
            &[("DATA_WIDTH", 2), ("METHOD", 1), ("ITERATIONS", 2), ("GUARD", 0)],
            &[("DATA_WIDTH", 2), ("METHOD", 1), ("ITERATIONS", 10), ("GUARD", 8)],
            &[("DATA_WIDTH", 32), ("METHOD", 1), ("ITERATIONS", 20), ("GUARD", 8), ("ROUNDING", 0)],
            &[("DATA_WIDTH", 16), ("METHOD", 1), ("ROUNDING", 1)],
        ],
    },
    Module {
        top: "fft_row_pair",
        ranges: &[
            ("LOG2_LEN", 2, 16, LEN),
            ("DATA_WIDTH", 2, 31, "data_width_must_be_2_to_31"),
            ("ORDER", 0, 1, "order_must_be_0_or_1"),
        ],
        sets: &[
            &[("LOG2_LEN", 2), ("DATA_WIDTH", 2), ("ORDER", 0)],
            &[("LOG2_LEN", 3), ("DATA_WIDTH", 31), ("ORDER", 1)],
            &[("LOG2_LEN", 6), ("DATA_WIDTH", 17), ("ORDER", 0)],
        ],
    },
];

fn set(parameters: &[(&'static str, i64)]) -> Parameters {
    parameters.iter().map(|&(name, value)| (name, value.to_string())).collect()
}

#[test]
fn verilator_and_icarus_say_nothing_at_the_ends_of_every_range() {
    let mut runs = 0;
    for Module { top, ranges, sets } in &MODULES {
        let ends =
            ranges.iter().flat_map(|&(name, low, high, _)| [set(&[(name, low)]), set(&[(name, high)])]);
        let all: Vec<_> = ends.chain(sets.iter().map(|values| set(values))).collect();
        assert_all_silent(top, &all);
        runs += all.len();
    }
    assert_eq!(runs, 2 * 13 + 13);
}

/// A folder with the window of a set of parameters where the default `ROM_DIR` looks for it.
fn folder(parameters: &[(&str, i64)]) -> TempDir {
    let value = |name, default| parameters.iter().find(|one| one.0 == name).map_or(default, |one| one.1);
    let window = Window::ALL[value("WINDOW", 1) as usize];
    let rom = WindowRom::new(window, 1 << value("LOG2_LEN", 10), value("WINDOW_WIDTH", 16) as u32).unwrap();
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("rom")).unwrap();
    std::fs::write(folder.path().join("rom").join(rom.file_name()), rom.to_hex()).unwrap();
    folder
}

#[test]
fn yosys_says_nothing() {
    if !tool::is_here("yosys") {
        return;
    }
    let mut runs = 0;
    for Module { top, sets, .. } in &MODULES {
        for values in *sets {
            let folder = if *top == "fft_window" { folder(values) } else { TempDir::new().unwrap() };
            let parameters = set(values);
            tool::assert_silent("yosys", &parameters, &tool::yosys(top, folder.path(), &parameters));
            runs += 1;
        }
    }
    println!("stream modules: yosys silent on {runs} sets of parameters");
    assert_eq!(runs, 13);
}

#[test]
fn each_bad_parameter_is_refused_by_its_sentence_alone() {
    let mut refused = 0;
    for Module { top, ranges, .. } in &MODULES {
        let beyond = |low, high| [-1, low - 1, high + 1, high + 32];
        let bad = ranges.iter().flat_map(|&(name, low, high, sentence)| {
            beyond(low, high).map(|value| (set(&[(name, value)]), sentence))
        });
        let bad: Vec<_> = bad.collect();
        assert_all_refused(top, &bad);
        refused += bad.len();
    }
    assert_eq!(refused, 4 * 13);
}

const SHORT: &str = "iterations_must_be_at_most_data_width_plus_guard";

#[test]
fn more_iterations_than_bits_are_refused() {
    for (name, run) in linters() {
        for (data, iterations, guard) in [(2, 11, 8), (2, 3, 0), (8, 12, 3), (19, 20, 0)] {
            let parameters = |iterations| {
                set(&[("DATA_WIDTH", data), ("METHOD", 1), ("ITERATIONS", iterations), ("GUARD", guard)])
            };
            let said = tool::said(&run("fft_magnitude", &parameters(iterations)));
            assert!(said.contains(SHORT), "{name}, {data}, {iterations}, {guard}:\n{said}");
            let right = parameters(iterations - 1);
            tool::assert_silent(&name, &right, &run("fft_magnitude", &right));
        }
    }
}

/// No module has a sentence that these tables do not try.
#[test]
fn the_table_is_whole() {
    for Module { top, ranges, .. } in &MODULES {
        let found: Vec<_> = sentences(top).into_iter().filter(|sentence| sentence != SHORT).collect();
        let told: Vec<_> = ranges.iter().map(|range| range.3).collect();
        assert_eq!(found, told, "{top}");
    }
}
