// SPDX-License-Identifier: MIT OR Apache-2.0
//! The sweep as one page.

use anyhow::Result;
use utsushi::quality::{Outcome, Point, Sweep};

use super::slice::Slices;
use super::{featured, figures};
use crate::page::{Block, Page, Section};

/// The name of the page.
pub(crate) const NAME: &str = "report.html";

/// The page of a sweep; `decisions` says whose labels were asked for.
pub(crate) fn page(points: &[Point], sweep: &Sweep, decisions: &str) -> Result<Page> {
    let mut sections = Vec::new();
    if let Some(slices) = Slices::new(points) {
        let mut ratios = figures::widths(&slices);
        ratios.extend([figures::lengths(&slices), figures::twiddles(&slices)].into_iter().flatten());
        ratios.extend(figures::pareto(&slices));
        sections.push(section("How many bits", ratios));
        let mut inside = featured::figures(&slices, sweep)?;
        inside.extend(figures::agreement(&slices));
        sections.push(section("Inside the noise", inside));
        if let Some(flips) = figures::decisions(&slices) {
            let whose = Block::Words(format!("Asked of {decisions}."));
            sections.push(section("What rounding changes", vec![whose, flips]));
        }
    }
    if let Some(slices) = Slices::new(points) {
        sections.push(section("The Pareto front", vec![front(&slices)]));
    }
    sections.extend(refusals(points));
    Ok(Page { title: "Quantisation error of a fixed-point FFT".into(), lead: lead(points, sweep), sections })
}

fn section(heading: &str, blocks: Vec<Block>) -> Section {
    Section { heading: heading.into(), blocks }
}

fn lead(points: &[Point], sweep: &Sweep) -> String {
    let refused = points.iter().filter(|point| point.refused.is_some()).count();
    let but = if refused == 0 {
        String::new()
    } else {
        format!(", {refused} of them refused by the numeric contract")
    };
    let worst = points
        .iter()
        .filter_map(disagreement)
        .fold(None, |worst: Option<f64>, d| Some(worst.map_or(d, |w| w.max(d))));
    let agree = worst.map_or(String::new(), |worst| {
        format!(
            " Where the prediction is promised, it differs from the measurement by {worst:.3} dB at most."
        )
    });
    format!(
        "{} specs{but}, each measured on at least {} complex samples of {} at {} dB of full scale, seed {}, against the exact transform.{agree}",
        points.len(),
        sweep.samples,
        sweep.stimulus.shape,
        sweep.stimulus.level_db,
        sweep.seed
    )
}

/// |measured − predicted| in decibels, where the prediction is promised and both are finite.
pub(crate) fn disagreement(point: &Point) -> Option<f64> {
    let outcome = point.outcome.as_ref().filter(|outcome| outcome.prediction_holds)?;
    Some((outcome.sqnr_db_measured? - outcome.sqnr_db_predicted?).abs())
}

/// The Pareto front as a table.
fn front(slices: &Slices) -> Block {
    let header = ["cost, bits", "SQNR, dB", "predicted", "data", "twiddle", "schedule", "rounding", "ENOB"];
    let decibels = |ratio: Option<f64>| ratio.map_or("exact".to_owned(), |ratio| format!("{ratio:.2}"));
    let row = |(spec, outcome, cost): &(&utsushi::fft::FftSpec, &Outcome, f64)| {
        vec![
            format!("{cost:.0}"),
            decibels(outcome.sqnr_db_measured),
            decibels(outcome.sqnr_db_predicted),
            spec.data.to_string(),
            spec.twiddle.to_string(),
            spec.schedule.to_string(),
            spec.rounding.to_string(),
            outcome.enob.map_or("–".to_owned(), |bits| format!("{bits:.2}")),
        ]
    };
    Block::Table {
        header: header.map(str::to_owned).to_vec(),
        rows: slices.front().iter().map(row).collect(),
    }
}

/// Which specs were refused, and why; each reason once.
fn refusals(points: &[Point]) -> Option<Section> {
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for reason in points.iter().filter_map(|point| point.refused.as_deref()) {
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count += 1,
            None => reasons.push((reason, 1)),
        }
    }
    let rows: Vec<_> =
        reasons.iter().map(|(reason, count)| vec![(*reason).to_owned(), count.to_string()]).collect();
    let table = Block::Table { header: vec!["why".into(), "specs".into()], rows };
    (!reasons.is_empty()).then(|| section("Refused", vec![table]))
}
