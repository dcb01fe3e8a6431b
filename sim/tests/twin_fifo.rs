// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_fifo.v` against its twin `fft::Fifo`, on every clock.

mod common;
mod twins;

use common::build;
use twins::wrapper;
use utsushi::fft::Fifo;
use utsushi_sim::{Library, SplitMix64};

const WIDTH: u32 = 34;

fn library() -> Library {
    let ports = format!(
        "input wire clk, input wire rst, output wire s_room, input wire s_valid, input wire [{WIDTH}-1:0] s_data, \
         output wire m_valid, input wire m_ready, output wire [{WIDTH}-1:0] m_data"
    );
    let names = ["clk", "rst", "s_room", "s_valid", "s_data", "m_valid", "m_ready", "m_data"];
    let connections = names.map(|name| format!(".{name}({name})")).join(", ");
    let text =
        format!("module fifo ({ports});\n    fft_fifo #(.WIDTH({WIDTH})) u ({connections});\nendmodule");
    build(&wrapper("fifo", &text, &["fft_fifo"]))
}

/// Clocks compared, and the most words that were inside.
fn compare(library: &Library, seed: u64) -> (usize, usize) {
    let mut random = SplitMix64::new(seed);
    let mut fifo = Fifo::new();
    let (mut rst, mut valid, mut data, mut ready) = (vec![1], vec![1], vec![5], vec![1]);
    let mut expected: Vec<(bool, Option<u64>)> = vec![(false, None)];
    // A source obeys the room of up to two clocks before: so late its words still come.
    let (mut late, mut inside, mut most) = ([true; 2], 0_usize, 0);
    for clock in 0..6000 {
        let (offer, take) = [(100, 0), (100, 100), (60, 60), (90, 30), (30, 90), (0, 100)][clock / 40 % 6];
        let room = late[1] && random.next_word() % 100 < offer;
        let word = random.next_word() >> (64 - WIDTH);
        let taken = random.next_word() % 100 < take;
        rst.push(0);
        valid.push(room.into());
        data.push(word);
        ready.push(taken.into());
        expected.push((fifo.room(), fifo.output().copied()));
        late = [fifo.room(), late[0]];
        inside += usize::from(room);
        inside -= usize::from(taken && fifo.output().is_some());
        most = most.max(inside);
        fifo.clock(room.then_some(word), taken);
    }
    let mut sim = library.simulation(seed).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let inputs = [("rst", &rst), ("s_valid", &valid), ("s_data", &data), ("m_ready", &ready)];
    let inputs = inputs.map(|(name, line)| (port(name), &line[..]));
    let found = sim.cycles(&inputs, &["s_room", "m_valid", "m_data"].map(port), &[]).unwrap().before;
    for (clock, &(room, head)) in expected.iter().enumerate().skip(1) {
        let shown = (found[0][clock] == 1, (found[1][clock] == 1).then_some(found[2][clock]));
        assert_eq!(shown, (room, head), "clock {clock}, seed {seed}");
    }
    (expected.len() - 1, most)
}

#[test]
fn the_queue_shows_on_every_clock_what_its_twin_shows() {
    let library = library();
    let (mut clocks, mut most) = (0, 0);
    for seed in 0..8 {
        let (compared, inside) = compare(&library, seed);
        (clocks, most) = (clocks + compared, most.max(inside));
    }
    println!("fifo: {clocks} clocks, at most {most} words inside");
    assert!(clocks == 8 * 6000 && most == Fifo::<u64>::DEPTH, "{clocks} clocks, {most} words");
}
