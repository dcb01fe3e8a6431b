// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi sweep`: the error of every spec of a grid, measured and predicted, as tables and one page.

mod args;
mod featured;
mod figures;
mod journal;
mod jurors;
mod report;
mod slice;
mod table;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use utsushi::fft::FftSpec;
use utsushi::quality::{Point, Stimulus, Sweep};

pub(crate) use args::Sweep as Arguments;

use crate::{failure, output, progress};
use journal::{Header, Journal};

/// Of the journal's lines.
const SCHEMA: &str = "utsushi-sweep-1";
/// Of the numeric contract.
const SEMANTICS: u32 = 1;

#[derive(Serialize)]
struct Summary {
    specs: usize,
    /// Found by this run, the others by an earlier one.
    measured: usize,
    refused: usize,
    /// Complex samples a spec.
    samples: usize,
    seconds: f64,
    /// Greatest |measured − predicted| in decibels where the prediction is promised.
    worst_disagreement_db: Option<f64>,
    #[serde(serialize_with = "crate::report::all_lossy")]
    files: Vec<PathBuf>,
}

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let specs = arguments.grid().specs()?;
    let (jury, decisions) = jurors::called(arguments)?;
    let stimulus = Stimulus { shape: arguments.input, level_db: arguments.level };
    let sweep = Sweep { stimulus, samples: arguments.samples, seed: arguments.seed, jury };
    check(&sweep, &specs)?;
    output::folder(&arguments.out)?;
    let journal = Journal::open(&arguments.out, &header(&sweep, &decisions))?;
    let start = Instant::now();
    let (points, measured) = measure(&sweep, &specs, &journal)?;
    let seconds = start.elapsed().as_secs_f64();
    let files = write(arguments, &sweep, &points, journal, &decisions)?;
    let summary = Summary {
        specs: specs.len(),
        measured,
        refused: points.iter().filter(|point| point.refused.is_some()).count(),
        samples: sweep.samples,
        seconds,
        worst_disagreement_db: points.iter().filter_map(report::disagreement).reduce(f64::max),
        files,
    };
    show(&summary, arguments.json)?;
    Ok(ExitCode::from(failure::HOLDS))
}

/// Refuses what no spec could be measured with, before anything is written.
fn check(sweep: &Sweep, specs: &[FftSpec]) -> Result<()> {
    let Some(usable) = specs.iter().find(|spec| spec.check().is_ok()) else {
        let reason = specs.first().and_then(|spec| spec.check().err());
        bail!(
            "no spec of the sweep keeps the contract; the first: {}",
            reason.map_or(String::new(), |r| r.to_string())
        )
    };
    sweep.stimulus.radius(usable.data)?;
    Ok(())
}

fn header(sweep: &Sweep, decisions: &str) -> Header {
    Header {
        schema: SCHEMA.into(),
        semantics: SEMANTICS,
        input: format!("{} at {} dB", sweep.stimulus.shape, sweep.stimulus.level_db),
        samples: sweep.samples,
        seed: sweep.seed,
        decisions: decisions.to_owned(),
    }
}

/// Every spec's point in the order of the specs, and how many of them were found now.
fn measure(sweep: &Sweep, specs: &[FftSpec], journal: &Journal) -> Result<(Vec<Point>, usize)> {
    let missing: Vec<_> = specs.iter().filter(|spec| journal.found(spec).is_none()).cloned().collect();
    let bar = progress::bar(specs.len() as u64, "measuring specs");
    bar.inc((specs.len() - missing.len()) as u64);
    let new = std::sync::Mutex::new(std::collections::HashMap::new());
    sweep.run(&missing, |point| {
        journal.append(&point)?;
        bar.inc(1);
        new.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(point.spec.clone(), point);
        anyhow::Ok(())
    })?;
    bar.finish_and_clear();
    let new = new.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let point = |spec| new.get(spec).or_else(|| journal.found(spec)).cloned();
    let points = specs.iter().map(point).collect::<Option<Vec<_>>>();
    Ok((points.context("a spec was not measured")?, missing.len()))
}

fn write(
    arguments: &Arguments,
    sweep: &Sweep,
    points: &[Point],
    journal: Journal,
    decisions: &str,
) -> Result<Vec<PathBuf>> {
    let html = report::page(points, sweep, decisions)?.to_html()?;
    let mut files = vec![journal.finish(points)?];
    let tables = [
        (table::CSV, table::csv(points).into_bytes()),
        (table::NPZ, table::npz(points)?),
        (report::NAME, html.into_bytes()),
    ];
    for (name, bytes) in tables {
        let path = arguments.out.join(name);
        output::write(&path, &bytes)?;
        files.push(path);
    }
    Ok(files)
}

fn show(summary: &Summary, json: bool) -> Result<()> {
    if json {
        return output::print(&format!("{}\n", serde_json::to_string(summary)?));
    }
    let Summary { specs, measured, refused, samples, seconds, .. } = summary;
    let mut text =
        format!("{specs} specs, {measured} measured now on {samples} samples each in {seconds:.1} s");
    if *refused > 0 {
        let _ = write!(text, "; {refused} refused by the contract");
    }
    if let Some(worst) = summary.worst_disagreement_db {
        let _ = write!(
            text,
            "\nmeasured and predicted differ by {worst:.3} dB at most where the prediction is promised"
        );
    }
    let files = summary.files.iter().map(|file| format!("\nwrote {}", file.display()));
    output::print(&(text + &files.collect::<String>() + "\n"))
}
