// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every signature against its definition, on curves whose values are known.

use std::f64::consts::TAU;

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::shape::signature::{
    About, ArcHeight, CentroidDistance, ChordLength, ComplexCoordinates, CumulativeAngle, Elliptic,
    FarthestPoint, PolarRings, Row, Signature, TriangleArea, TurningAngle, harmonic,
};
use utsushi::shape::{Outline, resample};

use super::common::curves;

fn all() -> Vec<Box<dyn Signature>> {
    vec![
        Box::new(ComplexCoordinates),
        Box::new(CentroidDistance),
        Box::new(CumulativeAngle),
        Box::new(FarthestPoint),
        Box::new(ChordLength { span: 0.25 }),
        Box::new(ArcHeight { span: 0.125 }),
        Box::new(TurningAngle { span: 0.0625 }),
        Box::new(TriangleArea { span: 0.1875 }),
        Box::new(Elliptic),
        Box::new(PolarRings { rings: 8, about: About::Region }),
        Box::new(PolarRings { rings: 5, about: About::Curve }),
    ]
}

/// A circle of so many corners that it is one but for a part in 10⁵.
fn circle(radius: f64) -> Outline {
    let points: Vec<_> =
        (0..1024).map(|i| Complex::from_polar(radius, TAU * f64::from(i) / 1024.0)).collect();
    Outline::new(&points).unwrap()
}

fn square(tilt: f64, start: usize) -> Outline {
    let corner = |i: usize| Complex::from_polar(10.0, tilt + TAU * ((i + start) % 4) as f64 / 4.0);
    Outline::new(&(0..4).map(corner).collect::<Vec<_>>()).unwrap()
}

fn values(signature: &dyn Signature, outline: &Outline, len: usize) -> Vec<f64> {
    signature.rows(outline, len)[0].samples.iter().map(|z| z.re).collect()
}

/// |Σ x·exp(−2πjkn/N)|/N, by definition.
fn magnitude(x: &[f64], k: usize) -> f64 {
    let term = |(n, x): (usize, &f64)| Complex::from_polar(*x, -TAU * (k * n % 64) as f64 / 64.0);
    assert_eq!(x.len(), 64);
    x.iter().enumerate().map(term).sum::<Complex<f64>>().norm() / 64.0
}

#[test]
fn names_are_unlike() {
    let mut names: Vec<_> = all().iter().map(|signature| signature.name()).collect();
    assert_eq!(names[4], "chord-length:0.25");
    assert_eq!(names[9], "polar-rings:8:region");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 11);
}

proptest! {
    /// What a frame relies on: rows of the length asked for, finite, their scale their greatest modulus.
    #[test]
    fn rows_keep_their_word(curve in curves(), log2_len in 2_u32..11) {
        let outline = Outline::new(&curve).unwrap();
        for signature in all() {
            for Row { samples, scale, real } in signature.rows(&outline, 1 << log2_len) {
                prop_assert_eq!(samples.len(), 1 << log2_len);
                let greatest = samples.iter().map(|z| z.norm_sqr().sqrt()).fold(0.0, f64::max);
                prop_assert!((greatest - scale).abs() <= 1e-12 * scale, "{}", signature.name());
                prop_assert!(scale.is_finite() && (!real || samples.iter().all(|z| z.im == 0.0)));
            }
        }
    }

    /// Distances by their definitions, each point against each.
    #[test]
    fn distances_are_distances(curve in curves()) {
        let outline = Outline::new(&curve).unwrap();
        let points = resample(&curve, 32).unwrap();
        let mean = points.iter().sum::<Complex<f64>>() / 32.0;
        let centre = values(&CentroidDistance, &outline, 32);
        let far = values(&FarthestPoint, &outline, 32);
        for (i, z) in points.iter().enumerate() {
            prop_assert!((centre[i] - (z - mean).norm()).abs() < 1e-6);
            let farthest = points.iter().map(|other| (other - z).norm()).fold(0.0, f64::max);
            prop_assert!((far[i] - farthest).abs() < 1e-6);
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A cell of a ring is the part of it that lies inside: counted by points on the ring's circles.
    #[test]
    fn rings_count_what_is_inside(curve in curves(), region in any::<bool>()) {
        let about = if region { About::Region } else { About::Curve };
        let outline = Outline::new(&curve).unwrap();
        let sharp = outline.sharp();
        let mean = sharp.iter().sum::<Complex<f64>>() / 256.0;
        let edges = || sharp.iter().zip(sharp.iter().cycle().skip(1)).map(|(a, b)| (a - mean, b - mean));
        let cross = |a: Complex<f64>, b: Complex<f64>| a.re * b.im - a.im * b.re;
        let doubled: f64 = edges().map(|(a, b)| cross(a, b)).sum();
        prop_assume!(doubled > 1.0);
        let moment: Complex<f64> = edges().map(|(a, b)| (a + b) * cross(a, b)).sum();
        let centre = if region { mean + moment / (3.0 * doubled) } else { mean };
        let reach = if region {
            sharp.iter().map(|z| (z - centre).norm()).fold(0.0, f64::max)
        } else {
            2.0 * (doubled / TAU).sqrt()
        };
        let inside = |p: Complex<f64>| {
            let p = p + centre - mean;
            edges().filter(|(a, b)| (a.im > p.im) != (b.im > p.im)
                && p.re < a.re + (p.im - a.im) / (b.im - a.im) * (b.re - a.re)).count() % 2 == 1
        };
        let rows = PolarRings { rings: 4, about }.rows(&outline, 16);
        let (mut worst, mut sum) = (0.0_f64, 0.0);
        for (ring, row) in rows.iter().enumerate() {
            for (cell, value) in row.samples.iter().enumerate() {
                let spot = |i: usize| {
                    let radius = reach * (4 * ring + i / 256) as f64 / 16.0 + reach / 32.0;
                    Complex::from_polar(radius, TAU * (cell as f64 + ((i % 256) as f64 + 0.5) / 256.0) / 16.0)
                };
                let counted = (0..1024).filter(|&i| inside(spot(i))).count() as f64 / 1024.0;
                worst = worst.max((counted - value.re).abs());
                sum += (counted - value.re).abs();
            }
        }
        // A crossing is one count of 256 on one of four circles, and an edge of 1/256 of the curve that runs along a circle
        // may be cut elsewhere on it: seldom, and never much in the mean.
        prop_assert!(sum / 64.0 < 0.02, "mean {}", sum / 64.0);
        prop_assert!(worst < 0.3, "worst {worst}");
    }
}

#[test]
fn pieces_of_a_circle() {
    let outline = circle(100.0);
    for span in [1.0 / 16.0, 1.0 / 8.0, 1.0 / 4.0, 1.0 / 2.0] {
        let half = TAU * span / 2.0;
        let expected: [(Box<dyn Signature>, f64); 4] = [
            (Box::new(ChordLength { span }), half.sin() / half),
            (Box::new(ArcHeight { span }), (1.0 - half.cos()) / (2.0 * half)),
            (Box::new(TurningAngle { span }), span / 2.0),
            (Box::new(TriangleArea { span }), half.sin() * (1.0 - half.cos()) / (2.0 * half * half)),
        ];
        for (signature, expected) in expected {
            for value in values(signature.as_ref(), &outline, 64) {
                assert!((value - expected).abs() < 2e-4, "{}: {value} and {expected}", signature.name());
            }
        }
    }
}

#[test]
fn a_dent_is_negative() {
    let corners =
        [(0, 0), (100, 0), (100, 100), (50, 20), (0, 100)].map(|(x, y)| Complex::new(x.into(), y.into()));
    let outline = Outline::new(&corners).unwrap();
    for signature in
        [&ArcHeight { span: 0.1 } as &dyn Signature, &TurningAngle { span: 0.1 }, &TriangleArea { span: 0.1 }]
    {
        let values = values(signature, &outline, 256);
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        assert!(least < -0.05, "{}: {least}", signature.name());
    }
}

/// The published square: any tilt and any start give the same harmonics, 4, 8 and 12 alone.
#[test]
fn the_square_of_zahn_and_roskies() {
    for tilt in [0.0, 0.1, 0.5, std::f64::consts::FRAC_PI_4, 1.3] {
        for start in 0..4 {
            let angle = values(&CumulativeAngle, &square(tilt, start), 64);
            for k in 1..32 {
                let found = magnitude(&angle, k);
                let expected = match k {
                    4 => 0.2516,
                    8 => 0.1283,
                    12 => 0.0884,
                    // What sampling the saw's teeth leaves of the higher ones.
                    16 => 0.0694,
                    20 => 0.0590,
                    24 => 0.0531,
                    28 => 0.0500,
                    _ => 0.0,
                };
                assert!((found - expected).abs() < 6e-5, "tilt {tilt}, start {start}, harmonic {k}: {found}");
            }
        }
    }
    let flat = values(&CumulativeAngle, &circle(3.0), 64);
    assert!(flat.iter().all(|angle| angle.abs() < 1e-3), "a circle turns evenly");
}

/// Kuhl and Giardina's own sums over a chain's edges, against the harmonics of the sampled curve.
#[test]
fn elliptic_coefficients_are_those_of_the_paper() {
    let chain: Vec<Complex<f64>> = [(0, 0), (30, 0), (30, 10), (12, 14), (10, 34), (0, 30)]
        .map(|(x, y)| Complex::new(x.into(), y.into()))
        .to_vec();
    let edges = || chain.iter().zip(chain.iter().cycle().skip(1));
    let total: f64 = edges().map(|(a, b)| (b - a).norm()).sum();
    let paper = |n: f64| {
        let mut passed = 0.0;
        let mut sums = [0.0; 4];
        for (a, b) in edges() {
            let (step, delta) = ((b - a).norm(), b - a);
            let angle = |t: f64| TAU * n * t / total;
            let (cos, sin) = (
                angle(passed + step).cos() - angle(passed).cos(),
                angle(passed + step).sin() - angle(passed).sin(),
            );
            for (sum, term) in
                sums.iter_mut().zip([delta.re * cos, delta.re * sin, delta.im * cos, delta.im * sin])
            {
                *sum += term / step;
            }
            passed += step;
        }
        sums.map(|sum| sum * total / (2.0 * n * n * std::f64::consts::PI.powi(2)))
    };
    let row = &Elliptic.rows(&Outline::new(&chain).unwrap(), 8192)[0];
    let bin = |k: i32| {
        let term = |(n, z): (usize, &Complex<f64>)| {
            z * Complex::from_polar(1.0, -TAU * f64::from(k) * n as f64 / 8192.0)
        };
        row.samples.iter().enumerate().map(term).sum::<Complex<f64>>() / 8192.0
    };
    for k in 1..=8 {
        let found = harmonic(bin(k), bin(-k));
        for (found, expected) in found.coefficients.iter().zip(paper(f64::from(k))) {
            assert!((found - expected).abs() < 1e-3, "harmonic {k}: {found} and {expected}");
        }
    }
}

#[test]
fn an_ellipse_has_its_own_axes() {
    let turn = Complex::from_polar(1.0, 0.5);
    let points: Vec<_> = (0..4096)
        .map(|i| TAU * f64::from(i) / 4096.0)
        .map(|t| turn * Complex::new(40.0 * t.cos(), 15.0 * t.sin()))
        .collect();
    // In the ellipse's own parameter, not by arc length: F₊₁ = 27.5, F₋₁ = 12.5, turned.
    let sum = |k: f64| {
        points
            .iter()
            .zip(0..)
            .map(|(z, n)| z * Complex::from_polar(1.0, -TAU * k * f64::from(n) / 4096.0))
            .sum::<Complex<f64>>()
            / 4096.0
    };
    let found = harmonic(sum(1.0), sum(-1.0));
    assert!((found.semi_axes[0] - 40.0).abs() < 1e-9 && (found.semi_axes[1] - 15.0).abs() < 1e-9);
    assert!((found.tilt_degrees - 0.5_f64.to_degrees()).abs() < 1e-9, "{}", found.tilt_degrees);
}

#[test]
fn rings_of_a_disc_are_full_as_far_as_it_reaches() {
    let rows = PolarRings { rings: 8, about: About::Curve }.rows(&circle(50.0), 64);
    for (ring, row) in rows.iter().enumerate() {
        // The disc reaches half as far as the rings.
        let expected = if ring < 4 { 1.0 } else { 0.0 };
        assert!(row.samples.iter().all(|z| (z.re - expected).abs() < 1e-9), "ring {ring}");
    }
}
