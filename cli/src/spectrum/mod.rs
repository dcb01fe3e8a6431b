// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi spectrum`: amplitude and phase of signals and images, radial power, groups compared, noise.

mod args;
mod curves;
mod groups;
mod images;
mod noise;
mod picture_figures;
mod report;
mod signal_figures;
mod signal_report;
mod signals;
mod transform;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};

pub(crate) use args::{Engine, EngineArgs, Spectrum as Arguments, ViewArgs};
pub(crate) use picture_figures::{curve_series, magnitude_map, original_map};
pub(crate) use transform::{FixedReport, Transformed, sized, transformed};

use crate::gather::{self, Gatherer};
use crate::{failure, inputs, output};
use report::Report;

/// The files of a run, sorted out.
pub(super) struct Inputs {
    pub(super) signals: Vec<PathBuf>,
    pub(super) images: Vec<PathBuf>,
    /// The second group.
    pub(super) against: Vec<PathBuf>,
}

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let given = sorted(arguments)?;
    check(arguments, &given)?;
    let all = [&given.signals[..], &given.images, &given.against].concat();
    let stems = inputs::result_names(&all);
    let mut gatherer = Gatherer::new(arguments.out.as_deref(), &all, &result_names(&stems))?;
    let (of_signals, of_images) = stems.split_at(given.signals.len());
    let mut report = Report::new(arguments)?;
    report.signals = signals::run(arguments, &given.signals, of_signals, &mut gatherer)?;
    if arguments.signal.row.is_some() {
        report.signals.extend(signals::run(arguments, &given.images, of_images, &mut gatherer)?);
    } else if !given.images.is_empty() {
        let analysed = images::run(arguments, &given, of_images, &mut gatherer)?;
        report.take(analysed);
    }
    let text = report.text();
    let lead = report.lead();
    let (files, json) = gatherer.finish("Spectra", &lead, &text, |files| report.json(files))?;
    output::print(&if arguments.json { json } else { text + &gather::wrote(&files) })?;
    Ok(ExitCode::from(failure::HOLDS))
}

/// By their endings: what is no signal is taken for an image.
fn sorted(arguments: &Arguments) -> Result<Inputs> {
    let files = inputs::expand(&arguments.inputs)?;
    let (signals, images) = files.into_iter().partition(|file| signals::is_signal(file));
    let against = inputs::expand(&arguments.group.against)?;
    Ok(Inputs { signals, images, against })
}

fn check(arguments: &Arguments, given: &Inputs) -> Result<()> {
    let groups = &arguments.group;
    if let Some(signal) = given.against.iter().find(|file| signals::is_signal(file)) {
        bail!("{} is a signal, and groups are of images; leave it out", signal.display());
    }
    if !given.against.is_empty() && given.images.is_empty() {
        bail!("--against compares images with images; name the first group as well");
    }
    if ![0, 2].contains(&groups.names.len()) {
        bail!(
            "--names takes two names, and {} were given; write --names parts,photographs",
            groups.names.len()
        );
    }
    if !given.images.is_empty() && arguments.signal.row.is_none() {
        arguments.engine.check_fit()?;
    }
    let images_only = !groups.against.is_empty() || !groups.noise.is_empty();
    if images_only && arguments.signal.row.is_some() {
        bail!("--against and --noise are for whole images; leave --row out");
    }
    if !groups.noise.is_empty() && given.images.is_empty() {
        bail!("--noise is added to images; name one");
    }
    if arguments.engine.spec.inverse()
        && (!given.images.is_empty() || arguments.engine.engine == Engine::Model)
    {
        bail!(
            "--inverse makes a signal of a CSV with the columns amplitude and phase, in float; give such files only, without --engine model"
        );
    }
    if arguments.engine.spec.inverse() && given.signals.iter().any(|file| signals::is_wav(file)) {
        bail!("--inverse makes a signal of a CSV with the columns amplitude and phase; a WAV has none");
    }
    Ok(())
}

/// Every name that a run may write.
fn result_names(stems: &[String]) -> Vec<String> {
    const SUFFIXES: [&str; 12] = [
        "original",
        "signal",
        "amplitude",
        "phase",
        "leakage",
        "seam",
        "spectrum",
        "rebuilt",
        "magnitude",
        "sheet",
        "curve",
        "noise",
    ];
    const COMMON: [&str; 6] = ["windows", "curves", "groups", "groups_sheet", "ratio", "psd"];
    let of_stem = stems.iter().flat_map(|stem| SUFFIXES.map(|suffix| format!("{stem}_{suffix}")));
    let bases = of_stem.chain(COMMON.map(str::to_owned));
    bases.flat_map(|base| ["png", "svg", "csv"].map(|ending| format!("{base}.{ending}"))).collect()
}

/// A name for people: the file's own.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
