// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_twiddle_rom.v` against its twin `fft::TwiddleRom`.

mod common;
mod twins;

use std::fmt::Write as _;

use common::build;
use twins::paced::Paced;
use twins::{bits, with_roms, wrapper};
use utsushi::fft::{Direction, Fold, TwiddleRom};
use utsushi_sim::{Design, Library};

/// (H, T, fold, how many words ahead the angle comes, whether it is a block memory): narrowest and widest, every fold at its ends, and a name
/// with five digits.
const SHAPES: [(usize, u32, Fold, usize, u32); 14] = [
    (4, 2, Fold::Quarter, 0, 0),
    (4, 32, Fold::Quarter, 0, 0),
    (8, 3, Fold::Quarter, 0, 0),
    (16, 16, Fold::Quarter, 0, 0),
    (32, 9, Fold::Quarter, 0, 0),
    (64, 32, Fold::Octant, 2, 0),
    (128, 16, Fold::Octant, 2, 0),
    (64, 16, Fold::Quarter, 2, 0),
    (512, 7, Fold::Octant, 2, 0),
    (64, 16, Fold::Quarter, 2, 1),
    (512, 16, Fold::Quarter, 2, 1),
    (1024, 2, Fold::Quarter, 2, 1),
    (2048, 5, Fold::Octant, 2, 1),
    (32768, 12, Fold::Octant, 2, 1),
];

const LATENCY: usize = 1;

fn design(roms: &[TwiddleRom]) -> Design {
    let (mut ports, mut body) = (String::new(), String::new());
    for (i, (rom, (.., fold, ahead, block))) in roms.iter().zip(SHAPES).enumerate() {
        let (t, turn) = (rom.width(), 2 * rom.half());
        let (log2_turn, octant) = (turn.trailing_zeros(), Fold::ALL.iter().position(|&f| f == fold).unwrap());
        let _ = write!(ports, ", output wire [{t}:0] sum_{i}, dif_{i}");
        let _ = writeln!(
            body,
            "    fft_twiddle_rom #(.LOG2_TURN({log2_turn}), .TWIDDLE_WIDTH({t}), .OCTANT({octant}), .AHEAD({ahead}), .BLOCK({block}), .ROM_DIR(ROM_DIR))
        u_{i} (.clk(clk), .enable(enable), .next(1'b1), .angle(angle[{log2_turn}-1:0]), .still(still), .inverse(inverse),
        .w_sum(sum_{i}), .w_dif(dif_{i}));"
        );
    }
    let head =
        "input wire clk, input wire enable, input wire [15:0] angle, input wire still, input wire inverse";
    let text = format!("module roms #(parameter ROM_DIR = \"rom\") ({head}{ports});\n{body}endmodule");
    with_roms(wrapper("roms", &text, &["fft_twiddle_rom"]), roms)
}

/// Every angle in both directions; factors compared.
fn compare(library: &Library, i: usize, rom: &TwiddleRom, seed: u64) -> usize {
    let mut sim = library.simulation(seed).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let (half, ahead) = (rom.half(), SHAPES[i].3);
    // A word is still wherever its angle is, and the first ones must be.
    let mut cases: Vec<_> = vec![(3, 0, 1); 3];
    cases.extend([0, 1].iter().flat_map(|&inverse| (0..2 * half).map(move |angle| (angle, inverse, 0))));
    let others = [(0, 1), (0, 0), (half / 2, 1), (0, 1), (half - 1, 1), (0, 0), (2 * half - 1, 0), (half, 1)];
    cases.extend(others.map(|(angle, inverse)| (angle, inverse, 0)));
    cases.extend([(1, 1, 1), (half + 1, 0, 0), (half + 1, 1, 1)]);
    let paced = Paced::new(cases.len(), LATENCY, seed);
    let shifted: Vec<_> = (0..cases.len()).map(|v| cases[(v + ahead) % cases.len()].0 as u64).collect();
    let angle = paced.line(&shifted);
    let inverse = paced.line(&cases.iter().map(|case| case.1).collect::<Vec<_>>());
    let still = paced.line(&cases.iter().map(|case| case.2).collect::<Vec<_>>());
    let inputs = [("enable", &paced.enable), ("angle", &angle), ("inverse", &inverse), ("still", &still)];
    let inputs = inputs.map(|(name, words)| (port(name), &words[..]));
    let outputs = [port(&format!("sum_{i}")), port(&format!("dif_{i}"))];
    let found = sim.cycles(&inputs, &[], &outputs).unwrap().after;
    let t = rom.width();
    let mut compared = 0;
    for (clock, case) in paced.shown() {
        let (angle, inverse, still) = cases[case];
        let direction = if inverse == 1 { Direction::Inverse } else { Direction::Forward };
        let w = rom.factor(if still == 1 { 0 } else { angle }, direction);
        let found = [found[0][clock], found[1][clock]];
        let expected = [w.im + w.re, w.im - w.re].map(|part| bits(part.into(), t + 1));
        assert_eq!(
            found, expected,
            "H = {half}, T = {t}, angle {angle}, still {still}, {direction:?}, seed {seed}"
        );
        compared += 1;
    }
    compared
}

#[test]
fn every_factor_in_both_directions() {
    let roms = SHAPES.map(|(half, width, ..)| TwiddleRom::new(half, width));
    let library = build(&design(&roms));
    let checked: usize = roms.iter().enumerate().map(|(i, rom)| compare(&library, i, rom, i as u64)).sum();
    println!("roms: {} tables, {checked} factors", roms.len());
    assert!(checked >= SHAPES.iter().map(|(half, ..)| 4 * half + 14).sum::<usize>(), "{checked} factors");
}
