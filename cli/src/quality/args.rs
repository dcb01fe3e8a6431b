// SPDX-License-Identifier: MIT OR Apache-2.0
//! The flags of `utsushi quality`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use utsushi::picture::Fit;
use utsushi::quality::Shape;

use crate::args::Segmentation;
use crate::spec_args::SpecArgs;

/// `utsushi quality`.
#[derive(Args)]
pub(crate) struct Quality {
    #[command(flatten)]
    pub(crate) spec: SpecArgs,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Search the cheapest spec that has at least this signal to noise; flags fix width, rounding or schedule, the rest is free
    #[arg(long, value_name = "DB", conflicts_with = "decisions")]
    pub(crate) reach: Option<f64>,
    /// Search the smallest word length that changes no match of the --image files' objects with this gallery
    #[arg(long, value_name = "GALLERY", requires = "images")]
    pub(crate) decisions: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) segmentation: Segmentation,
    /// Add every bin's noise and bias to the JSON object
    #[arg(long, requires = "json")]
    pub(crate) bins: bool,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// What goes through the transform.
#[derive(Args)]
#[command(next_help_heading = "Input")]
pub(crate) struct InputArgs {
    /// white-disk, white-square, tone; or rows or contours of the --image files
    #[arg(long, default_value = "white-disk")]
    pub(crate) input: Input,
    /// Images, or folders of images, for --input rows, --input contours and --decisions
    #[arg(long = "image", value_name = "IMAGE", num_args = 1..)]
    pub(crate) images: Vec<PathBuf>,
    /// Rows of another length than N: pad, crop or resample [default: pad short rows, resample long ones]
    #[arg(long)]
    pub(crate) fit: Option<Fit>,
    /// Greatest modulus (in a square, greatest component), in dB of full scale
    #[arg(long, value_name = "DB", default_value_t = -1.0, allow_negative_numbers = true)]
    pub(crate) level: f64,
    /// Complex samples to measure on, at least; in whole frames
    #[arg(long, value_name = "N", default_value_t = 400_000)]
    pub(crate) samples: usize,
    /// Tones of the sweep that SFDR is taken from: one in each of so many bins
    #[arg(long, value_name = "N", default_value_t = 64)]
    pub(crate) tones: usize,
    /// Seed of samples and tones
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

/// Where the frames come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// They are made.
    Made(Shape),
    /// Rows of pictures.
    Rows,
    /// Contours of objects in pictures.
    Contours,
}

impl Input {
    /// The word on the command line and in JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Made(shape) => shape.word(),
            Self::Rows => "rows",
            Self::Contours => "contours",
        }
    }
}

impl FromStr for Input {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "rows" => Ok(Self::Rows),
            "contours" => Ok(Self::Contours),
            _ => text.parse().map(Self::Made).map_err(|_| {
                format!("input '{text}' is unknown; use white-disk, white-square, tone, rows or contours")
            }),
        }
    }
}
