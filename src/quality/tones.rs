// SPDX-License-Identifier: MIT OR Apache-2.0
//! Pure tones through the model: what else appears in the spectrum.

use num_complex::Complex;
use serde::Serialize;

use super::measurement::effective_bits;
use super::stimulus::tone;
use super::{QualityError, Shape, Stimulus, decibels};
use crate::fft::trigonometry::TURN;
use crate::fft::{CheckedSpec, Direction, FftPlan, FftSpec, Order};
use crate::random::SplitMix64;

/// The worst of a sweep of complex tones, each in the middle of a bin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ToneSweep {
    /// Tones that were tried, each in a bin of its own.
    pub tones: usize,
    /// Spurious-free dynamic range: the tone's bin against the largest other, in decibels; infinite (null) if all others are zero.
    pub sfdr_db: f64,
    /// The bin of the tone with the least of it.
    pub sfdr_bin: usize,
    /// Signal to noise and distortion: the tone's bin against all others together, in decibels, the least.
    pub sinad_db: f64,
    /// Effective number of bits: (SINAD − 1.76 dB)/6.02 dB.
    pub enob: f64,
}

/// Runs `tones` tones (every bin's, if there are no more bins) of a level in decibels of full scale.
///
/// # Errors
/// If `tones` is 0, or the level is out of range.
pub fn tone_sweep(
    spec: &CheckedSpec,
    tones: usize,
    level_db: f64,
    seed: u64,
) -> Result<ToneSweep, QualityError> {
    if tones == 0 {
        return Err(QualityError::NoTone);
    }
    let radius = Stimulus { shape: Shape::Tone, level_db }.radius(spec.spec().data)?;
    let plan = FftPlan::new(&FftSpec { order: Order::Natural, ..spec.spec().clone() }.check()?)?;
    let len = spec.spec().len;
    let mut random = SplitMix64::new(seed);
    let mut bins: Vec<usize> = (0..len).collect();
    random.shuffle(&mut bins);
    bins.truncate(tones);
    let mut worst = ToneSweep {
        tones: bins.len(),
        sfdr_db: f64::INFINITY,
        sfdr_bin: bins[0],
        sinad_db: f64::INFINITY,
        enob: f64::INFINITY,
    };
    for &bin in &bins {
        let phase = random.next_word() as usize % TURN;
        let mut words: Vec<_> = tone(len, bin, phase, radius).collect();
        plan.process(&mut words, spec.direction())?;
        worst.take(bin, &words, if spec.direction() == Direction::Forward { bin } else { (len - bin) % len });
    }
    worst.enob = effective_bits(worst.sinad_db);
    Ok(worst)
}

impl ToneSweep {
    /// Takes a tone's spectrum, its peak at `place`.
    fn take(&mut self, bin: usize, words: &[Complex<i32>], place: usize) {
        let power = |z: &Complex<i32>| f64::from(z.re) * f64::from(z.re) + f64::from(z.im) * f64::from(z.im);
        let others = words[..place].iter().chain(&words[place + 1..]).map(power);
        let (largest, all) = others.fold((0.0_f64, 0.0), |(largest, all), p| (largest.max(p), all + p));
        let peak = power(&words[place]);
        let sfdr_db = decibels(peak, largest);
        if sfdr_db < self.sfdr_db {
            (self.sfdr_db, self.sfdr_bin) = (sfdr_db, bin);
        }
        self.sinad_db = self.sinad_db.min(decibels(peak, all));
    }
}
