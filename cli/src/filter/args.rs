// SPDX-License-Identifier: MIT OR Apache-2.0
//! The command line of `filter`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};
use utsushi::picture::frequency::{Band, Normalisation, Profile, Unit};

use crate::spectrum::{EngineArgs, ViewArgs};

/// `utsushi filter`.
#[derive(Args)]
#[command(group(ArgGroup::new("which").required(true)))]
pub(crate) struct Filter {
    /// Images, or folders of images
    #[arg(required = true, value_name = "IMAGE")]
    pub(super) images: Vec<PathBuf>,
    /// Keep frequencies up to radius R
    #[arg(long, value_name = "R", group = "which", allow_negative_numbers = true)]
    low: Option<f64>,
    /// Keep frequencies beyond radius R
    #[arg(long, value_name = "R", group = "which", allow_negative_numbers = true)]
    high: Option<f64>,
    /// Keep frequencies beyond radius R1 and up to radius R2
    #[arg(long, value_names = ["R1", "R2"], num_args = 2, group = "which", allow_negative_numbers = true)]
    band: Option<Vec<f64>>,
    /// Radii in cycles per image, or per pixel
    #[arg(long, default_value_t)]
    pub(super) unit: Unit,
    /// ideal, gaussian or butterworth:ORDER
    #[arg(long, default_value_t)]
    pub(super) profile: Profile,
    /// Factor of the forward transform in figures and numbers: none (1), root (1/sqrt(N)) or mean (1/N)
    #[arg(long, default_value_t)]
    pub(super) norm: Normalisation,
    /// Folder for the filtered pictures, the figures and the reports
    #[arg(long, value_name = "DIR", default_value = "utsushi-filter")]
    pub(super) out: PathBuf,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(super) engine: EngineArgs,
    #[command(flatten)]
    pub(super) view: ViewArgs,
}

impl Filter {
    /// The band that was asked for: clap has seen to it that there is one.
    pub(super) fn band(&self) -> Band {
        match (self.low, self.high, self.band.as_deref()) {
            (Some(cut), ..) => Band::Low { cut },
            (_, Some(cut), _) => Band::High { cut },
            (.., Some(&[low, high])) => Band::Pass { low, high },
            _ => Band::Low { cut: f64::NAN },
        }
    }
}
