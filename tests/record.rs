// SPDX-License-Identifier: MIT OR Apache-2.0
//! The record of speeds is whole and true to itself, and the README shows it.

use std::collections::BTreeSet;
use std::path::Path;

use utsushi::number::Rounding;

use record::{Measurement, PEERS, Record, locked_version};

#[path = "../benches/peers/record.rs"]
mod record;
#[path = "../benches/peers/table.rs"]
mod table;

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn recorded() -> Record {
    serde_json::from_str(&text(record::PATH)).unwrap()
}

#[test]
fn the_readme_shows_the_record() {
    let readme = text("README.md");
    let fresh = table::replaced(&readme, &table::markdown(&recorded())).unwrap();
    assert!(readme == fresh, "README.md is not the record's; run cargo bench --bench peers -- --readme");
}

#[test]
fn the_record_is_of_the_locked_peers() {
    let (record, lock) = (recorded(), text("Cargo.lock"));
    for name in PEERS {
        let locked = locked_version(&lock, name);
        assert_eq!(record.peers[name], locked, "{name}; run cargo bench --bench peers -- --record");
    }
}

#[test]
fn the_record_has_every_engine_of_every_case() {
    let record = recorded();
    let engines = |case: &str, n, data| -> BTreeSet<&str> {
        let of = |result: &&Measurement| (result.case.as_str(), result.n, result.data) == (case, n, data);
        record.results.iter().filter(of).map(|result| result.backend.as_str()).collect()
    };
    let backends = engines("plane", 512, 16);
    assert!(backends.contains("portable") && backends.contains("rustfft"), "{backends:?}");
    for data in [12, 16, 24, 32] {
        for n in [64, 256, 1024, 4096] {
            let mut expected = backends.clone();
            expected.extend(["fixed-dsp", "model"]);
            expected.extend((data <= 16 && n <= 1024).then_some("fixed-fft"));
            assert_eq!(engines("frame", n, data), expected, "N = {n}, {data} bits");
        }
    }
}

#[test]
fn ratios_and_rates_follow_from_the_times() {
    let record = recorded();
    let key = |m: &Measurement| (m.case.clone(), m.n, m.data, m.twiddle, m.rounding.clone(), m.threads);
    for result in &record.results {
        let name = format!("{:?} {}", key(result), result.backend);
        let float =
            record.results.iter().find(|other| other.backend == "rustfft" && key(other) == key(result));
        let ratio = result.ns / float.unwrap_or_else(|| panic!("{name}: no rustfft beside it")).ns;
        // Times are kept to 0.01 ns of some 20 ns and more, ratios to four places.
        let close = |found: f64, wanted: f64| (found / wanted - 1.0).abs() < 2e-3;
        assert!(close(result.ratio_to_rustfft_f32, ratio), "{name}: ratio {ratio}");
        let samples = if result.threads.is_some() { result.n * result.n } else { result.n };
        assert!(close(result.samples_per_second, samples as f64 / result.ns * 1e9), "{name}: rate");
        assert!(result.ns <= result.ns_median, "{name}: the least is above the median");
    }
}

/// What was measured are the kernels: where there are vectors, every one of them leaves the readable model far behind.
#[test]
fn the_record_is_of_the_kernels() {
    let record = recorded();
    let ns = |backend: &str, n, rounding: &str| {
        let of = |result: &&Measurement| {
            (result.case.as_str(), result.rounding.as_str()) == ("frame", rounding)
                && (result.n, result.data, result.backend.as_str()) == (n, 16, backend)
        };
        record.results.iter().find(of).map(|result| result.ns)
    };
    for (n, rounding) in [64, 256, 1024, 4096].into_iter().flat_map(|n| Rounding::ALL.map(|r| (n, r.word())))
    {
        for backend in ["avx2", "avx512bw", "avx512vnni"] {
            let (fast, model) = (ns(backend, n, rounding), ns("model", n, rounding));
            let (Some(fast), Some(model)) = (fast, model) else { continue };
            assert!(20.0 * fast < model, "{backend}, {rounding} at {n}: {fast} ns, the model {model}");
        }
    }
}
