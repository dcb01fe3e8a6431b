// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_twiddle_rom.v` against its twin `fft::TwiddleRom`.

mod common;
mod twins;

use std::fmt::Write as _;

use common::build;
use twins::paced::Paced;
use twins::{bits, with_roms, wrapper};
use utsushi::fft::{Direction, TwiddleRom};
use utsushi_sim::{Design, Library};

/// (H, T): narrowest and widest, and a file name with five digits.
const SHAPES: [(usize, u32); 8] =
    [(4, 2), (4, 32), (8, 3), (16, 16), (64, 32), (512, 16), (1024, 2), (32768, 12)];

const LATENCY: usize = 2;

fn design(roms: &[TwiddleRom]) -> Design {
    let (mut ports, mut body) = (String::new(), String::new());
    for (i, rom) in roms.iter().enumerate() {
        let (t, k) = (rom.width(), rom.half().trailing_zeros());
        let _ = write!(ports, ", output wire [{t}:0] re_{i}, im_{i}");
        let _ = writeln!(
            body,
            "    fft_twiddle_rom #(.LOG2_HALF({k}), .TWIDDLE_WIDTH({t}), .ROM_DIR(ROM_DIR)) u_{i} (.clk(clk), .rst(1'b0), \
             .fetch(enable), .address(address[{k}-1:0]), .enable(enable), .inverse(inverse_q), .w_re(re_{i}), .w_im(im_{i}));"
        );
    }
    let head = "input wire clk, input wire enable, input wire [14:0] address, input wire inverse";
    // The direction is asked for one clock after the address.
    let delay = "    reg inverse_q;\n    always @(posedge clk) if (enable) inverse_q <= inverse;\n";
    let text = format!("module roms #(parameter ROM_DIR = \"rom\") ({head}{ports});\n{delay}{body}endmodule");
    with_roms(wrapper("roms", &text, &["fft_twiddle_rom"]), roms)
}

/// Every address in both directions; factors compared.
fn compare(library: &Library, i: usize, rom: &TwiddleRom, seed: u64) -> usize {
    let mut sim = library.simulation(seed).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let half = rom.half();
    let mut cases: Vec<_> = [0, 1].iter().flat_map(|&inverse| (0..half).map(move |k| (k, inverse))).collect();
    // Address 0 between others and twice in turn, the direction changing on the way.
    cases.extend([(0, 1), (0, 0), (half / 2, 1), (0, 1), (half - 1, 1), (0, 0), (half / 2, 0)]);
    let paced = Paced::new(cases.len(), LATENCY, seed);
    let address = paced.line(&cases.iter().map(|case| case.0 as u64).collect::<Vec<_>>());
    let inverse = paced.line(&cases.iter().map(|case| case.1).collect::<Vec<_>>());
    let inputs = [("enable", &paced.enable), ("address", &address), ("inverse", &inverse)];
    let inputs = inputs.map(|(name, words)| (port(name), &words[..]));
    let outputs = [port(&format!("re_{i}")), port(&format!("im_{i}"))];
    let found = sim.cycles(&inputs, &[], &outputs).unwrap().after;
    let t = rom.width();
    for (clock, case) in paced.shown() {
        let (k, inverse) = cases[case];
        let direction = if inverse == 1 { Direction::Inverse } else { Direction::Forward };
        let w = rom.factor(k, direction);
        let found = [found[0][clock], found[1][clock]];
        let expected = [bits(w.re.into(), t + 1), bits(w.im.into(), t + 1)];
        assert_eq!(found, expected, "H = {half}, T = {t}, address {k}, {direction:?}, seed {seed}");
        if k == 0 {
            assert_eq!(found, [1 << (t - 1), 0], "address 0 is exactly one");
        }
    }
    cases.len()
}

#[test]
fn every_factor_in_both_directions() {
    let roms = SHAPES.map(|(half, width)| TwiddleRom::new(half, width));
    let library = build(&design(&roms));
    let checked: usize = roms.iter().enumerate().map(|(i, rom)| compare(&library, i, rom, i as u64)).sum();
    println!("roms: {} tables, {checked} factors", roms.len());
    assert_eq!(checked, SHAPES.iter().map(|(half, _)| 2 * half + 7).sum::<usize>());
}
