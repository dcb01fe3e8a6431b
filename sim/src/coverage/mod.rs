// SPDX-License-Identifier: MIT OR Apache-2.0
//! What of the Verilog ran: lines, branches, bits that moved.

mod point;

use std::collections::BTreeMap;
use std::path::Path;

pub use point::{CoverageKind, CoveragePoint};

use crate::temporary::{self, Temporary};
use crate::{SimError, Simulation};

/// How often every point that Verilator counts was passed; instances of a module and runs add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    points: BTreeMap<CoveragePoint, u64>,
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
            let (point, count) = point::parse(line)
                .ok_or_else(|| SimError::Coverage { path: path.to_owned(), line: number })?;
            *coverage.points.entry(point).or_default() += count;
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

    /// Without the bits that moved before `earlier`, a reading of the same simulation: registers start with noise.
    #[must_use]
    pub fn since(mut self, earlier: &Self) -> Self {
        let bits = self.points.iter_mut().filter(|(point, _)| point.kind == CoverageKind::Toggle);
        for (point, count) in bits {
            *count -= earlier.points.get(point).copied().unwrap_or_default().min(*count);
        }
        self
    }

    /// Every point with the number of times it was passed, in the order of the source.
    pub fn points(&self) -> impl Iterator<Item = (&CoveragePoint, u64)> {
        self.points.iter().map(|(point, &count)| (point, count))
    }

    /// Every file that has lines, by name.
    #[must_use]
    pub fn files(&self) -> Vec<FileCoverage> {
        let mut files: BTreeMap<&str, BTreeMap<u32, u64>> = BTreeMap::new();
        // The way past an `if` without `else` stands on no line of its own.
        for (point, &count) in self.points.iter().filter(|(point, _)| !point.lines.is_empty()) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_counts_when_every_part_of_it_ran() {
        let point = |column, lines: &[u32]| CoveragePoint {
            file: "a.v".into(),
            line: 1,
            column,
            kind: CoverageKind::Branch,
            what: "if".into(),
            lines: lines.to_vec(),
        };
        let points = [(point(1, &[1, 2]), 5), (point(9, &[2]), 0), (point(12, &[]), 0)];
        let mut coverage = Coverage { points: points.into() };
        let file = coverage.files().remove(0);
        assert_eq!((file.total, file.covered(), file.uncovered.as_slice()), (2, 1, &[2][..]));
        coverage.merge(&Coverage { points: [(point(9, &[2]), 1)].into() });
        assert_eq!(coverage.files()[0].covered(), 2);
        assert_eq!(coverage.points().filter(|(_, count)| *count == 0).count(), 1);
    }

    #[test]
    fn bits_that_moved_before_do_not_count() {
        let point = |kind, what: &str| CoveragePoint {
            file: "a.v".into(),
            line: 1,
            column: 1,
            kind,
            what: what.into(),
            lines: Vec::new(),
        };
        let (rise, branch) = (point(CoverageKind::Toggle, "x_q:0->1"), point(CoverageKind::Branch, "if"));
        let reading = |rises, ifs| Coverage { points: [(rise.clone(), rises), (branch.clone(), ifs)].into() };
        assert_eq!(reading(5, 7).since(&reading(2, 3)), reading(3, 7));
        assert_eq!(reading(2, 7).since(&Coverage::default()), reading(2, 7));
    }
}
