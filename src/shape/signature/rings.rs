// SPDX-License-Identifier: MIT OR Apache-2.0
//! The region on rings about its centre.

use num_complex::Complex;

use super::{Row, Signature};
use crate::shape::Outline;
use crate::shape::angle::{magnitude, turns};
use crate::shape::outline::{cross, edges, greatest, signed_area};

/// Where the rings' centre is, and how far the outermost reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The region's centroid, as far as the region reaches.
    Region,
    /// The mean of the curve's points, as far as twice the radius of the disc of the region's area: a limb more
    /// or less changes nothing else.
    Curve,
}

/// Polar rings of the filled outline (a region transform after Zhang and Lu 2002): one row a ring, one sample an angle, 1 where all of
/// the cell is inside and 0 where none is.
///
/// Rings are equally wide; each is the mean of [`CIRCLES`](Self::CIRCLES) circles, and a circle's cells are cut where the curve
/// crosses it. Rotation turns the rows in a circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolarRings {
    /// How many.
    pub rings: usize,
    /// About what.
    pub about: About,
}

impl PolarRings {
    /// Circles in a ring.
    pub const CIRCLES: usize = 4;
}

impl Signature for PolarRings {
    fn name(&self) -> String {
        let about = match self.about {
            About::Region => "region",
            About::Curve => "curve",
        };
        format!("polar-rings:{}:{about}", self.rings)
    }

    fn rows(&self, outline: &Outline, len: usize) -> Vec<Row> {
        let (curve, reach) = placed(outline.sharp(), self.about);
        let circles = self.rings * Self::CIRCLES;
        let crossings = crossings(&curve, Circles { step: reach / circles as f64, count: circles });
        let ring = |circles: &[Vec<f64>]| {
            let mut cells = vec![0.0; len];
            for crossings in circles {
                cover(&mut cells, crossings);
            }
            Row::real(&cells.iter().map(|inside| inside / Self::CIRCLES as f64).collect::<Vec<_>>())
        };
        crossings.chunks_exact(Self::CIRCLES).map(ring).collect()
    }
}

/// The curve about the centre, and the outermost radius.
fn placed(curve: &[Complex<f64>], about: About) -> (Vec<Complex<f64>>, f64) {
    let doubled = signed_area(curve);
    let mean = curve.iter().sum::<Complex<f64>>() / curve.len() as f64;
    let from = |centre: Complex<f64>| -> Vec<Complex<f64>> { curve.iter().map(|z| z - centre).collect() };
    let about_mean = from(mean);
    let reach = greatest(&about_mean);
    // A curve that encloses next to nothing has no centre of area.
    if doubled < 1e-9 * reach * reach {
        return (about_mean, reach);
    }
    match about {
        About::Curve => (about_mean, 2.0 * (doubled / std::f64::consts::TAU).sqrt()),
        About::Region => {
            let moment = edges(&about_mean).map(|(a, b)| (a + b) * cross(a, b)).sum::<Complex<f64>>();
            let curve = from(mean + moment / (3.0 * doubled));
            let reach = greatest(&curve);
            (curve, reach)
        }
    }
}

/// Circles of radius (i + ½)·step, i < count.
#[derive(Clone, Copy)]
struct Circles {
    step: f64,
    count: usize,
}

impl Circles {
    /// How many do not reach beyond `radius`.
    fn within(self, radius: f64) -> usize {
        ((radius / self.step + 0.5).floor() as usize).min(self.count)
    }

    fn radius(self, i: usize) -> f64 {
        (i as f64 + 0.5) * self.step
    }
}

/// For each circle the angles in turns at which the curve crosses it, ascending in [0, 1]; between the first and second,
/// third and fourth, and so on the circle is inside.
///
/// Along an edge the radius is taken to change evenly, so that an edge crosses the circles between its ends' radii, each
/// once: the curve is closed in these coordinates too, and every circle is crossed an even number of times.
fn crossings(curve: &[Complex<f64>], circles: Circles) -> Vec<Vec<f64>> {
    let mut all = vec![Vec::new(); circles.count];
    let mut beyond_ray = vec![false; circles.count];
    for (a, b) in edges(curve) {
        let (from, to) = (magnitude(a), magnitude(b));
        let ends = [circles.within(from), circles.within(to)];
        let crossed = ends[0].min(ends[1])..ends[0].max(ends[1]);
        for (i, angles) in all.iter_mut().enumerate().take(crossed.end).skip(crossed.start) {
            let angle = turns(a + (b - a) * ((circles.radius(i) - from) / (to - from)));
            // What is barely below the ray would be rounded to a whole turn.
            angles.push(if angle < 0.0 { (angle + 1.0) % 1.0 } else { angle });
        }
        if (a.im >= 0.0) != (b.im >= 0.0) {
            let part = a.im / (a.im - b.im);
            if a.re + (b.re - a.re) * part > 0.0 {
                let within = circles.within(from + (to - from) * part);
                beyond_ray[..within].iter_mut().for_each(|odd| *odd = !*odd);
            }
        }
    }
    for (angles, inside) in all.iter_mut().zip(beyond_ray) {
        angles.sort_by(f64::total_cmp);
        if inside {
            angles.insert(0, 0.0);
            angles.push(1.0);
        }
    }
    all
}

/// Adds to each cell the part of it between the first and second of `bounds`, the third and fourth, and so on.
fn cover(cells: &mut [f64], bounds: &[f64]) {
    let len = cells.len();
    for pair in bounds.as_chunks::<2>().0 {
        let [from, to] = pair.map(|turn| turn * len as f64);
        let (first, last) = ((from as usize).min(len - 1), (to as usize).min(len - 1));
        if first == last {
            cells[first] += to - from;
            continue;
        }
        cells[first] += (first + 1) as f64 - from;
        for cell in &mut cells[first + 1..last] {
            *cell += 1.0;
        }
        cells[last] += to - last as f64;
    }
}
