// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can be wrong with a measurement, as sentences.

use crate::fft::{FrameError, PlanError, SpecError};

/// A measurement or a search that cannot be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum QualityError {
    /// The spec is refused.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// The plan is refused.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A frame is refused.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// Too few samples for one frame.
    #[error("{samples} samples make no frame of {len}; ask for at least {len}")]
    Samples {
        /// Samples asked for.
        samples: usize,
        /// Samples of a frame.
        len: usize,
    },
    /// The level is out of range or leaves no word but zero.
    #[error(
        "a level of {level_db} dB gives a greatest word of {greatest} at {data} bits; use a level from {least:.1} to 0 dB"
    )]
    Level {
        /// The level asked for, in decibels of full scale.
        level_db: f64,
        /// Width of a component, in bits.
        data: u32,
        /// The greatest word that the level gives.
        greatest: i64,
        /// The least level that gives words other than zero, in decibels of full scale.
        least: f64,
    },
    /// The frames are of another length or width than the spec.
    #[error(
        "the frames are of {len} samples of {data} bits and the spec takes {spec_len} of {spec_data}; make a measurer for \
         that length and width"
    )]
    Other {
        /// Samples of a frame.
        len: usize,
        /// Width of a component of the frames, in bits.
        data: u32,
        /// Samples that the spec takes.
        spec_len: usize,
        /// Input width of the spec, in bits.
        spec_data: u32,
    },
    /// No frame was given.
    #[error("there is no frame to measure; give pictures with at least one row or object")]
    NoFrame,
    /// No tone was asked for.
    #[error("a sweep of 0 tones shows nothing; ask for at least 1")]
    NoTone,
    /// No spec of the search's space is good enough.
    #[error(
        "no spec of the search reaches {target_db} dB: the best has {best_db:.1} dB; ask for less, or leave more widths and \
         schedules open"
    )]
    Unreachable {
        /// The ratio asked for, in decibels.
        target_db: f64,
        /// The best ratio that any spec promises, in decibels.
        best_db: f64,
    },
}
