// SPDX-License-Identifier: MIT OR Apache-2.0
//! The points of a sweep as JSON lines, one written as soon as it is known: what a run that was stopped leaves is
//! where the next one goes on.

use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use utsushi::fft::FftSpec;
use utsushi::quality::Point;

use crate::output;

/// What all points of a journal have in common; its first line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(crate) schema: String,
    /// Of the numeric contract.
    pub(crate) semantics: u32,
    pub(crate) input: String,
    pub(crate) samples: usize,
    pub(crate) seed: u64,
    /// What decisions are asked of: the pictures' number and where they come from, or none.
    pub(crate) decisions: String,
}

/// The journal of a folder, locked for this process.
pub(crate) struct Journal {
    path: PathBuf,
    header: Header,
    found: HashMap<FftSpec, Point>,
    file: Mutex<File>,
}

/// The name of the file.
pub(crate) const NAME: &str = "points.jsonl";

impl Journal {
    /// Opens the journal of `folder`, or begins it.
    pub(crate) fn open(folder: &Path, header: &Header) -> Result<Self> {
        let path = folder.join(NAME);
        let cannot = || format!("cannot use {}; free the disk or choose another --out", path.display());
        let file =
            OpenOptions::new().read(true).append(true).create(true).open(&path).with_context(cannot)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "another sweep is writing to {}; wait for it, or choose another --out",
                    folder.display()
                )
            }
            locked => locked.map_err(std::io::Error::from).with_context(cannot)?,
        }
        let text = std::fs::read_to_string(&path).with_context(cannot)?;
        // A line that was being written when the machine stopped has no end.
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        file.set_len(whole as u64).with_context(cannot)?;
        let found = points(&path, &text[..whole], header)?;
        let journal = Self { path, header: header.clone(), found, file: Mutex::new(file) };
        if whole == 0 {
            journal.append_line(&serde_json::to_string(header)?)?;
        }
        Ok(journal)
    }

    /// The point of a spec, if an earlier run found it.
    pub(crate) fn found(&self, spec: &FftSpec) -> Option<&Point> {
        self.found.get(spec)
    }

    /// Adds a point.
    pub(crate) fn append(&self, point: &Point) -> Result<()> {
        self.append_line(&serde_json::to_string(point)?)
    }

    fn append_line(&self, line: &str) -> Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let _finishes = output::finish_writing();
        file.write_all(format!("{line}\n").as_bytes()).with_context(|| {
            format!("cannot write {}; free the disk, then run the same command again", self.path.display())
        })
    }

    /// Puts the journal in order: `points` first, then what else it held. The order of a run's threads leaves no trace.
    pub(crate) fn finish(mut self, points: &[Point]) -> Result<PathBuf> {
        let mut text = serde_json::to_string(&self.header)? + "\n";
        for point in points {
            self.found.remove(&point.spec);
            text += &(serde_json::to_string(point)? + "\n");
        }
        let mut others: Vec<_> = self.found.values().map(serde_json::to_string).collect::<Result<_, _>>()?;
        others.sort();
        text.extend(others.into_iter().map(|line| line + "\n"));
        output::write(&self.path, text.as_bytes())?;
        Ok(self.path)
    }
}

fn points(path: &Path, text: &str, header: &Header) -> Result<HashMap<FftSpec, Point>> {
    let damaged = |line: usize| {
        format!("{}, line {line} is damaged; remove the line, or the file to begin anew", path.display())
    };
    let mut lines = text.lines().zip(1..);
    let Some((first, _)) = lines.next() else { return Ok(HashMap::new()) };
    let there: Header = serde_json::from_str(first).with_context(|| damaged(1))?;
    if there != *header {
        return Err(anyhow!(
            "{} holds a sweep of {there}, and this one is of {header}; use the same flags, or another --out",
            path.display()
        ));
    }
    let point = |(line, number): (&str, usize)| {
        let point: Point = serde_json::from_str(line).with_context(|| damaged(number))?;
        Ok((point.spec.clone(), point))
    };
    lines.map(point).collect()
}

impl std::fmt::Display for Header {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { schema, semantics, input, samples, seed, decisions } = self;
        write!(
            f,
            "{samples} samples of {input}, seed {seed}, decisions of {decisions} ({schema}, semantics {semantics})"
        )
    }
}
