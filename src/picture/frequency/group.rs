// SPDX-License-Identifier: MIT OR Apache-2.0
//! Several pictures as one: means of their numbers, mean of the logarithms of their curves.

use serde::Serialize;

use super::exponential::exp_negative;
use super::{PlaneSpectrum, RadialPsd, Ring};
use crate::picture::logarithm::log2;

/// The numbers of one spectrum, or the means of those of a group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// X\[0, 0\].
    pub dc: f64,
    /// Σ|x|² of the plane.
    pub energy: f64,
    /// Mean of |X|² over all bins.
    pub mean_power: f64,
    /// Largest |X|² but that of X\[0, 0\].
    pub peak_power: f64,
}

/// What a group of spectra has in common.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Arithmetic means over the group.
    pub mean: Summary,
    /// Geometric mean of the rings' powers: the mean of their logarithms. A ring that is 0 in one is 0.
    pub curve: Vec<Ring>,
}

impl Summary {
    /// The numbers of a spectrum.
    #[must_use]
    pub fn of(spectrum: &PlaneSpectrum) -> Self {
        Self {
            dc: spectrum.dc(),
            energy: spectrum.energy(),
            mean_power: spectrum.mean_power(),
            peak_power: spectrum.peak().map_or(0.0, |peak| peak.power),
        }
    }

    /// Every number over the other's; not finite where the other is 0.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        self.with(other, |a, b| a / b)
    }

    fn with(&self, other: &Self, join: impl Fn(f64, f64) -> f64) -> Self {
        Self {
            dc: join(self.dc, other.dc),
            energy: join(self.energy, other.energy),
            mean_power: join(self.mean_power, other.mean_power),
            peak_power: join(self.peak_power, other.peak_power),
        }
    }
}

impl Group {
    /// The group of these summaries and curves; `None` if it is empty.
    ///
    /// # Panics
    /// If the curves differ in their number of rings.
    #[must_use]
    pub fn of(members: &[(Summary, RadialPsd)]) -> Option<Self> {
        let (first, rest) = members.split_first()?;
        let sum = rest.iter().fold(first.0, |sum, (summary, _)| sum.with(summary, |a, b| a + b));
        let count = members.len() as f64;
        let ring = |(i, of_first): (usize, &Ring)| {
            let all = members.iter().map(|(_, curve)| curve.rings()[i].power);
            Ring { power: geometric_mean(all), ..*of_first }
        };
        assert!(
            rest.iter().all(|(_, curve)| curve.rings().len() == first.1.rings().len()),
            "curves have equally many rings"
        );
        Some(Self {
            mean: sum.with(&sum, |a, _| a / count),
            curve: first.1.rings().iter().enumerate().map(ring).collect(),
        })
    }
}

fn geometric_mean(powers: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0);
    for power in powers {
        if power < f64::MIN_POSITIVE {
            return 0.0;
        }
        sum += log2(power);
        count += 1;
    }
    let logarithm = sum / f64::from(count) * std::f64::consts::LN_2;
    if logarithm < 0.0 { exp_negative(-logarithm) } else { 1.0 / exp_negative(logarithm) }
}
