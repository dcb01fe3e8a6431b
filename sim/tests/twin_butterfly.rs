// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_butterfly.v` against its twin: alone, exact sums and differences; behind it the multiplier and the
//! quantizer as a stage has them, `fft::Butterfly::apply`.

mod common;
mod twins;

use std::fmt::Write as _;

use common::build;
use num_complex::Complex;
use twins::paced::Paced;
use twins::{any_word, bits, mode_parameters, modes, word, wrapper};
use utsushi::fft::{Butterfly, Direction, TwiddleRom};
use utsushi::number::{Overflow, Quantizer, Rounding};
use utsushi_sim::{Design, Library, Simulation, SplitMix64};

type Operands = (Complex<i32>, Complex<i32>);

/// a, b and the factor w.
type Case = (Operands, Complex<i64>);

/// A complex word on the bus.
fn bus(z: Complex<i32>, width: u32) -> u64 {
    bits(z.im.into(), width) << width | bits(z.re.into(), width)
}

/// Every pair of complex words of `width` bits.
fn every_pair(width: u32) -> Vec<Operands> {
    let part = |set: u64, place: u32| word(u128::from(set >> (width * place)), width) as i32;
    let complex = |set, place| Complex::new(part(set, place), part(set, place + 1));
    (0..1_u64 << (4 * width)).map(|set| (complex(set, 0), complex(set, 2))).collect()
}

/// Pairs drawn at random, ends of the range often.
fn some_pairs(random: &mut SplitMix64, width: u32, count: usize) -> Vec<Operands> {
    let mut complex = || Complex::new(any_word(random, width) as i32, any_word(random, width) as i32);
    (0..count).map(|_| (complex(), complex())).collect()
}

const WIDTHS: [u32; 5] = [2, 4, 16, 17, 32];

fn exact_design() -> Design {
    let (mut ports, mut body) = (String::new(), String::new());
    for w in WIDTHS {
        let _ = write!(ports, ", output wire [{w}:0] sum_re_{w}, sum_im_{w}, dif_re_{w}, dif_im_{w}");
        let operand = |z: &str| format!(".{z}_re({z}[{w}-1:0]), .{z}_im({z}[2*{w}-1:{w}])");
        let _ = writeln!(
            body,
            "    fft_butterfly #(.WIDTH({w})) u_{w} ({}, {}, .sum_re(sum_re_{w}), .sum_im(sum_im_{w}), \
             .dif_re(dif_re_{w}), .dif_im(dif_im_{w}));",
            operand("a"),
            operand("b")
        );
    }
    let text =
        format!("module butterflies (input wire [63:0] a, input wire [63:0] b{ports});\n{body}endmodule");
    Design { clock: None, ..wrapper("butterflies", &text, &["fft_butterfly"]) }
}

fn exact(library: &Library, width: u32, pairs: &[Operands]) -> usize {
    let mut sim = library.simulation(1).unwrap();
    let port = |name: &str| library.port(name).unwrap();
    let (a, b): (Vec<_>, Vec<_>) = pairs.iter().map(|&(a, b)| (bus(a, width), bus(b, width))).unzip();
    let outputs = ["sum_re", "sum_im", "dif_re", "dif_im"].map(|name| port(&format!("{name}_{width}")));
    let found = sim.evaluate(&[(port("a"), &a), (port("b"), &b)], &outputs).unwrap();
    for (i, &(a, b)) in pairs.iter().enumerate() {
        let wide = |x: i32| i128::from(x);
        let sums = [wide(a.re) + wide(b.re), wide(a.im) + wide(b.im)];
        let difs = [wide(a.re) - wide(b.re), wide(a.im) - wide(b.im)];
        let expected = [sums[0], sums[1], difs[0], difs[1]].map(|x| bits(x, width + 1));
        let found = [found[0][i], found[1][i], found[2][i], found[3][i]];
        assert_eq!(found, expected, "{width} bits, a = {a}, b = {b}");
    }
    pairs.len()
}

#[test]
fn sums_and_differences_are_exact() {
    let library = build(&exact_design());
    let small: usize = [2, 4].iter().map(|&width| exact(&library, width, &every_pair(width))).sum();
    assert_eq!(small, (1 << 8) + (1 << 16), "every operand of 2 and of 4 bits");
    let mut random = SplitMix64::new(16);
    let wide: usize =
        [16, 17, 32].iter().map(|&w| exact(&library, w, &some_pairs(&mut random, w, 50_000))).sum();
    println!("butterflies: {small} exhaustive and {wide} random operand sets");
    assert_eq!(wide, 150_000);
}

/// Butterfly, multiplier and quantizer with one twiddle width and one set of quantizers.
#[derive(Clone, Copy, Debug)]
struct Chain {
    width: u32,
    twiddle: u32,
    shift: u32,
    to: u32,
    rounding: Rounding,
    overflow: Overflow,
}

impl Chain {
    fn butterfly(&self) -> Butterfly {
        let Self { to, rounding, overflow, .. } = *self;
        let quantizer = |drop| Quantizer { drop, to, rounding, overflow };
        Butterfly { sum: quantizer(self.shift), dif: quantizer(self.twiddle - 1 + self.shift) }
    }

    /// The chain in Verilog as a stage has it: a sum is multiplied by exactly one.
    fn verilog(&self, i: usize) -> String {
        let Self { width: w, twiddle: t, shift, to, rounding, overflow } = *self;
        let mut text = format!(
            "    wire [{w}:0] sum_re_{i}, sum_im_{i}, dif_re_{i}, dif_im_{i};
    fft_butterfly #(.WIDTH({w})) u_{i} (.a_re(a[{w}-1:0]), .a_im(a[2*{w}-1:{w}]), .b_re(b[{w}-1:0]),
        .b_im(b[2*{w}-1:{w}]), .sum_re(sum_re_{i}), .sum_im(sum_im_{i}), .dif_re(dif_re_{i}), .dif_im(dif_im_{i}));\n"
        );
        let modes = mode_parameters((rounding, overflow));
        for (branch, w_re, w_im) in [
            ("sum", format!("{{2'b01, {{({t}-1){{1'b0}}}}}}"), format!("{{({t}+1){{1'b0}}}}")),
            ("dif", "w_re".into(), "w_im".into()),
        ] {
            let _ = write!(
                text,
                "    wire [{w}+1+{t}:0] {branch}_y_re_{i}, {branch}_y_im_{i};
    fft_complex_mul #(.DATA_WIDTH({w}+1), .TWIDDLE_WIDTH({t})) u_mul_{branch}_{i} (.clk(clk), .enable(enable),
        .x_re({branch}_re_{i}), .x_im({branch}_im_{i}), .w_re({w_re}), .w_im({w_im}),
        .y_re({branch}_y_re_{i}), .y_im({branch}_y_im_{i}));\n"
            );
            for (place, part) in ["re", "im"].iter().enumerate() {
                let _ = write!(
                    text,
                    "    fft_quantize #(.IN_WIDTH({w}+2+{t}), .DROP({t}-1+{shift}), .TO_WIDTH({to}), {modes}) u_q_{branch}_{part}_{i}
        (.clk(clk), .enable(enable), .value({branch}_y_{part}_{i}), .result({branch}_{i}[{to}*{place} +: {to}]),
        .overflow({branch}_overflow_{part}_{i}));\n"
                );
            }
        }
        text
    }
}

const CHAIN_LATENCY: usize = 4;

/// Chains of one width and one twiddle width, on the same operands.
fn chain_design(top: &str, chains: &[Chain]) -> Design {
    let (width, twiddle) = (chains[0].width, chains[0].twiddle);
    let (mut ports, mut body) = (String::new(), String::new());
    for (i, chain) in chains.iter().enumerate() {
        let to = chain.to;
        let _ = write!(ports, ", output wire [2*{to}-1:0] sum_{i}, dif_{i}, output wire overflow_{i}");
        let flags =
            ["sum", "dif"].map(|branch| format!("{branch}_overflow_re_{i}, {branch}_overflow_im_{i}"));
        let _ = writeln!(body, "    wire {};", flags.join(", "));
        let _ = writeln!(body, "    assign overflow_{i} = |{{{}}};", flags.join(", "));
        body += &chain.verilog(i);
    }
    let text = format!(
        "module {top} (input wire clk, input wire enable, input wire [2*{width}-1:0] a, b, input wire [{twiddle}:0] w_re, w_im{ports});\n{body}endmodule"
    );
    wrapper(top, &text, &["fft_butterfly", "fft_complex_mul", "fft_quantize"])
}

/// Sends every pair with the factors in turn through all chains; results compared.
fn compare(sim: &mut Simulation, chains: &[Chain], cases: &[Case], seed: u64) -> usize {
    let library = sim.library().clone();
    let port = |name: &str| library.port(name).unwrap();
    let (width, twiddle) = (chains[0].width, chains[0].twiddle);
    let paced = Paced::new(cases.len(), CHAIN_LATENCY, seed);
    let line = |of: &dyn Fn(&Case) -> u64| paced.line(&cases.iter().map(of).collect::<Vec<_>>());
    let (a, b) = (line(&|case| bus(case.0.0, width)), line(&|case| bus(case.0.1, width)));
    let w_re = line(&|case| bits(case.1.re.into(), twiddle + 1));
    let w_im = line(&|case| bits(case.1.im.into(), twiddle + 1));
    let inputs = [("enable", &paced.enable), ("a", &a), ("b", &b), ("w_re", &w_re), ("w_im", &w_im)];
    let inputs = inputs.map(|(name, words)| (port(name), &words[..]));
    let outputs: Vec<_> = (0..chains.len())
        .flat_map(|i| [format!("sum_{i}"), format!("dif_{i}"), format!("overflow_{i}")])
        .collect();
    let outputs: Vec<_> = outputs.iter().map(|name| port(name)).collect();
    let found = sim.cycles(&inputs, &[], &outputs).unwrap().after;
    let shown = paced.shown();
    for (chain, found) in chains.iter().zip(found.chunks(3)) {
        let butterfly = chain.butterfly();
        for &(clock, i) in &shown {
            let ((a, b), w) = cases[i];
            let pair = butterfly.apply(a, b, w);
            let expected = [bus(pair.sum, chain.to), bus(pair.dif, chain.to), pair.overflowed.into()];
            let found = [found[0][clock], found[1][clock], found[2][clock]];
            assert_eq!(found, expected, "{chain:?}, a = {a}, b = {b}, w = {w}, seed {seed}");
        }
    }
    shown.len() * chains.len()
}

/// The factors of a stage in both directions, the exact 1, −j and +j among them.
fn factors(half: usize, twiddle: u32) -> Vec<Complex<i64>> {
    let rom = TwiddleRom::new(half, twiddle);
    let of = |direction| (0..half).map(|k| rom.factor(k, direction)).collect::<Vec<_>>();
    [of(Direction::Forward), of(Direction::Inverse)].concat()
}

#[test]
fn every_operand_of_4_bits_through_multiplier_and_quantizer() {
    let shapes = [(0, 4), (1, 4), (2, 3), (0, 5), (1, 6), (3, 2)];
    let chains: Vec<_> = modes()
        .zip(shapes)
        .map(|((rounding, overflow), (shift, to))| Chain {
            width: 4,
            twiddle: 4,
            shift,
            to,
            rounding,
            overflow,
        })
        .collect();
    let library = build(&chain_design("chain_4", &chains));
    let mut sim = library.simulation(4).unwrap();
    let pairs = every_pair(4);
    let factors = factors(4, 4);
    let mut checked = 0;
    for (seed, &w) in (0..).zip(&factors) {
        let cases: Vec<_> = pairs.iter().map(|&pair| (pair, w)).collect();
        checked += compare(&mut sim, &chains, &cases, seed);
    }
    println!("chain_4: {} factors, {checked} butterflies", factors.len());
    assert!(checked >= (factors.len() * 6) << 16, "{checked} butterflies");
}

fn random_chains(top: &str, width: u32, shapes: [(u32, u32); 6]) {
    let chains: Vec<_> = modes()
        .zip(shapes)
        .map(|((rounding, overflow), (shift, to))| Chain {
            width,
            twiddle: width,
            shift,
            to,
            rounding,
            overflow,
        })
        .collect();
    let library = build(&chain_design(top, &chains));
    let mut sim = library.simulation(4).unwrap();
    let seed = u64::from(width);
    let mut random = SplitMix64::new(seed);
    let factors = factors(64, width);
    let cases: Vec<_> = some_pairs(&mut random, width, 20_000)
        .into_iter()
        .map(|pair| (pair, factors[random.next_word() as usize % factors.len()]))
        .collect();
    let checked = compare(&mut sim, &chains, &cases, seed);
    println!("{top}: {checked} butterflies");
    assert!(checked >= 6 * 20_000, "{checked} butterflies");
}

#[test]
fn words_of_16_bits_through_multiplier_and_quantizer() {
    random_chains("chain_16", 16, [(1, 16), (0, 17), (1, 16), (2, 15), (0, 16), (8, 18)]);
}

#[test]
fn words_of_32_bits_through_multiplier_and_quantizer() {
    random_chains("chain_32", 32, [(1, 32), (0, 32), (1, 32), (2, 31), (0, 32), (8, 16)]);
}
