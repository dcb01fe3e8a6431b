// SPDX-License-Identifier: MIT OR Apache-2.0
//! How far the tangent has turned.

use std::f64::consts::TAU;

use super::{Row, Signature};
use crate::shape::Outline;
use crate::shape::angle::turns;

/// Zahn and Roskies' normalised cumulative angle (1972), in radians: θ(t) less the circle's own t.
///
/// θ(t) is the angle through which the tangent has turned from the start, t runs from 0 to 2π along the curve; for a
/// circle the row is 0. Tilt, place and size do not enter at all. The tangent is the chord to the next of N points, so that
/// a polygon whose corners are among the points is exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CumulativeAngle;

impl Signature for CumulativeAngle {
    fn name(&self) -> String {
        "cumulative-angle".to_owned()
    }

    fn rows(&self, outline: &Outline, len: usize) -> Vec<Row> {
        let (curve, _) = outline.centred(len);
        let chord = |i: usize| curve[(i + 1) % len] - curve[i % len];
        let mut turned = 0.0;
        let values: Vec<f64> = (0..len)
            .map(|i| {
                if i > 0 {
                    turned += turns(chord(i) * chord(i - 1).conj());
                }
                (turned - i as f64 / len as f64) * TAU
            })
            .collect();
        vec![Row::real(&values)]
    }
}
