// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can be wrong with a set asked for.

use super::SetName;
use crate::fft::FrameError;

/// A set that cannot be made; the sentence names the value and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SetError {
    /// A set of given frames was asked for by rule.
    #[error("set {name} has no rule to make its frames by; give the frames, with VectorSet::of_frames")]
    Given {
        /// The set asked for.
        name: SetName,
    },
    /// Frames were given for a set that makes its own.
    #[error("set {name} makes its own frames; give frames to image-rows or contours alone")]
    Made {
        /// The set asked for.
        name: SetName,
    },
    /// No frame at all.
    #[error("set {name} with 0 frames tests nothing; ask for at least 1")]
    Empty {
        /// The set asked for.
        name: SetName,
    },
    /// A given frame is of another spec.
    #[error("frame {frame} does not fit the spec: {source}")]
    Frame {
        /// The frame, counted from 0.
        frame: usize,
        /// What does not fit.
        source: FrameError,
    },
}
