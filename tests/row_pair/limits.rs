// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which pairs overflow (P5), and how much noise they have (P6).

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Direction, FftModel, FftSpec, Reference, RowPairs, Schedule};
use utsushi::number::Rounding;

use crate::common::{Draw, SplitMix64};
use crate::{DIRECTIONS, alone};

/// Rows that follow the signs of a tone's cosine and sine: of all rows between `low` and `high` those that drive its
/// bin farthest along an axis.
fn square_waves(len: usize, tone: usize, low: i32, high: i32) -> [Vec<i32>; 2] {
    let angle = |n: usize| std::f64::consts::TAU * (((n * tone) % len) as f64 + 0.25) / len as f64;
    let wave = |level: &dyn Fn(usize) -> f64| {
        (0..len).map(|n| if level(n) < 0.0 { low } else { high }).collect::<Vec<_>>()
    };
    [wave(&|n| angle(n).cos()), wave(&|n| angle(n).sin())]
}

fn overflows(spec: &CheckedSpec, [first, second]: &[Vec<i32>; 2], direction: Direction) -> bool {
    let frame = RowPairs::new(spec).unwrap().join(first, second).unwrap();
    FftModel::new(spec).run(&frame.with_direction(direction)).overflow
}

/// P5: the mean of a square wave's pair along its tone is 4/π of full scale, and neither row's alone reaches it.
#[test]
fn a_full_scale_pair_overflows_under_halve_and_a_bit_of_headroom_prevents_it() {
    let halve = FftSpec { len: 64, ..FftSpec::default() }.check().unwrap();
    let headroom = FftSpec { len: 64, data: 17, twiddle: 17, ..FftSpec::default() }.check().unwrap();
    let grow = FftSpec { len: 64, schedule: Schedule::Grow, ..FftSpec::default() }.check().unwrap();
    // As much as a row alone may have (S5).
    let radius = i32::from(i16::MAX) - 3 * 6;
    let rows = square_waves(64, 1, -radius, radius);
    assert!(overflows(&halve, &rows, Direction::Forward));
    for row in &rows {
        assert!(!FftModel::new(&halve).run(&alone(&halve, row, Direction::Forward)).overflow);
    }
    for (tone, direction) in (0..64).flat_map(|tone| DIRECTIONS.map(|d| (tone, d))) {
        let rows = square_waves(64, tone, i32::from(i16::MIN), i32::from(i16::MAX));
        assert!(!overflows(&headroom, &rows, direction) && !overflows(&grow, &rows, direction), "{tone}");
    }
}

/// P5: sums of rows that are never negative stay in their quadrant's square, and differences start inside the disk.
#[test]
fn rows_that_are_never_negative_do_not_overflow() {
    let mut draw = SplitMix64::new(13);
    let mut frames = 0;
    for (log2_len, data) in [(2, 9), (3, 9), (6, 9), (8, 12), (10, 16), (11, 9)] {
        for schedule in [Schedule::Halve, Schedule::Guarded(3)] {
            for rounding in Rounding::ALL {
                let (len, schedule) = (1 << log2_len, schedule.clone());
                let spec = FftSpec { len, data, rounding, schedule, ..FftSpec::default() }.check().unwrap();
                let max = spec.input().max();
                let mut black_or_white = || -> Vec<i32> {
                    (0..len).map(|_| if draw.next_word().is_multiple_of(2) { 0 } else { max }).collect()
                };
                let mut pairs = vec![[vec![max; len], vec![max; len]], [black_or_white(), black_or_white()]];
                pairs.extend((0..len).step_by(1.max(len / 16)).map(|tone| square_waves(len, tone, 0, max)));
                for (rows, direction) in pairs.iter().flat_map(|rows| DIRECTIONS.map(|d| (rows, d))) {
                    assert!(!overflows(&spec, rows, direction), "{:?} {rows:?}", spec.spec());
                    frames += 1;
                }
            }
        }
    }
    assert_eq!(frames, 6 * 2 * (6 + 10 + 18 * 4));
}

/// P6: the errors' powers of the two spectra add up to that of Z; so a row of a pair has half of the closed form for
/// white input (N = 64 and 256: truncate, half-up, convergent), and less than the row alone.
#[test]
fn a_pair_shares_the_noise_of_one_frame() {
    for (len, errors) in [(64, [1.0643, 0.8612, 0.4063]), (256, [1.1248, 0.8904, 0.4107])] {
        for (rounding, expected) in Rounding::ALL.into_iter().zip(errors) {
            let spec = FftSpec { len, twiddle: 30, rounding, ..FftSpec::default() }.check().unwrap();
            let (paired, single) = mean_square_errors(&spec, 400_000 / len);
            let decibel = 10.0 * (paired / (expected / 2.0)).log10();
            println!("len {len} {rounding}: {paired:.4} in a pair, {single:.4} alone");
            assert!(decibel.abs() < 0.1, "len {len} {rounding}: {paired:.4}, {decibel:.3} dB off");
            assert!(paired < single, "len {len} {rounding}: {paired:.4} in a pair, {single:.4} alone");
        }
    }
}

/// Mean square error of a bin in LSBs of the spec's output: of rows in pairs, and of the same rows alone.
fn mean_square_errors(spec: &CheckedSpec, frames: usize) -> (f64, f64) {
    let (model, reference) = (FftModel::new(spec), Reference::new(spec));
    let (pairs, mut draw) = (RowPairs::new(spec).unwrap(), SplitMix64::new(17));
    let (mut paired, mut single) = (0.0, 0.0);
    for _ in 0..frames {
        // Half of full scale: no overflow.
        let rows = [(); 2].map(|()| (0..spec.spec().len).map(|_| draw.word(15)).collect::<Vec<_>>());
        let spectrum = model.run(&pairs.join(&rows[0], &rows[1]).unwrap());
        for (one, row) in pairs.separate(&spectrum).iter().zip(&rows) {
            let frame = alone(spec, row, Direction::Forward);
            let exact = reference.run(&frame);
            assert!(!one.overflow);
            paired += error_power(&one.bins, 0.5, &exact.bins);
            single += error_power(&model.run(&frame).bins, 1.0, &exact.bins);
        }
    }
    let bins = (2 * frames * spec.spec().len) as f64;
    (paired / bins, single / bins)
}

fn error_power(bins: &[Complex<i32>], scale: f64, exact: &[Complex<f64>]) -> f64 {
    let real = |z: &Complex<i32>| Complex::new(f64::from(z.re), f64::from(z.im)) * scale;
    bins.iter().zip(exact).map(|(bin, exact)| (real(bin) - exact).norm_sqr()).sum()
}
