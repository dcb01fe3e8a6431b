// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can be wrong with a core of run-time length or with a frame's configuration, as sentences.

use super::{FrameError, SpecError};

/// A core that cannot be built, or a configuration that it would not obey; the sentence names the value and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigurableError {
    /// The spec of the longest frames is refused.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// The samples are no frame of the configuration.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// The shortest length is no power of two, or out of range.
    #[error("shortest {shortest} is not a power of two from 4 to {len}, the largest length")]
    Shortest {
        /// The length asked for, in samples.
        shortest: usize,
        /// The largest length, in samples.
        len: usize,
    },
    /// No frame of the core has this length.
    #[error("len {len} is not one that the core takes; it takes {}", list(.lens))]
    Len {
        /// The length asked for, in samples.
        len: usize,
        /// Those that the core takes.
        lens: Vec<usize>,
    },
    /// Too few or too many shifts.
    #[error("{given} shifts are given and len {len} needs {needed}, one a stage")]
    ShiftCount {
        /// Shifts given.
        given: usize,
        /// Stages of the length.
        needed: u32,
        /// The length, in samples.
        len: usize,
    },
    /// A shift is more than the stage can do.
    #[error(
        "stage {stage} of len {len} shifts by {shift} and the core's stage by at most {most}; build the core with a schedule that shifts more there"
    )]
    Shift {
        /// The stage of the frame, counted from 0.
        stage: u32,
        /// The frame's length, in samples.
        len: usize,
        /// The shift asked for, in bits.
        shift: u32,
        /// The stage's largest, in bits.
        most: u32,
    },
    /// A schedule aligns the input otherwise than the core.
    #[error(
        "schedule '{schedule}' aligns the input by {given} bits and the core by {core}, which is fixed; use shifts alone"
    )]
    Align {
        /// The schedule.
        schedule: String,
        /// Its alignment, in bits.
        given: u32,
        /// The core's, in bits.
        core: u32,
    },
    /// A schedule wants other words than the core has.
    #[error(
        "schedule '{schedule}' wants {width} bits after stage {stage} of len {len} and the core has {core}, which is fixed; use shifts alone"
    )]
    Width {
        /// The schedule.
        schedule: String,
        /// The stage of the frame, counted from 0.
        stage: u32,
        /// The frame's length, in samples.
        len: usize,
        /// Its width there, in bits.
        width: u32,
        /// The core's, in bits.
        core: u32,
    },
}

fn list(lens: &[usize]) -> String {
    lens.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}
