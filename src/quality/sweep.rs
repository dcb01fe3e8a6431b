// SPDX-License-Identifier: MIT OR Apache-2.0
//! Many specs measured and predicted, on all threads.

use std::sync::OnceLock;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{BitCost, CostModel, Jury, Measurer, Predictor, QualityError, Stimulus};
use crate::fft::{CheckedSpec, FftSpec};

/// How every spec of a sweep is result.
///
/// A point depends on its spec and on these values alone: not on the other specs, their order or the number of threads.
#[derive(Debug)]
pub struct Sweep {
    /// What goes in.
    pub stimulus: Stimulus,
    /// Complex samples a spec, at least; whole frames are made of them.
    pub samples: usize,
    /// Of the stimulus.
    pub seed: u64,
    /// Whose decisions are asked for, if anyone's.
    pub jury: Option<Jury>,
}

/// A spec with what was found, or why it was refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The spec.
    pub spec: FftSpec,
    /// What [`BitCost`] asks for it, in bits; `None` if it is refused.
    pub cost: Option<f64>,
    /// What was found; `None` if it is refused.
    pub outcome: Option<Outcome>,
    /// The clause of the contract that refuses it, as a sentence.
    pub refused: Option<String>,
}

/// What was found of a spec; LSB are the output's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Complex samples that went through.
    pub samples: usize,
    /// Signal to noise in decibels; `None` if nothing was lost at all.
    pub sqnr_db_measured: Option<f64>,
    /// The same in closed form.
    pub sqnr_db_predicted: Option<f64>,
    /// Whether the closed form is promised here: the words are large enough, see
    /// [`Prediction::holds`](super::Prediction::holds), and no frame overflowed.
    pub prediction_holds: bool,
    /// Mean error of bin 0, mean of its components.
    pub bias_lsb: f64,
    /// Greatest error of a component.
    pub worst_error_lsb: f64,
    /// Bits of an ideal converter with the measured ratio; `None` if nothing was lost.
    pub enob: Option<f64>,
    /// Frames whose overflow flag was set, as a fraction.
    pub overflow_rate: f64,
    /// Contours that were recognised.
    pub decisions: Option<usize>,
    /// Those that got another label than by the unrounded transform.
    pub decisions_changed: Option<usize>,
}

impl Sweep {
    /// Finds the point of every spec, on the threads of the current rayon pool; `each` takes a point as soon as it is there,
    /// in no order. Specs of one length and data width share frames and exact spectra.
    ///
    /// # Errors
    /// The first that a measurement or `each` gives; what was found before has been given to `each`.
    pub fn run<E: From<QualityError> + Send>(
        &self,
        specs: &[FftSpec],
        each: impl Fn(Point) -> Result<(), E> + Sync,
    ) -> Result<(), E> {
        let predictor = Predictor::new();
        let mut specs: Vec<_> = specs.iter().collect();
        specs.sort_by_key(|spec| (spec.len, spec.data));
        specs.par_chunk_by(|a, b| (a.len, a.data) == (b.len, b.data)).try_for_each(|alike| {
            let measurer = OnceLock::new();
            alike.par_iter().try_for_each(|spec| each(self.point(spec, &predictor, &measurer)?))
        })
    }

    fn point(
        &self,
        spec: &FftSpec,
        predictor: &Predictor,
        measurer: &OnceLock<Result<Measurer, QualityError>>,
    ) -> Result<Point, QualityError> {
        let checked = match spec.check() {
            Ok(checked) => checked,
            Err(refused) => {
                let refused = Some(refused.to_string());
                return Ok(Point { spec: spec.clone(), cost: None, outcome: None, refused });
            }
        };
        let new =
            || Measurer::new(spec.len, spec.data, &self.stimulus, self.samples.max(spec.len), self.seed);
        let measurer = measurer.get_or_init(new).as_ref().map_err(Clone::clone)?;
        let outcome = Some(self.find(&checked, predictor, measurer)?);
        Ok(Point { spec: spec.clone(), cost: Some(BitCost.cost(&checked)), outcome, refused: None })
    }

    fn find(
        &self,
        spec: &CheckedSpec,
        predictor: &Predictor,
        measurer: &Measurer,
    ) -> Result<Outcome, QualityError> {
        let result = measurer.measure(spec)?;
        let predicted = predictor.predict(spec, measurer.power());
        let changed = self.jury.as_ref().map(|jury| jury.changed(spec)).transpose()?;
        let finite = |value: f64| Some(rounded(value)).filter(|value| value.is_finite());
        Ok(Outcome {
            samples: result.samples,
            sqnr_db_measured: finite(result.sqnr_db),
            sqnr_db_predicted: finite(predicted.sqnr_db),
            prediction_holds: predicted.holds && result.overflow_rate == 0.0,
            bias_lsb: rounded(result.bias_lsb),
            worst_error_lsb: rounded(result.worst_error_lsb),
            enob: finite(result.enob),
            overflow_rate: rounded(result.overflow_rate),
            decisions: self.jury.as_ref().map(Jury::contours),
            decisions_changed: changed,
        })
    }
}

/// Six decimals: what is beyond them is no finding, and a number so short survives any reader of text unchanged.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
