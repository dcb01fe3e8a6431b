// SPDX-License-Identifier: MIT OR Apache-2.0
//! Specs of chance, over all that the prediction promises.

use utsushi::fft::{Decomposition, FftSpec, Order, Schedule, StageFormat};
use utsushi::number::{Overflow, Rounding};
use utsushi::quality::{Prediction, Predictor, Stimulus};

use crate::common::SplitMix64;

/// From `low` to `high`, both included.
pub(crate) fn draw(random: &mut SplitMix64, low: u32, high: u32) -> u32 {
    low + (random.next_word() % u64::from(high - low + 1)) as u32
}

/// A spec for which the prediction holds, and a prediction of it, for the stimulus.
pub(crate) fn spec_in_domain(random: &mut SplitMix64, most_stages: u32, predictor: &Predictor) -> FftSpec {
    loop {
        let spec = any_spec(random, most_stages);
        let Ok(checked) = spec.check() else { continue };
        let radius = Stimulus::default().radius(spec.data).unwrap() as f64;
        if predictor.predict(&checked, radius * radius / 2.0).holds {
            return spec;
        }
    }
}

fn any_spec(random: &mut SplitMix64, most_stages: u32) -> FftSpec {
    let log2_len = draw(random, 2, most_stages);
    let data = draw(random, 6, 30);
    let mut one_of = |count: u32| draw(random, 0, count - 1) as usize;
    let (rounding, overflow, order, inverse) =
        (Rounding::ALL[one_of(3)], Overflow::ALL[one_of(2)], Order::ALL[one_of(2)], one_of(2) == 1);
    let schedule = any_schedule(random, log2_len, data);
    let twiddle = draw(random, 3, 32);
    let decomposition = Decomposition::ALL[draw(random, 0, 1) as usize];
    FftSpec { len: 1 << log2_len, data, twiddle, rounding, overflow, schedule, decomposition, order, inverse }
}

fn any_schedule(random: &mut SplitMix64, stages: u32, data: u32) -> Schedule {
    match draw(random, 0, 5) {
        0 => Schedule::Halve,
        1 => Schedule::Grow,
        2 => Schedule::Guarded(draw(random, 0, 8)),
        _ => explicit(random, stages, data),
    }
}

/// Shifts 0 to 3, widths that hold seven times the rms of a component, and up to three bits more:
/// six are exceeded now and then in 10^9 words, and one word that overflows is louder than all the noise.
fn explicit(random: &mut SplitMix64, stages: u32, data: u32) -> Schedule {
    let align = draw(random, 0, 6);
    let radius = Stimulus::default().radius(data).unwrap() as f64;
    let mut rms = radius / 2.0 * f64::from(1 << align);
    let stage = |_| {
        let shift = loop {
            let shift = draw(random, 0, 3);
            let next = rms * 2_f64.sqrt() / f64::from(1 << shift);
            if next >= Prediction::LEAST_RMS || shift == 0 {
                rms = next;
                break shift;
            }
        };
        let least = (7.0 * rms + 8.0).log2().ceil() as u32 + 1;
        StageFormat { shift, width: Some(least + draw(random, 0, 3)) }
    };
    let stages = (0..stages).map(stage).collect();
    Schedule::Explicit { align, stages }
}
