// SPDX-License-Identifier: MIT OR Apache-2.0
//! The evaluation as a page with its figures.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::report::Report;
use crate::output;
use crate::page::{Block, Page, Section};
use crate::plot::{Axis, Figure, Mark, Scale, Series};

/// Writes report.json, report.html and the figures; says what was written.
pub(super) fn write(out: &Path, report: &Report) -> Result<Vec<PathBuf>> {
    let mut files = vec![out.join("report.json"), out.join("report.html")];
    output::write(&files[0], (serde_json::to_string_pretty(report)? + "\n").as_bytes())?;
    for (name, figure, _) in figures(report) {
        files.extend(figure.write(&out.join(name))?);
    }
    output::write(&files[1], page(report).to_html()?.as_bytes())?;
    Ok(files)
}

fn page(report: &Report) -> Page {
    let figures = figures(report).into_iter();
    let figure = |(id, figure, caption): (&str, Figure, String)| Block::Figure {
        id: id.to_owned(),
        figure: Box::new(figure),
        caption,
    };
    let confusions = report.evaluation.confusions.iter().take(20);
    Page {
        title: report.title(),
        lead: format!(
            "Bullseye {:.2} %, nearest shape of its class {:.2} %, {} decisions changed against f64.",
            report.evaluation.bullseye, report.evaluation.nn1, report.decisions_changed_vs_f64
        ),
        sections: vec![
            Section { heading: "Scores".to_owned(), blocks: figures.map(figure).collect() },
            Section {
                heading: "Classes, hardest first".to_owned(),
                blocks: vec![Block::Table {
                    header: ["class", "shapes", "bullseye, %", "nearest of its class, %"]
                        .map(str::to_owned)
                        .to_vec(),
                    rows: report
                        .hardest()
                        .into_iter()
                        .map(|class| {
                            let percent = |value: f64| format!("{value:.2}");
                            vec![
                                class.class.clone(),
                                class.shapes.to_string(),
                                percent(class.bullseye),
                                percent(class.nn1),
                            ]
                        })
                        .collect(),
                }],
            },
            Section {
                heading: "Taken for another".to_owned(),
                blocks: vec![Block::Table {
                    header: ["class", "taken for", "shapes"].map(str::to_owned).to_vec(),
                    rows: confusions
                        .map(|c| vec![c.class.clone(), c.taken_for.clone(), c.shapes.to_string()])
                        .collect(),
                }],
            },
        ],
    }
}

/// Name, figure and caption.
fn figures(report: &Report) -> Vec<(&'static str, Figure, String)> {
    let mut all = vec![classes(report), confusion(report)];
    all.extend(unknown(report));
    all
}

fn dots(name: &str, colour: usize, mark: Mark, points: Vec<(f64, f64)>) -> Series {
    Series { name: name.to_owned(), colour, mark, points }
}

fn classes(report: &Report) -> (&'static str, Figure, String) {
    let ranked = || report.hardest().into_iter().zip(1..).map(|(class, rank)| (f64::from(rank), class));
    let figure = Figure {
        title: "Classes by their bullseye".to_owned(),
        x: Axis::new("class, by rank", Scale::Linear),
        y: Axis::new("percent", Scale::Linear),
        series: vec![
            dots("nearest of its class", 1, Mark::Dots, ranked().map(|(rank, c)| (rank, c.nn1)).collect()),
            dots("bullseye", 0, Mark::Line, ranked().map(|(rank, c)| (rank, c.bullseye)).collect()),
        ],
    };
    let caption = "Every class's bullseye, hardest first, and how often the nearest shape is of the class.";
    ("classes", figure, caption.to_owned())
}

fn confusion(report: &Report) -> (&'static str, Figure, String) {
    let evaluation = &report.evaluation;
    let place = |class: &str| {
        let found = evaluation.per_class.iter().position(|score| score.class == class);
        found.map_or(0.0, |place| (place + 1) as f64)
    };
    let right = evaluation.per_class.iter().filter(|class| class.nn1 > 0.0).map(|class| place(&class.class));
    let wrong = evaluation.confusions.iter().map(|c| (place(&c.taken_for), place(&c.class)));
    let figure = Figure {
        title: "What was taken for what".to_owned(),
        x: Axis::new("class of the nearest shape, in alphabetical order", Scale::Linear),
        y: Axis::new("class of the shape", Scale::Linear),
        series: vec![
            dots("right", 5, Mark::Dots, right.map(|c| (c, c)).collect()),
            dots("wrong", 1, Mark::Dots, wrong.collect()),
        ],
    };
    let caption = "One dot for every pair of classes of which a shape was taken for the other; the counts stand in the table.";
    ("confusion", figure, caption.to_owned())
}

fn unknown(report: &Report) -> Option<(&'static str, Figure, String)> {
    let open = report.evaluation.open_set.as_ref()?;
    let curve = |column: usize| open.curve.iter().map(|row| (row[0], row[column])).collect();
    let figure = Figure {
        title: "Rejection by margin".to_owned(),
        x: Axis::new("least margin, as a part of the runner-up's distance", Scale::Linear),
        y: Axis::new("percent of shapes accepted", Scale::Linear),
        series: vec![
            dots("known, rightly named", 0, Mark::Line, curve(1)),
            dots("unknown", 1, Mark::Line, curve(2)),
        ],
    };
    let caption = format!(
        "Shapes asked of all others, and of all but their class. At {:.3} as many known ones are lost ({:.1} %) as unknown ones pass.",
        open.margin, open.known_lost
    );
    Some(("unknown", figure, caption))
}
