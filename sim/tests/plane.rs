// SPDX-License-Identifier: MIT OR Apache-2.0
//! The transform in two dimensions equals its model, bit for bit and flag for flag, on whole images (L1 to L4).

mod support;

use std::path::{Path, PathBuf};

use num_complex::Complex;
use support::planes::{assert_equal, images, plan, sides};
use support::{in_parallel, options};
use utsushi::fft::{
    Decomposition, Direction, FftModel, FftSpec, Frame, Order, PlaneFrame, PlanePlan, Spectrum,
};
use utsushi::number::{Overflow, Rounding};
use utsushi::picture::frequency::fitted;
use utsushi::picture::{self, Fit};
use utsushi_sim::{DutOptions, PlaneDut, Stall};

/// Images of every kind at full speed and under random stalls, counted, and those that overflowed.
fn check(plan: &PlanePlan, count: usize, seed: u64) -> [usize; 2] {
    let stall = Stall::Random { seed, input: 75, output: 75 };
    let mut dut = PlaneDut::build(plan, &DutOptions { stall, x_seed: seed, ..options() }).unwrap();
    let images = images(plan, count, seed);
    let spectra = assert_equal(&mut dut, plan, &images, seed);
    dut.set_stall(Stall::None);
    dut.set_x_seed(seed + 1000);
    assert_equal(&mut dut, plan, &images, seed);
    [count, spectra.iter().filter(|spectrum| spectrum.overflow).count()]
}

fn check_all(plans: &[PlanePlan], count: usize) -> [usize; 2] {
    let numbered: Vec<_> = (1..).zip(plans).collect();
    let all = in_parallel(&numbered, |(seed, plan)| check(plan, count, *seed));
    let sum = all.into_iter().fold([0; 2], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
    println!("{} pairs of specs, {} images, {} overflowed", plans.len(), sum[0], sum[1]);
    sum
}

/// Every rounding, overflow mode and order of either axis with every one of the other's orders; both decompositions.
#[test]
fn every_mode_and_order() {
    let modes = Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o)));
    let with_orders = modes.flat_map(|mode| {
        Order::ALL.into_iter().flat_map(move |row| Order::ALL.map(|column| (mode, row, column)))
    });
    let plan = |(number, ((rounding, overflow), row, column)): (usize, _)| {
        let other = Rounding::ALL[(number / 8 + 1) % 3];
        let [first, second] = [number % 2, number / 2 % 2].map(|i| Decomposition::ALL[i]);
        let schedule = "1,0,1".parse().unwrap();
        let rows = FftSpec {
            len: 8,
            data: 9,
            twiddle: 10,
            rounding,
            overflow,
            order: row,
            decomposition: first,
            schedule,
            ..FftSpec::default()
        };
        let columns = FftSpec {
            len: 16,
            data: 9,
            twiddle: 8,
            rounding: other,
            overflow,
            order: column,
            decomposition: second,
            schedule: "0,1,1,1".parse().unwrap(),
            ..FftSpec::default()
        };
        PlanePlan::new(&rows.check().unwrap(), &columns.check().unwrap()).unwrap()
    };
    let plans: Vec<_> = with_orders.enumerate().map(plan).collect();
    assert_eq!(plans.len(), 24);
    let [images, overflowed] = check_all(&plans, 27);
    assert!((images / 4..images).contains(&overflowed), "{overflowed} of {images} images overflow");
}

fn shapes() -> Vec<PlanePlan> {
    [
        ("len = 4\ndata = 6\n", "len = 4\n"),
        ("len = 64\n", "len = 4\n"),
        ("len = 4\n", "len = 64\norder = 'bit-reversed'\n"),
        ("len = 32\ndata = 12\nschedule = 'grow'\n", "len = 32\nschedule = 'guarded:2'\n"),
        ("len = 128\norder = 'bit-reversed'\n", "len = 8\ndecomposition = 'radix22'\n"),
        ("len = 8\ndata = 2\ntwiddle = 2\n", "len = 16\ntwiddle = 2\n"),
        ("len = 8\ndata = 32\ntwiddle = 32\n", "len = 4\ntwiddle = 32\noverflow = 'wrap'\n"),
        (
            "len = 4\ndata = 5\nschedule = 'align:3,0/20,2/18'\n",
            "len = 8\nschedule = 'align:4,1/30,0/32,8/9'\n",
        ),
    ]
    .map(|(rows, columns)| plan(rows, columns))
    .into()
}

#[test]
fn long_high_and_square_images_narrow_and_wide_words() {
    let [images, overflowed] = check_all(&shapes(), 18);
    assert_eq!(images, 8 * 18);
    assert!(overflowed > 0, "the flag is met");
}

/// Either axis at the longest length.
#[test]
fn the_longest_axes() {
    let plans = [
        plan("len = 65536\ndata = 4\ntwiddle = 5\n", "len = 4\n"),
        plan("len = 4\ndata = 6\n", "len = 65536\ntwiddle = 6\norder = 'bit-reversed'\n"),
    ];
    let [images, _] = check_all(&plans, 2);
    assert_eq!(images, 4);
}

/// The plan, which the hardware is compared with, by the readable model: rows, then columns, one at a time.
#[test]
fn the_plan_is_rows_then_columns_of_the_model() {
    for (seed, plan) in (1..).zip(shapes()) {
        for image in images(&plan, 9, seed) {
            assert_eq!(plan.run(&image), by_definition(&plan, &image), "images of seed {seed}");
        }
    }
}

fn by_definition(plan: &PlanePlan, image: &PlaneFrame) -> Spectrum {
    let [width, height] = sides(plan);
    let (rows, columns) = (plan.rows().spec(), plan.columns().spec());
    let (row_model, column_model) = (FftModel::new(rows), FftModel::new(columns));
    let frame = |spec, words: Vec<_>| Frame::new(spec, words).unwrap().with_direction(image.direction());
    let first: Vec<_> =
        image.samples().chunks(width).map(|row| row_model.run(&frame(rows, row.to_vec()))).collect();
    let column = |u: usize| first.iter().map(|row| row.bins[u]).collect();
    let second: Vec<_> = (0..width).map(|u| column_model.run(&frame(columns, column(u)))).collect();
    Spectrum {
        bins: (0..width * height).map(|n| second[n % width].bins[n / width]).collect(),
        overflow: first.iter().chain(&second).any(|spectrum| spectrum.overflow),
        exponent: rows.exponent() + columns.exponent(),
    }
}

/// Where real pictures are, if they are: `../shared/data` beside the project, or `UTSUSHI_DATA`.
fn pictures() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("UTSUSHI_DATA").map_or(beside, PathBuf::from).join("images");
    let Ok(entries) = folder.read_dir() else {
        println!("left out: no pictures at {}; name a folder with UTSUSHI_DATA", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| picture::is_picture(path));
    paths.sort();
    paths
}

/// Real images back to back, at full speed and under stalls, forward and inverse in turn.
#[test]
fn pictures_in_every_bit() {
    let [rows, columns] = PlanePlan::axes(128, 64, &FftSpec::default()).unwrap();
    let plan = PlanePlan::new(&rows, &columns).unwrap();
    let mut dut =
        PlaneDut::build(&plan, &DutOptions { optimisation: utsushi_sim::Optimisation::Fast, ..options() })
            .unwrap();
    let paths = pictures();
    let image = |(number, path): (usize, &PathBuf)| {
        let picture = picture::load(path).unwrap();
        let resampled = fitted(&picture, Fit::Resample, Some(128));
        let rows = picture::rows(&resampled, &rows, Fit::Pad).unwrap();
        let samples: Vec<Complex<i32>> = rows.iter().take(64).flat_map(Frame::samples).copied().collect();
        let direction = if number % 2 == 0 { Direction::Forward } else { Direction::Inverse };
        PlaneFrame::new(&plan, samples, direction).unwrap()
    };
    let images: Vec<_> = paths.iter().enumerate().map(image).collect();
    for stall in [Stall::None, Stall::Random { seed: 5, input: 70, output: 60 }] {
        dut.set_stall(stall);
        let spectra = assert_equal(&mut dut, &plan, &images, 0);
        assert!(spectra.iter().all(|spectrum| !spectrum.overflow), "S5: pixels do not overflow");
        assert!(spectra.iter().all(|spectrum| spectrum.bins[0].re > 0), "no picture is black");
    }
    println!("{} pictures as planes of 128 x 64", images.len());
}
