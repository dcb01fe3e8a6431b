// SPDX-License-Identifier: MIT OR Apache-2.0
//! Distances from the curve's points to its centre and to its far side.

use super::{Row, Signature};
use crate::shape::Outline;
use crate::shape::angle::magnitude;

/// Distance of each point from the mean of the points, in the points' unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CentroidDistance;

impl Signature for CentroidDistance {
    fn name(&self) -> String {
        "centroid-distance".to_owned()
    }

    fn rows(&self, outline: &Outline, len: usize) -> Vec<Row> {
        let (curve, _) = outline.centred(len);
        vec![Row::real(&curve.iter().map(|&z| magnitude(z)).collect::<Vec<_>>())]
    }
}

/// Distance of each point from the point of the curve that is farthest from it (El-ghazal, Basir and Belkasim 2009).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FarthestPoint;

impl Signature for FarthestPoint {
    fn name(&self) -> String {
        "farthest-point".to_owned()
    }

    fn rows(&self, outline: &Outline, len: usize) -> Vec<Row> {
        let (curve, _) = outline.centred(len);
        let far = |z: &num_complex::Complex<f64>| {
            curve.iter().map(|other| (other - z).norm_sqr()).fold(0.0, f64::max).sqrt()
        };
        vec![Row::real(&curve.iter().map(far).collect::<Vec<_>>())]
    }
}
