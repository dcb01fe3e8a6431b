// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can be wrong with a band, as sentences.

use super::Unit;

/// Radii that no filter can have; the sentence names the value and the remedy.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FilterError {
    /// Not a number, infinite, or not above zero.
    #[error("radius {radius} is out of range; a cut is a number above 0, in {}", .unit.words())]
    Radius {
        /// The radius given.
        radius: f64,
        /// Its unit.
        unit: Unit,
    },
    /// A band whose ends are exchanged or equal.
    #[error("the band {low} to {high} is empty; give the smaller radius first")]
    Inverted {
        /// The lower radius given.
        low: f64,
        /// The upper radius given.
        high: f64,
    },
    /// A radius that no bin reaches.
    #[error(
        "radius {radius} is beyond the grid of {width} x {height} bins, which ends at {largest:.6} {}; use a smaller radius", .unit.words()
    )]
    Beyond {
        /// The radius given.
        radius: f64,
        /// Bins in a row.
        width: usize,
        /// Rows of bins.
        height: usize,
        /// The radius of the farthest bin.
        largest: f64,
        /// The radii's unit.
        unit: Unit,
    },
    /// A Butterworth filter of no order.
    #[error("order {order} is out of range; a Butterworth filter has an order of 1 to 20")]
    Order {
        /// The order given.
        order: u32,
    },
}
