// SPDX-License-Identifier: MIT OR Apache-2.0
//! Closed outlines with holes, in a plane with y up.

use num_complex::Complex;
use utsushi::shape::angle::unit;

pub(super) type Point = Complex<f64>;

/// A point.
pub(super) fn at(x: f64, y: f64) -> Point {
    Complex::new(x, y)
}

/// Points of a circle's arc, both ends included; angles in turns, counter-clockwise if `to` is greater.
pub(super) fn arc(centre: Point, radius: f64, from: f64, to: f64) -> Vec<Point> {
    let steps = ((to - from).abs() * 120.0).ceil().max(2.0);
    let angle = |i: i32| from + (to - from) * f64::from(i) / steps;
    (0..=steps as i32).map(|i| centre + unit(angle(i)) * radius).collect()
}

/// A full circle.
pub(super) fn circle(centre: Point, radius: f64) -> Vec<Point> {
    arc(centre, radius, 0.0, 1.0)
}

/// An outer ring and holes: inside is what an odd number of rings encloses.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    pub(super) rings: Vec<Vec<Point>>,
}

impl Outline {
    /// The outline with the centroid of its outer ring's area at 0 and its farthest point at distance 1.
    pub(super) fn new(outer: Vec<Point>, holes: Vec<Vec<Point>>) -> Self {
        let centre = centroid(&outer);
        let radius = outer.iter().map(|z| (z - centre).norm_sqr()).fold(0.0, f64::max).sqrt();
        let rings = std::iter::once(outer).chain(holes);
        Self { rings: rings.map(|ring| ring.iter().map(|z| (z - centre) / radius).collect()).collect() }
    }

    /// Turned and scaled by `factor`, then moved to `centre`; `centre` and the result have y **down**.
    pub(super) fn place(&self, factor: Point, centre: Point) -> Self {
        let moved = |z: &Point| centre + (z * factor).conj();
        Self { rings: self.rings.iter().map(|ring| ring.iter().map(moved).collect()).collect() }
    }

    /// Smallest and largest corner.
    pub(super) fn bounds(&self) -> (Point, Point) {
        let all = || self.rings.iter().flatten();
        let fold = |pick: fn(f64, f64) -> f64, start: f64| {
            all().fold(at(start, start), |m, z| at(pick(m.re, z.re), pick(m.im, z.im)))
        };
        (fold(f64::min, f64::INFINITY), fold(f64::max, f64::NEG_INFINITY))
    }
}

fn centroid(ring: &[Point]) -> Point {
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    let (mut area, mut moment) = (0.0, Complex::ZERO);
    for (a, b) in edges {
        let cross = a.re * b.im - a.im * b.re;
        area += cross;
        moment += (a + b) * cross;
    }
    moment / (3.0 * area)
}
