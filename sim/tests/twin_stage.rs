// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_stage.v` against its twin `fft::Stage`: words, direction and overflow marks, block by block.

mod common;
mod twins;

use common::build;
use num_complex::Complex;
use twins::selected::{self, Instance};
use twins::{any_word, bits, mode_parameters, with_roms};
use utsushi::fft::{Direction, Rotation, Stage};
use utsushi::number::{Overflow, QFormat, Rounding};
use utsushi_sim::{Library, Simulation, Source, SplitMix64, Stall};

use Overflow::{Saturate, Wrap};
use Rotation::{Both, Differences, None as Nothing};
use Rounding::{Convergent, HalfUp, Truncate};

const MODULES: [&str; 13] = [
    "fft_stage",
    "fft_sequence",
    "fft_pairing",
    "fft_shift",
    "fft_rotation",
    "fft_butterfly",
    "fft_complex_mul",
    "fft_multiplier",
    "fft_quantize",
    "fft_twiddle_rom",
    "fft_delay_line",
    "fft_block_ram",
    "fft_fifo",
];

/// A stage as `fft` has it: whoever cannot take a word takes `enable` away.
const ELASTIC: &str = "module elastic_stage #(
    parameter LOG2_HALF = 1, ROTATION = 0, IN_WIDTH = 16, OUT_WIDTH = 16, SHIFT = 1, TWIDDLE_WIDTH = 16, ROUNDING = 2,
    OVERFLOW = 1, ROM_BLOCK = 5, ROM_DIR = \"rom\"
) (
    input wire clk, rst, s_valid, output wire s_ready, input wire [2*IN_WIDTH-1:0] s_data, input wire s_inverse, s_overflow,
    output wire m_valid, input wire m_ready, output wire [2*OUT_WIDTH-1:0] m_data, output wire m_inverse, m_overflow
);
    wire valid, inverse, overflow;
    wire [2*OUT_WIDTH-1:0] data;
    wire [LOG2_HALF:0] index;
    wire unused = |index;
    fft_stage #(
        .LOG2_HALF(LOG2_HALF), .ROTATION(ROTATION), .IN_WIDTH(IN_WIDTH), .OUT_WIDTH(OUT_WIDTH), .SHIFT(SHIFT),
        .TWIDDLE_WIDTH(TWIDDLE_WIDTH), .ROUNDING(ROUNDING), .OVERFLOW(OVERFLOW), .ROM_BLOCK(ROM_BLOCK), .ROM_DIR(ROM_DIR)
    ) u_stage (
        .clk(clk), .rst(rst), .enable(s_ready), .s_valid(s_valid), .s_data(s_data), .s_inverse(s_inverse),
        .s_overflow(s_overflow), .s_shift(4'd0), .s_index(index), .m_valid(valid), .m_data(data), .m_inverse(inverse), .m_overflow(overflow)
    );
    fft_fifo #(.WIDTH(2*OUT_WIDTH + 2)) u_fifo (
        .clk(clk), .rst(rst), .s_room(s_ready), .s_valid(valid && s_ready), .s_data({overflow, inverse, data}),
        .m_valid(m_valid), .m_ready(m_ready), .m_data({m_overflow, m_inverse, m_data})
    );
endmodule
";

/// (H, input width, output width, shift, twiddle width, rounding, overflow, rotation)
type Shape = (usize, u32, u32, u32, u32, Rounding, Overflow, Rotation);

/// Stages without a multiplier and with one, narrow and wide, every shift at its ends, every memory and table.
const SHAPES: [Shape; 24] = [
    (1, 16, 16, 1, 16, Convergent, Saturate, Differences),
    (1, 4, 4, 0, 2, HalfUp, Wrap, Differences),
    (1, 32, 32, 8, 32, Truncate, Wrap, Differences),
    (2, 16, 15, 0, 16, HalfUp, Saturate, Differences),
    (2, 3, 2, 1, 4, Convergent, Wrap, Differences),
    (2, 31, 32, 0, 20, Truncate, Saturate, Differences),
    (4, 16, 16, 1, 16, Convergent, Saturate, Differences),
    (4, 2, 2, 0, 2, Convergent, Wrap, Differences),
    (8, 32, 32, 0, 32, HalfUp, Saturate, Differences),
    (8, 10, 12, 0, 9, Truncate, Wrap, Differences),
    (16, 18, 16, 3, 18, HalfUp, Wrap, Differences),
    (64, 12, 13, 0, 16, Truncate, Saturate, Differences),
    (32, 16, 16, 1, 16, HalfUp, Saturate, Differences),
    (1, 16, 16, 1, 16, Convergent, Saturate, Nothing),
    (2, 9, 9, 1, 2, HalfUp, Wrap, Nothing),
    (8, 32, 32, 1, 32, Convergent, Saturate, Nothing),
    (32, 5, 6, 0, 9, HalfUp, Saturate, Nothing),
    (64, 17, 16, 2, 16, Convergent, Wrap, Nothing),
    (1, 16, 16, 1, 16, Convergent, Saturate, Both),
    (2, 3, 2, 1, 4, HalfUp, Saturate, Both),
    (4, 32, 32, 0, 32, Truncate, Wrap, Both),
    (16, 17, 17, 1, 16, Convergent, Saturate, Both),
    (64, 16, 16, 1, 16, Convergent, Saturate, Both),
    (128, 10, 11, 0, 12, HalfUp, Wrap, Both),
];

fn stage((half, width_in, width_out, shift, twiddle, rounding, overflow, rotation): Shape) -> Stage {
    Stage { index: 0, block: 2 * half, width_in, width_out, shift, twiddle, rounding, overflow, rotation }
}

fn library() -> Library {
    let instance = |shape: &Shape| {
        let Stage { width_in, width_out, shift, twiddle, rounding, overflow, .. } = stage(*shape);
        let log2_half = shape.0.trailing_zeros();
        let modes = mode_parameters((rounding, overflow));
        let rotation = [Differences, Nothing, Both].iter().position(|&r| r == shape.7).unwrap();
        // The longest takes its factors from logic, where it would take a block memory.
        let rom_block = if shape.0 == 128 { 6 } else { 5 };
        Instance {
            module: format!(
                "elastic_stage #(.LOG2_HALF({log2_half}), .ROTATION({rotation}), .ROM_BLOCK({rom_block}), .IN_WIDTH({width_in}), .OUT_WIDTH({width_out}), .SHIFT({shift}), \
                 .TWIDDLE_WIDTH({twiddle}), {modes}, .ROM_DIR(ROM_DIR))"
            ),
            in_width: 2 * width_in,
            out_width: 2 * width_out,
            side_ports: ".s_inverse(s_last), .s_overflow(s_user), .m_inverse(m_last), .m_overflow(m_user)",
        }
    };
    let instances: Vec<_> = SHAPES.iter().map(instance).collect();
    let roms = SHAPES.map(|shape| stage(shape).rom());
    let mut design = with_roms(selected::design("stages", &instances, &MODULES), &roms);
    design.sources.push(Source::text("elastic_stage.v", ELASTIC));
    build(&design)
}

fn bus(z: Complex<i32>, width: u32) -> u64 {
    bits(z.im.into(), width) << width | bits(z.re.into(), width)
}

/// A block that goes in: its words, its direction, and the word that bears a mark from before, if any.
struct Block {
    words: Vec<Complex<i32>>,
    direction: Direction,
    mark: Option<usize>,
}

/// Loud blocks overflow, quiet ones do not; ends of the range are frequent in the loud ones.
fn block(stage: &Stage, random: &mut SplitMix64) -> Block {
    let quiet = random.next_word().is_multiple_of(3);
    let draws = |random: &mut SplitMix64| {
        let word = any_word(random, stage.width_in) as i32;
        if quiet { word >> 2 } else { word }
    };
    let words = (0..stage.block).map(|_| Complex::new(draws(random), draws(random))).collect();
    let direction = if random.next_word() & 1 == 1 { Direction::Inverse } else { Direction::Forward };
    let mark = random.next_word().is_multiple_of(8).then(|| random.next_word() as usize % stage.block);
    Block { words, direction, mark }
}

fn beats(stage: &Stage, block: &Block) -> Vec<(u64, u8)> {
    let inverse = u8::from(block.direction == Direction::Inverse);
    let flags = |i| inverse | u8::from(block.mark == Some(i)) << 1;
    block.words.iter().enumerate().map(|(i, &z)| (bus(z, stage.width_in), flags(i))).collect()
}

/// Blocks, words and blocks with an overflow that were compared.
#[derive(Default)]
struct Count {
    words: usize,
    marked: usize,
    clean: usize,
}

fn compare(sim: &mut Simulation, index: usize, blocks: &[Block], stall: Stall, count: &mut Count) {
    let shape = SHAPES[index];
    let stage = stage(shape);
    let rom = stage.rom();
    let input: Vec<_> = blocks.iter().flat_map(|block| beats(&stage, block)).collect();
    let found = selected::run(sim, index, &input, input.len(), stall)
        .unwrap_or_else(|error| panic!("{shape:?}, stall {stall}: {error}"));
    for (b, block) in blocks.iter().enumerate() {
        let place = b * stage.block..(b + 1) * stage.block;
        // The twin counts blocks from the first it is given.
        let odd = b % 2 * stage.block;
        let mut words = vec![Complex::ZERO; odd];
        words.extend(&block.words);
        let overflowed = stage.process(&mut words, &rom, block.direction);
        words.drain(..odd);
        let expected: Vec<_> = words.iter().map(|&z| bus(z, stage.width_out)).collect();
        assert_eq!(found.words[place.clone()], expected, "{shape:?}, stall {stall}, block {b}");
        let flags = &found.flags[place];
        let inverse = u8::from(block.direction == Direction::Inverse);
        assert!(
            flags.iter().all(|flag| flag & 1 == inverse),
            "{shape:?}, stall {stall}, block {b}: direction"
        );
        let mark = flags.iter().any(|flag| flag & 2 != 0);
        assert_eq!(mark, overflowed || block.mark.is_some(), "{shape:?}, stall {stall}, block {b}: overflow");
        count.words += words.len();
        *if mark { &mut count.marked } else { &mut count.clean } += 1;
    }
}

#[test]
fn blocks_of_both_directions_under_every_stall() {
    let library = library();
    let mut total = Count::default();
    for (index, &shape) in SHAPES.iter().enumerate() {
        let mut count = Count::default();
        let stage = stage(shape);
        for (seed, stall) in (0..).zip(selected::stalls(7)) {
            let mut random = SplitMix64::new(100 * index as u64 + seed);
            let mut sim = library.simulation(seed).unwrap();
            sim.reset(2).unwrap();
            let blocks: Vec<_> = (0..3000 / stage.block + 8).map(|_| block(&stage, &mut random)).collect();
            compare(&mut sim, index, &blocks, stall, &mut count);
        }
        assert!(count.marked >= 10, "{shape:?}: {} blocks overflow", count.marked);
        total.words += count.words;
        total.marked += count.marked;
        total.clean += count.clean;
    }
    println!(
        "stages: {} words, blocks: {} with overflow, {} without",
        total.words, total.marked, total.clean
    );
    assert!(
        total.words >= 24 * 6 * 3000 && total.clean > 1000,
        "{} words, {} clean",
        total.words,
        total.clean
    );
}

/// Every pair of words of 3 bits, at H = 2: butterflies with w = 1 and w = ∓j.
#[test]
fn every_pair_of_words_of_3_bits() {
    let library = library();
    let index =
        SHAPES.iter().position(|shape| shape.0 == 2 && shape.1 == 3 && shape.7 == Differences).unwrap();
    let format = QFormat { width: 3, frac: 0 };
    let mut sim = library.simulation(1).unwrap();
    sim.reset(1).unwrap();
    let mut count = Count::default();
    for direction in [Direction::Forward, Direction::Inverse] {
        let part = |set: u32, place: u32| format.word(set >> (3 * place));
        let pair =
            |set: u32| (Complex::new(part(set, 0), part(set, 1)), Complex::new(part(set, 2), part(set, 3)));
        let block = |set: u32| {
            // The two butterflies of a block see the set and its mirror, so each meets every set.
            let ((a, b), (c, d)) = (pair(set), pair(set ^ 0xfff));
            Block { words: vec![a, c, b, d], direction, mark: None }
        };
        let blocks: Vec<_> = (0..1 << 12).map(block).collect();
        compare(&mut sim, index, &blocks, Stall::Random { seed: 5, input: 75, output: 75 }, &mut count);
    }
    println!("stages: {} words, {} blocks with overflow", count.words, count.marked);
    assert_eq!(count.words, (2 * 4) << 12);
}

/// A reset in the middle of a block: what was inside is gone, blocks are aligned anew.
#[test]
fn a_reset_drops_what_is_inside() {
    let library = library();
    let mut count = Count::default();
    for (index, &shape) in SHAPES.iter().enumerate() {
        let stage = stage(shape);
        let mut random = SplitMix64::new(11);
        let mut sim = library.simulation(2).unwrap();
        sim.reset(1).unwrap();
        // Up to H words go in and none comes out.
        for words in [1, stage.half().div_ceil(2), stage.half()] {
            let lost = Block { mark: Some(0), ..block(&stage, &mut random) };
            selected::run(&mut sim, index, &beats(&stage, &lost)[..words], 0, Stall::None).unwrap();
            sim.reset(1).unwrap();
            let blocks: Vec<_> =
                (0..20).map(|_| Block { mark: None, ..block(&stage, &mut random) }).collect();
            compare(&mut sim, index, &blocks, Stall::None, &mut count);
        }
    }
    println!("stages: {} words after resets", count.words);
    assert!(count.words > 24 * 3 * 40, "{} words", count.words);
}
