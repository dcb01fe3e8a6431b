// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_bit_reversal.v` against its twin `fft::BitReversal`.

mod common;
mod twins;

use common::build;
use twins::selected::{self, Instance};
use utsushi::fft::BitReversal;
use utsushi_sim::{Simulation, SplitMix64, Stall};

/// (L, width of a word), one instance each.
const SHAPES: [(u32, u32); 7] = [(2, 3), (3, 16), (4, 34), (5, 64), (6, 1), (7, 32), (8, 64)];

const FRAMES: usize = 12;

fn instances() -> Vec<Instance> {
    let instance = |&(log2_len, width): &(u32, u32)| Instance {
        module: format!("fft_bit_reversal #(.LOG2_LEN({log2_len}), .WIDTH({width}))"),
        in_width: width,
        out_width: width,
        side_ports: ".s_user(s_user), .s_skip('0), .m_last(m_last), .m_user(m_user)",
    };
    SHAPES.iter().map(instance).collect()
}

/// Random words; the user bit is noise but on the last word, and `last` means nothing to the module.
fn frames(log2_len: u32, width: u32, random: &mut SplitMix64) -> Vec<(u64, u8)> {
    let beat = |_| (random.next_word() >> (64 - width), (random.next_word() & 3) as u8);
    (0..FRAMES << log2_len).map(beat).collect()
}

/// What is to come out: each frame's words permuted, last and the frame's user bit on the last of them.
fn reversed(log2_len: u32, beats: &[(u64, u8)]) -> Vec<(u64, u8)> {
    let mut all = Vec::new();
    for frame in beats.chunks(1 << log2_len) {
        let user = frame[frame.len() - 1].1 & 2;
        let mut words: Vec<_> = frame.iter().map(|&(word, _)| word).collect();
        BitReversal::new(log2_len).apply(&mut words);
        let last = words.len() - 1;
        all.extend(
            words.into_iter().enumerate().map(|(i, word)| (word, if i == last { 1 | user } else { 0 })),
        );
    }
    all
}

fn compare(sim: &mut Simulation, index: usize, beats: &[(u64, u8)], stall: Stall) -> usize {
    let (log2_len, _) = SHAPES[index];
    let expected = reversed(log2_len, beats);
    let found = selected::run(sim, index, beats, expected.len(), stall)
        .unwrap_or_else(|error| panic!("L = {log2_len}, stall {stall}: {error}"));
    for (i, &expected) in expected.iter().enumerate() {
        assert_eq!((found.words[i], found.flags[i]), expected, "L = {log2_len}, stall {stall}, word {i}");
    }
    expected.len()
}

#[test]
fn frames_leave_in_natural_order_under_every_stall() {
    let library = build(&selected::design(
        "bit_reversals",
        &instances(),
        &["fft_bit_reversal", "fft_block_ram", "fft_skid_buffer"],
    ));
    let mut random = SplitMix64::new(8);
    let (mut words, mut users) = (0, 0);
    for (index, &(log2_len, width)) in SHAPES.iter().enumerate() {
        for (seed, stall) in (0..).zip(selected::stalls(u64::from(log2_len))) {
            let mut sim = library.simulation(seed).unwrap();
            sim.reset(2).unwrap();
            let beats = frames(log2_len, width, &mut random);
            users += reversed(log2_len, &beats).iter().filter(|beat| beat.1 & 2 != 0).count();
            words += compare(&mut sim, index, &beats, stall);
        }
    }
    println!("bit_reversals: {words} words, {users} frames with their user bit set");
    assert_eq!(words, 6 * FRAMES * ((4 << 7) - 4), "L = 2 to 8 under six stalls");
    assert!((100..400).contains(&users), "{users} of {} frames carry the bit", 7 * 6 * FRAMES);
}

/// Whatever stands in the memory and in the counters when the reset comes, the next frame starts anew.
#[test]
fn a_reset_drops_what_is_inside() {
    let library = build(&selected::design(
        "bit_reversals",
        &instances(),
        &["fft_bit_reversal", "fft_block_ram", "fft_skid_buffer"],
    ));
    let mut random = SplitMix64::new(9);
    let mut checked = 0;
    for (index, &(log2_len, width)) in SHAPES.iter().enumerate() {
        let len = 1 << log2_len;
        let mut sim = library.simulation(3).unwrap();
        for (before, out) in [(1, 0), (len - 1, 0), (len, 1), (2 * len - 1, len / 2), (2 * len + 1, len + 1)]
        {
            sim.reset(1).unwrap();
            let beats = frames(log2_len, width, &mut random);
            // The beats that came out are those of the first frames; the reset meets the rest inside.
            let expected = reversed(log2_len, &beats);
            let part = selected::fill(&mut sim, index, &beats[..before], out);
            assert!(
                part.len() == out && part.iter().zip(&expected).all(|(found, expected)| found == expected)
            );
            sim.reset(1).unwrap();
            checked += compare(&mut sim, index, &beats, Stall::None);
        }
    }
    println!("bit_reversals: {checked} words after resets");
    assert_eq!(checked, 5 * FRAMES * ((4 << 7) - 4));
}
