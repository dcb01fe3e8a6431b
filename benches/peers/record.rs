// SPDX-License-Identifier: MIT OR Apache-2.0
//! The record of a run; shared with the test that keeps the README true to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The record's place in the project.
pub(crate) const PATH: &str = "benches/record/peers.json";

/// The crates that are compared with.
pub(crate) const PEERS: [&str; 3] = ["rustfft", "fixed-fft", "fixed-dsp"];

/// One run.
#[derive(Serialize, Deserialize)]
pub(crate) struct Record {
    /// Where and when.
    pub(crate) machine: Machine,
    /// The version of each peer.
    pub(crate) peers: BTreeMap<String, String>,
    /// How often every engine was timed.
    pub(crate) rounds: usize,
    /// One entry for each engine of each case.
    pub(crate) results: Vec<Measurement>,
}

/// What a run's times depend on.
#[derive(Serialize, Deserialize)]
pub(crate) struct Machine {
    /// The processor's model.
    pub(crate) cpu: String,
    /// Hardware threads.
    pub(crate) cores: usize,
    /// Instruction sets that engines look for.
    pub(crate) features: Vec<String>,
    /// The compiler's version.
    pub(crate) rustc: String,
    /// The day, in UTC.
    pub(crate) date: String,
}

/// One engine's time in one case.
#[derive(Serialize, Deserialize)]
pub(crate) struct Measurement {
    /// `frame`, `batch`, `plane`, or what is unlike `frame`.
    pub(crate) case: String,
    /// Samples of a frame; of either edge of a plane.
    pub(crate) n: usize,
    /// The spec's data width; a peer has its own, see `path`.
    pub(crate) data: u32,
    /// The spec's twiddle width.
    pub(crate) twiddle: u32,
    /// The spec's rounding.
    pub(crate) rounding: String,
    /// The spec's schedule.
    pub(crate) schedule: String,
    /// The spec's overflow.
    pub(crate) overflow: String,
    /// The spec's order; peers give natural order always.
    pub(crate) order: String,
    /// The direction, of peers too.
    pub(crate) inverse: bool,
    /// `disk`, `square` or `tone`.
    pub(crate) input: String,
    /// The engine: `model`, a back-end or a peer.
    pub(crate) backend: String,
    /// The type of a component.
    pub(crate) path: String,
    /// Threads of a plane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) threads: Option<usize>,
    /// Least time of a frame or plane, in nanoseconds.
    pub(crate) ns: f64,
    /// Median time.
    pub(crate) ns_median: f64,
    /// Least time in that of rustfft, in the same case on as many threads.
    pub(crate) ratio_to_rustfft_f32: f64,
    /// Median over the rounds of that ratio within the round.
    pub(crate) ratio_median: f64,
    /// Samples a second at the least time.
    pub(crate) samples_per_second: f64,
}

/// The version of a package in the text of `Cargo.lock`.
pub(crate) fn locked_version(lock: &str, name: &str) -> String {
    let lock: toml::Table = lock.parse().expect("cargo writes TOML");
    let packages = lock["package"].as_array().expect("a list of packages");
    let package = packages.iter().find(|package| package["name"].as_str() == Some(name));
    let package = package.unwrap_or_else(|| panic!("{name} is not in Cargo.lock"));
    package["version"].as_str().expect("a version").to_owned()
}
