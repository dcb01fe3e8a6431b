// SPDX-License-Identifier: MIT OR Apache-2.0
//! Writing a kit.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use num_complex::Complex;

use super::kit::{Content, FilePlan, Kit, Role};
use super::manifest::{
    Derived, FileRecord, Generator, Goal, MANIFEST, Manifest, RUNS, SCHEMA, Semantics, SetRecord,
    Unreachable, VERSION,
};
use super::{SetName, VectorSet, Written, write_whole};
use crate::fft::{CheckedSpec, Frame, FrameError};
use crate::quality::{Measurer, QualityError, predict};

/// A kit that cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MakeError {
    /// The folder has files already.
    #[error("{} exists and is not empty; choose another folder, or remove it", .0.display())]
    NotEmpty(PathBuf),
    /// The disk, or what is in the way.
    #[error("cannot write {}: {source}; free the disk or choose another folder", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A set cannot be measured.
    #[error(transparent)]
    Quality(#[from] QualityError),
    /// A set gives a frame that is none.
    #[error(transparent)]
    Frame(#[from] FrameError),
}

/// Samples of a set on which its signal to noise is measured, at most.
const MEASURED: usize = 1 << 17;

impl Kit {
    /// Writes the kit to `folder`, which must not exist or be empty. It is written beside it, in `temporary`, and gets its
    /// name when it is whole. `progress` is told of the frames of every part.
    ///
    /// # Errors
    /// If the folder has files, or the disk fails; nothing is left behind then.
    pub fn make(
        &self,
        folder: &Path,
        temporary: &Path,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Manifest, MakeError> {
        must_be_new(folder)?;
        let made = self.write(temporary, progress).and_then(|manifest| {
            fs::rename(temporary, folder)
                .map_err(|source| MakeError::Write { path: folder.to_owned(), source })?;
            Ok(manifest)
        });
        if made.is_err() {
            // The first error is the one worth telling.
            let _ = fs::remove_dir_all(temporary);
        }
        made
    }

    /// Writes the sets' words alone to `folder`, and says which files that are: for a bundle with tables and a
    /// [`bench`](Self::bench) of its own.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn write_words(
        &self,
        folder: &Path,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Vec<FileRecord>, MakeError> {
        let mut words = self.files();
        words.retain(|file| matches!(file.content, Content::Words(..)));
        self.write_files(&words, folder, progress)
    }

    fn write_files(
        &self,
        files: &[FilePlan],
        folder: &Path,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Result<Vec<FileRecord>, MakeError> {
        let write = |file: &FilePlan| {
            let path = folder.join(&file.path);
            let failed = |source| MakeError::Write { path: path.clone(), source };
            fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(failed)?;
            let written = write_whole(&path, |sink| self.emit(file, sink, progress)).map_err(failed)?;
            Ok(self.record(file, written))
        };
        files.iter().map(write).collect()
    }

    fn write(&self, folder: &Path, progress: &(dyn Fn(usize) + Sync)) -> Result<Manifest, MakeError> {
        let manifest = self.manifest(self.write_files(&self.files(), folder, progress)?)?;
        let path = folder.join(MANIFEST);
        write_whole(&path, |sink| io::Write::write_all(sink, manifest.to_json().as_bytes()))
            .map_err(|source| MakeError::Write { path: path.clone(), source })?;
        Ok(manifest)
    }

    /// What the manifest says of a file that was written.
    pub(super) fn record(&self, file: &FilePlan, written: Written) -> FileRecord {
        let layout = self.layout(file);
        let set = file.set.map(|set| self.sets[set].set.name().word().to_owned());
        FileRecord {
            path: file.path.clone(),
            set,
            role: role(file.content),
            format: format(file.content).into(),
            width: layout.as_ref().map_or(0, |layout| layout.width),
            depth: layout.as_ref().map_or(0, super::Layout::depth),
            order: self.order(file.content),
            bytes: written.bytes,
            sha256: written.sha256,
        }
    }

    fn order(&self, content: Content) -> String {
        match content {
            Content::Words(Role::Expected, _) => self.spec.spec().order.to_string(),
            Content::Words(Role::Stage(_), _) => "streaming".into(),
            _ => "natural".into(),
        }
    }

    /// The manifest of a kit with these files.
    ///
    /// # Errors
    /// If a set cannot be measured.
    pub fn manifest(&self, files: Vec<FileRecord>) -> Result<Manifest, MakeError> {
        let sets = (0..self.sets.len()).map(|set| self.describe(set)).collect::<Result<_, _>>()?;
        Ok(Manifest {
            schema: SCHEMA.into(),
            version: VERSION,
            model: env!("CARGO_PKG_VERSION").into(),
            semantics: Semantics::current(),
            spec: self.spec.spec().clone(),
            derived: Derived::new(&self.spec),
            generator: Generator { name: "SplitMix64".into(), seed: self.options.seed },
            command: self.options.command.clone(),
            sets,
            files,
        })
    }

    fn describe(&self, set: usize) -> Result<SetRecord, MakeError> {
        let (mut overflow, overflow_frames) = self
            .overflows(set)
            .map_err(|source| MakeError::Write { path: self.sets[set].set.name().word().into(), source })?;
        overflow.truncate(RUNS);
        let of = &self.sets[set];
        let (measured, predicted) = ratios(&self.spec, &of.set)?;
        Ok(SetRecord {
            name: of.set.name().word().into(),
            frames: of.set.frames(),
            picture: of.picture.clone(),
            goals: goals(&of.set),
            unreachable: of
                .set
                .unreachable()
                .iter()
                .map(|(goal, why)| Unreachable { goal: goal.clone(), why: why.clone() })
                .collect(),
            overflow,
            overflow_frames,
            measured_sqnr_db: measured,
            predicted_sqnr_db: predicted,
        })
    }
}

/// Refuses a folder that has files, for a kit would mix with them.
///
/// # Errors
/// If it has, or is a file itself.
pub fn must_be_new(folder: &Path) -> Result<(), MakeError> {
    let has_files = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if has_files || folder.is_file() { Err(MakeError::NotEmpty(folder.to_owned())) } else { Ok(()) }
}

/// Signal to noise of a set's first frames, measured, and predicted if its words are white.
fn ratios(spec: &CheckedSpec, set: &VectorSet) -> Result<(Option<f64>, Option<f64>), MakeError> {
    let len = spec.spec().len;
    if set.frames() == 0 {
        return Ok((None, None));
    }
    let frame = |frame: usize| {
        let mut samples = vec![Complex::new(0, 0); len];
        set.fill(frame, &mut samples);
        Frame::new(spec, samples)
    };
    let frames = (0..set.frames().min(MEASURED / len)).map(frame).collect::<Result<Vec<_>, _>>()?;
    let measurer = Measurer::of_frames(len, spec.spec().data, &frames)?;
    let result = measurer.measure(spec)?;
    let finite = |value: f64| Some(value).filter(|value| value.is_finite());
    // Two decimals: what is beyond them is no evidence, and sums of floats need not be the same everywhere.
    let rounded = |value: f64| (value * 100.0).round() / 100.0;
    let predicted = (set.name() == SetName::Random && result.overflow_rate == 0.0)
        .then(|| predict(spec, measurer.power()))
        .filter(|prediction| prediction.holds)
        .and_then(|prediction| finite(prediction.sqnr_db));
    Ok((finite(result.sqnr_db).map(rounded), predicted.map(rounded)))
}

/// The goals of a set, each run of equal ones once.
fn goals(set: &VectorSet) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    for frame in 0..set.frames() {
        let goal = set.goal(frame);
        match goals.last_mut() {
            Some(last) if last.goal == goal => last.frames += 1,
            _ => goals.push(Goal { frame, frames: 1, goal }),
        }
    }
    goals
}

fn role(content: Content) -> String {
    match content {
        Content::Words(role, _) => role.word(),
        Content::Archive => "set".into(),
        Content::Twiddles(..) | Content::Folded(_) => "twiddles".into(),
        Content::Bench | Content::Dut | Content::Cocotb => "bench".into(),
        Content::Spec => "spec".into(),
    }
}

fn format(content: Content) -> &'static str {
    match content {
        Content::Words(_, format) | Content::Twiddles(_, format) => format.word(),
        Content::Folded(_) => super::Format::Mem.word(),
        Content::Archive => super::Format::Npz.word(),
        Content::Bench | Content::Dut => "verilog",
        Content::Cocotb => "python",
        Content::Spec => "toml",
    }
}
