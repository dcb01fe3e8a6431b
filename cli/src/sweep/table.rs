// SPDX-License-Identifier: MIT OR Apache-2.0
//! The points as a table: CSV for everything, NPZ for `NumPy`.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use anyhow::Result;
use npyz::WriterBuilder;
use utsushi::quality::{Outcome, Point};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The names of the files.
pub(crate) const CSV: &str = "points.csv";
pub(crate) const NPZ: &str = "points.npz";

/// A column: its name and a point's number in it, if it has one.
type Column = (&'static str, fn(&Point) -> Option<f64>);

/// The columns of numbers. What a point has not is empty in CSV and not-a-number in NPZ.
const NUMBERS: [Column; 14] = [
    ("len", |point| Some(point.spec.len as f64)),
    ("data", |point| Some(point.spec.data.into())),
    ("twiddle", |point| Some(point.spec.twiddle.into())),
    ("cost_bits", |point| point.cost),
    ("samples", |point| of(point, |outcome| Some(outcome.samples as f64))),
    ("sqnr_db_measured", |point| of(point, |outcome| outcome.sqnr_db_measured)),
    ("sqnr_db_predicted", |point| of(point, |outcome| outcome.sqnr_db_predicted)),
    ("prediction_holds", |point| of(point, |outcome| Some(u8::from(outcome.prediction_holds).into()))),
    ("bias_lsb", |point| of(point, |outcome| Some(outcome.bias_lsb))),
    ("worst_error_lsb", |point| of(point, |outcome| Some(outcome.worst_error_lsb))),
    ("enob", |point| of(point, |outcome| outcome.enob)),
    ("overflow_rate", |point| of(point, |outcome| Some(outcome.overflow_rate))),
    ("decisions", |point| of(point, |outcome| outcome.decisions.map(|n| n as f64))),
    ("decisions_changed", |point| of(point, |outcome| outcome.decisions_changed.map(|n| n as f64))),
];

fn of(point: &Point, number: impl Fn(&Outcome) -> Option<f64>) -> Option<f64> {
    point.outcome.as_ref().and_then(number)
}

/// One line a point, its spec in words.
pub(crate) fn csv(points: &[Point]) -> String {
    let names: Vec<_> = NUMBERS.iter().map(|(name, _)| *name).collect();
    let mut text =
        format!("rounding,overflow,schedule,decomposition,order,inverse,{},refused\n", names.join(","));
    for point in points {
        let spec = &point.spec;
        // Stages are separated by commas, and sentences have some.
        let _ = write!(
            text,
            "{},{},\"{}\",{},{},{}",
            spec.rounding, spec.overflow, spec.schedule, spec.decomposition, spec.order, spec.inverse
        );
        for (_, number) in NUMBERS {
            text.push(',');
            text.extend(number(point).map(|number| number.to_string()));
        }
        let refused = point.refused.as_deref().unwrap_or_default();
        let _ = writeln!(text, ",\"{}\"", refused.replace('"', "\"\""));
    }
    text
}

/// One array a column: numbers as f64, words as byte strings. Stored, not compressed, without a time: the same points
/// give the same bytes, whatever the archive's library does next year.
pub(crate) fn npz(points: &[Point]) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, number) in NUMBERS {
        let column = points.iter().map(|point| number(point).unwrap_or(f64::NAN));
        entry(&mut archive, name, &numbers(column.collect())?)?;
    }
    let schedules = points.iter().map(|point| point.spec.schedule.to_string());
    let roundings = points.iter().map(|point| point.spec.rounding.to_string());
    let overflows = points.iter().map(|point| point.spec.overflow.to_string());
    words(&mut archive, "schedule", &schedules.collect::<Vec<_>>())?;
    words(&mut archive, "rounding", &roundings.collect::<Vec<_>>())?;
    words(&mut archive, "overflow", &overflows.collect::<Vec<_>>())?;
    Ok(archive.finish()?.into_inner())
}

type Archive = ZipWriter<Cursor<Vec<u8>>>;

fn entry(archive: &mut Archive, name: &str, bytes: &[u8]) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    archive.start_file(format!("{name}.npy"), options)?;
    Ok(archive.write_all(bytes)?)
}

/// A one-dimensional array.
fn numbers(values: Vec<f64>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = npyz::WriteOptions::new()
        .default_dtype()
        .shape(&[values.len() as u64])
        .writer(&mut bytes)
        .begin_nd()?;
    writer.extend(values)?;
    writer.finish()?;
    Ok(bytes)
}

/// An array of texts, as `NumPy`'s byte strings.
fn words(archive: &mut Archive, name: &str, words: &[String]) -> Result<()> {
    let longest = words.iter().map(String::len).max().unwrap_or(1).max(1);
    let dtype = npyz::DType::Plain(format!("|S{longest}").parse()?);
    let mut bytes = Vec::new();
    let mut writer = npyz::WriteOptions::<Vec<u8>>::new()
        .dtype(dtype)
        .shape(&[words.len() as u64])
        .writer(&mut bytes)
        .begin_nd()?;
    writer.extend(words.iter().map(|word| word.as_bytes().to_vec()))?;
    writer.finish()?;
    entry(archive, name, &bytes)
}
