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
/// How the module is built around the same rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Rounds and limits.
    Plain,
    /// Splits a clock before it rounds, as stages do.
    Split,
    /// Besides, half of what is dropped is in the value already.
    Biased,
    /// Besides, limits above alone, in the flip-flops.
    Ceiling,
}

impl Form {
    const ALL: [Self; 4] = [Self::Plain, Self::Split, Self::Biased, Self::Ceiling];

    fn latency(self) -> usize {
        if self == Self::Plain { 1 } else { 2 }
    }

    /// Whether the caller may ask for it.
    fn serves(self, quantizer: &Quantizer) -> bool {
        self != Self::Biased || (quantizer.drop > 0 && quantizer.rounding != Rounding::Truncate)
    }
}

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

/// The value is the real part, its complement the imaginary one.
fn design(top: &str, form: Form, instances: &[Instance]) -> Design {
    let (mut ports, mut body) = (String::new(), String::new());
    for (i, Instance { width, quantizer }) in instances.iter().enumerate() {
        let Quantizer { drop, to, rounding, overflow } = *quantizer;
        let modes = mode_parameters((rounding, overflow));
        let _ = write!(ports, ", output wire [2*{to}-1:0] q{i}, output wire o{i}");
        let (parameters, taken) = match form {
            Form::Plain => ("", *width),
            Form::Split => (", .LATENCY(2)", *width),
            Form::Biased => (", .LATENCY(2), .BIASED(1)", width.max(&drop) + 1),
            Form::Ceiling => (", .LATENCY(2), .CEILING(1)", *width),
        };
        let bias = if form == Form::Biased {
            format!(" + {taken}'h{:x}", 1_u128 << (drop - 1))
        } else {
            String::new()
        };
        let part =
            |name: &str| format!("{{{{({taken}-{width}){{{name}[{width}-1]}}}}, {name}[{width}-1:0]}}{bias}");
        let (re, im) = (part("value"), part("other"));
        let _ = writeln!(
            body,
            "    wire [{taken}-1:0] re{i} = {re};
    wire [{taken}-1:0] im{i} = {im};
    fft_quantize #(.IN_WIDTH({taken}), .DROP({drop}), .TO_WIDTH({to}), {modes}{parameters}) u{i} (.clk(clk),
        .enable(enable), .value({{im{i}, re{i}}}), .result(q{i}), .overflow(o{i}));"
        );
    }
    let head = "input wire clk, input wire enable, input wire [63:0] low, input wire [2:0] high";
    let text = format!(
        "module {top} ({head}{ports});\n    wire [66:0] value = {{high, low}};\n    wire [66:0] other = ~value;\n{body}endmodule"
    );
    wrapper(top, &text, &["fft_quantize"])
}

/// Whether a value may be given to a module that never looks at the lower limit.
fn above_the_floor(instance: &Instance, value: i128) -> bool {
    let Quantizer { drop, to, rounding, .. } = instance.quantizer;
    rounding.shift_right(value, drop) >= -(1_i128 << (to - 1))
}

/// Sends every value through every instance; the number of words compared.
fn compare(top: &str, form: Form, instances: &[Instance], values: &[i128], seed: u64) -> usize {
    let library = build(&design(top, form, instances));
    let mut sim = library.simulation(seed).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let paced = Paced::new(values.len(), form.latency(), seed);
    let low: Vec<_> = values.iter().map(|&v| bits(v, 64)).collect();
    let high: Vec<_> = values.iter().map(|&v| bits(v >> 64, WIDEST - 64)).collect();
    let (low, high) = (paced.line(&low), paced.line(&high));
    let inputs = [("enable", &paced.enable), ("low", &low), ("high", &high)];
    let inputs = inputs.map(|(name, words)| (port(name), &words[..]));
    let outputs: Vec<_> =
        (0..instances.len()).flat_map(|i| [port(&format!("q{i}")), port(&format!("o{i}"))]).collect();
    let found = sim.cycles(&inputs, &[], &outputs).unwrap().after;
    let mut compared = 0;
    for (instance, found) in instances.iter().zip(found.chunks(2)) {
        let Instance { width, quantizer } = instance;
        for &(clock, vector) in &paced.shown() {
            let parts = [values[vector], !values[vector]].map(|v| word(v.cast_unsigned(), *width));
            if form == Form::Ceiling && !parts.iter().all(|&value| above_the_floor(instance, value)) {
                continue;
            }
            let [re, im] = parts.map(|value| quantizer.apply(value));
            let to = quantizer.to;
            let expected = bits(im.word.into(), to) << to | bits(re.word.into(), to);
            let flag = u64::from(re.overflowed || im.overflowed);
            let found = (found[0][clock], found[1][clock]);
            assert_eq!(
                found,
                (expected, flag),
                "{form:?}, {instance:?}, parts {parts:?}, clock {clock}, seed {seed}"
            );
            compared += 1;
        }
    }
    compared
}

/// Every input of 6 bits and of 9 bits, for one rounding and both overflow modes.
fn exhaustive(top: &str, rounding: Rounding) {
    let modes = Overflow::ALL.map(|overflow| (rounding, overflow));
    let six = (0..=8).flat_map(|drop| (2..=8).map(move |to| (6, drop, to)));
    let nine = [(9, 0, 9), (9, 1, 7), (9, 4, 5), (9, 8, 2), (9, 12, 3), (2, 1, 2), (3, 0, 2), (3, 3, 4)];
    let shapes: Vec<_> = six.chain(nine).collect();
    let values: Vec<i128> = (0..512).collect();
    for form in Form::ALL {
        let mut instances = instances(&shapes, &modes);
        instances.retain(|instance| form.serves(&instance.quantizer));
        if instances.is_empty() {
            continue;
        }
        let top = format!("{top}_{form:?}").to_lowercase();
        let checked = compare(&top, form, &instances, &values, 1);
        println!("{top}: {} instances, {checked} words", instances.len());
        let least = if form == Form::Ceiling { 40 } else { 512 };
        assert!(instances.len() >= 120 && checked >= least * instances.len(), "{checked} words");
    }
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
    for form in Form::ALL {
        let mut instances = instances(&WIDE, &modes().collect::<Vec<_>>());
        instances.retain(|instance| form.serves(&instance.quantizer));
        let top = format!("quantize_wide_{form:?}").to_lowercase();
        let checked = compare(&top, form, &instances, &values, seed);
        println!("{top}: {} instances, {checked} words", instances.len());
        let least = if form == Form::Ceiling { 1_000 } else { 20_000 };
        assert!(checked >= least * instances.len(), "{checked} words");
    }
}
