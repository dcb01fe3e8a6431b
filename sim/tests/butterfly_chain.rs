// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_butterfly.v` with the multiplier and the quantizer behind it, as a stage has them, against `fft::Butterfly::apply`.

mod common;
mod twins;

use std::fmt::Write as _;

use common::build;
use num_complex::Complex;
use twins::paced::Paced;
use twins::{any_word, bits, mode_parameters, modes, word, wrapper};
use utsushi::fft::{Butterfly, Direction, TwiddleRom};
use utsushi::number::{Overflow, Quantizer, Rounding};
use utsushi_sim::{Design, Simulation, SplitMix64};

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

    /// The chain in Verilog as a stage has it: words are kept as complements, and a sum is multiplied by exactly one.
    fn verilog(&self, i: usize) -> String {
        let Self { width: w, twiddle: t, shift, to, rounding, overflow } = *self;
        let mut text = format!(
            "    wire [2*{w}+1:0] a_{i} = ~{{a[2*{w}-1], a[2*{w}-1:{w}], a[{w}-1], a[{w}-1:0]}}, kept_{i}, unused_{i};
    wire [2*{w}+3:0] sum_x_{i}, dif_x_{i};
    fft_butterfly #(.WIDTH({w})) u_in_{i} (.a(a_{i}), .c(a_{i}), .b(b), .b_kept(b), .pairing(1'b1), .carry(2'b00), .carry_n(2'b11),
        .sent(sum_x_{i}), .kept(kept_{i}));
    fft_butterfly #(.WIDTH({w})) u_out_{i} (.a(kept_{i}), .c({{(2*{w}+2){{1'b0}}}}), .b({{(2*{w}){{1'b0}}}}),
        .b_kept({{(2*{w}){{1'b0}}}}), .pairing(1'b0), .carry(2'b00), .carry_n(2'b11), .sent(dif_x_{i}), .kept(unused_{i}));\n"
        );
        let modes = mode_parameters((rounding, overflow));
        let one = format!("{{2'b01, {{({t}-1){{1'b0}}}}}}");
        for (branch, w_sum, w_dif) in
            [("sum", one.clone(), format!("-{one}")), ("dif", "w_sum".into(), "w_dif".into())]
        {
            let _ = write!(
                text,
                "    wire [{w}+1+{t}:0] {branch}_re_{i}, {branch}_im_{i};
    fft_complex_mul #(.DATA_WIDTH({w}+1), .OUT_WIDTH({w}+2+{t}), .TWIDDLE_WIDTH({t})) u_mul_{branch}_{i} (.clk(clk),
        .enable(enable), .x_re({branch}_x_{i}[{w}:0]), .x_im({branch}_x_{i}[2*{w}+2:{w}+2]), .w_sum({w_sum}),
        .w_dif({w_dif}), .y_re({branch}_re_{i}), .y_im({branch}_im_{i}));
    fft_quantize #(.IN_WIDTH({w}+2+{t}), .DROP({t}-1+{shift}), .TO_WIDTH({to}), {modes}) u_q_{branch}_{i} (.clk(clk),
        .enable(enable), .value({{{branch}_im_{i}, {branch}_re_{i}}}), .result({branch}_{i}), .overflow({branch}_overflow_{i}));\n"
            );
        }
        text
    }
}

const CHAIN_LATENCY: usize = 5;

/// Chains of one width and one twiddle width, on the same operands.
fn chain_design(top: &str, chains: &[Chain]) -> Design {
    let (width, twiddle) = (chains[0].width, chains[0].twiddle);
    let (mut ports, mut body) = (String::new(), String::new());
    for (i, chain) in chains.iter().enumerate() {
        let to = chain.to;
        let _ = write!(ports, ", output wire [2*{to}-1:0] sum_{i}, dif_{i}, output wire overflow_{i}");
        let _ = writeln!(body, "    wire sum_overflow_{i}, dif_overflow_{i};");
        let _ = writeln!(body, "    assign overflow_{i} = sum_overflow_{i} || dif_overflow_{i};");
        body += &chain.verilog(i);
    }
    let text = format!(
        "module {top} (input wire clk, input wire enable, input wire [2*{width}-1:0] a, b, input wire [{twiddle}:0] w_sum, w_dif{ports});\n{body}endmodule"
    );
    wrapper(top, &text, &["fft_butterfly", "fft_complex_mul", "fft_multiplier", "fft_quantize"])
}

/// Sends every pair with the factors in turn through all chains; results compared.
fn compare(sim: &mut Simulation, chains: &[Chain], cases: &[Case], seed: u64) -> usize {
    let library = sim.library().clone();
    let port = |name: &str| library.port(name).unwrap();
    let (width, twiddle) = (chains[0].width, chains[0].twiddle);
    let paced = Paced::new(cases.len(), CHAIN_LATENCY, seed);
    let line = |of: &dyn Fn(&Case) -> u64| paced.line(&cases.iter().map(of).collect::<Vec<_>>());
    let (a, b) = (line(&|case| bus(case.0.0, width)), line(&|case| bus(case.0.1, width)));
    let w_sum = line(&|case| bits((case.1.im + case.1.re).into(), twiddle + 1));
    let w_dif = line(&|case| bits((case.1.im - case.1.re).into(), twiddle + 1));
    let inputs = [("enable", &paced.enable), ("a", &a), ("b", &b), ("w_sum", &w_sum), ("w_dif", &w_dif)];
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
