// SPDX-License-Identifier: MIT OR Apache-2.0
//! The rows of a picture on their way to the pipeline and back: one a frame, or two by two.

use anyhow::Result;
use utsushi::fft::{CheckedSpec, Frame, RowPairs, Spectrum};
use utsushi::picture::{self, Fit, Picture, PictureError};

/// How rows share frames.
pub(crate) enum Rows {
    /// One row a frame, the imaginary part zero.
    Single(CheckedSpec),
    /// Two rows a frame.
    Pairs(RowPairs),
}

impl Rows {
    /// Rows for a pipeline of `spec`.
    pub(crate) fn new(spec: &CheckedSpec, pairs: bool) -> Result<Self> {
        Ok(if pairs { Self::Pairs(RowPairs::new(spec)?) } else { Self::Single(spec.clone()) })
    }

    /// Whether two rows share a frame.
    pub(crate) fn in_pairs(&self) -> bool {
        matches!(self, Self::Pairs(_))
    }

    /// The frames of all rows, top to bottom.
    pub(crate) fn frames(&self, picture: &Picture, fit: Fit) -> Result<Vec<Frame>, PictureError> {
        match self {
            Self::Single(spec) => picture::rows(picture, spec, fit),
            Self::Pairs(pairs) => picture::row_pairs(picture, pairs, fit),
        }
    }

    /// The rows in the frame at `index`, by their numbers; `height` is that of the picture.
    pub(crate) fn source(&self, index: usize, height: usize) -> String {
        match self {
            Self::Pairs(_) if 2 * index + 1 < height => format!("rows {} and {}", 2 * index, 2 * index + 1),
            Self::Pairs(_) => format!("row {}", 2 * index),
            Self::Single(_) => format!("row {index}"),
        }
    }

    /// One spectrum a row, from those of the frames.
    pub(crate) fn spectra(&self, spectra: Vec<Spectrum>, height: usize) -> Vec<Spectrum> {
        match self {
            Self::Single(_) => spectra,
            Self::Pairs(pairs) => pairs.separate_all(&spectra, height),
        }
    }
}
