// SPDX-License-Identifier: MIT OR Apache-2.0
//! The overflow flag of an image is its own, though its neighbours are inside at the same time (L4).

mod support;

use num_complex::Complex;
use support::planes::{assert_equal, image, plan, sides, stalls};
use support::{in_parallel, options};
use utsushi::fft::{Direction, FftPlan, PlaneFrame, PlanePlan};
use utsushi_sim::{PlaneDut, SplitMix64};

/// Where an image of the test below overflows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Overflows {
    Nowhere,
    InARow,
    InAColumn,
    InBoth,
}

const OVERFLOWS: [Overflows; 4] =
    [Overflows::Nowhere, Overflows::InARow, Overflows::InAColumn, Overflows::InBoth];

/// Without shifts: one flat row, whose sum is too large, alone in its columns; one column of words that are
/// sums of nothing else in their rows; both.
fn overflowing(plan: &PlanePlan, what: Overflows, at: u64) -> PlaneFrame {
    let [width, height] = sides(plan);
    let large = plan.rows().spec().input().max() / 2 + 1;
    let (row, column) = (at as usize % height, (at >> 8) as usize % width);
    let direction = if at >> 16 & 1 == 0 { Direction::Forward } else { Direction::Inverse };
    image(plan, direction, |x, y| {
        let set = match what {
            Overflows::Nowhere => x == column && y == row,
            Overflows::InARow => y == row,
            Overflows::InAColumn => x == column,
            Overflows::InBoth => x == column || y == row,
        };
        Complex::new(if set { large } else { 0 }, 0)
    })
}

/// What the axes' own plans say, independently of the plane's.
fn by_axes(plan: &PlanePlan, image: &PlaneFrame) -> [bool; 2] {
    let [width, height] = sides(plan);
    let mut plane = image.samples().to_vec();
    // All are processed, whatever the first ones say.
    let any = |axis: &FftPlan, frames: &mut [Complex<i32>]| {
        frames.chunks_mut(axis.spec().spec().len).fold(false, |all, frame| {
            let overflowed = axis.process(frame, image.direction()).unwrap();
            all || overflowed
        })
    };
    let in_rows = any(plan.rows(), &mut plane);
    let mut turned: Vec<_> = (0..width * height).map(|m| plane[m % height * width + m / height]).collect();
    [in_rows, any(plan.columns(), &mut turned)]
}

/// R4 of a plane: rows only, columns only, both and neither, back to back in every succession, under stalls.
#[test]
fn a_flag_is_its_images_own() {
    let zeros = |log2: usize| vec!["0"; log2].join(",");
    let sizes = [(2, 2), (2, 3), (3, 2), (4, 2), (2, 4), (3, 3)];
    let orders = ["natural", "bit-reversed"];
    let shapes: Vec<_> = sizes.into_iter().flat_map(|size| orders.map(|order| (size, order))).collect();
    let counts = in_parallel(&shapes, |&((x, y), order)| {
        let rows = format!("len = {}\ndata = 8\nschedule = '{}'\n", 1 << x, zeros(x));
        let columns = format!("len = {}\nschedule = '{}'\norder = '{order}'\n", 1 << y, zeros(y));
        let plan = plan(&rows, &columns);
        let mut dut = PlaneDut::build(&plan, &options()).unwrap();
        let mut counts = [0; 4];
        for (seed, stall) in (1..).zip(stalls()) {
            let mut random = SplitMix64::new(seed);
            let kinds: Vec<_> = (0..60).map(|_| OVERFLOWS[random.next_word() as usize % 4]).collect();
            let images: Vec<_> =
                kinds.iter().map(|&what| overflowing(&plan, what, random.next_word())).collect();
            dut.set_stall(stall);
            let spectra = assert_equal(&mut dut, &plan, &images, seed);
            for ((what, image), spectrum) in kinds.iter().zip(&images).zip(&spectra) {
                let [in_rows, in_columns] = by_axes(&plan, image);
                let wanted = OVERFLOWS[usize::from(in_rows) + 2 * usize::from(in_columns)];
                assert_eq!((*what, spectrum.overflow), (wanted, in_rows || in_columns), "{rows}{columns}");
                counts[*what as usize] += 1;
            }
        }
        counts
    });
    println!("images that overflow nowhere, in a row, in a column, in both: {counts:?}");
    assert!(counts.iter().flatten().all(|&count| count > 100));
}
