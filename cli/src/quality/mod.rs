// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi quality`: a spec's noise measured and predicted, the cheapest spec, the smallest word length.

pub(crate) mod args;
mod decisions;
mod input;
mod reach;
mod report;

use std::process::ExitCode;

use anyhow::Result;
use utsushi::fft::FftSpec;
use utsushi::quality::{Predictor, tone_sweep};

pub(crate) use self::report::decimals;

use self::args::{Input, Quality};
use self::report::QualityReport;
use crate::{failure, objects, output};

/// Runs the verb.
pub(crate) fn run(arguments: &Quality) -> Result<ExitCode> {
    if let Some(gallery) = &arguments.decisions {
        decisions::run(arguments, gallery)?;
    } else if let Some(target_db) = arguments.reach {
        reach::run(arguments, target_db)?;
    } else {
        measure(arguments)?;
    }
    Ok(ExitCode::from(failure::HOLDS))
}

fn measure(arguments: &Quality) -> Result<()> {
    let spec = arguments.spec.checked(FftSpec::default())?;
    let flags = &arguments.input;
    let settings = objects::settings(&arguments.segmentation);
    let tones = tone_sweep(&spec, flags.tones, flags.level, flags.seed)?;
    let frames = input::measurer(flags, &settings, &spec)?;
    let measured = frames.measure(&spec)?;
    let predicted = Predictor::new().predict(&spec, frames.power());
    let report = QualityReport::new(&spec, flags.input, measured, predicted, tones);
    report.warn(matches!(flags.input, Input::Made(_)));
    let text = if arguments.json { report.json(arguments.bins)? } else { report.text() };
    output::print(&text)
}
