// SPDX-License-Identifier: MIT OR Apache-2.0
//! Magnitudes of words (M1 to M5): against the definition, the exact root in integers, and derived bounds.

mod common;

use common::{Draw, SplitMix64};
use num_complex::Complex;
use utsushi::fft::{Cordic, Magnitude, MagnitudeMethod};
use utsushi::number::Rounding;

const NEAREST: [Rounding; 2] = [Rounding::HalfUp, Rounding::Convergent];

fn square(z: Complex<i32>) -> i128 {
    let [re, im] = [z.re, z.im].map(i128::from);
    re * re + im * im
}

/// Every word of `width` bits a part.
fn all(width: u32) -> impl Iterator<Item = Complex<i32>> {
    let half = 1 << (width - 1);
    (-half..half).flat_map(move |re| (-half..half).map(move |im| Complex::new(re, im)))
}

#[test]
fn max_is_rounded_once_as_defined() {
    let mut checked = 0;
    for width in [2, 3, 7] {
        for rounding in Rounding::ALL {
            let magnitude = Magnitude::new(width, MagnitudeMethod::Max, rounding).unwrap();
            for z in all(width) {
                let (re, im) = (z.re.abs(), z.im.abs());
                // Both ways round: the larger of the four is the definition's with its parts in order.
                let eighths = [8 * re, 8 * im, 7 * re + 4 * im.min(re), 7 * im + 4 * re.min(im)];
                let rest = eighths.into_iter().max().unwrap() - 8 * magnitude.apply(z) as i32;
                let right = match rounding {
                    Rounding::Truncate => (0..8).contains(&rest),
                    Rounding::HalfUp => (-4..4).contains(&rest),
                    Rounding::Convergent => {
                        rest.abs() < 4 || rest.abs() == 4 && magnitude.apply(z).is_multiple_of(2)
                    }
                };
                assert!(right, "{z}, {rounding}: {}", magnitude.apply(z));
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 3 * (16 + 64 + 16384));
}

/// M2: 4/√17 at tan = 1/4, √65/8 at tan = 4/7, and nothing beyond; each met to a part in 10^4.
#[test]
fn max_has_the_relative_error_of_its_closed_form() {
    let magnitude = Magnitude::new(32, MagnitudeMethod::Max, Rounding::Convergent).unwrap();
    let (low, high) = (4.0 / 17_f64.sqrt(), 65_f64.sqrt() / 8.0);
    let (mut least, mut most) = (f64::INFINITY, 0_f64);
    for step in 0..20_000 {
        let angle = f64::from(step) / 20_000.0 * std::f64::consts::TAU;
        let z = Complex::new((2e9 * angle.cos()) as i32, (2e9 * angle.sin()) as i32);
        let ratio = f64::from(magnitude.apply(z)) / (square(z) as f64).sqrt();
        (least, most) = (least.min(ratio), most.max(ratio));
    }
    // Half an LSB in 2·10^9.
    assert!(least > low - 1e-9 && least < low + 1e-4, "{least} and {low}");
    assert!(most < high + 1e-9 && most > high - 1e-4, "{most} and {high}");
    assert!((least - 0.970_143).abs() < 1e-4 && (most - 1.007_782).abs() < 1e-4, "-2.99 % and +0.78 %");
}

/// |m − √s| < 1 in integers.
fn within_one(m: u32, s: i128) -> bool {
    let m = i128::from(m);
    s < (m + 1) * (m + 1) && (m == 0 || s > (m - 1) * (m - 1))
}

#[test]
fn every_short_word_is_within_one() {
    let mut checked = 0;
    for width in 2..=9 {
        for rounding in NEAREST {
            let magnitude = Magnitude::new(width, MagnitudeMethod::cordic(width), rounding).unwrap();
            for z in all(width) {
                assert!(
                    within_one(magnitude.apply(z), square(z)),
                    "{width} bits, {z}: {}",
                    magnitude.apply(z)
                );
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 2 * (2..=9).map(|width| 1 << (2 * width)).sum::<i32>());
}

/// M5: whatever iterations and guard bits are allowed, a magnitude fits the width of a part, and 0 is 0.
#[test]
fn every_magnitude_of_short_words_fits() {
    let mut checked = 0;
    for width in 2..=6 {
        for (guard, iterations) in
            (0..=8).flat_map(|guard| (2..=(width + guard).min(20)).map(move |i| (guard, i)))
        {
            let method = MagnitudeMethod::Cordic { iterations, guard };
            let magnitude = Magnitude::new(width, method, Rounding::HalfUp).unwrap();
            for z in all(width) {
                assert!(magnitude.apply(z) < 1 << width, "{width} bits, {method:?}, {z}");
                checked += 1;
            }
            assert_eq!(magnitude.apply(Complex::ZERO), 0);
        }
    }
    assert!(checked > 300_000, "{checked}");
}

/// M4 for truncation: m lies in (√s − 3/2, √s + 1/2).
#[test]
fn truncated_words_are_within_one_and_a_half() {
    for width in [4, 8] {
        let magnitude = Magnitude::new(width, MagnitudeMethod::cordic(width), Rounding::Truncate).unwrap();
        for z in all(width) {
            let (twice, four_s) = (2 * i128::from(magnitude.apply(z)), 4 * square(z));
            assert!((twice + 3) * (twice + 3) > four_s, "{z}");
            assert!(twice <= 1 || (twice - 1) * (twice - 1) < four_s, "{z}");
        }
    }
}

/// Corners of the square, axes, diagonals and their neighbours, and words of every size.
fn words(width: u32, random: &mut SplitMix64) -> Vec<Complex<i32>> {
    let (min, max) = (i32::MIN >> (32 - width), i32::MAX >> (32 - width));
    let ends = [min, min + 1, -2, -1, 0, 1, 2, max - 1, max];
    let mut all: Vec<_> =
        ends.iter().flat_map(|&re| ends.iter().map(move |&im| Complex::new(re, im))).collect();
    for _ in 0..60_000 {
        let shift = random.next_word() % u64::from(width);
        let [re, im, aside] = [(); 3].map(|()| random.word(width) >> shift);
        all.extend([Complex::new(re, im), Complex::new(re, re), Complex::new(aside, im / 4)]);
    }
    all
}

#[test]
fn wide_words_are_within_one() {
    let mut random = SplitMix64::new(77);
    for width in [12, 16, 20, 24, 31, 32] {
        for rounding in NEAREST {
            let magnitude = Magnitude::new(width, MagnitudeMethod::cordic(width), rounding).unwrap();
            for z in words(width, &mut random) {
                let m = magnitude.apply(z);
                assert!(within_one(m, square(z)), "{width} bits, {z}: {m}");
                assert!(width == 32 || m < 1 << width, "{width} bits, {z}: {m}");
            }
        }
    }
}

/// Three iterations less than M4 asks for, or no guard bits, and words beyond 1 LSB are found: the check can fail.
#[test]
fn fewer_iterations_break_the_bound() {
    let MagnitudeMethod::Cordic { iterations, guard } = MagnitudeMethod::cordic(16) else { unreachable!() };
    assert_eq!((iterations, guard), (11, 5));
    let broken = |iterations, guard| {
        let method = MagnitudeMethod::Cordic { iterations, guard };
        let magnitude = Magnitude::new(16, method, Rounding::Convergent).unwrap();
        words(16, &mut SplitMix64::new(3))
            .into_iter()
            .filter(|&z| !within_one(magnitude.apply(z), square(z)))
            .count()
    };
    assert_eq!(broken(iterations, guard), 0);
    assert!(broken(iterations - 3, guard) > 0, "three iterations less");
    assert!(broken(iterations, 0) > 0, "no guard bits");
}

/// The largest error before rounding stays below M4's ε, for every word of 8 bits and many of 16.
#[test]
fn the_length_before_rounding_keeps_to_its_bound() {
    for width in [8, 16] {
        let MagnitudeMethod::Cordic { iterations, guard } = MagnitudeMethod::cordic(width) else {
            unreachable!()
        };
        let cordic = Cordic::new(width, iterations, guard);
        let residual = 2_f64.powf(f64::from(width) - 2.0 * f64::from(iterations) + 0.5);
        let floors = 1.1 * f64::from(iterations - 1) / f64::from(1 << guard);
        let bound = residual + floors + 0.04;
        let of = |z: Complex<i32>| {
            let length = cordic.length(z.re.unsigned_abs(), z.im.unsigned_abs()) as f64;
            (length / 2_f64.powi(cordic.drop() as i32) - (square(z) as f64).sqrt()).abs()
        };
        let words = if width == 8 { all(8).collect() } else { words(16, &mut SplitMix64::new(4)) };
        let worst = words.into_iter().map(of).fold(0.0, f64::max);
        println!("{width} bits: an error of at most {worst:.3} LSB before rounding, bound {bound:.3}");
        assert!(worst < bound && bound < 0.5, "{worst} and {bound}");
    }
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let error = |data, method| Magnitude::new(data, method, Rounding::HalfUp).unwrap_err().to_string();
    let cordic = |iterations, guard| MagnitudeMethod::Cordic { iterations, guard };
    assert_eq!(error(1, MagnitudeMethod::Max), "data 1 is out of range; a component has 2 to 32 bits");
    assert_eq!(error(33, MagnitudeMethod::Max), "data 33 is out of range; a component has 2 to 32 bits");
    assert_eq!(error(16, cordic(1, 4)), "1 iterations are out of range; a CORDIC has 2 to 20");
    assert_eq!(error(16, cordic(21, 4)), "21 iterations are out of range; a CORDIC has 2 to 20");
    assert_eq!(
        error(12, cordic(16, 3)),
        "16 iterations shift further than data 12 with 3 guard bits reaches; use at most 15"
    );
    assert_eq!(error(16, cordic(20, 9)), "9 guard bits are out of range; a CORDIC has 0 to 8");
    assert_eq!(MagnitudeMethod::cordic(32), cordic(19, 6));
}

#[test]
#[should_panic(expected = "a part of 128+0i has more than 8 bits")]
fn a_word_too_wide_is_refused() {
    let _ = Magnitude::new(8, MagnitudeMethod::Max, Rounding::HalfUp).unwrap().apply(Complex::new(128, 0));
}
