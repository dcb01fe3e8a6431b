// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a soak did, as JSON.

use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utsushi::fft::FftSpec;
use utsushi_sim::{Hdl, SimError};

/// A finished soak.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) schema: String,
    /// Decides every spec, frame and stall.
    pub(crate) seed: u64,
    /// Clocks asked for.
    pub(crate) clocks_asked: u64,
    pub(crate) verilator: String,
    /// SHA-256 of the Verilog files, one after the other in the order of their names: `cat hdl/*.v | sha256sum`.
    pub(crate) hdl_sha256: String,
    /// Wall-clock seconds, builds included.
    pub(crate) seconds: f64,
    pub(crate) totals: Counts,
    pub(crate) cases: Vec<Done>,
}

/// What was run and compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) frames: u64,
    pub(crate) samples: u64,
    pub(crate) clocks: u64,
    /// Frames in which some stage overflowed.
    pub(crate) overflow_frames: u64,
    /// Bins and flags that differ from the model.
    pub(crate) mismatches: u64,
}

/// One finished case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Done {
    pub(crate) number: u64,
    pub(crate) seed: u64,
    pub(crate) spec: FftSpec,
    #[serde(flatten)]
    pub(crate) counts: Counts,
}

impl Counts {
    pub(crate) fn add(&mut self, other: &Self) {
        self.frames += other.frames;
        self.samples += other.samples;
        self.clocks += other.clocks;
        self.overflow_frames += other.overflow_frames;
        self.mismatches += other.mismatches;
    }
}

impl Record {
    pub(crate) const SCHEMA: &str = "utsushi-soak-1";

    /// The sum over the cases.
    pub(crate) fn sum(cases: &[Done]) -> Counts {
        let mut totals = Counts::default();
        cases.iter().for_each(|case| totals.add(&case.counts));
        totals
    }

    pub(crate) fn summary(&self) -> String {
        let Counts { frames, samples, clocks, overflow_frames, mismatches } = self.totals;
        format!(
            "{} specs, {frames} frames, {samples} samples, {clocks} clocks, {overflow_frames} frames overflowed, {mismatches} mismatches, {:.0} s, Verilator {}, HDL {}",
            self.cases.len(),
            self.seconds,
            self.verilator,
            self.hdl_sha256
        )
    }

    /// Writes it whole or not at all.
    pub(crate) fn write(&self, path: &Path) -> std::io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut file, self)?;
        file.write_all(b"\n")?;
        file.persist(path).map(drop).map_err(|error| error.error)
    }
}

/// The hash that a record names its Verilog by.
pub(crate) fn hdl_sha256(hdl: &Hdl) -> Result<String, SimError> {
    let mut hash = Sha256::new();
    hdl.sources()?.iter().for_each(|source| hash.update(&source.text));
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
