// SPDX-License-Identifier: MIT OR Apache-2.0
//! Images through `fft_plane` and its twin, side by side.

use num_complex::Complex;
use utsushi::compare::compare_planes;
use utsushi::fft::{Direction, FftSpec, Frame, PlaneFrame, PlanePlan, Spectrum};
use utsushi_sim::stream::{Batch, Streamed};
use utsushi_sim::{Events, PlaneDut, SplitMix64, Stall};

use super::Finding;
use super::clocks::of_library;
use super::frames::{Kind, of_kinds};

/// A plan from two TOML texts; the columns are as wide as the rows' output.
pub fn plan(rows: &str, columns: &str) -> PlanePlan {
    let spec = |text| FftSpec::from_toml(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let rows = spec(rows).check().unwrap();
    let columns = FftSpec { data: rows.output().width, ..spec(columns) }.check().unwrap();
    PlanePlan::new(&rows, &columns).unwrap()
}

/// Columns and rows of a plan's planes.
pub fn sides(plan: &PlanePlan) -> [usize; 2] {
    [plan.rows().spec().spec().len, plan.columns().spec().spec().len]
}

/// `count` images, each of rows of one kind or, now and then, of all, in a direction of its own.
pub fn images(plan: &PlanePlan, count: usize, seed: u64) -> Vec<PlaneFrame> {
    let [_, height] = sides(plan);
    let mut random = SplitMix64::new(seed);
    let image = |i: usize| {
        let kind = |y: usize| Kind::ALL[if i % 9 == 8 { y } else { i } % 8];
        let rows = of_kinds(plan.rows().spec(), (0..height).map(kind), random.next_word());
        let samples = rows.iter().flat_map(Frame::samples).copied().collect();
        let inverse = random.next_word().is_multiple_of(2);
        let direction = if inverse { Direction::Inverse } else { Direction::Forward };
        PlaneFrame::new(plan, samples, direction).unwrap()
    };
    (0..count).map(image).collect()
}

/// One image of words that depend on their place.
pub fn image(
    plan: &PlanePlan,
    direction: Direction,
    word: impl Fn(usize, usize) -> Complex<i32>,
) -> PlaneFrame {
    let [width, height] = sides(plan);
    let samples = (0..width * height).map(|n| word(n % width, n / width)).collect();
    PlaneFrame::new(plan, samples, direction).unwrap()
}

/// Runs `images` through both: equal bits, equal flags, one start an image and no other event.
pub fn run_both(
    dut: &mut PlaneDut,
    plan: &PlanePlan,
    images: &[PlaneFrame],
) -> Result<Vec<Spectrum>, Finding> {
    let expected: Vec<_> = images.iter().map(|image| plan.run(image)).collect();
    let run = dut.run(images)?;
    if let Some(mismatch) = compare_planes(plan, &expected, &run.spectra).first {
        return Err(Finding::Bits(mismatch));
    }
    let wanted = Events { frame_started: images.len() as u64, ..Events::default() };
    if run.events == wanted {
        return Ok(expected);
    }
    Err(Finding::Other(format!("expected {wanted:?}, got {:?}", run.events)))
}

/// [`run_both`], or a panic that says how to see it again.
pub fn assert_equal(dut: &mut PlaneDut, plan: &PlanePlan, images: &[PlaneFrame], seed: u64) -> Vec<Spectrum> {
    run_both(dut, plan, images).unwrap_or_else(|finding| {
        let (stall, x_seed) = (dut.options().stall, dut.options().x_seed);
        let specs = [plan.rows(), plan.columns()].map(|axis| axis.spec().spec().to_toml());
        panic!(
            "{finding}\nstall {stall}, x seed {x_seed}, images of seed {seed}, rows\n{}columns\n{}",
            specs[0], specs[1]
        )
    })
}

/// When events stand, and that no output looks through to an input.
pub fn events(dut: &PlaneDut, clocks: u32) -> Result<(), Finding> {
    let words = dut.rows().spec().len * dut.columns().spec().len;
    of_library(dut.library(), words, dut.rows().input().width, clocks)
}

/// Every kind of stall, from open wide to almost shut.
pub fn stalls() -> Vec<Stall> {
    let mut all = vec![Stall::None, Stall::Alternate];
    let shares = [(75, 75), (100, 30), (30, 100), (5, 90), (90, 5)];
    all.extend((1..).zip(shares).map(|(seed, (input, output))| Stall::Random { seed, input, output }));
    all.extend((1..).zip([1, 7, 200]).map(|(seed, longest)| Stall::Burst { seed, longest }));
    all.extend([1, 3, 16, 100, 400].map(|clocks| Stall::Block { clocks }));
    all
}

/// The beats of images, their flags as `flag` makes them of the place within an image and the right flags.
pub fn beats(images: &[PlaneFrame], data: u32, mut flag: impl FnMut(usize, u8) -> u8) -> (Vec<u64>, Vec<u8>) {
    let part = |x: i32| u64::from(x.cast_unsigned()) & ((1 << data) - 1);
    let words = images.iter().flat_map(PlaneFrame::samples).map(|z| part(z.im) << data | part(z.re));
    let mut flags = Vec::new();
    for image in images {
        let (last, inverse) = (image.samples().len() - 1, image.direction() == Direction::Inverse);
        flags.extend((0..=last).map(|n| flag(n, u8::from(n == last) | u8::from(n == 0 && inverse) << 1)));
    }
    (words.collect(), flags)
}

/// A batch of whole images of `len` beats.
pub fn batch<'a>(words: &'a [u64], flags: &'a [u8], len: usize, stall: Stall) -> Batch<'a> {
    Batch {
        words,
        flags,
        output_beats: words.len(),
        frame: Some(len),
        stall,
        idle_limit: 2000,
        stamps: false,
        taps: None,
        trace: 0..0,
    }
}

/// The words that left, column after column, against the twin.
pub fn same(
    dut: &PlaneDut,
    plan: &PlanePlan,
    images: &[PlaneFrame],
    streamed: &Streamed,
) -> Result<(), Finding> {
    let ([width, height], out) = (sides(plan), dut.columns().output().width);
    let part = |word: u64| (word as i32) << (32 - out) >> (32 - out);
    let spectrum = |(words, flags): (&[u64], &[u8])| Spectrum {
        bins: (0..width * height)
            .map(|n| words[n % width * height + n / width])
            .map(|word| Complex::new(part(word), part(word >> out)))
            .collect(),
        overflow: flags[flags.len() - 1] & 2 != 0,
        exponent: dut.rows().exponent() + dut.columns().exponent(),
    };
    let len = width * height;
    let got: Vec<_> = streamed.words.chunks(len).zip(streamed.flags.chunks(len)).map(spectrum).collect();
    let expected: Vec<_> = images.iter().map(|image| plan.run(image)).collect();
    compare_planes(plan, &expected, &got).first.map_or(Ok(()), |mismatch| Err(Finding::Bits(mismatch)))
}
