// SPDX-License-Identifier: MIT OR Apache-2.0
//! Sets of vectors: frames with a goal each, made by rule and checked on the model before they are handed out.

mod error;
mod hunt;
mod name;
mod noise;
mod overflow;
mod passage;
mod probe;
mod reach;
mod rule;
mod solve;
mod ties;
mod undo;

use std::fmt;

use num_complex::Complex;

pub use error::SetError;
pub use name::SetName;

use crate::fft::{CheckedSpec, Frame};
use hunt::Hunted;

/// Frames of `random` and `real-rows` unless the caller says otherwise.
const FRAMES: usize = 16;

/// Goals and the reasons why no frame meets them.
type Unreachable = Vec<(String, String)>;

/// Frames for one spec that aim at one thing.
///
/// Any frame can be had at any time and comes out the same: from the spec, the seed and its number alone, on every
/// machine. The frames are meant for the spec's own direction.
pub struct VectorSet {
    name: SetName,
    spec: CheckedSpec,
    seed: u64,
    frames: usize,
    content: Content,
    unreachable: Unreachable,
}

/// Where the samples come from.
enum Content {
    /// A rule of the frame's number.
    Rule,
    /// Frames found to meet their goal.
    Hunted(Vec<Hunted>),
    /// The caller.
    Given(Vec<Frame>),
}

impl VectorSet {
    /// The set `name` for `spec`.
    ///
    /// `frames` says how many for `random` and `real-rows`, 16 by default; the other sets have a frame for each of
    /// their goals. Frames of `ties` and `overflow` are run through the model here, and those that do not meet
    /// their goal are not taken; such a set may be empty, and [`unreachable`](Self::unreachable) says why.
    ///
    /// # Errors
    /// If the set's frames must be given, or none is asked for.
    pub fn new(
        name: SetName,
        spec: &CheckedSpec,
        frames: Option<usize>,
        seed: u64,
    ) -> Result<Self, SetError> {
        if name.is_given() {
            return Err(SetError::Given { name });
        }
        let (frames, content, unreachable) = match name {
            SetName::Ties => Self::hunted(ties::hunt(spec, seed)),
            SetName::Overflow => Self::hunted(overflow::hunt(spec, seed)),
            _ => (rule::frames(name, spec, frames.unwrap_or(FRAMES)), Content::Rule, Vec::new()),
        };
        if frames == 0 && matches!(content, Content::Rule) {
            return Err(SetError::Empty { name });
        }
        Ok(Self { name, spec: spec.clone(), seed, frames, content, unreachable })
    }

    fn hunted((found, left): (Vec<Hunted>, Unreachable)) -> (usize, Content, Unreachable) {
        (found.len(), Content::Hunted(found), left)
    }

    /// The set `name`, `image-rows` or `contours`, of given frames. Their samples count, not their direction.
    ///
    /// # Errors
    /// If the set makes its own frames, there are none, or one does not fit the spec.
    pub fn of_frames(name: SetName, spec: &CheckedSpec, frames: Vec<Frame>) -> Result<Self, SetError> {
        if !name.is_given() {
            return Err(SetError::Made { name });
        }
        if frames.is_empty() {
            return Err(SetError::Empty { name });
        }
        for (frame, given) in frames.iter().enumerate() {
            // A frame keeps no memory of the spec it was made for.
            Frame::new(spec, given.samples().to_vec()).map_err(|source| SetError::Frame { frame, source })?;
        }
        Ok(Self {
            name,
            spec: spec.clone(),
            seed: 0,
            frames: frames.len(),
            content: Content::Given(frames),
            unreachable: Vec::new(),
        })
    }

    /// What the set aims at.
    #[must_use]
    pub fn name(&self) -> SetName {
        self.name
    }

    /// The number of frames.
    #[must_use]
    pub fn frames(&self) -> usize {
        self.frames
    }

    /// Writes the samples of frame `frame`, in natural order.
    ///
    /// # Panics
    /// If there is no such frame, or `samples` is not N long.
    pub fn fill(&self, frame: usize, samples: &mut [Complex<i32>]) {
        self.check(frame);
        assert_eq!(samples.len(), self.spec.spec().len, "a frame's samples are written to N places");
        match &self.content {
            Content::Rule => rule::fill(self.name, &self.spec, self.seed, frame, samples),
            Content::Hunted(found) => found[frame].recipe.fill(samples),
            Content::Given(frames) => samples.copy_from_slice(frames[frame].samples()),
        }
    }

    /// What frame `frame` aims at, in words.
    ///
    /// # Panics
    /// If there is no such frame.
    #[must_use]
    pub fn goal(&self, frame: usize) -> String {
        self.check(frame);
        match &self.content {
            Content::Hunted(found) => found[frame].goal.clone(),
            Content::Rule | Content::Given(_) => rule::goal(self.name, &self.spec, frame),
        }
    }

    /// Goals that no frame of the set meets, each with the reason as a sentence: the schedule rules it out, or the
    /// search ended without one.
    #[must_use]
    pub fn unreachable(&self) -> &[(String, String)] {
        &self.unreachable
    }

    fn check(&self, frame: usize) {
        assert!(frame < self.frames, "set {} has {} frames, not a frame {frame}", self.name, self.frames);
    }
}

impl fmt::Debug for VectorSet {
    /// Without the samples: a set may have millions.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VectorSet")
            .field("name", &self.name)
            .field("spec", self.spec.spec())
            .field("seed", &self.seed)
            .field("frames", &self.frames)
            .field("unreachable", &self.unreachable.len())
            .finish_non_exhaustive()
    }
}
