// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_complex_mul.v` against its twin `fft::complex_mul`.

mod common;
mod twins;

use std::fmt::Write as _;

use common::build;
use num_complex::Complex;
use twins::paced::Paced;
use twins::{any_word, bits, wrapper};
use utsushi::fft::{Direction, TwiddleRom, complex_mul};
use utsushi_sim::{Design, Library, SplitMix64};

/// (width of the data, width of a twiddle), one instance each of three multipliers and of four.
const SMALL: [(u32, u32); 3] = [(4, 3), (5, 2), (3, 4)];
const WIDE: [(u32, u32); 4] = [(17, 16), (33, 32), (9, 20), (33, 2)];

const LATENCY: usize = 4;

type Operands = (Complex<i64>, Complex<i64>);

fn design(top: &str, shapes: &[(u32, u32)]) -> Design {
    let (mut ports, mut body) = (String::new(), String::new());
    for (i, (x, t)) in shapes.iter().flat_map(|shape| [shape; 2]).enumerate() {
        let multipliers = 3 + i % 2;
        let names = ["re_low", "re_high", "im_low", "im_high"].map(|part| format!("{part}_{i}"));
        let _ = write!(ports, ", output wire [63:0] {}", names.join(", "));
        let y = x + t + 1;
        let _ = write!(
            body,
            "    wire [{y}-1:0] re_{i}, im_{i};
    assign {{re_high_{i}, re_low_{i}}} = {{{{(128-{y}){{re_{i}[{y}-1]}}}}, re_{i}}};
    assign {{im_high_{i}, im_low_{i}}} = {{{{(128-{y}){{im_{i}[{y}-1]}}}}, im_{i}}};
    fft_complex_mul #(.DATA_WIDTH({x}), .OUT_WIDTH({y}), .TWIDDLE_WIDTH({t}), .MULTIPLIERS({multipliers})) u_{i}
        (.clk(clk), .enable(enable), .x_re(x_re[{x}-1:0]), .x_im(x_im[{x}-1:0]), .w_sum(w_sum[{t}:0]),
        .w_dif(w_dif[{t}:0]), .y_re(re_{i}), .y_im(im_{i}));\n"
        );
    }
    let head = "input wire clk, input wire enable, input wire [32:0] x_re, x_im, w_sum, w_dif";
    wrapper(
        top,
        &format!("module {top} ({head}{ports});\n{body}endmodule"),
        &["fft_complex_mul", "fft_multiplier"],
    )
}

/// The products of instance `i`, all compared; how many.
fn compare(library: &Library, i: usize, shape: (u32, u32), cases: &[Operands], seed: u64) -> usize {
    let (data, twiddle) = shape;
    let mut sim = library.simulation(seed).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let paced = Paced::new(cases.len(), LATENCY, seed);
    let line = |of: &dyn Fn(&Operands) -> i64, width| {
        paced.line(&cases.iter().map(|case| bits(of(case).into(), width)).collect::<Vec<_>>())
    };
    let (x_re, x_im) = (line(&|(x, _)| x.re, data), line(&|(x, _)| x.im, data));
    let w_sum = line(&|(_, w)| w.im + w.re, twiddle + 1);
    let w_dif = line(&|(_, w)| w.im - w.re, twiddle + 1);
    let inputs =
        [("enable", &paced.enable), ("x_re", &x_re), ("x_im", &x_im), ("w_sum", &w_sum), ("w_dif", &w_dif)];
    let inputs = inputs.map(|(name, words)| (port(name), &words[..]));
    let outputs: Vec<_> = [2 * i, 2 * i + 1]
        .iter()
        .flat_map(|i| ["re_low", "re_high", "im_low", "im_high"].map(|part| port(&format!("{part}_{i}"))))
        .collect();
    let found = sim.cycles(&inputs, &[], &outputs).unwrap().after;
    let shown = paced.shown();
    for &(clock, vector) in &shown {
        let (x, w) = cases[vector];
        let whole = |low: usize| u128::from(found[low + 1][clock]) << 64 | u128::from(found[low][clock]);
        for (multipliers, at) in [(3, 0), (4, 4)] {
            let product = Complex::new(whole(at).cast_signed(), whole(at + 2).cast_signed());
            let expected = complex_mul(x, w);
            assert_eq!(
                product, expected,
                "shape {i}, {multipliers} multipliers, x = {x}, w = {w}, seed {seed}"
            );
        }
    }
    shown.len()
}

/// The duty of the caller: wr + wi and wi − wr fit T + 1 bits.
fn is_legal(w: Complex<i64>, t: u32) -> bool {
    let range = -(1_i64 << t)..1_i64 << t;
    range.contains(&(w.re + w.im)) && range.contains(&(w.im - w.re))
}

fn every_word(width: u32) -> Vec<Complex<i64>> {
    let range = -(1_i64 << (width - 1))..1_i64 << (width - 1);
    range.clone().flat_map(|re| range.clone().map(move |im| Complex::new(re, im))).collect()
}

/// 1, −1, −j and +j, exactly.
fn exact_factors(t: u32) -> [Complex<i64>; 4] {
    let one = 1_i64 << (t - 1);
    [(one, 0), (-one, 0), (0, -one), (0, one)].map(|(re, im)| Complex::new(re, im))
}

#[test]
fn every_product_of_few_bits() {
    let library = build(&design("complex_mul_small", &SMALL));
    for (i, &(x, t)) in SMALL.iter().enumerate() {
        let factors: Vec<_> = every_word(t + 1).into_iter().filter(|&w| is_legal(w, t)).collect();
        assert!(exact_factors(t).iter().all(|exact| factors.contains(exact)), "1, -1, -j, +j are among them");
        let data = every_word(x);
        let cases: Vec<_> = data.iter().flat_map(|&x| factors.iter().map(move |&w| (x, w))).collect();
        let checked = compare(&library, i, (x, t), &cases, 3);
        println!("complex_mul {x} x {t} bits: every one of {} products", cases.len());
        assert!(checked >= cases.len() && cases.len() > 20_000, "{checked} of {}", cases.len());
    }
}

/// An exact factor, an entry of a table, or any legal pair.
fn any_factor(random: &mut SplitMix64, rom: &TwiddleRom) -> Complex<i64> {
    let t = rom.width();
    match random.next_word() % 4 {
        0 => exact_factors(t)[random.next_word() as usize % 4],
        1 => rom.factor(random.next_word() as usize % rom.half(), Direction::Forward),
        2 => rom.factor(random.next_word() as usize % rom.half(), Direction::Inverse),
        _ => Complex::new(any_word(random, t) as i64, any_word(random, t) as i64),
    }
}

#[test]
fn wide_products_at_corners_and_at_random() {
    let library = build(&design("complex_mul_wide", &WIDE));
    let seed = 33;
    let mut random = SplitMix64::new(seed);
    for (i, &(x, t)) in WIDE.iter().enumerate() {
        let rom = TwiddleRom::new(256, t);
        let ends = [-(1_i64 << (x - 1)), (1_i64 << (x - 1)) - 1, -1, 0, 1];
        let corners = ends.iter().flat_map(|&re| ends.map(|im| Complex::new(re, im)));
        let corners = corners.flat_map(|z| exact_factors(t).map(|w| (z, w)));
        let mut draw = || {
            let z = Complex::new(any_word(&mut random, x) as i64, any_word(&mut random, x) as i64);
            (z, any_factor(&mut random, &rom))
        };
        let drawn: Vec<_> = (0..20_000).map(|_| draw()).collect();
        let cases: Vec<_> = corners.chain(drawn).collect();
        assert!(cases.iter().all(|&(_, w)| is_legal(w, t)));
        let checked = compare(&library, i, (x, t), &cases, seed);
        println!("complex_mul {x} x {t} bits: {checked} products");
        assert!(checked >= 20_100, "{checked} products");
    }
}
