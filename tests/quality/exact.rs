// SPDX-License-Identifier: MIT OR Apache-2.0
//! The transform in wide integers against the definition, and against f64 where that is exact enough.

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Direction, FftSpec, Frame, Order, Reference, Schedule};
use utsushi::quality::{ExactReference, Measurer, Stimulus};

use crate::common::{Draw, SplitMix64};

fn spec(len: usize, data: u32) -> CheckedSpec {
    // Shift 0 in every stage: bins are DFT(x) itself. The reference does not ask whether they fit.
    let shifts = vec!["0"; len.trailing_zeros() as usize].join(",");
    FftSpec { len, data, schedule: shifts.parse().unwrap(), ..FftSpec::default() }.check().unwrap()
}

/// (a, b) with Σ x·w^(kn) = a + b·√½ of 8 points, all integers.
fn eight_points(samples: &[Complex<i32>], bin: usize) -> (Complex<i128>, Complex<i128>) {
    let turns = [(1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1)];
    let mut sums = [Complex::new(0, 0); 2];
    for (n, x) in samples.iter().enumerate() {
        let (re, im) = turns[n * bin % 8];
        let x = Complex::new(i128::from(x.re), i128::from(x.im));
        // An odd eighth of a turn has components ±√½.
        sums[n * bin % 2] += x * Complex::new(re, im);
    }
    (sums[0], sums[1])
}

/// a + b·√½ with 28 fraction bits, to within one of the last: the root of an integer, taken as an integer.
fn with_root(a: i128, b: i128) -> i128 {
    let root = ((b * b) << 55).isqrt();
    (a << 28) + if b < 0 { -root } else { root }
}

#[test]
fn eight_points_are_right_to_every_bit_of_f64() {
    let mut random = SplitMix64::new(5);
    let spec = spec(8, 32);
    let reference = ExactReference::new(&spec);
    for _ in 0..500 {
        let samples = random.samples(8, 32);
        let bins = reference.run(&Frame::new(&spec, samples.clone()).unwrap()).bins;
        for (bin, got) in bins.iter().enumerate() {
            let (a, b) = eight_points(&samples, bin);
            let expected = Complex::new(with_root(a.re, b.re), with_root(a.im, b.im));
            // f64 holds 35 integer and 18 fraction bits: half of the last is 2^-19, and 2^9 units of 2^-28 are that.
            let off = |got: f64, expected: i128| ((got * 2_f64.powi(28)) as i128 - expected).abs();
            assert!(
                off(got.re, expected.re) <= 514 && off(got.im, expected.im) <= 514,
                "bin {bin}: {got} {expected}"
            );
        }
    }
}

#[test]
fn four_points_are_integers() {
    let spec = spec(4, 32);
    let reference = ExactReference::new(&spec);
    let mut random = SplitMix64::new(6);
    for _ in 0..500 {
        let samples = random.samples(4, 32);
        let exact = |k: usize| {
            let turn = [Complex::new(1, 0), Complex::new(0, -1), Complex::new(-1, 0), Complex::new(0, 1)];
            let wide = |z: &Complex<i32>| Complex::new(i64::from(z.re), i64::from(z.im));
            samples.iter().enumerate().map(|(n, z)| wide(z) * turn[n * k % 4]).sum::<Complex<i64>>()
        };
        let bins = reference.run(&Frame::new(&spec, samples.clone()).unwrap()).bins;
        let expected: Vec<_> = (0..4).map(exact).map(|z| Complex::new(z.re as f64, z.im as f64)).collect();
        assert_eq!(bins, expected);
    }
}

#[test]
fn it_agrees_with_f64_in_either_order_and_direction() {
    let mut random = SplitMix64::new(7);
    for (order, direction) in [
        (Order::Natural, Direction::Forward),
        (Order::BitReversed, Direction::Inverse),
        (Order::Natural, Direction::Inverse),
    ] {
        let spec =
            FftSpec { len: 1024, data: 20, order, schedule: Schedule::Guarded(2), ..FftSpec::default() };
        let spec = spec.check().unwrap();
        let frame = Frame::new(&spec, random.samples(1024, 20)).unwrap().with_direction(direction);
        let (a, b) = (ExactReference::new(&spec).run(&frame), Reference::new(&spec).run(&frame));
        assert_eq!((a.exponent, a.overflow), (b.exponent, b.overflow));
        // Ten stages of f64 on bins of up to 2^20: 10·2^-53·2^20, and more than a factor of ten to spare.
        let worst = a.bins.iter().zip(&b.bins).map(|(a, b)| (a - b).norm()).fold(0.0, f64::max);
        assert!(worst < 1e-8, "{order} {direction:?}: {worst}");
        assert!(worst > 0.0, "two different computations do not agree in every bit");
    }
}

/// Wide words through 32-bit twiddles: the noise that the wide reference finds is the predicted one. Under `grow` a bin is DFT(x)
/// itself, so that the fractions of the exact bins count in full.
#[test]
fn the_widest_words_are_measured() {
    for (len, data, schedule, least_db) in [(256, 31, "halve", 140.0), (16, 26, "grow", 150.0)] {
        let schedule: Schedule = schedule.parse().unwrap();
        let spec = FftSpec { len, data, twiddle: 32, schedule, ..FftSpec::default() }.check().unwrap();
        let frames = Measurer::new(len, data, &Stimulus::default(), 200_000, 2).unwrap();
        let measured = frames.measure(&spec).unwrap().sqnr_db;
        let predicted = utsushi::quality::predict(&spec, frames.power()).sqnr_db;
        assert!((measured - predicted).abs() < 0.1 && measured > least_db, "{len}: {measured} {predicted}");
    }
}
