// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_shift.v` before `hdl/fft_quantize.v`: with every shift the words and flags of `number::Quantizer` that drops so many bits.

mod common;
mod twins;

use std::fmt::Write as _;

use common::build;
use twins::{bits, mode_parameters, modes, word, wrapper};
use utsushi::number::Quantizer;
use utsushi_sim::Design;

/// Bits of a component before its shift: every word is tried.
const WIDTH: u32 = 9;
/// (largest shift, fraction bits that are dropped besides, result's width)
const SHAPES: [(u32, u32, u32); 6] = [(1, 0, 7), (2, 0, 4), (3, 2, 5), (5, 0, 3), (8, 0, 2), (8, 1, 9)];

/// One instance for each shape and mode, all fed from one `value`; its complement is the imaginary part.
fn design() -> Design {
    let (mut ports, mut body) = (String::new(), String::new());
    for (i, (&(most, fraction, to), mode)) in
        SHAPES.iter().flat_map(|s| modes().map(move |m| (s, m))).enumerate()
    {
        let _ = write!(ports, ", output wire [2*{to}-1:0] q{i}, output wire o{i}");
        let _ = writeln!(
            body,
            "    wire [2*({WIDTH}+{most})-1:0] v{i};
    fft_shift #(.WIDTH({WIDTH}), .MOST({most})) s{i} (.shift(shift), .y({{~value, value}}), .value(v{i}));
    fft_quantize #(.IN_WIDTH({WIDTH}+{most}), .DROP({fraction}+{most}), .TO_WIDTH({to}), {}) u{i} (.clk(clk),
        .enable(1'b1), .value(v{i}), .result(q{i}), .overflow(o{i}));",
            mode_parameters(mode)
        );
    }
    let head = format!("input wire clk, input wire [3:0] shift, input wire [{WIDTH}-1:0] value");
    wrapper(
        "shifts",
        &format!("module shifts ({head}{ports});\n{body}endmodule"),
        &["fft_shift", "fft_quantize"],
    )
}

#[test]
fn every_word_with_every_shift_in_every_mode() {
    let library = build(&design());
    let port = |name: &str| library.port(name).unwrap();
    let values: Vec<u64> = (0..1 << WIDTH).collect();
    let (mut compared, mut overflowed) = (0, 0);
    for shift in 0..=8 {
        let mut sim = library.simulation(shift).unwrap();
        let shifts = vec![shift; values.len()];
        let of_modes = || SHAPES.iter().flat_map(|shape| modes().map(move |mode| (shape, mode))).enumerate();
        let outputs: Vec<_> =
            of_modes().flat_map(|(i, _)| [port(&format!("q{i}")), port(&format!("o{i}"))]).collect();
        let inputs = [(port("shift"), &shifts[..]), (port("value"), &values[..])];
        let found = sim.cycles(&inputs, &[], &outputs).unwrap().after;
        for (i, (&(most, fraction, to), (rounding, overflow))) in of_modes() {
            if shift > u64::from(most) {
                continue;
            }
            let quantizer = Quantizer { drop: fraction + shift as u32, to, rounding, overflow };
            for (&value, (&result, &over)) in values.iter().zip(found[2 * i].iter().zip(&found[2 * i + 1])) {
                let re = word(value.into(), WIDTH);
                let [re, im] = [re, !re].map(|part| quantizer.apply(part));
                let expected = bits(im.word.into(), to) << to | bits(re.word.into(), to);
                let flag = re.overflowed || im.overflowed;
                assert_eq!(
                    (result, over == 1),
                    (expected, flag),
                    "{quantizer:?} of at most {most}, value {value:x}"
                );
                compared += 1;
                overflowed += usize::from(flag);
            }
        }
    }
    println!("shifts: {compared} words, {overflowed} overflow");
    // 2 + 3 + 4 + 6 + 9 + 9 shifts in six modes.
    assert_eq!(compared, (33 * 6) << WIDTH);
    assert!(overflowed > compared / 10 && overflowed < compared);
}
