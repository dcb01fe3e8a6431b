// SPDX-License-Identifier: MIT OR Apache-2.0
//! Resampling and scaling.

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::Direction;
use utsushi::shape::{Profile, Tier, resample};

use super::common::{curves, spec};

fn points(list: &[(f64, f64)]) -> Vec<Complex<f64>> {
    list.iter().map(|&(x, y)| Complex::new(x, y)).collect()
}

fn length(curve: &[Complex<f64>]) -> f64 {
    curve.iter().zip(curve.iter().cycle().skip(1)).map(|(a, b)| (b - a).norm()).sum()
}

/// The point at arc length `s`, by walking from the start.
fn walk(curve: &[Complex<f64>], mut s: f64) -> Complex<f64> {
    for (a, b) in curve.iter().zip(curve.iter().cycle().skip(1)) {
        let edge = (b - a).norm();
        if s < edge {
            return a + (b - a) * (s / edge);
        }
        s -= edge;
    }
    curve[0]
}

proptest! {
    #[test]
    fn points_lie_at_equal_arc_lengths(curve in curves(), len in 1_usize..300) {
        let total = length(&curve);
        for (i, z) in resample(&curve, len).unwrap().iter().enumerate() {
            let expected = walk(&curve, total * i as f64 / len as f64);
            prop_assert!((z - expected).norm() < 1e-9 * total, "point {i} is {z}, expected {expected}");
        }
    }

    #[test]
    fn repeated_and_closing_points_change_nothing(curve in curves(), repeats in prop::collection::vec(1_usize..4, 40)) {
        let mut stuttered: Vec<_> =
            curve.iter().zip(&repeats).flat_map(|(z, &n)| std::iter::repeat_n(*z, n)).collect();
        stuttered.push(curve[0]);
        prop_assert_eq!(resample(&stuttered, 256).unwrap(), resample(&curve, 256).unwrap());
    }

    #[test]
    fn the_farthest_point_has_full_scale_and_none_exceeds_it(curve in curves(), data in 2_u32..=32) {
        let spec = spec(64, data);
        let full = i64::from(spec.input().max());
        let signature = Profile::new(&curve, Tier::Complex, &spec).unwrap();
        let squares = signature.frames()[0].samples().iter().map(|z| i64::from(z.re).pow(2) + i64::from(z.im).pow(2));
        let largest = squares.max().unwrap();
        prop_assert!(largest <= full * full);
        // Rounding moves a component by less than one word.
        let least = (full - 2).max(0);
        prop_assert!(largest >= least * least, "{largest} is below {least}²");
        prop_assert_eq!(signature.frames()[0].direction(), Direction::Forward);
    }

    #[test]
    fn words_are_the_scaled_curve(curve in curves()) {
        let spec = spec(128, 20);
        let signature = Profile::new(&curve, Tier::Complex, &spec).unwrap();
        let scale = f64::from(spec.input().max()) / signature.radius();
        for (word, z) in signature.frames()[0].samples().iter().zip(resample(&curve, 128).unwrap()) {
            let exact = (z - signature.centroid()) * scale;
            prop_assert!((f64::from(word.re) - exact.re).abs() < 1.0 && (f64::from(word.im) - exact.im).abs() < 1.0);
        }
    }

    #[test]
    fn quarter_turns_and_powers_of_two_change_no_bit(curve in curves(), quarters in 0..4, power in -3..5) {
        let spec = spec(256, 16);
        let turn = [Complex::ONE, Complex::I, -Complex::ONE, -Complex::I][quarters as usize];
        let turned: Vec<_> = curve.iter().map(|z| z * turn * 2_f64.powi(power)).collect();
        let word = Complex::new(turn.re as i32, turn.im as i32);
        let plain = Profile::new(&curve, Tier::Complex, &spec).unwrap();
        let expected: Vec<_> = plain.frames()[0].samples().iter().map(|z| z * word).collect();
        let signature = Profile::new(&turned, Tier::Complex, &spec).unwrap();
        prop_assert_eq!(signature.frames()[0].samples(), expected);
        let expected = plain.radius() * 2_f64.powi(power);
        prop_assert_eq!(signature.radius().to_bits(), expected.to_bits());
    }

    #[test]
    fn the_way_round_does_not_matter(curve in curves(), shift in (-5000_i32..5000, -5000_i32..5000)) {
        let spec = spec(256, 16);
        let mut back: Vec<_> =
            curve.iter().map(|z| z + Complex::new(f64::from(shift.0), f64::from(shift.1))).collect();
        back[1..].reverse();
        let (a, b) = (Profile::new(&curve, Tier::Complex, &spec).unwrap(), Profile::new(&back, Tier::Complex, &spec).unwrap());
        for (a, b) in a.frames()[0].samples().iter().zip(b.frames()[0].samples()) {
            // Equal but for the rounding of a word at a tie.
            prop_assert!((a.re - b.re).abs() <= 1 && (a.im - b.im).abs() <= 1, "{a} and {b}");
        }
    }
}

#[test]
fn curves_run_counter_clockwise() {
    let square = points(&[(1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0)]);
    let clockwise: Vec<_> = square.iter().map(Complex::conj).collect();
    for curve in [square, clockwise] {
        let signature = Profile::new(&curve, Tier::Complex, &spec(64, 16)).unwrap();
        let samples: Vec<_> = signature.frames()[0]
            .samples()
            .iter()
            .map(|z| Complex::<i64>::new(z.re.into(), z.im.into()))
            .collect();
        let area: i64 =
            samples.iter().zip(samples.iter().cycle().skip(1)).map(|(a, b)| a.re * b.im - a.im * b.re).sum();
        assert!(area > 0);
    }
}

#[test]
#[expect(clippy::float_cmp, reason = "small integers are exact")]
fn a_line_there_and_back_is_a_curve() {
    let signature =
        Profile::new(&points(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (1.0, 0.0)]), Tier::Complex, &spec(8, 16))
            .unwrap();
    assert_eq!(signature.radius(), 1.0);
    assert_eq!(signature.centroid(), Complex::new(1.0, 0.0));
}

#[test]
fn too_few_points_are_refused() {
    let said = |list: &[(f64, f64)]| resample(&points(list), 8).unwrap_err().to_string();
    for (list, distinct) in [
        (&[][..], 0),
        (&[(3.0, 4.0); 9], 1),
        (&[(0.0, 0.0), (-0.0, 0.0), (0.0, -0.0)], 1),
        (&[(0.0, 0.0), (1.0, 0.0), (0.0, 0.0), (1.0, 0.0)], 2),
    ] {
        let expected = format!(
            "a contour of {distinct} distinct points is no curve; it needs at least 3: raise the minimum area"
        );
        assert_eq!(said(list), expected);
    }
    assert_eq!(
        said(&[(0.0, 0.0), (1.0, 0.0), (f64::NAN, 2.0)]),
        "point 2 of the contour is NaN+2i; coordinates must be finite"
    );
}
