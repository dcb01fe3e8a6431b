// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a run found: one JSON object, or a table.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use num_complex::Complex;
use serde::{Serialize, Serializer};
use utsushi::compare::{Difference, Mismatch, Origin};
use utsushi::fft::FftSpec;

use crate::output;

/// The outcome of `cosim`.
#[derive(Serialize)]
pub(crate) struct CosimReport {
    pub(crate) spec: FftSpec,
    /// Frames that went through both: rows and contours.
    pub(crate) frames: usize,
    pub(crate) rows: usize,
    /// Whether rows went two by two.
    pub(crate) row_pairs: bool,
    /// Frames of rows: as many as rows, or half as many.
    pub(crate) row_frames: usize,
    pub(crate) contours: usize,
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
    /// Frames whose overflow flag is set, the model's and the hardware's alike.
    pub(crate) overflow_frames: usize,
    pub(crate) stall: String,
    pub(crate) images: Vec<ImageReport>,
    pub(crate) objects: Vec<ObjectReport>,
    pub(crate) verilator: VerilatorReport,
    pub(crate) cache_hit: bool,
    /// Files written.
    #[serde(serialize_with = "all_lossy")]
    pub(crate) files: Vec<PathBuf>,
}

/// The first difference and where it began.
#[derive(Serialize)]
pub(crate) struct MismatchReport {
    pub(crate) frame: usize,
    /// The bin, or null if the overflow flag differs.
    pub(crate) bin: Option<usize>,
    pub(crate) expected: WordReport,
    pub(crate) got: WordReport,
    /// The first stage whose words differ, counted from 0; null if no stage's do, or it could not be found.
    pub(crate) stage: Option<usize>,
    /// The butterfly in that stage, counted in streaming order.
    pub(crate) butterfly: Option<usize>,
    /// Where the frame comes from, and the whole in words.
    pub(crate) source: String,
    pub(crate) sentence: String,
}

/// A word on the bus, or a flag.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum WordReport {
    /// A bin.
    Word {
        re: i32,
        im: i32,
        /// The components' bits in hexadecimal: `{im, re}`.
        bits: String,
    },
    /// The overflow flag.
    Flag(bool),
    /// A number of frames.
    Frames(usize),
}

/// One image of a run.
#[derive(Serialize)]
pub(crate) struct ImageReport {
    #[serde(serialize_with = "lossy")]
    pub(crate) path: PathBuf,
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// How its rows became N samples.
    pub(crate) fit: String,
    /// How its objects were found: method, level, polarity.
    pub(crate) threshold: String,
    pub(crate) objects: usize,
}

/// One object and what it was recognised as.
#[derive(Serialize)]
pub(crate) struct ObjectReport {
    #[serde(serialize_with = "lossy")]
    pub(crate) image: PathBuf,
    /// Null without a gallery, and if the match was rejected.
    pub(crate) label: Option<String>,
    /// The nearest label, rejected or not.
    pub(crate) nearest: Option<String>,
    /// Distance of the descriptors.
    pub(crate) distance: Option<f64>,
    /// How much farther the nearest other label is; null if the gallery has one label.
    pub(crate) margin: Option<f64>,
    /// Counter-clockwise as seen, against the gallery's picture.
    pub(crate) angle_degrees: Option<f64>,
    /// Size against the gallery's picture.
    pub(crate) scale: Option<f64>,
    /// Left, top, width, height in pixels.
    pub(crate) bbox: [u32; 4],
    pub(crate) area: u64,
    pub(crate) touches_border: bool,
    /// Several objects grown together, by the look of the outline.
    pub(crate) touching: bool,
}

/// The simulator of a run.
#[derive(Serialize)]
pub(crate) struct VerilatorReport {
    #[serde(serialize_with = "lossy")]
    pub(crate) path: PathBuf,
    pub(crate) version: String,
}

impl MismatchReport {
    /// A report of `mismatch`, whose frame comes from `source` and which began at `origin`.
    pub(crate) fn new(mismatch: &Mismatch, source: &str, origin: Option<Origin>, remark: &str) -> Self {
        let (bin, expected, got) = words(&mismatch.difference);
        let (stage, butterfly) = match origin {
            Some(Origin::Stage { stage, butterfly, .. }) => (Some(stage), Some(butterfly)),
            _ => (None, None),
        };
        let began = origin.map_or_else(|| remark.to_owned(), |origin| origin.to_string());
        let sentence = format!("{mismatch}; {began}");
        Self {
            frame: mismatch.frame,
            bin,
            expected,
            got,
            stage,
            butterfly,
            source: source.to_owned(),
            sentence,
        }
    }
}

fn words(difference: &Difference) -> (Option<usize>, WordReport, WordReport) {
    match *difference {
        Difference::Bin { bin, expected, got, format } => {
            let word = |z: Complex<i32>| WordReport::Word { re: z.re, im: z.im, bits: format.hex(z) };
            (Some(bin), word(expected), word(got))
        }
        Difference::Overflow { expected, got } => (None, WordReport::Flag(expected), WordReport::Flag(got)),
        Difference::Frames { expected, got } => (None, WordReport::Frames(expected), WordReport::Frames(got)),
    }
}

/// JSON is UTF-8 and a path need not be: bytes that are not become U+FFFD.
pub(crate) fn lossy<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.to_string_lossy())
}

/// As [`lossy`], for a list.
pub(crate) fn all_lossy<S: Serializer>(paths: &[PathBuf], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(paths.iter().map(|path| path.to_string_lossy()))
}

/// The name of a report's file.
pub(crate) const NAME: &str = "report.json";

/// The name of the waveform around a first difference.
pub(crate) const WAVEFORM: &str = "mismatch.vcd";

/// Writes `report` into `folder`.
pub(crate) fn write_json(folder: &Path, report: &impl Serialize) -> anyhow::Result<()> {
    let mut text = serde_json::to_string_pretty(report)?;
    text.push('\n');
    output::write(&folder.join(NAME), text.as_bytes())
}

/// The outcome of `cosim` for people.
pub(crate) fn text(report: &CosimReport) -> String {
    let mut text = String::new();
    for image in &report.images {
        let (path, width, height) = (image.path.display(), image.width, image.height);
        let objects = count(image.objects, "object");
        let _ = writeln!(
            text,
            "{path}: {width} x {height}, rows by {}; {objects} by {}",
            image.fit, image.threshold
        );
    }
    if !report.objects.is_empty() {
        let _ = writeln!(text, "\n{}", tables(&report.objects));
    }
    let _ = writeln!(
        text,
        "{} ({}{}, {}), {} samples, {} clocks at {:.2} million a second; Verilator {}{}",
        count(report.frames, "frame"),
        count(report.rows, "row"),
        if report.row_pairs { " in pairs" } else { "" },
        count(report.contours, "contour"),
        report.samples,
        report.cycles,
        report.cycles_per_second / 1e6,
        report.verilator.version,
        if report.cache_hit { ", from the cache" } else { "" }
    );
    text.push_str(&verdict(report));
    for file in &report.files {
        let _ = writeln!(text, "wrote {}", file.display());
    }
    text
}

/// `1 row`, `2 rows`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

fn verdict(report: &CosimReport) -> String {
    let flags = match report.overflow_frames {
        0 => String::new(),
        some => format!("; {} overflowed in both", count(some, "frame")),
    };
    match &report.first_mismatch {
        None => format!("model and hardware agree in every bit and flag{flags}\n"),
        Some(first) => format!(
            "MISMATCH in {}; the first is in {}:\n  {}\n",
            count(report.mismatches as usize, "word"),
            first.source,
            first.sentence
        ),
    }
}

/// A table for each image, under its name if there are several; numbers are those of the annotated pictures.
pub(crate) fn tables(objects: &[ObjectReport]) -> String {
    let images: Vec<_> = objects.chunk_by(|a, b| a.image == b.image).collect();
    let title = |image: &[ObjectReport]| match images.len() {
        1 => String::new(),
        _ => format!("{}\n", image[0].image.display()),
    };
    images.iter().map(|image| title(image) + &table(image)).collect::<Vec<_>>().join("\n")
}

/// Objects of one image: number, label, distance, margin, angle, scale, box.
fn table(objects: &[ObjectReport]) -> String {
    let header = ["#", "label", "distance", "margin", "angle", "scale", "x", "y", "w", "h", "remark"];
    let rows: Vec<Vec<String>> = std::iter::once(header.map(str::to_owned).to_vec())
        .chain(objects.iter().enumerate().map(|(i, object)| cells(i + 1, object)))
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let padded: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:>width$}")).collect();
        format!("{}\n", padded.join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

fn cells(number: usize, object: &ObjectReport) -> Vec<String> {
    let real =
        |value: Option<f64>, digits: usize| value.map_or("–".to_owned(), |v| format!("{v:.digits$}"));
    let unknown = object.nearest.as_ref().filter(|_| object.label.is_none());
    let remarks = [
        unknown.map(|nearest| format!("unknown, nearest {nearest}")),
        object.touching.then(|| "touching".to_owned()),
        object.touches_border.then(|| "at the border".to_owned()),
    ];
    let mut cells = vec![
        number.to_string(),
        object.label.clone().unwrap_or_else(|| "–".to_owned()),
        real(object.distance, 4),
        real(object.margin, 4),
        real(object.angle_degrees, 1),
        real(object.scale, 3),
    ];
    cells.extend(object.bbox.map(|x| x.to_string()));
    cells.push(remarks.into_iter().flatten().collect::<Vec<_>>().join(", "));
    cells
}
