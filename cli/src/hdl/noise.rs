// SPDX-License-Identifier: MIT OR Apache-2.0
//! The error of the core, predicted and measured on its model, and what guard bits do to it.

use std::fmt::Write as _;

use anyhow::Result;
use utsushi::fft::{CheckedSpec, FftSpec, Schedule};
use utsushi::quality::{Measurer, Prediction, Predictor, QualityError, Stimulus};
use utsushi_sim::Resources;

use super::record::{Entry, Record};
use crate::quality::decimals;

/// Samples of a measurement, and their seed: the defaults of `utsushi quality`.
const SAMPLES: usize = 400_000;
const SEED: u64 = 1;

/// Guard bits of the table.
const GUARDS: std::ops::RangeInclusive<u32> = 0..=4;

/// Measures specs of one length and input width on the same samples.
pub(super) struct Noise {
    measurer: Result<Measurer, QualityError>,
    predictor: Predictor,
    power: f64,
}

impl Noise {
    /// White samples in the disk at −1 dB of full scale, as `utsushi quality` takes them.
    pub(super) fn new(spec: &CheckedSpec) -> Self {
        let (len, data) = (spec.spec().len, spec.spec().data);
        let measurer = Measurer::new(len, data, &Stimulus::default(), SAMPLES, SEED);
        let power = measurer.as_ref().map_or(0.0, Measurer::power);
        Self { measurer, predictor: Predictor::new(), power }
    }

    /// The spec's own error in a table and, where that is so, why a figure is missing or not promised.
    pub(super) fn own(&self, spec: &CheckedSpec) -> Result<String> {
        let frames = match &self.measurer {
            Ok(frames) => frames,
            Err(error) => return Ok(format!("Not measured: {error}.")),
        };
        let (predicted, measured) = (self.predictor.predict(spec, self.power), frames.measure(spec)?);
        let mut text = String::from("| | predicted | measured |\n|---|--:|--:|\n");
        let mut row = |name: &str, predicted: f64, measured: f64, places| {
            let (predicted, measured) = (decimals(predicted, places), decimals(measured, places));
            let _ = writeln!(text, "| {name} | {predicted} | {measured} |");
        };
        row("error of a component, LSB rms", rms(predicted.noise), rms(measured.noise), 4);
        row("SQNR, dB", predicted.sqnr_db, measured.sqnr_db, 2);
        let _ = writeln!(text, "| worst error, LSB | | {} |", decimals(measured.worst_error_lsb, 2));
        let overflowed = (measured.overflow_rate * measured.frames as f64).round();
        let _ = writeln!(text, "| frames that overflowed | | {overflowed} of {} |", measured.frames);
        Ok(text + &promise(&predicted))
    }

    /// Rows of `guarded:G` for the spec's length and widths.
    pub(super) fn guards(&self, spec: &CheckedSpec, record: &Record) -> Result<String> {
        let mut text = String::from(
            "| guard bits | bits inside | error, LSB rms | measured | SQNR, dB | measured | multipliers | MULT18 | COMB | FF | DP16KD | Fmax, MHz |\n\
             |--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
        );
        for guard in GUARDS {
            let guarded = FftSpec { schedule: Schedule::Guarded(guard), ..spec.spec().clone() };
            // Words end at 32 bits.
            let Ok(guarded) = guarded.check() else { break };
            text += &self.guard(guard, &guarded, record.exact(&guarded))?;
        }
        Ok(text)
    }

    fn guard(&self, guard: u32, spec: &CheckedSpec, entry: Option<&Entry>) -> Result<String> {
        let (mut measured, mut ratio) = (none(), none());
        let predicted = self.predictor.predict(spec, self.power);
        if let Ok(measurer) = &self.measurer {
            let found = measurer.measure(spec)?;
            (measured, ratio) = (decimals(rms(found.noise), 4), decimals(found.sqnr_db, 2));
        }
        let cell = |name: &str| {
            entry.and_then(|entry| entry.figures.cells.get(name)).map_or_else(none, ToString::to_string)
        };
        Ok(format!(
            "| {guard} | {} | {} | {measured} | {} | {ratio} | {} | {} | {} | {} | {} | {} |\n",
            spec.spec().data + guard,
            decimals(rms(predicted.noise), 4),
            decimals(predicted.sqnr_db, 2),
            multipliers(&Resources::of(spec)),
            cell("MULT18"),
            cell("COMB"),
            cell("FF"),
            cell("DP16KD"),
            entry.map_or_else(none, |entry| format!("{:.1}", entry.figures.median)),
        ))
    }
}

/// How many multipliers there are and how wide the widest is: `12 of 18 × 17`.
pub(super) fn multipliers(resources: &Resources) -> String {
    match resources.multipliers.iter().max_by_key(|multiplier| multiplier.data) {
        Some(widest) => format!("{} of {} × {}", resources.multiplier_count(), widest.data, widest.twiddle),
        None => "0".to_owned(),
    }
}

/// Of one component, from the power of a complex word.
fn rms(power: f64) -> f64 {
    (power / 2.0).sqrt()
}

/// What has no figure.
pub(super) fn none() -> String {
    "–".to_owned()
}

fn promise(predicted: &Prediction) -> String {
    if predicted.holds {
        return String::new();
    }
    format!(
        "\nThe prediction is not promised here: it needs {} bits of data, {} of twiddle and an rms of {} LSB in every stage, and the \
         least is {:.2}.\n",
        Prediction::LEAST_DATA,
        Prediction::LEAST_TWIDDLE,
        Prediction::LEAST_RMS,
        predicted.weakest_rms
    )
}
