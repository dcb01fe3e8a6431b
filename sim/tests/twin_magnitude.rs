// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_magnitude.v` and `hdl/fft_cordic.v` against their twins `fft::Magnitude` and `fft::Cordic` (M1 to M5).

mod common;
mod streams;
mod support;
mod twins;

use streams::{Bench, magnitude};
use twins::hdl_folder;

#[test]
fn every_method_gives_its_twins_words_under_every_stall() {
    let bench = Bench::new("magnitudes", &hdl_folder(), magnitude::all()).unwrap();
    let beats = bench.under_every_stall().unwrap();
    println!("magnitudes: {} instances, {beats} beats under six stalls", bench.twins.len());
    assert!(
        bench.twins.len() >= 45 && beats >= 6 * 20 * 1500,
        "{} instances, {beats} beats",
        bench.twins.len()
    );
}

#[test]
fn rate_latency_resets_and_handshakes_are_as_documented() {
    let bench = Bench::new("magnitudes", &hdl_folder(), magnitude::all()).unwrap();
    let [rate, resets, clocks] =
        [bench.at_full_rate(), bench.after_resets(), bench.handshakes()].map(Result::unwrap);
    println!("magnitudes: {rate} beats at full rate, {resets} after resets, {clocks} clocks of handshakes");
    assert!(rate > 20 * 1500 && resets > 5 * 20 * 1500 && clocks >= 45 * 400);
}

/// 2^48/K to nearest, K² = Π(1 + 4^−i) with 60 fraction bits.
fn inverse_gain(iterations: u32) -> u128 {
    let square = (0..iterations).fold(1_u128 << 60, |product, i| product + (product >> (2 * i)));
    // 4·2^96/K² is the square of twice the result.
    let inverse = (1_u128 << 126) / square;
    (inverse << 32).isqrt().div_ceil(2)
}

/// The table in the Verilog is the closed form, each entry to nearest.
#[test]
fn the_table_of_gains_is_the_closed_form() {
    let text = std::fs::read_to_string(hdl_folder().join("fft_cordic.v")).unwrap();
    let entries: Vec<_> = text.lines().filter_map(|line| line.split_once("inverse_gain = 48'h")).collect();
    assert_eq!(entries.len(), 19, "2 to 20 iterations");
    for (iterations, (label, value)) in (2..).zip(entries) {
        let label = label.trim().trim_end_matches(':');
        assert_eq!(label, if iterations == 20 { "default".to_owned() } else { iterations.to_string() });
        let value = u128::from_str_radix(value.trim_end_matches(';'), 16).unwrap();
        assert_eq!(value, inverse_gain(iterations), "{iterations} iterations");
    }
}
