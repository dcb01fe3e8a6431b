// SPDX-License-Identifier: MIT OR Apache-2.0
//! What `cosim --plane` found: one JSON object, or a few lines.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;
use utsushi::fft::FftSpec;

use crate::report::{MismatchReport, VerilatorReport, all_lossy, count, lossy};

/// The outcome.
#[derive(Serialize)]
pub(crate) struct PlaneReport {
    /// Of both axes, their lengths excepted, and the columns' width, which is that of the rows' output.
    pub(crate) spec: FftSpec,
    /// Complex samples that went in.
    pub(crate) samples: u64,
    /// Clocks of the simulated hardware.
    pub(crate) cycles: u64,
    /// Seconds the hardware's simulation took.
    pub(crate) seconds: f64,
    pub(crate) cycles_per_second: f64,
    /// Bins and overflow flags that differ.
    pub(crate) mismatches: u64,
    pub(crate) first_mismatch: Option<MismatchReport>,
    /// Images whose overflow flag is set, the model's and the hardware's alike.
    pub(crate) overflow_images: usize,
    pub(crate) stall: String,
    pub(crate) verilator: Option<VerilatorReport>,
    pub(crate) images: Vec<PlaneImageReport>,
    /// Files written.
    #[serde(serialize_with = "all_lossy")]
    pub(crate) files: Vec<PathBuf>,
}

/// One image.
#[derive(Serialize)]
pub(crate) struct PlaneImageReport {
    #[serde(serialize_with = "lossy")]
    pub(crate) path: PathBuf,
    /// Width and height of the picture.
    pub(crate) from: [usize; 2],
    /// Those of its plane.
    pub(crate) to: [usize; 2],
    /// How the one became the other.
    pub(crate) fit: String,
    pub(crate) overflow: bool,
    /// e in X = DFT·2^−e, both as words, of both axes together.
    pub(crate) exponent: i32,
}

/// The outcome for people.
pub(crate) fn text(report: &PlaneReport) -> String {
    let mut text = String::new();
    for image in &report.images {
        let ([w, h], [width, height]) = (image.from, image.to);
        let flag = if image.overflow { ", overflowed" } else { "" };
        let (path, fit) = (image.path.display(), &image.fit);
        let _ = writeln!(text, "{path}: {w} x {h} {fit}, a plane of {width} x {height}{flag}");
    }
    let _ = writeln!(
        text,
        "{}, {} samples, {} clocks at {:.2} million a second{}",
        count(report.images.len(), "image"),
        report.samples,
        report.cycles,
        report.cycles_per_second / 1e6,
        report.verilator.as_ref().map_or(String::new(), |tool| format!("; Verilator {}", tool.version))
    );
    match &report.first_mismatch {
        None => text.push_str("model and hardware agree in every bit and flag\n"),
        Some(first) => {
            let words = count(report.mismatches as usize, "word");
            let _ = writeln!(
                text,
                "MISMATCH in {words}; the first is in {}:\n  {}",
                first.source, first.sentence
            );
        }
    }
    for file in &report.files {
        let _ = writeln!(text, "wrote {}", file.display());
    }
    text
}
