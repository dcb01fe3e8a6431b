// SPDX-License-Identifier: MIT OR Apache-2.0
//! The command line of `hdl`.

use std::path::PathBuf;

use clap::Args;

use crate::spec_args::SpecArgs;
use crate::vectors::Sets;

/// `utsushi hdl`.
#[derive(Args)]
pub(crate) struct Hdl {
    #[command(flatten)]
    pub(crate) spec: SpecArgs,
    /// Name of the top module and of the core's files [default: fft_ and the length]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Clock that the constraints ask for
    #[arg(long, value_name = "MHZ", default_value = "100", value_parser = clock)]
    pub(crate) clock: f64,
    /// Golden vectors in the bundle: all, or a list of sets; see `utsushi vectors list`
    #[arg(long, default_value = "ties,overflow,random")]
    pub(crate) sets: Sets,
    /// Frames of the sets random and real-rows
    #[arg(long, value_name = "N", default_value_t = 16)]
    pub(crate) frames: usize,
    /// Seed of random words
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Folder of the bundle; it must not exist or be empty
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// A period in picoseconds must say something of it.
fn clock(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if (0.001..=10_000.0).contains(&value) => Ok(value),
        _ => Err(format!("'{text}' is no clock; use a number of MHz from 0.001 to 10000")),
    }
}
