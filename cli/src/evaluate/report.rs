// SPDX-License-Identifier: MIT OR Apache-2.0
//! What an evaluation found, as JSON and as text.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;
use utsushi::fft::FftSpec;
use utsushi::shape::evaluate::Evaluation;

/// What is written with `--out`.
pub(super) const FILES: [&str; 8] = [
    "report.json",
    "report.html",
    "classes.png",
    "classes.svg",
    "confusion.png",
    "confusion.svg",
    "unknown.png",
    "unknown.svg",
];

/// An evaluation and how it came about.
#[derive(Serialize)]
pub(super) struct Report {
    pub(super) descriptor: &'static str,
    pub(super) mirror: &'static str,
    pub(super) engine: &'static str,
    pub(super) spec: FftSpec,
    /// Numbers of a descriptor that are compared by their differences.
    pub(super) numbers: usize,
    #[serde(flatten)]
    pub(super) evaluation: Evaluation,
    /// Shapes whose nearest other shape is of another class than without rounding.
    pub(super) decisions_changed_vs_f64: usize,
    /// From the mask to the descriptor, one thread.
    pub(super) us_per_shape: f64,
    /// Wall time of all distances, by the pairs of shapes; all threads share them.
    pub(super) ns_per_comparison: f64,
    pub(super) seconds_of_comparing: f64,
    pub(super) seconds_of_ranking: f64,
    pub(super) threads: usize,
}

impl Report {
    /// One line that says what was evaluated.
    pub(super) fn title(&self) -> String {
        let FftSpec { len, data, rounding, .. } = &self.spec;
        let words = match self.engine {
            "f64" => format!("{} in f64, N = {len}", self.descriptor),
            engine => format!("{} by {engine}, N = {len}, {data} bits, {rounding}", self.descriptor),
        };
        format!("{words}: {} shapes of {} classes", self.evaluation.shapes, self.evaluation.classes)
    }

    /// The report in words; `files` were written.
    pub(super) fn text(&self, files: &[PathBuf]) -> String {
        let Evaluation { bullseye, bullseye_held, nn1, nn1_held, open_set, .. } = &self.evaluation;
        let held =
            |value: &Option<f64>| value.map(|v| format!(" (every second class {v:.2})")).unwrap_or_default();
        let mut text = format!("{}\n\n", self.title());
        let _ = writeln!(text, "bullseye               {bullseye:.2} %{}", held(bullseye_held));
        let _ = writeln!(text, "nearest of its class   {nn1:.2} %{}", held(nn1_held));
        let _ = writeln!(text, "decisions changed      {} against f64", self.decisions_changed_vs_f64);
        let _ = writeln!(text, "mask to descriptor     {:.0} µs, one thread", self.us_per_shape);
        let _ = writeln!(
            text,
            "comparison             {:.1} ns, {} threads; all in {:.3} s",
            self.ns_per_comparison,
            self.threads,
            self.seconds_of_comparing + self.seconds_of_ranking
        );
        if let Some(open) = open_set {
            let _ = writeln!(
                text,
                "unknown shapes         at margin {:.3} {:.1} % pass and {:.1} % of the known are lost",
                open.margin, open.unknown_accepted, open.known_lost
            );
        }
        text.push_str("\nhardest classes\n");
        for class in self.hardest().into_iter().take(8) {
            let _ =
                writeln!(text, "  {:<20} {:6.2} %  nearest {:6.2} %", class.class, class.bullseye, class.nn1);
        }
        for confusion in self.evaluation.confusions.iter().take(5) {
            let _ = writeln!(
                text,
                "  {} {} taken for {}",
                confusion.shapes, confusion.class, confusion.taken_for
            );
        }
        text.extend(files.iter().map(|file| format!("wrote {}\n", file.display())));
        text
    }

    /// The classes, least bullseye first.
    pub(super) fn hardest(&self) -> Vec<&utsushi::shape::evaluate::ClassScore> {
        let mut classes: Vec<_> = self.evaluation.per_class.iter().collect();
        classes.sort_by(|a, b| a.bullseye.total_cmp(&b.bullseye));
        classes
    }
}
