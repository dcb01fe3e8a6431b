// SPDX-License-Identifier: MIT OR Apache-2.0
//! One-line changes of the ranges of parameters, which a linter must notice.

use std::path::Path;

use crate::list::{Mutation, mutations};
use crate::twins::linters::set;
use crate::twins::ranges::{BAD, BAD_SHORTEST, GOOD, GOOD_SHORTEST};
use crate::twins::{hdl_files_of, tool};

const TOP: &str = "fft_configurable";

/// The first parameter out of range that a Verilator lets pass, or in range that it refuses.
pub(crate) fn parameter_finding(hdl: &Path) -> Option<String> {
    let verilator = tool::verilators().into_iter().next().expect("a Verilator is installed");
    let files = hdl_files_of(hdl);
    let said = |parameters: &[(&'static str, &str)]| {
        tool::said(&tool::verilator_lint_of(&files, TOP, &verilator, &set(parameters)))
    };
    let bad = BAD.iter().chain(&BAD_SHORTEST).find_map(|(name, value, sentence)| {
        let heard = said(&[(*name, *value)]);
        (!heard.contains(sentence)).then(|| format!("{name} {value} is accepted"))
    });
    let ends = GOOD.iter().map(std::slice::from_ref).chain(GOOD_SHORTEST);
    let good = || {
        ends.into_iter()
            .find_map(|end| said(end).contains("_must_be_").then(|| format!("{end:?} is refused")))
    };
    bad.or_else(good)
}

mutations! {
    /// The ends of the ranges, and how far lists are looked at.
    PARAMETER_MUTATIONS:
    "fft_parameters.v": "LOG2_LEN < 2 || LOG2_LEN > 16) begin" => "LOG2_LEN < 1 || LOG2_LEN > 16) begin";
    "fft_parameters.v": "LOG2_LEN < 2 || LOG2_LEN > 16) begin" => "LOG2_LEN < 2 || LOG2_LEN > 17) begin";
    "fft_parameters.v": "LOG2_LEN < 2 || LOG2_LEN > 16) begin" => "LOG2_LEN < 2 || LOG2_LEN > 15) begin";
    "fft_parameters.v": "LOG2_LEN_MIN < 2 || LOG2_LEN_MIN > LOG2_LEN" => "LOG2_LEN_MIN < 2";
    "fft_parameters.v": "LOG2_LEN_MIN < 2 || LOG2_LEN_MIN > LOG2_LEN" => "LOG2_LEN_MIN < 2 || LOG2_LEN_MIN >= LOG2_LEN";
    "fft_parameters.v": "DATA_WIDTH < 2 || DATA_WIDTH > 32" => "DATA_WIDTH < 1 || DATA_WIDTH > 32";
    "fft_parameters.v": "TWIDDLE_WIDTH < 2 || TWIDDLE_WIDTH > 32" => "TWIDDLE_WIDTH < 2 || TWIDDLE_WIDTH > 33";
    "fft_parameters.v": "ALIGN < 0 ||" => "ALIGN < -1 ||";
    "fft_parameters.v": "DATA_WIDTH + ALIGN > 32" => "DATA_WIDTH + ALIGN > 33";
    "fft_parameters.v": "shifts[4*i +: 4] > 4'd8" => "shifts[4*i +: 4] > 4'd9";
    "fft_parameters.v": "shifts[4*i +: 4] > 4'd8" => "shifts[4*i +: 4] >= 4'd8";
    "fft_parameters.v": "bad_shift = bad_shift || shifts" => "bad_shift = shifts";
    "fft_parameters.v": "widths[6*i +: 6] < 6'd2 ||" => "widths[6*i +: 6] < 6'd1 ||";
    "fft_parameters.v": "widths[6*i +: 6] > 6'd32" => "widths[6*i +: 6] >= 6'd32";
    "fft_parameters.v": "ROUNDING < 0 || ROUNDING > 2" => "ROUNDING > 2";
    "fft_parameters.v": "OVERFLOW < 0 || OVERFLOW > 1" => "OVERFLOW < 0 || OVERFLOW > 2";
    "fft_parameters.v": "ORDER < 0 || ORDER > 1" => "ORDER > 1";
    "fft_parameters.v": "DECOMPOSITION < 0 || DECOMPOSITION > 1" => "DECOMPOSITION < 0 || DECOMPOSITION > 2";
}
