// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_window.v` against its twin `fft::FrameWindow` (V1 to V6).

mod common;
mod streams;
mod support;
mod twins;

use streams::{Bench, window};
use twins::hdl_folder;

#[test]
fn every_window_gives_its_twins_words_under_every_stall() {
    let bench = Bench::new("windows", &hdl_folder(), window::all()).unwrap();
    let beats = bench.under_every_stall().unwrap();
    println!("windows: {} instances, {beats} beats under six stalls", bench.twins.len());
    assert!(beats >= 6 * 6 * (16384 + 1024), "{beats} beats");
}

#[test]
fn rate_latency_resets_and_handshakes_are_as_documented() {
    let bench = Bench::new("windows", &hdl_folder(), window::all()).unwrap();
    let [rate, resets, clocks] =
        [bench.at_full_rate(), bench.after_resets(), bench.handshakes()].map(Result::unwrap);
    println!("windows: {rate} beats at full rate, {resets} after resets, {clocks} clocks of handshakes");
    assert!(rate > 6 * 16384 && resets > 5 * 6 * 16384 && clocks >= 18 * 400);
}
