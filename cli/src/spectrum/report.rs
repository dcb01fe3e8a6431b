// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a run of `spectrum` found, as one JSON object and as text.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Result;
use serde::Serialize;
use utsushi::fft::FftSpec;
use utsushi::picture::frequency::{Normalisation, Summary};

use super::args::Spectrum;
use super::groups::Comparison;
use super::images::{Analysed, ImageReport};
use super::signal_report::SignalReport;
use crate::gather::short;

/// One JSON object.
#[derive(Serialize)]
pub(super) struct Report {
    engine: &'static str,
    /// Of the fixed engine, before its length was fitted.
    spec: Option<FftSpec>,
    normalisation: Normalisation,
    seed: u64,
    pub(super) signals: Vec<SignalReport>,
    images: Vec<ImageReport>,
    comparison: Option<Comparison>,
    #[serde(serialize_with = "crate::report::all_lossy")]
    files: Vec<PathBuf>,
}

impl Report {
    pub(super) fn new(arguments: &Spectrum) -> Result<Self> {
        Ok(Self {
            engine: arguments.engine.engine.word(),
            spec: arguments.engine.fixed()?,
            normalisation: arguments.norm,
            seed: arguments.group.seed,
            signals: Vec::new(),
            images: Vec::new(),
            comparison: None,
            files: Vec::new(),
        })
    }

    pub(super) fn take(&mut self, analysed: Analysed) {
        self.images = analysed.images;
        self.comparison = Some(analysed.comparison);
    }

    /// The object on one line.
    pub(super) fn json(&self, files: &[PathBuf]) -> Result<String> {
        let mut object = serde_json::to_value(self)?;
        object["files"] = files.iter().map(|file| file.to_string_lossy()).collect();
        Ok(format!("{object}\n"))
    }

    /// A paragraph for the page.
    pub(super) fn lead(&self) -> String {
        let (signals, images) = (self.signals.len(), self.images.len());
        let all = [(signals, "signal"), (images, "image")];
        let what: Vec<_> =
            all.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(n, what)).collect();
        let engine = if self.spec.is_some() { "the bit-accurate fixed-point model" } else { "float" };
        format!(
            "{}, transformed in {engine}; factor of the forward transform {}. A pixel is a fraction of white, a frequency counts cycles per image, per pixel or per sample as its axis says.",
            what.join(" and "),
            self.normalisation.formula()
        )
    }

    /// Tables for people.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for signal in &self.signals {
            text.push_str(&signal.text());
        }
        if self.images.is_empty() {
            return text;
        }
        let widest = self.images.iter().map(|image| image.name.chars().count()).max().unwrap_or(0).max(5);
        let _ = writeln!(
            text,
            "{:widest$}  {:>11}  {:>12}  {:>12}  {:>12}  {:>12}  strongest at (u, v)",
            "image", "size", "DC", "energy", "mean power", "peak power"
        );
        for image in &self.images {
            let size = format!("{} x {}", image.width, image.height);
            let peak = image.peak.map_or("nowhere".to_owned(), |peak| format!("({}, {})", peak.u, peak.v));
            let _ = writeln!(text, "{:widest$}  {size:>11}  {}  {peak}", image.name, columns(&image.summary));
        }
        self.fixed(&mut text);
        self.noise(&mut text);
        text.extend(self.comparison.as_ref().and_then(Comparison::text));
        let _ = writeln!(
            text,
            "factor {}; values are fractions of white, energy is the sum of their squares, power |X|^2, frequencies cycles per image",
            self.normalisation.formula()
        );
        text
    }

    fn fixed(&self, text: &mut String) {
        for image in &self.images {
            if let Some(fixed) = &image.fixed {
                let _ = writeln!(text, "{}: fixed point, {}", image.name, fixed.words());
            }
        }
    }

    fn noise(&self, text: &mut String) {
        for image in &self.images {
            for noisy in &image.noise {
                let hides = match noisy.hides_from {
                    Some(radius) => format!("hides the image from {} cycles per pixel on", short(radius)),
                    None => "hides no frequency up to the farthest".to_owned(),
                };
                let _ = writeln!(
                    text,
                    "{}: noise of {} of white, power {} everywhere, {hides}",
                    image.name,
                    noisy.sigma,
                    short(noisy.floor)
                );
            }
        }
    }
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn columns(summary: &Summary) -> String {
    let numbers = [summary.dc, summary.energy, summary.mean_power, summary.peak_power];
    numbers.map(|number| format!("{:>12}", short(number))).join("  ")
}
