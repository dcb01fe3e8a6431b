// SPDX-License-Identifier: MIT OR Apache-2.0
//! What `utsushi quality` says of a spec.

use std::fmt::Write as _;

use anyhow::Result;
use serde::Serialize;
use utsushi::fft::{CheckedSpec, FftSpec};
use utsushi::quality::{Measurement, Prediction, ToneSweep};

use super::args::Input;
use crate::output;

/// One JSON object; what users look for first stands first.
#[derive(Serialize)]
pub(super) struct QualityReport {
    spec: FftSpec,
    input: &'static str,
    samples: usize,
    sqnr_db_measured: f64,
    sqnr_db_predicted: f64,
    bias_lsb: f64,
    worst_error_lsb: f64,
    enob: f64,
    sfdr_db: f64,
    overflow_rate: f64,
    measured: Measurement,
    predicted: Prediction,
    tones: ToneSweep,
}

/// A bin's error, measured and predicted: power in LSB², mean \[re, im\] in LSB.
#[derive(Serialize)]
struct BinReport {
    noise_measured: f64,
    noise_predicted: f64,
    bias_measured: [f64; 2],
    bias_predicted: [f64; 2],
}

impl QualityReport {
    pub(super) fn new(
        spec: &CheckedSpec,
        input: Input,
        measured: Measurement,
        predicted: Prediction,
        tones: ToneSweep,
    ) -> Self {
        Self {
            spec: spec.spec().clone(),
            input: input.word(),
            samples: measured.samples,
            sqnr_db_measured: measured.sqnr_db,
            sqnr_db_predicted: predicted.sqnr_db,
            bias_lsb: measured.bias_lsb,
            worst_error_lsb: measured.worst_error_lsb,
            enob: measured.enob,
            sfdr_db: tones.sfdr_db,
            overflow_rate: measured.overflow_rate,
            measured,
            predicted,
            tones,
        }
    }

    /// Says where the numbers do not mean what they seem to.
    pub(super) fn warn(&self, made: bool) {
        if self.overflow_rate > 0.0 {
            output::remark(&format!(
                "{} of {} frames overflowed, so the noise is that of overflow; lower --level, or use another --schedule",
                (self.overflow_rate * self.measured.frames as f64).round(),
                self.measured.frames
            ));
        }
        if made && !self.predicted.holds {
            output::remark(&format!(
                "the prediction is not promised here: it needs {} bits of data, {} of twiddle and an rms of {} LSB in every stage, and the \
                 least is {:.2}; use wider data or less shifts",
                Prediction::LEAST_DATA,
                Prediction::LEAST_TWIDDLE,
                Prediction::LEAST_RMS,
                self.predicted.weakest_rms
            ));
        }
    }

    /// The object on one line.
    pub(super) fn json(&self, bins: bool) -> Result<String> {
        let mut object = serde_json::to_value(self)?;
        if bins {
            object["bins"] = serde_json::to_value(self.bins())?;
        }
        Ok(format!("{object}\n"))
    }

    fn bins(&self) -> Vec<BinReport> {
        let (measured, predicted) = (&self.measured, &self.predicted);
        let bin = |k: usize| BinReport {
            noise_measured: measured.noise_per_bin[k],
            noise_predicted: predicted.noise_per_bin[k],
            bias_measured: [measured.bias_per_bin[k].re, measured.bias_per_bin[k].im],
            bias_predicted: [predicted.bias_per_bin[k].re, predicted.bias_per_bin[k].im],
        };
        (0..self.spec.len).map(bin).collect()
    }

    /// A table for people.
    pub(super) fn text(&self) -> String {
        let (measured, predicted) = (&self.measured, &self.predicted);
        let mut text = format!("{} samples of {}, {} frames\n\n", self.samples, self.input, measured.frames);
        let mut line = |name: &str, measured: String, predicted: String| {
            let _ = writeln!(text, "{name:<26} {measured:>12} {predicted:>12}");
        };
        let none = String::new;
        line("", "measured".into(), "predicted".into());
        line("SQNR, dB", decimals(measured.sqnr_db, 2), decimals(predicted.sqnr_db, 2));
        line("noise of a bin, LSB^2", decimals(measured.noise, 4), decimals(predicted.noise, 4));
        line("  rounding", none(), decimals(predicted.rounding, 4));
        line("  bias", none(), decimals(predicted.bias, 4));
        line("  twiddles", none(), decimals(predicted.twiddle, 4));
        line("bias of bin 0, LSB", decimals(measured.bias_lsb, 3), decimals(predicted.bias_lsb, 3));
        line("worst error, LSB", decimals(measured.worst_error_lsb, 2), none());
        line("ENOB, bits", decimals(measured.enob, 2), none());
        line("frames that overflowed", decimals(100.0 * measured.overflow_rate, 2) + " %", none());
        let tones = format!("SFDR of {} tones, dB", self.tones.tones);
        line(&tones, decimals(self.tones.sfdr_db, 1), none());
        line("SINAD of the worst, dB", decimals(self.tones.sinad_db, 1), none());
        text
    }
}

/// A number for people; what has no bound says so.
pub(crate) fn decimals(value: f64, places: usize) -> String {
    if value.is_finite() { format!("{value:.places$}") } else { "no error".to_owned() }
}
