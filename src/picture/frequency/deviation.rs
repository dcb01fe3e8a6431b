// SPDX-License-Identifier: MIT OR Apache-2.0
//! How far one set of numbers is from another.

use serde::Serialize;

use crate::picture::logarithm::decibels;

/// The error of numbers against exact ones, in their unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Deviation {
    /// Root of the mean squared error.
    pub rms: f64,
    /// Largest |error|.
    pub worst: f64,
    /// Power of the exact numbers over that of the error, in decibels; `None` if either is zero.
    pub sqnr_db: Option<f64>,
}

impl Deviation {
    /// The error of pairs (exact, got), each as (re, im).
    #[must_use]
    pub fn of(pairs: impl IntoIterator<Item = [(f64, f64); 2]>) -> Self {
        let (mut signal, mut noise, mut worst, mut count) = (0.0, 0.0, 0.0_f64, 0_usize);
        for [exact, got] in pairs {
            let (re, im) = (got.0 - exact.0, got.1 - exact.1);
            let error = re * re + im * im;
            signal += exact.0 * exact.0 + exact.1 * exact.1;
            noise += error;
            worst = worst.max(error);
            count += 1;
        }
        Self {
            rms: (noise / count.max(1) as f64).sqrt(),
            worst: worst.sqrt(),
            sqnr_db: (noise > 0.0 && signal > 0.0).then(|| decibels(signal / noise)),
        }
    }
}
