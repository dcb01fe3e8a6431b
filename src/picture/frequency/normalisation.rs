// SPDX-License-Identifier: MIT OR Apache-2.0
//! Who carries the factor 1/N: the inverse, the forward transform, or each half of it.

use serde::Serialize;

use crate::words::words;

/// The factor of the forward transform of N samples; the inverse has the one that undoes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Normalisation {
    /// 1; the inverse has 1/N. Bin 0 is the sum of the samples.
    None,
    /// 1/√N in both directions: energy is the same on either side.
    #[default]
    Root,
    /// 1/N; the inverse has 1. Bin 0 is the mean of the samples.
    Mean,
}

impl Normalisation {
    /// Every normalisation.
    pub const ALL: [Self; 3] = [Self::None, Self::Root, Self::Mean];

    /// The word used on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Root => "root",
            Self::Mean => "mean",
        }
    }

    /// The factor in formulas: 1, 1/sqrt(N) or 1/N.
    #[must_use]
    pub const fn formula(self) -> &'static str {
        match self {
            Self::None => "1",
            Self::Root => "1/sqrt(N)",
            Self::Mean => "1/N",
        }
    }

    /// The forward transform's factor for `len` samples.
    #[must_use]
    pub fn forward(self, len: usize) -> f64 {
        match self {
            Self::None => 1.0,
            Self::Root => 1.0 / (len as f64).sqrt(),
            Self::Mean => 1.0 / len as f64,
        }
    }

    /// The inverse transform's factor for `len` samples.
    #[must_use]
    pub fn inverse(self, len: usize) -> f64 {
        match self {
            Self::None => 1.0 / len as f64,
            Self::Root => 1.0 / (len as f64).sqrt(),
            Self::Mean => 1.0,
        }
    }

    /// Σ|x|² over Σ|X|²: what makes energy of power.
    #[must_use]
    pub fn energy(self, len: usize) -> f64 {
        match self {
            Self::None => 1.0 / len as f64,
            Self::Root => 1.0,
            Self::Mean => len as f64,
        }
    }
}

words!(Normalisation, "normalisation", "none, root or mean");
