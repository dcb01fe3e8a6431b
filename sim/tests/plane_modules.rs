// SPDX-License-Identifier: MIT OR Apache-2.0
//! `fft_plane` and `fft_corner_turn` pass every linter without a word, and refuse what is out of range by its sentence.

mod common;
mod support;
mod twins;

use support::planes::plan;
use twins::linters::{assert_all_refused, assert_all_silent, sentences, set};
use twins::tool::{self, Parameters};
use utsushi::fft::{FoldedRom, PlanePlan};
use utsushi_sim::{Literal, plane_parameters};

const TOP: &str = "fft_plane";

const LEN: &str = "log2_len_must_be_2_to_16";
const TWIDDLE: &str = "twiddle_width_must_be_2_to_32";
const ALIGN: &str = "aligned_width_must_be_at_most_32";
const SHIFT: &str = "stage_shift_must_be_0_to_8";
const WIDTH: &str = "stage_width_must_be_2_to_32";
const ROUNDING: &str = "rounding_must_be_0_to_2";
const OVERFLOW: &str = "overflow_must_be_0_or_1";
const ORDER: &str = "order_must_be_0_or_1";
const DECOMPOSITION: &str = "decomposition_must_be_0_or_1";
const MEMORY: &str = "memory_must_be_0_or_1";
const CREDITS: &str = "log2_credits_must_be_3_to_8";
const SIZE: &str = "more_than_2_to_24_words_want_memory_1";

/// A parameter out of range, beside those that are not, and the only sentence that is to be heard.
const BAD: [(&[(&str, &str)], &str); 31] = [
    (&[("ROW_LOG2_LEN", "-1")], LEN),
    (&[("ROW_LOG2_LEN", "1")], LEN),
    (&[("COLUMN_LOG2_LEN", "17")], LEN),
    (&[("COLUMN_LOG2_LEN", "64")], LEN),
    (&[("DATA_WIDTH", "33")], "data_width_must_be_2_to_32"),
    (&[("ROW_TWIDDLE_WIDTH", "1")], TWIDDLE),
    (&[("COLUMN_TWIDDLE_WIDTH", "33")], TWIDDLE),
    (&[("ROW_ALIGN", "17")], ALIGN),
    (&[("COLUMN_ALIGN", "17")], ALIGN),
    (&[("ROW_SHIFTS", "64'h111191")], SHIFT),
    (&[("COLUMN_SHIFTS", "64'h911111")], SHIFT),
    (&[("COLUMN_WIDTHS", "96'h410410401")], WIDTH),
    (&[("ROW_WIDTHS", "96'h010410410")], WIDTH),
    (&[("ROW_WIDTHS", "96'hfd0410410")], WIDTH),
    (&[("ROW_WIDTHS", "96'h410410401")], WIDTH),
    (&[("COLUMN_WIDTHS", "96'hfd0410410")], WIDTH),
    (&[("ROW_ROUNDING", "3")], ROUNDING),
    (&[("COLUMN_ROUNDING", "-1")], ROUNDING),
    (&[("ROW_OVERFLOW", "2")], OVERFLOW),
    (&[("COLUMN_OVERFLOW", "-1")], OVERFLOW),
    (&[("ROW_ORDER", "2")], ORDER),
    (&[("ROW_ORDER", "-1")], ORDER),
    (&[("COLUMN_ORDER", "2")], ORDER),
    (&[("ROW_DECOMPOSITION", "2")], DECOMPOSITION),
    (&[("COLUMN_DECOMPOSITION", "-1")], DECOMPOSITION),
    (&[("MEMORY", "2")], MEMORY),
    (&[("MEMORY", "-1")], MEMORY),
    (&[("LOG2_CREDITS", "2")], CREDITS),
    (&[("MEMORY", "1"), ("LOG2_CREDITS", "9")], CREDITS),
    (&[("ROW_LOG2_LEN", "13"), ("COLUMN_LOG2_LEN", "12")], SIZE),
    (&[("ROW_LOG2_LEN", "16"), ("COLUMN_LOG2_LEN", "16")], SIZE),
];

/// The ends that are in range.
const GOOD: [&[(&str, &str)]; 8] = [
    &[],
    &[("ROW_LOG2_LEN", "2"), ("COLUMN_LOG2_LEN", "16")],
    &[("ROW_LOG2_LEN", "16"), ("COLUMN_LOG2_LEN", "2")],
    &[("ROW_LOG2_LEN", "12"), ("COLUMN_LOG2_LEN", "12")],
    &[("ROW_LOG2_LEN", "16"), ("COLUMN_LOG2_LEN", "16"), ("MEMORY", "1")],
    &[("MEMORY", "1"), ("LOG2_CREDITS", "3"), ("ROW_ORDER", "0")],
    &[("MEMORY", "1"), ("LOG2_CREDITS", "8"), ("COLUMN_ORDER", "0")],
    &[("DATA_WIDTH", "2"), ("ROW_ALIGN", "16"), ("COLUMN_ALIGN", "16")],
];

/// Axes that differ in everything.
fn plans() -> Vec<PlanePlan> {
    [
        ("len = 4\ndata = 2\ntwiddle = 2\n", "len = 8\ntwiddle = 32\n"),
        ("len = 8\ndata = 32\ntwiddle = 32\noverflow = 'wrap'\n", "len = 4\nrounding = 'truncate'\n"),
        (
            "len = 8\ndata = 9\nschedule = 'grow'\norder = 'bit-reversed'\n",
            "len = 16\nschedule = 'align:3,0/20,1/18,2/9,1/12'\n",
        ),
        (
            "len = 16\ndata = 12\ndecomposition = 'radix22'\n",
            "len = 8\norder = 'bit-reversed'\ndecomposition = 'radix22'\n",
        ),
    ]
    .map(|(rows, columns)| plan(rows, columns))
    .into()
}

fn parameters(plan: &PlanePlan, memory: u32) -> Parameters {
    let all = plane_parameters(plan.rows().spec(), plan.columns().spec(), "rom").into_iter();
    let numbers = all.filter(|(_, value)| !matches!(value, Literal::Text(_)));
    // Names live as long as the process; there are few.
    let named = numbers.map(|(name, value)| (&*name.leak(), value.to_string()));
    named.chain([("MEMORY", memory.to_string())]).collect()
}

#[test]
fn verilator_and_icarus_say_nothing() {
    let plans = plans();
    let of_plans = plans.iter().flat_map(|plan| [0, 1].map(|memory| parameters(plan, memory)));
    let sets: Vec<_> = GOOD.into_iter().map(set).chain(of_plans).collect();
    assert_eq!(sets.len(), 16);
    assert_all_silent(TOP, &sets);
}

#[test]
fn yosys_says_nothing() {
    if !tool::is_here("yosys") {
        return;
    }
    for (plan, memory) in plans().iter().zip([0, 1].into_iter().cycle()) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("rom")).unwrap();
        for rom in [plan.rows(), plan.columns()].into_iter().flat_map(|axis| FoldedRom::of_spec(axis.spec()))
        {
            std::fs::write(folder.path().join("rom").join(rom.file_name()), rom.to_hex()).unwrap();
        }
        let parameters = parameters(plan, memory);
        tool::assert_silent("yosys", &parameters, &tool::yosys(TOP, folder.path(), &parameters));
    }
    println!("planes: yosys silent on {} sets of parameters", plans().len());
}

#[test]
fn each_bad_parameter_is_refused_by_its_sentence_alone() {
    assert_all_refused(TOP, &BAD.map(|(values, sentence)| (set(values), sentence)));
}

/// No sentence of the two modules is left out of the table.
#[test]
fn the_table_is_whole() {
    for module in ["fft_plane", "fft_corner_turn"] {
        for sentence in sentences(module) {
            assert!(BAD.iter().any(|bad| bad.1 == sentence), "{module}: {sentence}");
        }
    }
}
