// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a run of `filter` found, as one JSON object and as text.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::Serialize;
use utsushi::picture::frequency::{Band, Deviation, Normalisation, Unit};

use super::{Arguments, Filtered, file_name};
use crate::gather::short;
use crate::spectrum::FixedReport;

/// One JSON object.
#[derive(Serialize)]
pub(super) struct Report {
    engine: &'static str,
    band: Band,
    profile: String,
    /// Of the band's radii: cycles per image or per pixel.
    unit: Unit,
    normalisation: Normalisation,
    pub(super) images: Vec<ImageReport>,
}

/// One image.
#[derive(Serialize)]
pub(super) struct ImageReport {
    #[serde(serialize_with = "crate::report::lossy")]
    path: PathBuf,
    #[serde(skip)]
    pub(super) name: String,
    width: usize,
    height: usize,
    energy_before: f64,
    energy_after: f64,
    /// Least and greatest value of the result, of white.
    range: [f64; 2],
    /// What the picture has more than the result: 0, or 0.5 where the mean is filtered away.
    offset: f64,
    /// Pixels that black or white cut off.
    clipped: usize,
    fixed: Option<FixedFilter>,
}

/// What the fixed engine did.
#[derive(Serialize)]
struct FixedFilter {
    forward: ForwardReport,
    /// Whether the inverse overflowed.
    inverse_overflow: bool,
    /// The result against the float one, of white.
    result_error: Deviation,
}

/// The forward transform's report in words and numbers.
#[derive(Serialize)]
struct ForwardReport {
    words: String,
    fit: String,
    overflow: bool,
    exponent: i32,
    error: Deviation,
    specs: Vec<utsushi::fft::FftSpec>,
}

impl ForwardReport {
    fn new(report: &FixedReport) -> Self {
        Self {
            words: report.words(),
            fit: report.fit.words(),
            overflow: report.overflow,
            exponent: report.exponent,
            error: report.error,
            specs: report.specs.clone(),
        }
    }
}

impl ImageReport {
    pub(super) fn new(file: &Path, filtered: &Filtered) -> Self {
        let Filtered { before, spectrum, plane, offset, fixed, .. } = filtered;
        let ends = |(low, high): (f64, f64), x: &f64| (low.min(*x), high.max(*x));
        let (low, high) = plane.values().iter().fold((f64::INFINITY, f64::NEG_INFINITY), ends);
        // Half a level is rounded to black or white without being cut off.
        let half = 0.5 / f64::from(before.picture.depth().max());
        let outside = |x: &&f64| !(-half..=1.0 + half).contains(&(**x + offset));
        let forward = before.fixed.as_ref().map(|(_, report)| ForwardReport::new(report));
        Self {
            path: file.to_owned(),
            name: file_name(file),
            width: spectrum.width(),
            height: spectrum.height(),
            energy_before: before.spectrum.energy(),
            energy_after: spectrum.energy(),
            range: [low, high],
            offset: *offset,
            clipped: plane.values().iter().filter(outside).count(),
            fixed: forward.zip(*fixed).map(|(forward, (result_error, inverse_overflow))| FixedFilter {
                forward,
                inverse_overflow,
                result_error,
            }),
        }
    }

    /// A line or two for people.
    pub(super) fn text(&self) -> String {
        let kept = 100.0 * self.energy_after / self.energy_before;
        let kept = if kept.is_finite() {
            format!("{} % of the energy kept", short(kept))
        } else {
            "no energy".into()
        };
        let grey = if self.offset > 0.0 { ", shown about mid-grey" } else { "" };
        let [low, high] = self.range;
        let mut text = format!(
            "{}: {} x {} bins, {kept}, values {} to {}{grey}, {} pixels cut off at black or white\n",
            self.name,
            self.width,
            self.height,
            short(low),
            short(high),
            self.clipped
        );
        if let Some(fixed) = &self.fixed {
            let error = &fixed.result_error;
            let flag = if fixed.inverse_overflow { "overflowed" } else { "no overflow" };
            let _ = writeln!(
                text,
                "  fixed point: {}\n  back: {flag}; result against float: rms error {}, largest {} of white",
                fixed.forward.words,
                short(error.rms),
                short(error.worst)
            );
        }
        text
    }
}

impl Report {
    pub(super) fn new(arguments: &Arguments) -> Self {
        Self {
            engine: arguments.engine.engine.word(),
            band: arguments.band(),
            profile: arguments.profile.to_string(),
            unit: arguments.unit,
            normalisation: arguments.norm,
            images: Vec::new(),
        }
    }

    /// The filter in words.
    pub(super) fn lead(&self) -> String {
        format!("{} {}, radii in {}.", self.profile, self.band, self.unit.words())
    }

    /// The object on one line.
    pub(super) fn json(&self, files: &[PathBuf]) -> Result<String> {
        let mut object = serde_json::to_value(self)?;
        object["files"] = files.iter().map(|file| file.to_string_lossy()).collect();
        Ok(format!("{object}\n"))
    }

    /// A line an image.
    pub(super) fn text(&self) -> String {
        let images = self.images.iter().map(ImageReport::text);
        format!("{}\n", self.lead()) + &images.collect::<String>()
    }
}
