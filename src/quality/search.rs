// SPDX-License-Identifier: MIT OR Apache-2.0
//! The cheapest spec that is good enough: the predictor prunes, measurement confirms.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::RangeInclusive;

use rayon::prelude::*;
use serde::Serialize;

use super::{CostModel, Measurement, Measurer, Prediction, Predictor, QualityError, Stimulus, decibels};
use crate::fft::{CheckedSpec, FftSpec, Schedule};
use crate::number::Rounding;

/// What the search may choose; length, decomposition, order, direction and overflow mode are the base spec's.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    /// Input widths, in bits.
    pub data: RangeInclusive<u32>,
    /// Twiddle widths, in bits.
    pub twiddle: RangeInclusive<u32>,
    /// Schedules; at equal cost the first is taken.
    pub schedules: Vec<Schedule>,
    /// Roundings; at equal cost the first is taken.
    pub roundings: Vec<Rounding>,
}

impl Default for Space {
    /// 6 to 28 bits for data, 4 to 28 for twiddles, `halve`, `guarded:1` to `guarded:6` and `grow`, every rounding, the simplest
    /// to build first.
    fn default() -> Self {
        let guarded = (1..=6).map(Schedule::Guarded);
        Self {
            data: 6..=28,
            twiddle: 4..=28,
            schedules: std::iter::once(Schedule::Halve).chain(guarded).chain([Schedule::Grow]).collect(),
            roundings: Rounding::ALL.to_vec(),
        }
    }
}

/// What is good enough, and on what it is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Least signal to noise, in decibels.
    pub sqnr_db: f64,
    /// On which frames.
    pub stimulus: Stimulus,
    /// Complex samples of a measurement, at least.
    pub samples: usize,
    /// Seed of the frames.
    pub seed: u64,
}

/// The cheapest spec, and how it was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// The spec.
    pub spec: FftSpec,
    /// Its cost, in the model's unit.
    pub cost: f64,
    /// What was predicted of it.
    pub predicted: Prediction,
    /// What was measured.
    pub measured: Measurement,
    /// Specs of the space.
    pub considered: usize,
    /// Specs that were measured: this one, and cheaper ones that missed the target after all.
    pub measurements: usize,
}

/// Decibels by which a prediction may be off: see [`Prediction`].
const PROMISE: f64 = 0.1;
/// Decibels that a coarser prediction gives away: it takes the roundings' noise at the widest twiddle.
const COARSE: f64 = 0.5;

/// The spec of least `cost` in `space` that reaches `target`; of equally cheap ones the first in the space's order.
///
/// Specs whose frames overflow do not count, nor do those too narrow for the prediction to hold.
///
/// # Errors
/// If none reaches the target, or the base spec, the stimulus or the number of samples is refused.
pub fn cheapest(
    base: &FftSpec,
    space: &Space,
    cost: &dyn CostModel,
    target: &Target,
) -> Result<Found, QualityError> {
    let predictor = Predictor::new();
    let candidates = candidates(base, space)?;
    let considered = candidates.len();
    let (mut hopeful, best) = prune(&candidates, space, &predictor, target)?;
    hopeful.sort_by(|a, b| cost.cost(a).total_cmp(&cost.cost(b)));
    let mut measurers = HashMap::new();
    let mut measurements = 0;
    for spec in hopeful {
        let data = spec.spec().data;
        let predicted = predictor.predict(spec, target.stimulus.power(data)?);
        if !predicted.holds || predicted.sqnr_db < target.sqnr_db - PROMISE {
            continue;
        }
        if let Entry::Vacant(vacant) = measurers.entry(data) {
            vacant.insert(Measurer::new(base.len, data, &target.stimulus, target.samples, target.seed)?);
        }
        let measured = measurers[&data].measure(spec)?;
        measurements += 1;
        if measured.sqnr_db >= target.sqnr_db && measured.overflow_rate == 0.0 {
            let spec_cost = cost.cost(spec);
            let spec = spec.spec().clone();
            return Ok(Found { spec, cost: spec_cost, predicted, measured, considered, measurements });
        }
    }
    Err(QualityError::Unreachable { target_db: target.sqnr_db, best_db: best })
}

/// Every spec of the space that the contract allows.
fn candidates(base: &FftSpec, space: &Space) -> Result<Vec<CheckedSpec>, QualityError> {
    let mut refused = None;
    let mut all = Vec::new();
    for (schedule, &rounding) in
        space.schedules.iter().flat_map(|s| space.roundings.iter().map(move |r| (s, r)))
    {
        for (data, twiddle) in space.data.clone().flat_map(|d| space.twiddle.clone().map(move |t| (d, t))) {
            match (FftSpec { data, twiddle, rounding, schedule: schedule.clone(), ..base.clone() }).check() {
                Ok(spec) => all.push(spec),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
    }
    match refused {
        Some(error) if all.is_empty() => Err(error.into()),
        _ => Ok(all),
    }
}

/// The candidates that may reach the target, and the best ratio that any promises.
///
/// One prediction serves all twiddle widths of a schedule, rounding and data width.
fn prune<'a>(
    candidates: &'a [CheckedSpec],
    space: &Space,
    predictor: &Predictor,
    target: &Target,
) -> Result<(Vec<&'a CheckedSpec>, f64), QualityError> {
    let widths = space.twiddle.clone().count();
    let promise = |group: &'a [CheckedSpec]| -> Result<Vec<(f64, &'a CheckedSpec)>, QualityError> {
        let Some(widest) = group.last() else { return Ok(Vec::new()) };
        let own = predictor.predict(widest, target.stimulus.power(widest.spec().data)?);
        let ratio = |spec: &'a CheckedSpec| {
            let twiddle = own.signal
                * predictor.twiddle_noise(spec.spec().len, spec.spec().twiddle, spec.spec().decomposition);
            (decibels(own.signal, own.rounding + own.bias + twiddle), spec)
        };
        Ok(group.iter().map(ratio).collect())
    };
    // The twiddle width is the innermost choice and never decides whether a spec is refused.
    let groups: Result<Vec<_>, _> = candidates.par_chunks(widths).map(promise).collect();
    let promised = groups?.concat();
    let best = promised.iter().map(|&(ratio, _)| ratio).fold(f64::NEG_INFINITY, f64::max);
    let hopeful = promised.into_iter().filter(|&(ratio, _)| ratio + COARSE >= target.sqnr_db);
    Ok((hopeful.map(|(_, spec)| spec).collect(), best))
}
