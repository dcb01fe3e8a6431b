// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a bundle says of itself.

use anyhow::Result;
use serde::Serialize;
use utsushi::fft::FftSpec;
use utsushi::vectors::{Derived, FileRecord, Generator, Manifest, Semantics, SetRecord};

/// The schema, and the version that this release writes.
const SCHEMA: &str = "utsushi-bundle";
const VERSION: u32 = 1;

/// A bundle's evidence, in the words of a kit's manifest. No time, no machine, no path.
#[derive(Serialize)]
pub(super) struct BundleManifest {
    schema: &'static str,
    version: u32,
    /// The top module.
    name: String,
    clock_mhz: f64,
    latency_clocks: u64,
    model: String,
    semantics: Semantics,
    spec: FftSpec,
    derived: Derived,
    generator: Generator,
    command: String,
    sets: Vec<SetRecord>,
    /// Every other file, in order.
    pub(super) files: Vec<FileRecord>,
}

impl BundleManifest {
    /// Of a core `name`, its sets as the kit describes them.
    pub(super) fn new(name: &str, clock: f64, latency: u64, kit: Manifest) -> Self {
        let Manifest { model, semantics, spec, derived, generator, command, sets, files, .. } = kit;
        Self {
            schema: SCHEMA,
            version: VERSION,
            name: name.to_owned(),
            clock_mhz: clock,
            latency_clocks: latency,
            model,
            semantics,
            spec,
            derived,
            generator,
            command,
            sets,
            files,
        }
    }

    /// The same bundle gives the same bytes.
    pub(super) fn to_json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}
