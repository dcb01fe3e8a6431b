// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_delay_line.v` and its block memory against their twin `fft::DelayLine`, on every clock.

mod common;
mod twins;

use common::build;
use twins::wrapper;
use utsushi::fft::{DelayLine, DelayLineClock};
use utsushi_sim::{Design, Library, SplitMix64};

/// (log2 of the depth, width, block memory): one word, registers, both kinds of memory.
const LINES: [(u32, u32, bool); 7] = [
    (0, 8, false),
    (1, 34, false),
    (2, 64, false),
    (4, 34, false),
    (2, 5, true),
    (3, 1, true),
    (5, 34, true),
];

fn design() -> Design {
    let ports = LINES.iter().enumerate().map(|(i, (_, width, _))| {
        format!(
            ", input wire [{width}-1:0] data_{i}, output wire [{width}-1:0] read_{i}, output wire [{width}-1:0] gated_{i}"
        )
    });
    let body = LINES.iter().enumerate().map(|(i, &(k, width, block))| {
        let (block, a) = (u32::from(block), k.max(1));
        format!(
            "    fft_delay_line #(.LOG2_DEPTH({k}), .WIDTH({width}), .BLOCK({block})) u_{i} (.clk(clk), .rst(rst), .enable(enable),
        .write(write), .write_address(write_address[{a}-1:0]), .write_data(data_{i}), .read_address(read_address[{a}-1:0]),
        .next_address(next_address[{a}-1:0]), .gate(gate), .read_data(read_{i}), .gated_data(gated_{i}));\n"
        )
    });
    let text = format!(
        "module delay_lines (input wire clk, input wire rst, input wire enable, input wire write, input wire gate, \
         input wire [4:0] write_address, read_address, next_address{});\n{}endmodule",
        ports.collect::<String>(),
        body.collect::<String>()
    );
    Design {
        reset: Some("rst".to_owned()),
        ..wrapper("delay_lines", &text, &["fft_delay_line", "fft_block_ram"])
    }
}

/// A few thousand clocks at random, one in four a pause; what both outputs show is compared from when every word of the
/// memory has been written. The number of clocks compared.
fn compare(library: &Library, i: usize, seed: u64) -> usize {
    let (k, width, block) = LINES[i];
    let depth = 1_usize << k;
    let mut random = SplitMix64::new(seed);
    let mut twin = DelayLine::new(k, block);
    let mut lines: [Vec<u64>; 8] = Default::default();
    let mut expected = Vec::new();
    let mut next = 0;
    for clock in 0..4000 {
        let fills = clock < depth + 8;
        let (enable, write) =
            (fills || !random.next_word().is_multiple_of(4), fills || random.next_word() & 1 == 1);
        let gate = random.next_word() & 1 == 1;
        let data = random.next_word() >> (64 - width);
        let read = next;
        // An address stays while there is a pause. Block memory is not read where it is written.
        let write_address = if fills { clock % depth } else { random.next_word() as usize % depth };
        if enable {
            next = random.next_word() as usize % depth;
            if block && write && next == write_address {
                next = (next + 1) % depth;
            }
            let write = write.then_some((write_address, data));
            twin.clock(DelayLineClock { write, read, next, gate });
        }
        let ports = [
            u64::from(enable),
            write.into(),
            gate.into(),
            write_address as u64,
            read as u64,
            next as u64,
            data,
            0,
        ];
        lines.iter_mut().zip(ports).for_each(|(line, word)| line.push(word));
        expected.push((twin.read_data(), twin.gated_data()));
    }
    let mut sim = library.simulation(seed).unwrap();
    sim.reset(1).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let names = [
        "enable",
        "write",
        "gate",
        "write_address",
        "read_address",
        "next_address",
        &format!("data_{i}"),
        "rst",
    ];
    let inputs: Vec<_> = names.iter().zip(&lines).map(|(name, line)| (port(name), &line[..])).collect();
    let outputs = [port(&format!("read_{i}")), port(&format!("gated_{i}"))];
    let found = sim.cycles(&inputs, &[], &outputs).unwrap().after;
    let from = depth + 4;
    for clock in from..expected.len() {
        let found = (found[0][clock], found[1][clock]);
        assert_eq!(found, expected[clock], "line {i} on clock {clock}, seed {seed}");
    }
    expected.len() - from
}

#[test]
fn every_line_shows_on_every_clock_what_its_twin_shows() {
    let library = build(&design());
    let mut compared = 0;
    for i in 0..LINES.len() {
        compared += (0..4).map(|seed| compare(&library, i, seed)).sum::<usize>();
    }
    println!("delay_lines: {} lines, {compared} clocks", LINES.len());
    assert!(compared > 7 * 4 * 3900, "{compared} clocks");
}

/// A reset clears the gated copy of a single word, and nothing else needs it.
#[test]
fn a_reset_makes_the_gated_word_zero() {
    let library = build(&design());
    let mut sim = library.simulation(3).unwrap();
    sim.reset(1).unwrap();
    assert_eq!(sim.get(library.port("gated_0").unwrap()).unwrap(), 0);
}
