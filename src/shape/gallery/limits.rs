// SPDX-License-Identifier: MIT OR Apache-2.0
//! When the nearest is near enough: a scene may hold what no gallery knows.

use super::Match;

/// What a match must keep to count; what is `None` is not asked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// The greatest distance.
    pub distance: Option<f64>,
    /// The least margin, as a part of the distance of the runner-up, from 0 to 1: 0 accepts all, 0.5 wants the next label
    /// twice as far away. A gallery of one label has no margin to fall short of.
    pub margin: Option<f64>,
}

impl Limits {
    /// Whether the match keeps them.
    #[must_use]
    pub fn accept(&self, found: &Match) -> bool {
        let near = self.distance.is_none_or(|limit| found.distance <= limit);
        near && self.margin.is_none_or(|least| found.relative_margin().is_none_or(|margin| margin >= least))
    }
}

impl Match {
    /// The margin as a part of the runner-up's distance, from 0 to 1; `None` in a gallery of one label.
    #[must_use]
    pub fn relative_margin(&self) -> Option<f64> {
        let margin = self.margin?;
        let second = self.distance + margin;
        Some(if second > 0.0 { margin / second } else { 0.0 })
    }
}
