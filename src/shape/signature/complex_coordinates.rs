// SPDX-License-Identifier: MIT OR Apache-2.0
//! Granlund's signature: the curve itself.

use super::{Row, Signature};
use crate::shape::Outline;
use crate::shape::outline::greatest;

/// z(t) = x(t) + j·y(t) about the mean of the points (Granlund 1972), in the points' unit.
///
/// One complex row. A circle is bin +1; rotation turns all phases alike, a mirror image exchanges bins +k and −k.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComplexCoordinates;

impl Signature for ComplexCoordinates {
    fn name(&self) -> String {
        "complex-coordinates".to_owned()
    }

    fn rows(&self, outline: &Outline, len: usize) -> Vec<Row> {
        let (samples, _) = outline.centred(len);
        let scale = greatest(&samples);
        vec![Row { samples, scale, real: false }]
    }
}
