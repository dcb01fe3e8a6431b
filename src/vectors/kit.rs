// SPDX-License-Identifier: MIT OR Apache-2.0
//! A kit: the sets of a spec in all their formats, and which files that makes.

use std::io::{self, Write};

use num_complex::Complex;

use super::archive::{self, Member};
use super::manifest::Picture;
use super::source::{Expected, Overflow, Rom, StageWords, Stimulus, identifier};
use super::{Format, Layout, Source, VectorSet, bench, stream};
use crate::fft::{CheckedSpec, FftModel, FftPlan, FoldedRom, PlanError, TwiddleRom};

/// What a kit is made of.
#[derive(Debug)]
pub struct Kit {
    pub(super) spec: CheckedSpec,
    pub(super) plan: FftPlan,
    pub(super) model: FftModel,
    pub(super) sets: Vec<KitSet>,
    pub(super) options: KitOptions,
}

/// A set, and the picture that it was made of.
#[derive(Debug)]
pub struct KitSet {
    /// The frames.
    pub set: VectorSet,
    /// The picture.
    pub picture: Option<Picture>,
}

/// How a kit is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KitOptions {
    /// Formats, each once.
    pub formats: Vec<Format>,
    /// Whether the words after every stage are in it.
    pub stages: bool,
    /// Of the sets' random words.
    pub seed: u64,
    /// The command that makes the kit again.
    pub command: String,
    /// Parameters of the module under test for the bench: names and Verilog literals.
    pub parameters: Vec<(String, String)>,
}

/// A file of a kit that is yet to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FilePlan {
    pub(super) path: String,
    pub(super) set: Option<usize>,
    pub(super) content: Content,
}

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Words(Role, Format),
    /// The arrays of a set.
    Archive,
    /// A table of twiddles: which, and the format.
    Twiddles(usize, Format),
    /// A part of a table, as the pipeline reads it.
    Folded(usize),
    Bench,
    Dut,
    Cocotb,
    Spec,
}

/// Which words of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Stimulus,
    Expected,
    Overflow,
    Stage(usize),
}

impl Role {
    /// The word in file names.
    pub(super) fn word(self) -> String {
        match self {
            Self::Stimulus => "stimulus".into(),
            Self::Expected => "expected".into(),
            Self::Overflow => "overflow".into(),
            Self::Stage(stage) => format!("stage{stage:02}"),
        }
    }
}

impl Kit {
    /// A kit of `sets` of `spec`.
    ///
    /// # Errors
    /// If the machine lacks the chosen back-end of the model.
    pub fn new(spec: &CheckedSpec, sets: Vec<KitSet>, options: KitOptions) -> Result<Self, PlanError> {
        let (plan, model) = (FftPlan::new(spec)?, FftModel::new(spec));
        Ok(Self { spec: spec.clone(), plan, model, sets, options })
    }

    /// The sets.
    #[must_use]
    pub fn sets(&self) -> &[KitSet] {
        &self.sets
    }

    /// Every file but the manifest, in order.
    pub(super) fn files(&self) -> Vec<FilePlan> {
        let mut files = vec![FilePlan { path: "spec.toml".into(), set: None, content: Content::Spec }];
        for (i, rom) in self.tables().iter().enumerate() {
            let stem = rom.file_name();
            let stem = stem.trim_end_matches(".hex");
            let twiddles = |format: &Format| FilePlan {
                path: format!("rom/{stem}{}", if *format == Format::Mem { ".hex" } else { format.ending() }),
                set: None,
                content: Content::Twiddles(i, *format),
            };
            // The pipeline reads its tables whatever formats are asked for.
            let others = self
                .options
                .formats
                .iter()
                .filter(|format| ![Format::Mem, Format::Npz, Format::Axis].contains(format));
            files.extend(std::iter::once(&Format::Mem).chain(others).map(twiddles));
        }
        // And as the project's own pipeline reads them.
        for (i, rom) in FoldedRom::of_spec(&self.spec).iter().enumerate() {
            let path = format!("rom/{}", rom.file_name());
            files.push(FilePlan { path, set: None, content: Content::Folded(i) });
        }
        // A set may have no frame, for a spec that reaches none of its goals; the manifest says why.
        for (i, set) in self.sets.iter().enumerate().filter(|(_, set)| set.set.frames() > 0) {
            self.files_of(i, set.set.name().word(), &mut files);
        }
        if self.options.formats.contains(&Format::Mem) {
            files.push(FilePlan { path: "kit_dut.v".into(), set: None, content: Content::Dut });
            files.push(FilePlan { path: "cocotb_kit.py".into(), set: None, content: Content::Cocotb });
        }
        files
    }

    fn files_of(&self, set: usize, name: &str, files: &mut Vec<FilePlan>) {
        let mut add = |path: String, content| files.push(FilePlan { path, set: Some(set), content });
        let mut roles = vec![Role::Stimulus, Role::Expected, Role::Overflow];
        if self.options.stages {
            roles.extend((0..self.spec.stages().len()).map(Role::Stage));
        }
        for &format in &self.options.formats {
            if format == Format::Npz {
                add(format!("{name}/{name}.npz"), Content::Archive);
                continue;
            }
            // A beat carries its flag itself.
            let roles = roles.iter().filter(|role| **role != Role::Overflow || format != Format::Axis);
            for role in roles {
                // Packages and headers are named in a tool's one space of names.
                let stem = match format {
                    Format::Package | Format::CHeader => format!("{}_{}", identifier(name), role.word()),
                    _ => role.word(),
                };
                add(format!("{name}/{stem}{}", format.ending()), Content::Words(*role, format));
            }
        }
        if self.options.formats.contains(&Format::Mem) {
            add(format!("{name}/tb_{}.v", identifier(name)), Content::Bench);
        }
    }

    /// The tables that the pipeline reads.
    fn tables(&self) -> Vec<&TwiddleRom> {
        self.model.roms().iter().filter(|rom| !rom.is_trivial()).collect()
    }

    /// Writes a file's bytes to `sink`.
    pub(super) fn emit(
        &self,
        file: &FilePlan,
        sink: &mut dyn Write,
        progress: &(dyn Fn(usize) + Sync),
    ) -> io::Result<()> {
        match (file.content, file.set) {
            (Content::Words(role, format), Some(set)) => {
                self.with_source(set, role, |source| stream(format, source, sink, progress))
            }
            (Content::Twiddles(table, Format::Mem), _) => {
                sink.write_all(self.tables()[table].to_hex().as_bytes())
            }
            (Content::Twiddles(table, format), _) => {
                stream(format, &Rom(self.tables()[table]), sink, progress)
            }
            (Content::Folded(table), _) => {
                sink.write_all(FoldedRom::of_spec(&self.spec)[table].to_hex().as_bytes())
            }
            (Content::Archive, Some(set)) => self.archive(set, sink, progress),
            (Content::Bench, Some(set)) => sink.write_all(bench::verilog(self, set).as_bytes()),
            (Content::Dut, _) => sink.write_all(bench::dut(self).as_bytes()),
            (Content::Cocotb, _) => sink.write_all(bench::COCOTB.as_bytes()),
            (Content::Spec, _) => sink.write_all(self.spec.spec().to_toml().as_bytes()),
            (_, None) => unreachable!("words belong to a set"),
        }
    }

    /// What the file's words are, if it has any.
    pub(super) fn layout(&self, file: &FilePlan) -> Option<Layout> {
        match (file.content, file.set) {
            (Content::Words(role, _), Some(set)) => {
                Some(self.with_source(set, role, |source| source.layout()))
            }
            (Content::Twiddles(table, _), _) => Some(Rom(self.tables()[table]).layout()),
            _ => None,
        }
    }

    fn archive(&self, set: usize, sink: &mut dyn Write, progress: &(dyn Fn(usize) + Sync)) -> io::Result<()> {
        let mut roles = vec![Role::Stimulus, Role::Expected, Role::Overflow];
        if self.options.stages {
            roles.extend((0..self.spec.stages().len()).map(Role::Stage));
        }
        let members = roles.into_iter().map(|role| Member {
            name: role.word(),
            write: Box::new(move |sink: &mut dyn Write| {
                self.with_source(set, role, |source| stream(Format::Npy, source, sink, progress))
            }),
        });
        archive::write(members, sink)
    }

    fn with_source<T>(&self, set: usize, role: Role, work: impl FnOnce(&dyn Source) -> T) -> T {
        let (spec, plan, set) = (&self.spec, &self.plan, &self.sets[set].set);
        match role {
            Role::Stimulus => work(&Stimulus { spec, set }),
            Role::Expected => work(&Expected { plan, set }),
            Role::Overflow => work(&Overflow(Expected { plan, set })),
            Role::Stage(stage) => work(&StageWords { model: &self.model, spec, set, stage }),
        }
    }

    /// Frames that are gone through to write every file: what progress counts.
    #[must_use]
    pub fn work(&self) -> u64 {
        let frames = |file: &FilePlan| {
            let passes = match file.content {
                Content::Words(_, Format::Package | Format::CHeader | Format::Mat) => 2,
                Content::Words(..) => 1,
                Content::Archive => 3,
                _ => 0,
            };
            passes * file.set.map_or(0, |set| self.sets[set].set.frames() as u64)
        };
        self.files().iter().map(frames).sum()
    }

    /// The frames of a set that overflow, as runs of first and number, and how many they are.
    pub(super) fn overflows(&self, set: usize) -> io::Result<(Vec<[usize; 2]>, usize)> {
        let source = Overflow(Expected { plan: &self.plan, set: &self.sets[set].set });
        let (mut runs, mut count) = (Vec::<[usize; 2]>::new(), 0);
        let frames = source.layout().frames;
        let most = ((1 << 16) / self.spec.spec().len).max(1);
        for first in (0..frames).step_by(most) {
            let len = most.min(frames - first);
            let (mut words, mut flags) = (vec![Complex::new(0, 0); len], vec![false; len]);
            source.fill(first, &mut words, &mut flags)?;
            for frame in (first..).zip(flags).filter_map(|(frame, flag)| flag.then_some(frame)) {
                count += 1;
                match runs.last_mut() {
                    Some([first, frames]) if *first + *frames == frame => *frames += 1,
                    _ => runs.push([frame, 1]),
                }
            }
        }
        Ok((runs, count))
    }
}
