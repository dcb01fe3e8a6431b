// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_stage.v` against its twin `fft::Stage`: words, direction and overflow marks, block by block.

mod common;
mod twins;

use common::build;
use num_complex::Complex;
use twins::selected::{self, Instance};
use twins::{any_word, bits, mode_parameters, with_roms};
use utsushi::fft::{Direction, Stage, TwiddleRom};
use utsushi::number::{Overflow, QFormat, Rounding};
use utsushi_sim::{Library, Simulation, SplitMix64, Stall};

use Overflow::{Saturate, Wrap};
use Rounding::{Convergent, HalfUp, Truncate};

const MODULES: [&str; 7] = [
    "fft_stage",
    "fft_butterfly",
    "fft_complex_mul",
    "fft_quantize",
    "fft_twiddle_rom",
    "fft_delay_line",
    "fft_skid_buffer",
];

/// (H, input width, output width, shift, twiddle width, rounding, overflow)
type Shape = (usize, u32, u32, u32, u32, Rounding, Overflow);

/// Both stages without a multiplier and with one, narrow and wide, every shift at its ends.
const SHAPES: [Shape; 12] = [
    (1, 16, 16, 1, 16, Convergent, Saturate),
    (1, 4, 4, 0, 2, HalfUp, Wrap),
    (1, 32, 32, 8, 32, Truncate, Wrap),
    (2, 16, 15, 0, 16, HalfUp, Saturate),
    (2, 3, 2, 1, 4, Convergent, Wrap),
    (2, 31, 32, 0, 20, Truncate, Saturate),
    (4, 16, 16, 1, 16, Convergent, Saturate),
    (4, 2, 2, 0, 2, Convergent, Wrap),
    (8, 32, 32, 0, 32, HalfUp, Saturate),
    (8, 10, 12, 0, 9, Truncate, Wrap),
    (16, 18, 16, 3, 18, HalfUp, Wrap),
    (64, 12, 13, 0, 16, Truncate, Saturate),
];

fn stage((half, width_in, width_out, shift, twiddle, rounding, overflow): Shape) -> Stage {
    Stage { index: 0, block: 2 * half, width_in, width_out, shift, twiddle, rounding, overflow }
}

fn library() -> Library {
    let instance = |shape: &Shape| {
        let Stage { width_in, width_out, shift, twiddle, rounding, overflow, .. } = stage(*shape);
        let log2_half = shape.0.trailing_zeros();
        let modes = mode_parameters((rounding, overflow));
        Instance {
            module: format!(
                "fft_stage #(.LOG2_HALF({log2_half}), .IN_WIDTH({width_in}), .OUT_WIDTH({width_out}), .SHIFT({shift}), \
                 .TWIDDLE_WIDTH({twiddle}), {modes}, .ROM_DIR(ROM_DIR))"
            ),
            in_width: 2 * width_in,
            out_width: 2 * width_out,
            side_ports: ".s_inverse(s_last), .s_overflow(s_user), .m_inverse(m_last), .m_overflow(m_user)",
        }
    };
    let instances: Vec<_> = SHAPES.iter().map(instance).collect();
    let roms = SHAPES.map(|shape| TwiddleRom::new(shape.0, shape.4));
    build(&with_roms(selected::design("stages", &instances, &MODULES), &roms))
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
    let rom = TwiddleRom::new(stage.half(), stage.twiddle);
    let input: Vec<_> = blocks.iter().flat_map(|block| beats(&stage, block)).collect();
    let found = selected::run(sim, index, &input, input.len(), stall)
        .unwrap_or_else(|error| panic!("{shape:?}, stall {stall}: {error}"));
    for (b, block) in blocks.iter().enumerate() {
        let place = b * stage.block..(b + 1) * stage.block;
        let mut words = block.words.clone();
        let overflowed = stage.process(&mut words, &rom, block.direction);
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
        total.words >= 12 * 6 * 3000 && total.clean > 1000,
        "{} words, {} clean",
        total.words,
        total.clean
    );
}

/// Every pair of words of 3 bits, at H = 2: butterflies with w = 1 and w = ∓j.
#[test]
fn every_pair_of_words_of_3_bits() {
    let library = library();
    let index = SHAPES.iter().position(|shape| shape.0 == 2 && shape.1 == 3).unwrap();
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
    assert!(count.words > 12 * 3 * 40, "{} words", count.words);
}
