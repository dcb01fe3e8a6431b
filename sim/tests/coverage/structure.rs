// SPDX-License-Identifier: MIT OR Apache-2.0
//! Goals of structure: every line, branch and register bit that Verilator counts, every generate branch of the source.

use std::collections::BTreeMap;

use utsushi_sim::hdl::EMBEDDED;
use utsushi_sim::{Coverage, CoverageKind, CoveragePoint};

use super::cases::MARK;
use super::goals::{Goal, Goals};

pub(crate) const LINES: &str = "lines";
pub(crate) const BRANCHES: &str = "branches";
pub(crate) const BITS: &str = "register bits";
pub(crate) const GENERATES: &str = "generate branches";

/// The goals, filled from what all runs counted. Instances and parameters are taken together: a point is seen if any
/// instance in any run passed it.
pub(crate) fn goals(coverage: &Coverage) -> Goals {
    let ours: Vec<_> = coverage.points().filter(|(point, _)| text_of(&point.file).is_some()).collect();
    let of = |kind: CoverageKind| ours.iter().filter(move |(point, _)| point.kind == kind);
    let branches = of(CoverageKind::Branch).map(|(point, count)| (branch_bin(point), *count));
    let toggles = || of(CoverageKind::Toggle).map(|(point, count)| (split(point), *count));
    let bits = toggles()
        .filter(|((_, bit, _), _)| is_register(bit))
        .map(|((file, bit, edge), count)| (format!("{file}: {bit} {edge}"), count));
    let mut elaborated: BTreeMap<_, _> = generates().map(|bin| (bin, 0)).collect();
    for ((file, bit, _), _) in toggles() {
        if let Some((_, label)) = bit.rsplit_once(MARK) {
            *elaborated.get_mut(&format!("{file}: g_{label}")).expect("a marked branch is in the source") +=
                1;
        }
    }
    let goal = |name, definition, bins| Goal { name, definition, bins };
    Goals {
        goals: vec![
            goal(LINES, "every line with statements, in all its parts", lines(coverage)),
            goal(BRANCHES, "both ways of every `if` and `?:`, every case", sum(branches)),
            goal(
                BITS,
                "every bit of every register, and of every memory of at most 256 bits, rising and falling, once the noise of the start has left",
                sum(bits),
            ),
            goal(GENERATES, "every generate branch of the source, elaborated in some pipeline", elaborated),
        ],
    }
}

fn sum(points: impl Iterator<Item = (String, u64)>) -> BTreeMap<String, u64> {
    let mut bins = BTreeMap::new();
    points.for_each(|(bin, count)| *bins.entry(bin).or_default() += count);
    bins
}

fn lines(coverage: &Coverage) -> BTreeMap<String, u64> {
    let mut bins = BTreeMap::new();
    for (point, count) in coverage.points().filter(|(point, _)| text_of(&point.file).is_some()) {
        for &line in &point.lines {
            let least = bins.entry(line_bin(&point.file, line)).or_insert(count);
            *least = count.min(*least);
        }
    }
    bins
}

fn text_of(file: &str) -> Option<&'static str> {
    EMBEDDED.into_iter().find(|(name, _)| *name == file).map(|(_, text)| text)
}

/// A place with its text, which a waiver can name though lines move.
fn line_bin(file: &str, line: u32) -> String {
    let text = text_of(file).and_then(|text| text.lines().nth(line as usize - 1)).unwrap_or_default();
    format!("{file}:{line}: {}", text.trim())
}

fn branch_bin(point: &CoveragePoint) -> String {
    format!("{} [{} at column {}]", line_bin(&point.file, point.line), point.what, point.column)
}

/// File, bit and edge of a toggle point. Verilator 5.006 does not tell the edges apart.
fn split(point: &CoveragePoint) -> (&str, &str, &'static str) {
    let edge = |(bit, edge)| (bit, if edge == "0->1" { "rises" } else { "falls" });
    let (bit, edge) = point.what.rsplit_once(':').map_or((point.what.as_str(), "moves"), edge);
    (&point.file, bit, edge)
}

/// Registers are named so by the rules of `hdl/`; memories say what they are.
fn is_register(bit: &str) -> bool {
    let name = bit.rsplit('.').next().unwrap_or_default().split('[').next().unwrap_or_default();
    let is_memory = name.ends_with("memory") && !name.starts_with(MARK);
    is_memory || ["_q", "_q2", "_q3"].iter().any(|suffix| name.ends_with(suffix))
}

/// `file: label` of every generate branch in the sources.
fn generates() -> impl Iterator<Item = String> {
    EMBEDDED.into_iter().flat_map(|(file, text)| {
        let labels = text.lines().filter_map(|line| line.split_once("begin : g_"));
        labels.map(move |(_, label)| format!("{file}: g_{}", label.trim()))
    })
}
