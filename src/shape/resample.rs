// SPDX-License-Identifier: MIT OR Apache-2.0
//! A closed curve of any number of points as N points, evenly spaced along it.

use std::collections::BTreeSet;

use num_complex::Complex;

use super::ShapeError;
use super::angle::magnitude;

/// `len` points at equal arc length on the closed polygon through `points`, beginning at the first.
///
/// The edge from the last point back to the first belongs to the curve. Repeated points, and a closing point equal
/// to the first, change nothing.
///
/// # Errors
/// If fewer than three points differ, or a coordinate is not finite.
pub fn resample(points: &[Complex<f64>], len: usize) -> Result<Vec<Complex<f64>>, ShapeError> {
    check(points)?;
    let edges = || points.iter().zip(points.iter().cycle().skip(1));
    let perimeter: f64 = edges().map(|(a, b)| magnitude(b - a)).sum();
    let mut resampled = Vec::with_capacity(len);
    let mut passed = 0.0;
    for (a, b) in edges() {
        let edge = magnitude(b - a);
        while resampled.len() < len {
            let beyond = perimeter * resampled.len() as f64 / len as f64 - passed;
            if beyond >= edge {
                break;
            }
            resampled.push(a + (b - a) * (beyond / edge));
        }
        passed += edge;
    }
    // The sum of the edges may fall short of the last position by a rounding error.
    resampled.resize(len, points[0]);
    Ok(resampled)
}

fn check(points: &[Complex<f64>]) -> Result<(), ShapeError> {
    if let Some(index) = points.iter().position(|z| !z.is_finite()) {
        return Err(ShapeError::NotFinite { index, value: points[index] });
    }
    let mut distinct = BTreeSet::new();
    for z in points {
        // Adding zero makes −0 and 0 the same point.
        distinct.insert(((z.re + 0.0).to_bits(), (z.im + 0.0).to_bits()));
        if distinct.len() == 3 {
            return Ok(());
        }
    }
    Err(ShapeError::TooFewPoints { distinct: distinct.len() })
}
