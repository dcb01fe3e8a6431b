// SPDX-License-Identifier: MIT OR Apache-2.0
//! The project's own synthesis record: figures that were measured, with the configuration of each.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Map, Value};
use utsushi::fft::{CheckedSpec, FftSpec};

const TABLE: &str = include_str!("../../../hdl/synth/configurations.json");
const REPORT: &str = include_str!("../../../hdl/synth/report.json");

/// `BLOCK` and `ROM_BLOCK` of a bundle: the defaults of `fft`.
const BLOCKS: (u32, u32) = (5, 5);

/// Figures of `fft` on the ECP5, in the record's order.
pub(super) struct Record {
    pub(super) entries: Vec<Entry>,
    pub(super) tools: BTreeMap<String, String>,
    pub(super) seeds: Vec<u64>,
}

/// A configuration that was placed.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) spec: CheckedSpec,
    /// `portable` or `ecp5`: which form the block memories and multipliers had.
    pub(super) blocks: String,
    pub(super) block: (u32, u32),
    pub(super) figures: Figures,
}

/// What was measured.
#[derive(Deserialize)]
pub(super) struct Figures {
    pub(super) cells: BTreeMap<String, u64>,
    pub(super) fmax: BTreeMap<String, f64>,
    pub(super) median: f64,
    pub(super) latency: u64,
}

#[derive(Deserialize)]
struct Table {
    seeds: Vec<u64>,
    defaults: Map<String, Value>,
    configurations: Vec<Map<String, Value>>,
}

#[derive(Deserialize)]
struct Report {
    tools: BTreeMap<String, String>,
    configurations: BTreeMap<String, Value>,
}

impl Record {
    /// The record that this program was built with.
    pub(super) fn load() -> Result<Self> {
        let table: Table = serde_json::from_str(TABLE).context("hdl/synth/configurations.json")?;
        let report: Report = serde_json::from_str(REPORT).context("hdl/synth/report.json")?;
        let mut entries = Vec::new();
        for own in table.configurations {
            let mut all = table.defaults.clone();
            all.extend(own);
            if all["module"] == "fft" && all["device"] == "ecp5" {
                entries.extend(entry(&all, &report)?);
            }
        }
        Ok(Self { entries, tools: report.tools, seeds: table.seeds })
    }

    /// The entry of exactly this hardware, its blocks those of the ECP5.
    pub(super) fn exact(&self, spec: &CheckedSpec) -> Option<&Entry> {
        let is_it = |entry: &&Entry| entry.blocks == "ecp5" && entry.differences(spec).is_empty();
        self.entries.iter().find(is_it)
    }

    /// The nearest entries, nearest first: those that are alike in what decides most.
    pub(super) fn nearest(&self, spec: &CheckedSpec, most: usize) -> Vec<&Entry> {
        let mut all: Vec<_> = self.entries.iter().collect();
        all.sort_by_key(|entry| entry.distance(spec));
        all.truncate(most);
        all
    }
}

/// An entry, unless the record has not measured it.
fn entry(all: &Map<String, Value>, report: &Report) -> Result<Option<Entry>> {
    let name = all["name"].as_str().unwrap_or_default().to_owned();
    let Some(figures) = report.configurations.get(&name) else { return Ok(None) };
    let what = || format!("hdl/synth: {name}");
    let number = |key: &str| all[key].as_u64().unwrap_or_default() as u32;
    let (block, blocks) =
        ((number("block"), number("rom_block")), all["blocks"].as_str().unwrap_or_default());
    let words = ["len", "data", "twiddle", "schedule", "rounding", "overflow", "decomposition", "order"];
    let spec: Map<_, _> = words.map(|word| (word.to_owned(), all[word].clone())).into_iter().collect();
    let spec: FftSpec = serde_json::from_value(spec.into()).with_context(what)?;
    let figures = Figures::deserialize(figures).with_context(what)?;
    Ok(Some(Entry { spec: spec.check()?, blocks: blocks.to_owned(), name, block, figures }))
}

impl Entry {
    /// In what the entry is not the hardware of `spec`; the direction is a frame's own.
    pub(super) fn differences(&self, spec: &CheckedSpec) -> Vec<String> {
        let (own, asked) = (self.spec.spec(), spec.spec());
        let mut all = Vec::new();
        let mut differ = |differs: bool, what: String| all.extend(differs.then_some(what));
        differ(own.len != asked.len, format!("N {}", own.len));
        differ(own.decomposition != asked.decomposition, own.decomposition.to_string());
        differ(own.order != asked.order, own.order.to_string());
        differ(own.data != asked.data, format!("{} bits", own.data));
        differ(own.twiddle != asked.twiddle, format!("{}-bit twiddles", own.twiddle));
        differ(!same_schedule(&self.spec, spec), own.schedule.to_string());
        differ(own.rounding != asked.rounding, own.rounding.to_string());
        differ(own.overflow != asked.overflow, own.overflow.to_string());
        differ(self.block.0 != BLOCKS.0, format!("BLOCK {}", self.block.0));
        differ(self.block.1 != BLOCKS.1, format!("ROM_BLOCK {}", self.block.1));
        all
    }

    /// Multipliers first, then length, widths, schedule, order, and the rest.
    fn distance(&self, spec: &CheckedSpec) -> impl Ord + use<> {
        let (own, asked) = (self.spec.spec(), spec.spec());
        (
            own.decomposition != asked.decomposition,
            self.spec.log2_len().abs_diff(spec.log2_len()),
            own.data.abs_diff(asked.data) + own.twiddle.abs_diff(asked.twiddle),
            !same_schedule(&self.spec, spec),
            own.order != asked.order,
            self.differences(spec).len(),
            self.blocks != "ecp5",
        )
    }
}

/// Shifts, widths and alignment are the same, whatever they are called. Lengths need not be.
fn same_schedule(a: &CheckedSpec, b: &CheckedSpec) -> bool {
    if a.spec().len != b.spec().len {
        return a.spec().schedule == b.spec().schedule;
    }
    let steps = |spec: &CheckedSpec| {
        spec.stages()
            .iter()
            .map(|stage| {
                (
                    stage.shift,
                    stage.width_in as i32 - spec.spec().data as i32,
                    stage.width_out as i32 - spec.spec().data as i32,
                )
            })
            .collect::<Vec<_>>()
    };
    steps(a) == steps(b)
}
