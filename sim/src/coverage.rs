// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which lines of the Verilog ran.

use std::collections::BTreeMap;
use std::path::Path;

use crate::temporary::{self, Temporary};
use crate::{SimError, Simulation};

/// How often every point that Verilator counts was passed; instances of a module and runs add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    points: BTreeMap<Point, u64>,
}

/// A place in the source: several may share a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Point {
    file: String,
    line: u32,
    column: u32,
    kind: String,
    lines: Vec<u32>,
}

/// The lines of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCoverage {
    /// The file's name.
    pub file: String,
    /// Lines that can run.
    pub total: usize,
    /// Lines of which a part never ran, from 1, ascending.
    pub uncovered: Vec<u32>,
}

impl FileCoverage {
    /// Lines that ran in all their parts.
    #[must_use]
    pub fn covered(&self) -> usize {
        self.total - self.uncovered.len()
    }
}

impl Coverage {
    /// Reads a file that Verilator's runtime wrote (5.006 and later).
    ///
    /// # Errors
    /// If it cannot be read or a line is not understood.
    pub fn read(path: &Path) -> Result<Self, SimError> {
        let failed = |source| SimError::Io { verb: "read", path: path.to_owned(), source };
        let text = std::fs::read_to_string(path).map_err(failed)?;
        let mut coverage = Self::default();
        for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.starts_with('#')) {
            let (point, count) =
                parse(line).ok_or_else(|| SimError::Coverage { path: path.to_owned(), line: number })?;
            // The way past an `if` without `else` stands on no line of its own.
            if !point.lines.is_empty() {
                *coverage.points.entry(point).or_default() += count;
            }
        }
        Ok(coverage)
    }

    /// The coverage of a simulation built for it.
    ///
    /// # Errors
    /// If it was not.
    pub fn of(simulation: &mut Simulation) -> Result<Self, SimError> {
        let name = format!("utsushi-coverage-{}-{}.dat", std::process::id(), temporary::unique());
        let file = Temporary::new(std::env::temp_dir().join(name));
        simulation.write_coverage(file.path())?;
        Self::read(file.path())
    }

    /// Adds the counts of another run.
    pub fn merge(&mut self, other: &Self) {
        for (point, count) in &other.points {
            *self.points.entry(point.clone()).or_default() += count;
        }
    }

    /// Every file, by name.
    #[must_use]
    pub fn files(&self) -> Vec<FileCoverage> {
        let mut files: BTreeMap<&str, BTreeMap<u32, u64>> = BTreeMap::new();
        for (point, &count) in &self.points {
            let lines = files.entry(&point.file).or_default();
            for &line in &point.lines {
                let least = lines.entry(line).or_insert(count);
                *least = count.min(*least);
            }
        }
        let file = |(file, lines): (&str, BTreeMap<u32, u64>)| FileCoverage {
            file: file.to_owned(),
            total: lines.len(),
            uncovered: lines.iter().filter(|(_, count)| **count == 0).map(|(line, _)| *line).collect(),
        };
        files.into_iter().map(file).collect()
    }
}

/// `C '␁f␂fft.v␁l␂12␁n␂9␁page␂v_branch/fft␁o␂if␁S␂12-14,16␁h␂TOP.fft' 2`, ␁ and ␂ being bytes 1 and 2.
fn parse(line: &str) -> Option<(Point, u64)> {
    let (fields, count) = line.strip_prefix("C '")?.rsplit_once("' ")?;
    let mut point = Point { file: String::new(), line: 0, column: 0, kind: String::new(), lines: Vec::new() };
    let mut is_user = false;
    for field in fields.split('\u{1}').filter(|field| !field.is_empty()) {
        let (key, value) = field.split_once('\u{2}')?;
        match key {
            "f" => value.clone_into(&mut point.file),
            "l" => point.line = value.parse().ok()?,
            "n" => point.column = value.parse().ok()?,
            "o" => value.clone_into(&mut point.kind),
            "S" => point.lines = ranges(value)?,
            "page" => is_user = value.starts_with("v_user"),
            _ => {}
        }
    }
    if is_user {
        point.lines = vec![point.line];
    }
    Some((point, count.parse().ok()?))
}

/// `12-14,16` → 12, 13, 14, 16.
fn ranges(text: &str) -> Option<Vec<u32>> {
    let mut lines = Vec::new();
    for part in text.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        lines.extend(from.parse().ok()?..=to.parse::<u32>().ok()?);
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_both_versions_are_read() {
        let old = "C '\u{1}f\u{2}a.v\u{1}l\u{2}8\u{1}n\u{2}5\u{1}page\u{2}v_line/a\u{1}o\u{2}block\u{1}S\u{2}8,10-11\u{1}h\u{2}TOP.a' 20";
        let new = old.replace("\u{1}page", "\u{1}t\u{2}line\u{1}page");
        let (point, count) = parse(old).unwrap();
        assert_eq!((point.file.as_str(), point.lines.clone(), count), ("a.v", vec![8, 10, 11], 20));
        assert_eq!(parse(&new).unwrap(), (point, 20));
        assert_eq!(parse("C nonsense"), None);
    }

    #[test]
    fn a_line_counts_when_every_part_of_it_ran() {
        let point = |column, lines: &[u32]| Point {
            file: "a.v".into(),
            line: lines[0],
            column,
            kind: "if".into(),
            lines: lines.to_vec(),
        };
        let mut coverage = Coverage { points: [(point(1, &[1, 2]), 5), (point(9, &[2]), 0)].into() };
        let file = coverage.files().remove(0);
        assert_eq!((file.total, file.covered(), file.uncovered.as_slice()), (2, 1, &[2][..]));
        coverage.merge(&Coverage { points: [(point(9, &[2]), 1)].into() });
        assert_eq!(coverage.files()[0].covered(), 2);
    }
}
