// SPDX-License-Identifier: MIT OR Apache-2.0
//! How far a signal's strongest component spreads under a window.

use serde::Serialize;

use super::{Line, Normalisation, Window};

/// Energy outside the strongest component's peak.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Leakage {
    /// The window.
    pub window: Window,
    /// The strongest bin but bin 0, 1 to N/2.
    pub bin: usize,
    /// Energy of the bins 0 to N/2 that are farther than 3 from it, over that of all: 0 to 1.
    pub outside: f64,
}

/// Bins that a peak of the widest window (Blackman, 6 bins from null to null) reaches to either side.
const REACH: i64 = 3;

impl Leakage {
    /// The leakage of `samples`, their mean taken away, under `window`; `None` if nothing but a mean is there.
    #[must_use]
    pub fn of(samples: &[f64], window: Window) -> Option<Self> {
        let len = samples.len();
        let line = Line::of(&window.apply_centred(samples), Normalisation::Root);
        let power: Vec<f64> = line.bins()[..=len / 2].iter().map(num_complex::Complex::norm_sqr).collect();
        let mut bin = 0;
        for k in 1..power.len() {
            if bin == 0 || power[k] > power[bin] {
                bin = k;
            }
        }
        // What rounding leaves of a mean is no component.
        let floor = samples.iter().map(|x| x * x).sum::<f64>() * 1e-24;
        if bin == 0 || power[bin] <= floor {
            return None;
        }
        let near = |k: usize| (k as i64 - bin as i64).abs() <= REACH;
        let all: f64 = power.iter().sum();
        let outside: f64 = power.iter().enumerate().filter(|(k, _)| !near(*k)).map(|(_, p)| p).sum();
        Some(Self { window, bin, outside: outside / all })
    }
}
