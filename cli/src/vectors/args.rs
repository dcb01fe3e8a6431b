// SPDX-License-Identifier: MIT OR Apache-2.0
//! The command line of `vectors`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};
use utsushi::picture::Fit;
use utsushi::vectors::{Format, SetName};

use crate::spec_args::SpecArgs;

/// `utsushi vectors`.
#[derive(Args)]
pub(crate) struct Vectors {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

impl Vectors {
    /// Whether standard output is for one JSON object.
    pub(crate) fn json(&self) -> bool {
        match &self.verb {
            Verb::Make(verb) => verb.json,
            Verb::Verify(verb) => verb.json,
            Verb::List(verb) => verb.json,
            Verb::Import(verb) => verb.json,
        }
    }
}

/// What to do with vectors.
#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Write a kit: stimulus, expected words and flags, tables, benches and a manifest
    Make(Make),
    /// Derive every file of a kit anew and compare
    Verify(Verify),
    /// List the sets and formats, or what a kit holds
    List(List),
    /// Read a file of vectors in any format; write it in another
    Import(Import),
}

/// `utsushi vectors make`.
#[derive(Args)]
pub(crate) struct Make {
    #[command(flatten)]
    pub(crate) spec: SpecArgs,
    /// all, or a list of sets: see `utsushi vectors list`
    #[arg(long, default_value = "all")]
    pub(crate) sets: Sets,
    /// all, or a list of formats: see `utsushi vectors list`
    #[arg(long, default_value = "all")]
    pub(crate) formats: Formats,
    /// Frames of the sets random and real-rows
    #[arg(long, value_name = "N", default_value_t = 16)]
    pub(crate) frames: usize,
    /// Seed of random words
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// The words after every stage too
    #[arg(long)]
    pub(crate) stages: bool,
    /// Picture whose rows and contours are sets
    #[arg(long, value_name = "IMAGE")]
    pub(crate) image: Option<PathBuf>,
    /// Rows of another length than N: pad, crop or resample [default: pad short rows, resample long ones]
    #[arg(long)]
    pub(crate) fit: Option<Fit>,
    /// Folder of the kit; it must not exist or be empty
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// `utsushi vectors verify`.
#[derive(Args)]
pub(crate) struct Verify {
    /// The kit's folder
    pub(crate) dir: PathBuf,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// `utsushi vectors list`.
#[derive(Args)]
pub(crate) struct List {
    /// A kit's folder
    pub(crate) dir: Option<PathBuf>,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// `utsushi vectors import`.
#[derive(Args)]
pub(crate) struct Import {
    /// A file of vectors
    pub(crate) file: PathBuf,
    /// Its format [default: by its name]
    #[arg(long)]
    pub(crate) format: Option<Format>,
    /// Bits of a component [default: by the format, or half a word]
    #[arg(long, value_name = "BITS", value_parser = clap::value_parser!(u32).range(1..=32))]
    pub(crate) width: Option<u32>,
    /// Words of a frame [default: by the format, or all of them]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) len: Option<u32>,
    /// Write the words to this file, in the format of its name
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// Sets by name; none means all.
#[derive(Clone, Debug)]
pub(crate) struct Sets(pub(crate) Option<Vec<SetName>>);

/// Formats by name, each once.
#[derive(Clone, Debug)]
pub(crate) struct Formats(pub(crate) Vec<Format>);

impl FromStr for Sets {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" { Ok(Self(None)) } else { list(text).map(|sets| Self(Some(sets))) }
    }
}

impl FromStr for Formats {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" { Ok(Self(Format::ALL.to_vec())) } else { list(text).map(Self) }
    }
}

fn list<T: FromStr<Err = String> + PartialEq>(text: &str) -> Result<Vec<T>, String> {
    text.split(',').try_fold(Vec::new(), |mut all, word| {
        let one = word.trim().parse()?;
        if !all.contains(&one) {
            all.push(one);
        }
        Ok(all)
    })
}
