// SPDX-License-Identifier: MIT OR Apache-2.0
//! The record of coverage, `hdl/coverage/report.json`, and the same as text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::goals::{Goal, Goals};
use super::structure;
use super::waivers::Waiver;

/// Around the table in `hdl/README.md`.
const BEGIN: &str = "<!-- coverage:begin -->";
const END: &str = "<!-- coverage:end -->";

/// Everything that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// Which Verilator counted lines, branches and bits.
    pub(crate) verilator: String,
    /// Every goal.
    pub(crate) goals: Vec<Line>,
    /// The goals of structure, file by file: seen, waived, total.
    pub(crate) files: BTreeMap<String, BTreeMap<String, [usize; 3]>>,
    /// Bins excused by each waiver, with its reason.
    pub(crate) waivers: Vec<Excused>,
}

/// A goal in figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) goal: String,
    pub(crate) definition: String,
    pub(crate) bins: usize,
    pub(crate) seen: usize,
    pub(crate) waived: usize,
    /// Bins neither seen nor waived.
    pub(crate) holes: Vec<String>,
}

/// A waiver in figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Excused {
    goal: String,
    bins: Vec<String>,
    count: usize,
    reason: String,
}

impl Report {
    pub(crate) fn new(verilator: &str, goals: &Goals, waivers: &[Waiver]) -> Self {
        let excused = |waiver: &Waiver| Excused {
            goal: waiver.goal.clone(),
            bins: waiver.bins.clone(),
            count: goals.goals.iter().map(|g| g.holes().filter(|bin| waiver.covers(g, bin)).count()).sum(),
            reason: waiver.reason.clone(),
        };
        Self {
            verilator: verilator.to_owned(),
            goals: goals.goals.iter().map(|goal| Line::new(goal, waivers)).collect(),
            files: files(goals, waivers),
            waivers: waivers.iter().map(excused).collect(),
        }
    }

    /// Bins that are neither seen nor excused, as sentences.
    pub(crate) fn holes(&self) -> Vec<String> {
        let of =
            |line: &Line| line.holes.iter().map(|bin| format!("{}: never seen: {bin}", line.goal)).collect();
        self.goals.iter().flat_map(|line| -> Vec<_> { of(line) }).collect()
    }

    /// One line a goal.
    pub(crate) fn verdicts(&self) -> String {
        let mut text = String::new();
        for Line { goal, bins, seen, waived, holes, .. } in &self.goals {
            let verdict =
                if holes.is_empty() { "complete".to_owned() } else { format!("{} HOLES", holes.len()) };
            let _ = writeln!(text, "{goal:32} {seen:6} of {bins:6} seen, {waived:5} waived: {verdict}");
        }
        text
    }

    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a report is plain data") + "\n"
    }

    /// The goals in figures; stands in `hdl/README.md` too.
    pub(crate) fn table(&self) -> String {
        let mut text = String::from("| goal | bins | seen | waived | holes |\n|---|--:|--:|--:|--:|\n");
        for Line { goal, bins, seen, waived, holes, .. } in &self.goals {
            let _ = writeln!(text, "| {goal} | {bins} | {seen} | {waived} | {} |", holes.len());
        }
        text
    }

    /// `readme` with the table in its place.
    pub(crate) fn shown_in(&self, readme: &str) -> String {
        let (head, rest) = readme.split_once(BEGIN).expect("hdl/README.md has a place for the table");
        let (_, tail) = rest.split_once(END).expect("the table's place in hdl/README.md ends");
        format!("{head}{BEGIN}\n{}{END}{tail}", self.table())
    }

    pub(crate) fn to_markdown(&self) -> String {
        let mut text = format!(
            "# Coverage of the Verilog\n\nMade by `make coverage`, kept true by `sim/tests/coverage.rs`; lines, branches and bits counted by Verilator {}.\nA bin is a case that must be seen; a waived one cannot be, for the reason below.\n\n## Goals\n\n{}",
            self.verilator,
            self.table()
        );
        text += "\n## Definitions\n\n| goal | its bins |\n|---|---|\n";
        for line in &self.goals {
            let _ = writeln!(text, "| {} | {} |", line.goal, line.definition);
        }
        self.write_files(&mut text);
        text += "\n## Holes\n\n";
        let holes = self.holes();
        text += if holes.is_empty() { "None.\n" } else { "" };
        for hole in holes {
            let _ = writeln!(text, "- {hole}");
        }
        text += "\n## Waivers\n\n| goal | bins | number | why none can be seen |\n|---|---|--:|---|\n";
        for Excused { goal, bins, count, reason } in &self.waivers {
            let bins = format!("`{}`", bins.join("`, `")).replace('|', "\\|");
            let _ = writeln!(text, "| {goal} | {bins} | {count} | {reason} |");
        }
        text
    }

    fn write_files(&self, text: &mut String) {
        let names = [structure::LINES, structure::BRANCHES, structure::BITS, structure::GENERATES];
        let _ = writeln!(
            text,
            "\n## Files\n\nSeen of total, waived after a plus.\n\n| file | {} |\n|---|--:|--:|--:|--:|",
            names.join(" | ")
        );
        for (file, columns) in &self.files {
            let cell = |name: &str| match columns.get(name) {
                None => "–".to_owned(),
                Some([seen, 0, total]) => format!("{seen} of {total}"),
                Some([seen, waived, total]) => format!("{seen} + {waived} of {total}"),
            };
            let _ = writeln!(text, "| `{file}` | {} |", names.map(cell).join(" | "));
        }
    }
}

impl Line {
    fn new(goal: &Goal, waivers: &[Waiver]) -> Self {
        let excused = |bin: &str| waivers.iter().any(|waiver| waiver.covers(goal, bin));
        let (waived, holes): (Vec<_>, Vec<_>) = goal.holes().partition(|bin| excused(bin));
        Self {
            goal: goal.name.to_owned(),
            definition: goal.definition.to_owned(),
            bins: goal.bins.len(),
            seen: goal.bins.len() - waived.len() - holes.len(),
            waived: waived.len(),
            holes: holes.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// The goals of structure by the file that stands before the colon.
fn files(goals: &Goals, waivers: &[Waiver]) -> BTreeMap<String, BTreeMap<String, [usize; 3]>> {
    let mut files: BTreeMap<String, BTreeMap<String, [usize; 3]>> = BTreeMap::new();
    let of_structure = [structure::LINES, structure::BRANCHES, structure::BITS, structure::GENERATES];
    for goal in goals.goals.iter().filter(|goal| of_structure.contains(&goal.name)) {
        for (bin, &count) in &goal.bins {
            let file = bin.split(':').next().unwrap_or_default();
            let entry = files.entry(file.to_owned()).or_default().entry(goal.name.to_owned()).or_default();
            entry[0] += usize::from(count > 0);
            entry[1] += usize::from(count == 0 && waivers.iter().any(|waiver| waiver.covers(goal, bin)));
            entry[2] += 1;
        }
    }
    files
}

/// Writes a file by way of a temporary one.
pub(crate) fn write(path: &Path, text: &str) {
    let unfinished = path.with_extension("tmp");
    std::fs::write(&unfinished, text).unwrap_or_else(|error| panic!("{}: {error}", unfinished.display()));
    std::fs::rename(&unfinished, path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
