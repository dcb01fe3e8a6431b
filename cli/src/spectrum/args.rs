// SPDX-License-Identifier: MIT OR Apache-2.0
//! The command line of `spectrum`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use utsushi::fft::FftSpec;
use utsushi::picture::frequency::{Channel, Column, Normalisation, Origin, Window};
use utsushi::picture::{ColorMap, Fit, RANGE_DB};

use crate::spec_args::SpecArgs;

/// `utsushi spectrum`.
#[derive(Args)]
pub(crate) struct Spectrum {
    /// Images, folders of images, or signals: .wav, or .csv, .tsv and .txt; with --inverse CSVs of amplitude and phase
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// Factor of the forward transform: none (1), root (1/sqrt(N)) or mean (1/N)
    #[arg(long, default_value_t)]
    pub(super) norm: Normalisation,
    /// Write the figures (PNG and SVG), tables and reports into this folder
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(super) engine: EngineArgs,
    #[command(flatten)]
    pub(super) signal: SignalArgs,
    #[command(flatten)]
    pub(super) view: ViewArgs,
    #[command(flatten)]
    pub(super) group: GroupArgs,
}

/// Float, or the fixed-point model; `spectrum` and `filter` have it in common.
#[derive(Args)]
pub(crate) struct EngineArgs {
    /// What computes the transforms: f64 takes any size, the model powers of two
    #[arg(long, value_enum, default_value_t)]
    pub(crate) engine: Engine,
    /// Other sizes in the model's engine: pad, crop or resample; pad also lets a --frame reach beyond the signal [default: pad]
    #[arg(long)]
    pub(crate) fit: Option<Fit>,
    #[command(flatten)]
    pub(crate) spec: SpecArgs,
}

/// The engines that take pictures of two dimensions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// Float, any size
    #[default]
    F64,
    /// The bit-accurate fixed-point model
    Model,
}

impl Engine {
    /// The word used on the command line and in JSON.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::F64 => "f64",
            Self::Model => "model",
        }
    }
}

impl EngineArgs {
    /// Refuses to fit images that fit as they are.
    pub(crate) fn check_fit(&self) -> Result<()> {
        match self.fit {
            Some(fit) if self.engine == Engine::F64 => {
                bail!(
                    "--fit {fit} is for --engine model, which takes powers of two; float takes any size: leave it out"
                )
            }
            _ => Ok(()),
        }
    }

    /// The spec of the fixed engine; `None` asks for the float one.
    pub(crate) fn fixed(&self) -> Result<Option<FftSpec>> {
        match self.engine {
            Engine::F64 if self.spec.given() => {
                bail!(
                    "--spec and its flags are for the fixed-point model; add --engine model, or leave them out"
                )
            }
            Engine::F64 => Ok(None),
            Engine::Model => Ok(Some(self.spec.checked(FftSpec::default())?.spec().clone())),
        }
    }
}

/// What is taken of a signal.
#[derive(Args)]
#[command(next_help_heading = "Signals")]
pub(crate) struct SignalArgs {
    /// Take row Y of every image as a signal, counted from the top
    #[arg(long, value_name = "Y")]
    pub(super) row: Option<usize>,
    /// A WAV's channel, counted from 1, or mix for the mean of all
    #[arg(long)]
    pub(super) channel: Option<Channel>,
    /// A CSV's column, by name or number
    #[arg(long)]
    pub(super) column: Option<Column>,
    /// First sample of the frame
    #[arg(long, value_name = "SAMPLE", default_value_t = 0)]
    pub(super) start: usize,
    /// Samples in the frame [default: all that are left]
    #[arg(long, value_name = "SAMPLES", value_parser = clap::value_parser!(u32).range(1..=1 << 26))]
    pub(super) frame: Option<u32>,
    /// rectangular, hann, hamming or blackman
    #[arg(long, default_value_t)]
    pub(super) window: Window,
}

/// How spectra are shown.
#[derive(Args)]
#[command(next_help_heading = "Pictures")]
pub(crate) struct ViewArgs {
    /// Frequency (0, 0) in the upper left corner instead of the centre
    #[arg(long)]
    corner: bool,
    /// Colours of magnitudes: grey, heat, viridis or cyclic
    #[arg(long, value_name = "MAP", default_value_t = ColorMap::Heat)]
    pub(crate) colours: ColorMap,
    /// Decibels from the strongest bin down to black
    #[arg(long, value_name = "DB", default_value_t = RANGE_DB, value_parser = decibels)]
    pub(crate) range: f64,
}

impl ViewArgs {
    pub(crate) fn origin(&self) -> Origin {
        if self.corner { Origin::Corner } else { Origin::Centred }
    }
}

/// Several images together.
#[derive(Args)]
#[command(next_help_heading = "Groups and noise")]
pub(crate) struct GroupArgs {
    /// Compare with a second group: images, or folders of images
    #[arg(long, value_name = "IMAGE", num_args = 1..)]
    pub(super) against: Vec<PathBuf>,
    /// Names of the two groups [default: those of the folders]
    #[arg(long, value_name = "FIRST,SECOND", value_delimiter = ',')]
    pub(super) names: Vec<String>,
    /// Repeat every image's curve under Gaussian noise of these standard deviations, fractions of white
    #[arg(long, value_name = "SIGMA,…", value_delimiter = ',', value_parser = sigma)]
    pub(super) noise: Vec<f64>,
    /// Seed of the noise
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
}

fn decibels(text: &str) -> Result<f64, String> {
    let good = |db: &f64| (1.0..=400.0).contains(db);
    text.parse()
        .ok()
        .filter(good)
        .ok_or_else(|| format!("range '{text}' is none; use decibels from 1 to 400"))
}

fn sigma(text: &str) -> Result<f64, String> {
    let good = |sigma: &f64| *sigma > 0.0 && *sigma <= 10.0;
    let wrong = || format!("strength '{text}' is none; use fractions of white above 0, up to 10");
    text.parse().ok().filter(good).ok_or_else(wrong)
}
