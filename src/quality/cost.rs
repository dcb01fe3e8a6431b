// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a spec costs.

use crate::fft::CheckedSpec;

/// A price for a spec: the search takes the spec of the least that is good enough.
///
/// Any function of a spec is one.
pub trait CostModel: Sync {
    /// The cost, in a unit of the model's own; finite.
    fn cost(&self, spec: &CheckedSpec) -> f64;
}

impl<F: Fn(&CheckedSpec) -> f64 + Sync> CostModel for F {
    fn cost(&self, spec: &CheckedSpec) -> f64 {
        self(spec)
    }
}

/// Bits: the width of every stage's input words, added up (W·L under `halve`), and the width of a twiddle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BitCost;

impl CostModel for BitCost {
    fn cost(&self, spec: &CheckedSpec) -> f64 {
        f64::from(spec.stages().iter().map(|stage| stage.width_in).sum::<u32>() + spec.spec().twiddle)
    }
}
