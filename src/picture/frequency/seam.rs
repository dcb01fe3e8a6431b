// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the transform sees: the frame repeated for ever, and the jump where its end meets its beginning.

use serde::Serialize;

use super::{Line, Normalisation, Window};

/// The periodic extension of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Seam {
    /// x\[0\] − x\[N−1\]: the step over the seam, in the samples' unit.
    pub jump: f64,
    /// Root of the mean squared step from sample to sample inside the frame.
    pub inner_step: f64,
    /// Cycles of the strongest component in the frame, a fraction of a bin resolved; `None` if there is none.
    pub cycles: Option<f64>,
}

/// How near to a whole number of cycles a period divides the frame, in cycles.
const WHOLE: f64 = 0.01;

impl Seam {
    /// The seam of a frame of at least one sample.
    #[must_use]
    pub fn of(samples: &[f64]) -> Self {
        let len = samples.len();
        let squares: f64 = samples.windows(2).map(|pair| (pair[1] - pair[0]) * (pair[1] - pair[0])).sum();
        Self {
            jump: samples[0] - samples[len - 1],
            inner_step: (squares / (len.max(2) - 1) as f64).sqrt(),
            cycles: cycles(samples),
        }
    }

    /// Whether the strongest component makes a whole number of cycles, within a hundredth; `None` if there is none.
    #[must_use]
    pub fn is_whole(&self) -> Option<bool> {
        self.cycles.map(|cycles| (cycles - cycles.round()).abs() < WHOLE)
    }
}

/// The frequency of the strongest component in cycles per frame.
///
/// Under a Hann window a tone's two strongest bins have the ratio r = (1 + δ)/(2 − δ), so δ = (2r − 1)/(1 + r): exact
/// for one tone that is far from bin 0 and N/2 (Jain, Collins and Davis 1979).
fn cycles(samples: &[f64]) -> Option<f64> {
    let len = samples.len();
    let line = Line::of(&Window::Hann.apply_centred(samples), Normalisation::Mean);
    let amplitudes = &line.amplitudes()[..=len / 2];
    let inner = 1..amplitudes.len().saturating_sub(1);
    let peak = inner.max_by(|&a, &b| amplitudes[a].total_cmp(&amplitudes[b]))?;
    let scale = samples.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    if amplitudes[peak] <= scale * 1e-12 {
        return None;
    }
    let (before, after) = (amplitudes[peak - 1], amplitudes[peak + 1]);
    let ratio = before.max(after) / amplitudes[peak];
    let part = (2.0 * ratio - 1.0) / (1.0 + ratio);
    Some(peak as f64 + if after >= before { part } else { -part })
}
