// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_plane.v` against its twin `fft::PlanePlan`, its memory inside, and outside at any latency (L1 to L4).

mod common;
mod streams;
mod support;
mod twins;

use streams::{Bench, plane};
use twins::hdl_folder;

#[test]
fn images_are_transformed_as_by_the_twin_under_every_stall_and_memory() {
    let bench = Bench::new("planes", &hdl_folder(), plane::all()).unwrap();
    let beats = bench.under_every_stall().unwrap();
    println!("planes: {} instances, {beats} beats under six stalls", bench.twins.len());
    assert_eq!(beats, 6 * 6 * (16 + 32 + 64 + 128 + 64 + 128 + 16 + 128));
}

#[test]
fn rate_latency_resets_and_handshakes_are_as_documented() {
    let bench = Bench::new("planes", &hdl_folder(), plane::all()).unwrap();
    let [rate, resets, clocks] =
        [bench.at_full_rate(), bench.after_resets(), bench.handshakes()].map(Result::unwrap);
    println!("planes: {rate} beats at full rate, {resets} after resets, {clocks} clocks of handshakes");
    assert_eq!(rate, 6 * (16 + 32 + 64 + 128 + 64 + 128));
    assert_eq!((resets, clocks), (6 * 6 * 576, 8 * 400));
}

/// The instances' images overflow and do not, so the flag is met both ways.
#[test]
fn the_images_overflow_and_do_not() {
    let (mut overflowed, mut images) = (0, 0);
    for twin in plane::all() {
        for seed in 0..6 {
            let expected = twin.expected(&twin.beats(seed));
            let ends = expected.iter().skip(twin.frame() - 1).step_by(twin.frame());
            overflowed += ends.filter(|beat| beat.1 & 2 != 0).count();
            images += expected.len() / twin.frame();
        }
    }
    println!("planes: {overflowed} of {images} images overflow");
    assert_eq!(images, 8 * 6 * 6);
    assert!((images / 5..images - images / 5).contains(&overflowed), "{overflowed} of {images}");
}
