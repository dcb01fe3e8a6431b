// SPDX-License-Identifier: MIT OR Apache-2.0
//! The ranges of the parameters that `fft_parameters` checks: what lies beyond, the sentence for it, and the ends.

/// A parameter, a value that is out of range, and the module whose name says so.
pub type Case = (&'static str, &'static str, &'static str);

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

/// All of `fft_parameters`, in its order.
pub const SENTENCES: [&str; 11] =
    [LEN, MIN, DATA, TWIDDLE, ALIGN, SHIFT, WIDTH, ROUNDING, OVERFLOW, ORDER, DECOMPOSITION];

/// At the default length of 2^10: the stages are 0 to 9.
pub const BAD: [Case; 27] = [
    ("DECOMPOSITION", "-1", DECOMPOSITION),
    ("DECOMPOSITION", "2", DECOMPOSITION),
    ("LOG2_LEN", "-1", LEN),
    ("LOG2_LEN", "0", LEN),
    ("LOG2_LEN", "1", LEN),
    ("LOG2_LEN", "17", LEN),
    ("LOG2_LEN", "64", LEN),
    ("DATA_WIDTH", "1", DATA),
    ("DATA_WIDTH", "33", DATA),
    ("TWIDDLE_WIDTH", "1", TWIDDLE),
    ("TWIDDLE_WIDTH", "33", TWIDDLE),
    ("ALIGN", "-1", ALIGN),
    ("ALIGN", "17", ALIGN),
    ("SHIFTS", "64'h1111111119", SHIFT),
    ("SHIFTS", "64'h9111111111", SHIFT),
    ("SHIFTS", "64'h11111f1111", SHIFT),
    // Stage 0 of 1 bit, stage 0 of 33, stage 9 of 0, stage 9 of 63, stage 5 of 1.
    ("WIDTHS", "96'h410410410410401", WIDTH),
    ("WIDTHS", "96'h410410410410421", WIDTH),
    ("WIDTHS", "96'h010410410410410", WIDTH),
    ("WIDTHS", "96'hfd0410410410410", WIDTH),
    ("WIDTHS", "96'h410410050410410", WIDTH),
    ("ROUNDING", "-1", ROUNDING),
    ("ROUNDING", "3", ROUNDING),
    ("OVERFLOW", "-1", OVERFLOW),
    ("OVERFLOW", "2", OVERFLOW),
    ("ORDER", "-1", ORDER),
    ("ORDER", "2", ORDER),
];

/// What `fft_configurable` alone takes.
pub const BAD_SHORTEST: [Case; 3] =
    [("LOG2_LEN_MIN", "1", MIN), ("LOG2_LEN_MIN", "-1", MIN), ("LOG2_LEN_MIN", "11", MIN)];

/// The ends that are still in range, and values where no stage looks.
pub const GOOD: [(&str, &str); 14] = [
    ("LOG2_LEN", "2"),
    ("LOG2_LEN", "16"),
    ("DATA_WIDTH", "2"),
    ("DATA_WIDTH", "32"),
    ("TWIDDLE_WIDTH", "2"),
    ("TWIDDLE_WIDTH", "32"),
    ("ALIGN", "16"),
    ("SHIFTS", "64'hffffff8888888888"),
    ("SHIFTS", "64'h0"),
    ("WIDTHS", "96'h000000000820820820820820"),
    ("WIDTHS", "96'hfffffffff082082082082082"),
    ("ROUNDING", "0"),
    ("OVERFLOW", "0"),
    ("ORDER", "0"),
];

/// The ends of what `fft_configurable` alone takes, and of its shortest length when its longest is as short.
pub const GOOD_SHORTEST: [&[(&str, &str)]; 3] =
    [&[("LOG2_LEN_MIN", "10")], &[("LOG2_LEN_MIN", "3")], &[("LOG2_LEN", "2"), ("LOG2_LEN_MIN", "2")]];
