// SPDX-License-Identifier: MIT OR Apache-2.0
//! The two adders of `hdl/fft_butterfly.v`, exact. `butterfly_chain.rs` has them with what stands behind them in a stage.

mod common;
mod twins;

use std::fmt::Write as _;

use common::build;
use twins::{any_word, bits, word, wrapper};
use utsushi_sim::{Design, Library, SplitMix64};

const WIDTHS: [u32; 5] = [2, 3, 16, 17, 32];

/// Every width without and with the constant that rounds.
fn exact_design() -> Design {
    let (mut ports, mut body) = (String::new(), String::new());
    for w in WIDTHS {
        for round in [0, 1] {
            let id = format!("{w}_{round}");
            let outputs = ["sent_re", "sent_im", "kept_re", "kept_im"].map(|part| format!("{part}_{id}"));
            let _ = write!(ports, ", output wire [{w}+1:0] {}", outputs.join(", "));
            let carry = if round == 1 { "2'b00" } else { "carry" };
            let _ = writeln!(
                body,
                "    wire [2*{w}+1:0] kept_{id};
    assign kept_re_{id} = {{kept_{id}[{w}], kept_{id}[{w}:0]}}, kept_im_{id} = {{kept_{id}[2*{w}+1], kept_{id}[2*{w}+1:{w}+1]}};
    fft_butterfly #(.WIDTH({w}), .ROUND({round})) u_{id} (.a({{a_im[{w}:0], a_re[{w}:0]}}), .c({{c_im[{w}:0], c_re[{w}:0]}}),
        .b({{b_im[{w}-1:0], b_re[{w}-1:0]}}), .b_kept({{k_im[{w}-1:0], k_re[{w}-1:0]}}), .pairing(1'b0), .carry({carry}), .carry_n(~{carry}),
        .sent({{sent_im_{id}, sent_re_{id}}}), .kept(kept_{id}));"
            );
        }
    }
    let words = "a_re, a_im, c_re, c_im, b_re, b_im, k_re, k_im";
    let text = format!(
        "module butterflies (input wire [32:0] {words}, input wire [1:0] carry{ports});\n{body}endmodule"
    );
    Design { clock: None, ..wrapper("butterflies", &text, &["fft_butterfly"]) }
}

/// The operands of one component: a, c, b, `b_kept` and the carry.
type Adders = [i128; 5];

/// Sets of operands for both components; sets compared.
fn exact(library: &Library, width: u32, sets: &[[Adders; 2]]) -> usize {
    let mut sim = library.simulation(1).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let line = |component: usize, operand: usize, bits_of: u32| -> Vec<u64> {
        sets.iter().map(|set| bits(set[component][operand], bits_of)).collect()
    };
    let names = [["a_re", "c_re", "b_re", "k_re"], ["a_im", "c_im", "b_im", "k_im"]];
    let mut inputs = Vec::new();
    for (component, names) in names.iter().enumerate() {
        for (operand, name) in names.iter().enumerate() {
            inputs.push((port(name), line(component, operand, width + u32::from(operand < 2))));
        }
    }
    let carry = sets.iter().map(|set| bits(set[1][4], 1) << 1 | bits(set[0][4], 1)).collect();
    inputs.push((port("carry"), carry));
    let inputs: Vec<_> = inputs.iter().map(|(port, words)| (*port, &words[..])).collect();
    for round in [0, 1] {
        let outputs =
            ["sent_re", "sent_im", "kept_re", "kept_im"].map(|name| port(&format!("{name}_{width}_{round}")));
        let found = sim.evaluate(&inputs, &outputs).unwrap();
        for (i, set) in sets.iter().enumerate() {
            for (component, &[a, c, b, kept, carry]) in set.iter().enumerate() {
                let carry = if round == 1 { 0 } else { carry };
                let found = [found[component][i], found[component + 2][i]];
                let sent = bits(b - a - 1 + carry + round, width + 2);
                let kept = bits(word(bits(kept + c + carry, width + 1).into(), width + 1), width + 2);
                assert_eq!(
                    found,
                    [sent, kept],
                    "{width} bits, component {component} of {set:?}, round {round}"
                );
            }
        }
    }
    sets.len()
}

/// Every operand of a component with the other component at its ends, so that it would be seen if one reached the other.
fn small_sets(width: u32) -> Vec<[Adders; 2]> {
    let range = |width: u32| -(1_i128 << (width - 1))..1_i128 << (width - 1);
    let mut sets = Vec::new();
    for a in range(width + 1) {
        for b in range(width) {
            for c in range(width + 1) {
                for kept in range(width) {
                    for carry in [0, 1] {
                        let own = [a, c, b, kept, carry];
                        let far = [-1, -1, 0, -1, 1 - carry];
                        sets.push(if carry == 1 { [own, far] } else { [far, own] });
                    }
                }
            }
        }
    }
    sets
}

#[test]
fn both_adders_are_exact() {
    let library = build(&exact_design());
    let small: usize = [2, 3].iter().map(|&width| exact(&library, width, &small_sets(width))).sum();
    assert_eq!(small, (1 << 11) + (1 << 15), "every operand of 2 and of 3 bits");
    let mut random = SplitMix64::new(16);
    let mut wide = 0;
    for width in [16, 17, 32] {
        let mut adders = || {
            let [a, c] = [0; 2].map(|_| any_word(&mut random, width + 1));
            let [b, kept] = [0; 2].map(|_| any_word(&mut random, width));
            [a, c, b, kept, i128::from(random.next_word() & 1)]
        };
        let sets: Vec<_> = (0..30_000).map(|_| [adders(), adders()]).collect();
        wide += exact(&library, width, &sets);
    }
    println!("butterflies: {small} exhaustive and {wide} random sets of operands");
    assert_eq!(wide, 90_000);
}
