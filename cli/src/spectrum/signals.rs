// SPDX-License-Identifier: MIT OR Apache-2.0
//! Signals: each one's frame, its spectrum, and the way back.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use utsushi::picture;
use utsushi::picture::Fit;
use utsushi::picture::frequency::{
    FixedLine, Line, Signal, fitted_samples, polar_from_csv, signal_from_csv, signal_from_wav,
};

use super::args::Spectrum;
use super::signal_figures;
use super::signal_report::{FixedSignal, SignalReport};
use crate::gather::Gatherer;
use crate::progress;

/// Whether a file is taken for a signal: by its ending.
pub(super) fn is_signal(path: &Path) -> bool {
    is_wav(path) || ["csv", "tsv", "txt"].iter().any(|ending| has_ending(path, ending))
}

/// Whether a file is taken for a WAV.
pub(super) fn is_wav(path: &Path) -> bool {
    has_ending(path, "wav") || has_ending(path, "wave")
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

/// A frame of a signal on its way.
pub(super) struct Framed {
    pub(super) signal: Signal,
    /// The samples that are transformed, before the window.
    pub(super) samples: Vec<f64>,
    /// How they became a power of two, if they had to.
    pub(super) fit: Option<Fit>,
    pub(super) line: Line,
    /// What came back: of amplitude and phase in float, of the words in the fixed engine.
    pub(super) rebuilt: Vec<f64>,
    pub(super) fixed: Option<FixedLine>,
}

/// Analyses every file, each a signal or, with `--row`, an image.
pub(super) fn run(
    arguments: &Spectrum,
    files: &[PathBuf],
    stems: &[String],
    gatherer: &mut Gatherer,
) -> Result<Vec<SignalReport>> {
    let signals = files.iter().map(|file| read(arguments, file)).collect::<Result<Vec<_>>>()?;
    let bar = progress::bar(files.len() as u64, "transforming signals");
    let mut reports = Vec::new();
    for ((read, file), stem) in signals.into_iter().zip(files).zip(stems) {
        let framed = match read {
            Read::Samples(signal) => framed(arguments, signal, file)?,
            Read::Polar(line, signal) => inverted(line, signal),
        };
        let report = SignalReport::new(arguments, file, &framed);
        signal_figures::figures(arguments, stem, &framed, &report, gatherer)?;
        reports.push(report);
        bar.inc(1);
    }
    bar.finish_and_clear();
    if gatherer.wanted() && !reports.is_empty() && !arguments.engine.spec.inverse() {
        signal_figures::windows(gatherer)?;
    }
    Ok(reports)
}

/// What a file holds.
enum Read {
    Samples(Signal),
    /// A spectrum, and the real part of its inverse.
    Polar(Line, Signal),
}

fn read(arguments: &Spectrum, file: &Path) -> Result<Read> {
    let flags = &arguments.signal;
    if arguments.engine.spec.inverse() {
        let (amplitudes, phases) = polar_from_csv(file)?;
        let line = Line::from_polar(&amplitudes, &phases, arguments.norm);
        let samples = line.inverse().iter().map(|z| z.re).collect();
        return Ok(Read::Polar(line, Signal { name: file.display().to_string(), rate: None, samples }));
    }
    if is_wav(file) {
        return Ok(Read::Samples(signal_from_wav(file, flags.channel)?));
    }
    let Some(y) = flags.row.filter(|_| !is_signal(file)) else {
        return Ok(Read::Samples(signal_from_csv(file, flags.column.as_ref())?));
    };
    let picture = picture::load(file)?;
    match Signal::of_row(&file.display().to_string(), &picture, y) {
        Some(signal) => Ok(Read::Samples(signal)),
        None => bail!(
            "{} has rows 0 to {}, and --row is {y}; use one of them",
            file.display(),
            picture.height() - 1
        ),
    }
}

fn inverted(line: Line, signal: Signal) -> Framed {
    let samples = signal.samples.clone();
    Framed { signal, rebuilt: samples.clone(), samples, fit: None, line, fixed: None }
}

fn framed(arguments: &Spectrum, signal: Signal, file: &Path) -> Result<Framed> {
    let flags = &arguments.signal;
    let fit = arguments.engine.fit;
    let frame = flags.frame.map(|frame| frame as usize);
    let cut = signal.frame(flags.start, frame, fit == Some(Fit::Pad))?;
    let Some(spec) = arguments.engine.fixed()? else {
        let line = Line::of(&flags.window.apply(&cut), arguments.norm);
        let polar = Line::from_polar(&line.amplitudes(), &line.phases(), arguments.norm);
        let rebuilt = polar.inverse().iter().map(|z| z.re).collect();
        return Ok(Framed { signal, samples: cut, fit: None, line, rebuilt, fixed: None });
    };
    let fit = fit.unwrap_or_default();
    let Some(samples) = fitted_samples(&cut, fit, arguments.engine.spec.len()) else {
        bail!(
            "{} has a frame of {} samples and the fixed-point model takes 65536 at most; use --fit crop or --frame 65536",
            file.display(),
            cut.len()
        );
    };
    let fixed = FixedLine::of(&flags.window.apply(&samples), &spec, arguments.norm)
        .with_context(|| format!("{} cannot be transformed in {} samples", file.display(), samples.len()))?;
    let fit = (samples.len() != cut.len()).then_some(fit);
    let (line, rebuilt) = (fixed.line.clone(), fixed.rebuilt.clone());
    Ok(Framed { signal, samples, fit, line, rebuilt, fixed: Some(fixed) })
}

/// What the fixed engine did to a frame.
pub(super) fn fixed_report(framed: &Framed) -> Option<FixedSignal> {
    framed.fixed.as_ref().map(|fixed| FixedSignal {
        specs: fixed.specs.iter().map(|spec| spec.spec().clone()).collect(),
        fit: framed.fit.map_or("none", Fit::word),
        overflow: fixed.overflow,
        exponent: fixed.exponent,
        input_exponent: fixed.input_exponent,
        spectrum_error: fixed.spectrum_error,
        rebuilt_error: fixed.rebuilt_error,
    })
}
