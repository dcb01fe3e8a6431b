// SPDX-License-Identifier: MIT OR Apache-2.0
//! The command line of `sweep`.

use std::path::PathBuf;

use clap::Args;
use utsushi::fft::{Decomposition, FftSpec, Order};
use utsushi::number::Overflow;
use utsushi::quality::{Grid, Lengths, Roundings, Schedules, Shape, Widths};

/// `utsushi sweep`.
#[derive(Args)]
pub(crate) struct Sweep {
    #[command(flatten)]
    grid: GridArgs,
    /// What goes in: white-disk, white-square or tone
    #[arg(long, default_value_t = Shape::WhiteDisk)]
    pub(crate) input: Shape,
    /// Level of the input in decibels of full scale
    #[arg(long, value_name = "DB", default_value_t = -1.0, allow_negative_numbers = true)]
    pub(crate) level: f64,
    /// Complex samples a spec
    #[arg(long, default_value_t = 100_000)]
    pub(crate) samples: usize,
    /// Seed of the input
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Images, or folders of images, whose objects are recognised by every spec [default: five scenes of the demo]
    #[arg(long, value_name = "IMAGE", num_args = 1.., requires = "gallery")]
    pub(crate) images: Vec<PathBuf>,
    /// Folder of labelled pictures, one part each; the file's stem is the label
    #[arg(long, value_name = "DIR", requires = "images")]
    pub(crate) gallery: Option<PathBuf>,
    /// Recognise nothing
    #[arg(long, conflicts_with_all = ["images", "gallery"])]
    pub(crate) no_decisions: bool,
    /// Folder of the results; a run that was stopped goes on where it was
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// The specs: every combination of the values.
#[derive(Args)]
#[command(next_help_heading = "Specs")]
struct GridArgs {
    /// Samples in a frame: 1024, a list, or 64..4096, which doubles
    #[arg(long, value_name = "N", default_value = "1024")]
    len: Lengths,
    /// Widths of the data in bits: 16, a list, or 8..24, with a step as in 8..24:2
    #[arg(long, value_name = "W", default_value = "8..24")]
    data: Widths,
    /// Widths of the twiddles in bits, as --data
    #[arg(long, value_name = "T", default_value = "16")]
    twiddle: Widths,
    /// all, or a list of truncate, half-up, convergent
    #[arg(long, default_value = "all")]
    rounding: Roundings,
    /// A list of halve, grow, guarded:G (guarded alone is guarded:3), or the stages of one schedule as in 1,1,0
    #[arg(long, default_value = "halve,guarded")]
    schedule: Schedules,
    /// wrap or saturate
    #[arg(long, default_value_t = Overflow::Saturate)]
    overflow: Overflow,
    /// radix2, or radix22: rotations in every second stage alone
    #[arg(long, default_value_t = Decomposition::Radix2)]
    decomposition: Decomposition,
    /// natural or bit-reversed
    #[arg(long, default_value_t = Order::Natural)]
    order: Order,
    /// Transform with exp(+2πikn/N)
    #[arg(long)]
    inverse: bool,
}

impl Sweep {
    /// The grid that the flags ask for.
    pub(crate) fn grid(&self) -> Grid {
        let GridArgs { len, data, twiddle, rounding, schedule, overflow, decomposition, order, inverse } =
            &self.grid;
        Grid {
            len: len.clone(),
            data: data.clone(),
            twiddle: twiddle.clone(),
            rounding: rounding.clone(),
            schedule: schedule.clone(),
            base: FftSpec {
                overflow: *overflow,
                decomposition: *decomposition,
                order: *order,
                inverse: *inverse,
                ..FftSpec::default()
            },
        }
    }
}
