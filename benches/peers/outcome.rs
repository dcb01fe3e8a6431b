// SPDX-License-Identifier: MIT OR Apache-2.0
//! From times to a record, and the record's texts.

use std::fmt::Write as _;
use std::{fs, io, path::Path};

use serde::Serialize;

use crate::case::Case;
use crate::machine;
use crate::record::{Measurement, PEERS, Record, locked_version};
use crate::rounds::{Group, Lane};

/// The record of `rounds` rounds.
pub(crate) fn record(groups: &[Group], rounds: usize) -> Record {
    let lock = include_str!("../../Cargo.lock");
    Record {
        machine: machine::this(),
        peers: PEERS.map(|name| (name.to_owned(), locked_version(lock, name))).into(),
        rounds,
        results: groups.iter().flat_map(measurements).collect(),
    }
}

fn measurements(group: &Group) -> impl Iterator<Item = Measurement> {
    let float = group.lanes.iter().find(|lane| lane.engine.backend() == "rustfft").expect("in every case");
    group.lanes.iter().map(|lane| measurement(&group.case, lane, float))
}

fn measurement(case: &Case, lane: &Lane, float: &Lane) -> Measurement {
    let spec = case.spec.spec();
    let ns = least(&lane.times);
    let ratios = lane.times.iter().zip(&float.times).map(|(time, float)| time / float).collect();
    Measurement {
        case: case.name.to_owned(),
        n: spec.len,
        data: spec.data,
        twiddle: spec.twiddle,
        rounding: spec.rounding.to_string(),
        schedule: spec.schedule.to_string(),
        overflow: spec.overflow.to_string(),
        order: spec.order.to_string(),
        inverse: spec.inverse,
        input: case.input.word().to_owned(),
        backend: lane.engine.backend().to_owned(),
        path: lane.engine.path().to_owned(),
        threads: case.threads(),
        ns: rounded(ns, 1e2),
        ns_median: rounded(median(lane.times.clone()), 1e2),
        ratio_to_rustfft_f32: rounded(ns / least(&float.times), 1e4),
        ratio_median: rounded(median(ratios), 1e4),
        samples_per_second: (case.unit() as f64 / ns * 1e9).round(),
    }
}

fn least(times: &[f64]) -> f64 {
    times.iter().copied().fold(f64::INFINITY, f64::min)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    let half = times.len() / 2;
    if times.len() % 2 == 1 { times[half] } else { f64::midpoint(times[half - 1], times[half]) }
}

fn rounded(value: f64, per_unit: f64) -> f64 {
    (value * per_unit).round() / per_unit
}

/// One JSON object, one result a line.
pub(crate) fn json(record: &Record) -> String {
    fn text(value: &impl Serialize) -> String {
        serde_json::to_string(value).expect("plain data")
    }
    let results = record.results.iter().map(text).collect::<Vec<_>>().join(",\n    ");
    format!(
        "{{\n  \"machine\": {},\n  \"peers\": {},\n  \"rounds\": {},\n  \"results\": [\n    {results}\n  ]\n}}\n",
        text(&record.machine),
        text(&record.peers),
        record.rounds
    )
}

/// Lines to read: one a case, times in that of rustfft.
pub(crate) fn listing(record: &Record) -> String {
    const ENGINES: [&str; 7] =
        ["fixed-fft", "fixed-dsp", "model", "portable", "avx2", "avx512bw", "avx512vnni"];
    let mut text = format!("{} rounds, least times; ratios to rustfft f32\n", record.rounds);
    let _ = write!(text, "{:37}{:>12}", "case", "rustfft ns");
    for engine in ENGINES {
        let _ = write!(text, "{engine:>11}");
    }
    for float in record.results.iter().filter(|result| result.backend == "rustfft") {
        let threads = float.threads.map_or(String::new(), |threads| format!(" x{threads}"));
        let widths = format!("{}/{}", float.data, float.twiddle);
        let name = format!("{}{threads}", float.case);
        let _ = write!(text, "\n{name:13}{:5} {widths:7}{:11}{:12.1}", float.n, float.rounding, float.ns);
        for engine in ENGINES {
            let result = record.results.iter().find(|result| result.backend == engine && same(result, float));
            let ratio =
                result.map_or("–".to_owned(), |result| format!("{:.3}", result.ratio_to_rustfft_f32));
            let _ = write!(text, "{ratio:>11}");
        }
    }
    text + "\n"
}

fn same(a: &Measurement, b: &Measurement) -> bool {
    let key = |m: &Measurement| (m.case.clone(), m.n, m.data, m.twiddle, m.rounding.clone(), m.threads);
    key(a) == key(b)
}

/// Writes a file whole or not at all: under a temporary name, then renamed.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    let temporary = path.with_extension("new");
    fs::write(&temporary, text)?;
    fs::rename(&temporary, path)
}
