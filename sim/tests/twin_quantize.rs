// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_quantize.v` against its twin `number::Quantizer`.

mod common;
mod twins;

use std::fmt::Write as _;

use common::build;
use twins::paced::Paced;
use twins::{bits, mode_parameters, modes, word, wrapper};
use utsushi::number::{Overflow, Quantizer, Rounding};
use utsushi_sim::{Design, SplitMix64};

/// Bits of the wrapper's `value`: the widest product of a stage has 67.
const WIDEST: u32 = 67;
const LATENCY: usize = 1;

#[derive(Debug)]
struct Instance {
    width: u32,
    quantizer: Quantizer,
}

/// One instance for each shape (input width, drop, to) and mode, all fed from one `value`.
fn instances(shapes: &[(u32, u32, u32)], modes: &[(Rounding, Overflow)]) -> Vec<Instance> {
    let of_shape = |&(width, drop, to): &(u32, u32, u32)| {
        modes.iter().map(move |&(rounding, overflow)| Instance {
            width,
            quantizer: Quantizer { drop, to, rounding, overflow },
        })
    };
    shapes.iter().flat_map(of_shape).collect()
}

fn design(top: &str, instances: &[Instance]) -> Design {
    let (mut ports, mut body) = (String::new(), String::new());
    for (i, Instance { width, quantizer }) in instances.iter().enumerate() {
        let Quantizer { drop, to, rounding, overflow } = *quantizer;
        let modes = mode_parameters((rounding, overflow));
        let _ = write!(ports, ", output wire [{to}:0] q{i}");
        let _ = writeln!(
            body,
            "    fft_quantize #(.IN_WIDTH({width}), .DROP({drop}), .TO_WIDTH({to}), {modes}) u{i} (.clk(clk), \
             .enable(enable), .value(value[{width}-1:0]), .result(q{i}[{to}-1:0]), .overflow(q{i}[{to}]));"
        );
    }
    let head = "input wire clk, input wire enable, input wire [63:0] low, input wire [2:0] high";
    let text =
        format!("module {top} ({head}{ports});\n    wire [66:0] value = {{high, low}};\n{body}endmodule");
    wrapper(top, &text, &["fft_quantize"])
}

/// Sends every value through every instance; the number of results compared.
fn compare(top: &str, instances: &[Instance], values: &[i128], seed: u64) -> usize {
    let library = build(&design(top, instances));
    let mut sim = library.simulation(seed).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let paced = Paced::new(values.len(), LATENCY, seed);
    let low: Vec<_> = values.iter().map(|&v| bits(v, 64)).collect();
    let high: Vec<_> = values.iter().map(|&v| bits(v >> 64, WIDEST - 64)).collect();
    let (low, high) = (paced.line(&low), paced.line(&high));
    let inputs = [(port("enable"), &paced.enable[..]), (port("low"), &low), (port("high"), &high)];
    let outputs: Vec<_> = (0..instances.len()).map(|i| port(&format!("q{i}"))).collect();
    let found = sim.cycles(&inputs, &[], &outputs).unwrap().after;
    let shown = paced.shown();
    for (instance, found) in instances.iter().zip(&found) {
        let Instance { width, quantizer } = instance;
        for &(clock, vector) in &shown {
            let value = word(values[vector].cast_unsigned(), *width);
            let q = quantizer.apply(value);
            let expected = u64::from(q.overflowed) << quantizer.to | bits(q.word.into(), quantizer.to);
            assert_eq!(found[clock], expected, "{instance:?}, value {value}, clock {clock}, seed {seed}");
        }
    }
    shown.len() * instances.len()
}

/// Every input of 6 bits and of 9 bits, for one rounding and both overflow modes.
fn exhaustive(top: &str, rounding: Rounding) {
    let modes = Overflow::ALL.map(|overflow| (rounding, overflow));
    let six = (0..=8).flat_map(|drop| (2..=8).map(move |to| (6, drop, to)));
    let nine = [(9, 0, 9), (9, 1, 7), (9, 4, 5), (9, 8, 2), (9, 12, 3), (2, 1, 2), (3, 0, 2), (3, 3, 4)];
    let shapes: Vec<_> = six.chain(nine).collect();
    let instances = instances(&shapes, &modes);
    let values: Vec<i128> = (0..512).collect();
    let checked = compare(top, &instances, &values, 1);
    println!("{top}: {} instances, {checked} results", instances.len());
    assert!(checked >= 142 * 512, "{checked} results");
}

#[test]
fn every_input_truncates() {
    exhaustive("quantize_truncate", Rounding::Truncate);
}

#[test]
fn every_input_rounds_half_up() {
    exhaustive("quantize_half_up", Rounding::HalfUp);
}

#[test]
fn every_input_rounds_to_even() {
    exhaustive("quantize_convergent", Rounding::Convergent);
}

/// Shapes as stages have them, from the narrowest product to the widest, and the edges of every parameter.
const WIDE: [(u32, u32, u32); 12] = [
    (67, 39, 32),
    (67, 31, 32),
    (67, 32, 2),
    (66, 35, 31),
    (64, 30, 32),
    (50, 17, 32),
    (34, 16, 16),
    (34, 15, 17),
    (33, 0, 32),
    (33, 1, 32),
    (20, 0, 32),
    (8, 39, 2),
];

/// Ties, limits and their neighbours for a shape of [`WIDE`] drawn at random, and plain random words.
fn wide_value(random: &mut SplitMix64) -> i128 {
    let (_, drop, to) = WIDE[random.next_word() as usize % WIDE.len()];
    let uniform = word(u128::from(random.next_word()) << 64 | u128::from(random.next_word()), 128);
    let magnitude = (uniform >> 61) >> (random.next_word() % 67);
    let near = i128::from(random.next_word() % 5) - 2;
    let half = (1_i128 << drop) >> 1;
    let value = match random.next_word() % 4 {
        0 => magnitude,
        1 => ((magnitude >> drop) << drop) + half + near,
        2 => (1_i128 << (to - 1 + drop)) - half + near,
        _ => -(1_i128 << (to - 1 + drop)) - half + near,
    };
    word(value.cast_unsigned(), WIDEST)
}

#[test]
fn wide_words_round_at_ties_and_limits() {
    let seed = 20;
    let mut random = SplitMix64::new(seed);
    let values: Vec<_> = (0..20_000).map(|_| wide_value(&mut random)).collect();
    let instances = instances(&WIDE, &modes().collect::<Vec<_>>());
    let checked = compare("quantize_wide", &instances, &values, seed);
    println!("quantize_wide: {} instances, {checked} results", instances.len());
    assert!(checked >= 72 * 20_000, "{checked} results");
}
