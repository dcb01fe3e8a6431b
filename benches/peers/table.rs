// SPDX-License-Identifier: MIT OR Apache-2.0
//! The README's table, made from the record; shared with the test that keeps them equal.

use std::fmt::Write as _;

use crate::record::{Measurement, PEERS, Record};

/// The line before the table in the README.
pub(crate) const BEGIN: &str = "<!-- peers:begin -->\n";
/// The line after it.
pub(crate) const END: &str = "<!-- peers:end -->";

const LENGTHS: [usize; 4] = [64, 256, 1024, 4096];
const BACKENDS: [&str; 4] = ["portable", "avx2", "avx512bw", "avx512vnni"];

/// The table, in Markdown.
pub(crate) fn markdown(record: &Record) -> String {
    format!("{}\n\n{}\n{}", heading(record), frames(record), planes(record))
}

/// The README with `table` in its place.
pub(crate) fn replaced(readme: &str, table: &str) -> Result<String, String> {
    let (before, rest) = readme.split_once(BEGIN).ok_or("README.md has no <!-- peers:begin -->")?;
    let (_, after) = rest.split_once(END).ok_or("README.md has no <!-- peers:end -->")?;
    Ok(format!("{before}{BEGIN}{table}{END}{after}"))
}

fn heading(record: &Record) -> String {
    let machine = &record.machine;
    let version = |name: &&str| format!("{name} {}", record.peers.get(*name).map_or("?", String::as_str));
    let peers = PEERS.iter().map(version).collect::<Vec<_>>().join(", ");
    format!(
        "Least of {} interleaved rounds on {}, {} cores, {}, rustc {}; {peers}.",
        record.rounds, machine.cpu, machine.cores, machine.date, machine.rustc
    )
}

/// A row: what it is called, and which results it shows.
struct Row<'a> {
    title: String,
    case: &'a str,
    widths: (u32, u32),
    rounding: &'a str,
    backend: &'a str,
}

impl Row<'_> {
    fn at<'r>(&self, record: &'r Record, n: usize) -> Option<&'r Measurement> {
        record.results.iter().find(|result| {
            result.case == self.case
                && result.n == n
                && (result.data, result.twiddle) == self.widths
                && result.rounding == self.rounding
                && result.backend == self.backend
        })
    }

    fn line(&self, record: &Record, cell: fn(&Measurement) -> String) -> String {
        let cells = LENGTHS.map(|n| self.at(record, n).map_or("–".to_owned(), cell));
        // A back-end that the record's machine lacks has no row.
        if cells.iter().all(|cell| cell == "–") {
            return String::new();
        }
        format!("| {} | {} |\n", self.title, cells.join(" | "))
    }
}

fn frames(record: &Record) -> String {
    let mut text =
        "| time in that of rustfft f32 | N = 64 | 256 | 1024 | 4096 |\n|---|--:|--:|--:|--:|\n".to_owned();
    let row = |title, case, widths, rounding, backend| Row { title, case, widths, rounding, backend };
    for (widths, rounding) in [((16, 16), "half-up"), ((16, 16), "convergent"), ((24, 18), "half-up")] {
        for backend in BACKENDS {
            let title = format!("{}/{} {rounding}, {backend}", widths.0, widths.1);
            text += &row(title, "frame", widths, rounding, backend).line(record, ratio);
        }
    }
    for backend in &BACKENDS[1..] {
        let title = format!("16/16 half-up, {backend}, frames in batches");
        text += &row(title, "batch", (16, 16), "half-up", backend).line(record, ratio);
    }
    for backend in ["fixed-fft", "fixed-dsp"] {
        text +=
            &row(format!("{backend}, 16 bits"), "frame", (16, 16), "half-up", backend).line(record, ratio);
    }
    text +=
        &row("readable model, 16/16".to_owned(), "frame", (16, 16), "half-up", "model").line(record, ratio);
    let title = "*rustfft f32, ns a frame*".to_owned();
    text + &row(title, "frame", (16, 16), "half-up", "rustfft").line(record, nanoseconds)
}

fn planes(record: &Record) -> String {
    let mut text = "| 512 × 512, 16/16 half-up | one thread | two threads |\n|---|--:|--:|\n".to_owned();
    for backend in BACKENDS.into_iter().chain(["rustfft"]) {
        let of = |result: &&Measurement| result.case == "plane" && result.backend == backend;
        let mut cells = String::new();
        for result in record.results.iter().filter(of) {
            let _ = write!(cells, " {} ({:.2} ms) |", ratio(result), result.ns / 1e6);
        }
        if !cells.is_empty() {
            let _ = writeln!(text, "| {backend} |{cells}");
        }
    }
    text
}

fn ratio(result: &Measurement) -> String {
    let ratio = result.ratio_to_rustfft_f32;
    if ratio < 9.995 { format!("{ratio:.2}") } else { format!("{ratio:.0}") }
}

fn nanoseconds(result: &Measurement) -> String {
    format!("{:.0}", result.ns)
}
