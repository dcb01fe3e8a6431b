// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_corner_turn.v` against its twin `fft::CornerTurn`, its memory inside and outside (L3).

mod common;
mod streams;
mod support;
mod twins;

use streams::{Bench, corner_turn};
use twins::hdl_folder;
use utsushi::fft::{CornerTurn, Order};

#[test]
fn images_are_turned_as_by_the_twin_under_every_stall_and_memory() {
    let bench = Bench::new("corner_turns", &hdl_folder(), corner_turn::all()).unwrap();
    let beats = bench.under_every_stall().unwrap();
    println!("corner_turns: {} instances, {beats} beats under six stalls", bench.twins.len());
    assert_eq!(beats, 6 * 6 * (4 * 16 + 3 * 32 + 2 * 128 + 256 + 2 * 1024));
}

#[test]
fn rate_latency_resets_and_handshakes_are_as_documented() {
    let bench = Bench::new("corner_turns", &hdl_folder(), corner_turn::all()).unwrap();
    let [rate, resets, clocks] =
        [bench.at_full_rate(), bench.after_resets(), bench.handshakes()].map(Result::unwrap);
    println!("corner_turns: {rate} beats at full rate, {resets} after resets, {clocks} clocks of handshakes");
    assert!(rate > 6 * 1024 && resets > 5 * 6 * 2048 && clocks == 12 * 400);
}

/// L3 by its definition: a plane indexed by row and column, columns in either order.
#[test]
fn the_twin_turns_by_definition() {
    let mut words = 0;
    for (x, y) in (0..=5).flat_map(|x| (0..=5).map(move |y| (x, y))) {
        let (columns, rows) = (1_usize << x, 1_usize << y);
        let plane: Vec<_> = (0..rows).flat_map(|v| (0..columns).map(move |p| (v, p))).collect();
        for order in Order::ALL {
            let turned = CornerTurn::new(x, y, order).turned(&plane);
            for (m, &(row, position)) in turned.iter().enumerate() {
                let reversed = (0..x).fold(0, |all, bit| all << 1 | ((m / rows) >> bit) & 1);
                let column = if order == Order::Natural { reversed } else { m / rows };
                assert_eq!((row, position), (m % rows, column), "{columns} x {rows}, {order}, word {m}");
                words += 1;
            }
        }
    }
    assert_eq!(words, 2 * 63 * 63);
}

/// Images alternate between the halves, and within an image no two words share an address.
#[test]
fn every_word_has_a_place_of_its_own() {
    for order in Order::ALL {
        let turn = CornerTurn::new(3, 4, order);
        for image in 0..4 {
            let base = image % 2 * 128;
            let mut read: Vec<_> = (0..128).map(|m| turn.read_address(image, m)).collect();
            read.sort_unstable();
            assert!(read.into_iter().eq(base..base + 128));
            assert!((0..128).map(|n| turn.write_address(image, n)).eq(base..base + 128));
        }
    }
}
