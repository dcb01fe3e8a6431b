// SPDX-License-Identifier: MIT OR Apache-2.0
//! The spec's flags, the same for every verb and in the same words as TOML and JSON.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use utsushi::fft::{CheckedSpec, Decomposition, FftSpec, Order, Schedule};
use utsushi::number::{Overflow, Rounding};

/// The transform's spec: a TOML file, flags, or both; a flag overrides the file.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Spec")]
pub(crate) struct SpecArgs {
    /// Read the spec from a TOML file; the flags below override its values
    #[arg(long, value_name = "FILE.toml")]
    spec: Option<PathBuf>,
    /// Samples in a frame: a power of two from 4 to 65536 [default: 1024]
    #[arg(long, value_name = "N")]
    len: Option<usize>,
    /// Width of an input component in bits: 2 to 32 [default: 16]
    #[arg(long, value_name = "W")]
    data: Option<u32>,
    /// Width of a twiddle component in bits: 2 to 32 [default: 16]
    #[arg(long, value_name = "T")]
    twiddle: Option<u32>,
    /// truncate, half-up or convergent [default: convergent]
    #[arg(long)]
    rounding: Option<Rounding>,
    /// wrap or saturate [default: saturate]
    #[arg(long)]
    overflow: Option<Overflow>,
    /// halve, grow, guarded:G, or a SHIFT or SHIFT/WIDTH for each stage: 1,1,0,…, with align:G first to align the
    /// input [default: halve]
    #[arg(long)]
    schedule: Option<Schedule>,
    /// radix2, or radix22: rotations in every second stage alone [default: radix2]
    #[arg(long)]
    decomposition: Option<Decomposition>,
    /// natural or bit-reversed [default: natural]
    #[arg(long)]
    order: Option<Order>,
    /// Transform with exp(+2πikn/N)
    #[arg(long)]
    inverse: bool,
}

/// What the flags themselves fix, the file left aside: a search leaves these as they are.
pub(crate) struct Fixed {
    pub(crate) data: Option<u32>,
    pub(crate) twiddle: Option<u32>,
    pub(crate) rounding: Option<Rounding>,
    pub(crate) schedule: Option<Schedule>,
}

impl SpecArgs {
    /// The widths, rounding and schedule that flags fix.
    pub(crate) fn fixed(&self) -> Fixed {
        Fixed {
            data: self.data,
            twiddle: self.twiddle,
            rounding: self.rounding,
            schedule: self.schedule.clone(),
        }
    }

    /// Whether a spec was asked for, by file or by any flag but the direction's.
    pub(crate) fn given(&self) -> bool {
        self.spec.is_some()
            || self.len.is_some()
            || self.data.is_some()
            || self.twiddle.is_some()
            || self.rounding.is_some()
            || self.overflow.is_some()
            || self.schedule.is_some()
            || self.decomposition.is_some()
            || self.order.is_some()
    }

    /// The length that a flag asks for.
    pub(crate) fn len(&self) -> Option<usize> {
        self.len
    }

    /// Whether a flag asks for the inverse transform.
    pub(crate) fn inverse(&self) -> bool {
        self.inverse
    }

    /// The spec that file and flags ask for, checked; `base` has what neither says.
    pub(crate) fn checked(&self, base: FftSpec) -> Result<CheckedSpec> {
        let base = match &self.spec {
            Some(path) => {
                let bytes = std::fs::read(path)
                    .with_context(|| format!("cannot read the spec {}; check the path", path.display()))?;
                let text = String::from_utf8(bytes)
                    .with_context(|| format!("{} is no text; a spec is TOML", path.display()))?;
                FftSpec::from_toml(&text).with_context(|| format!("cannot use {}", path.display()))?
            }
            None => base,
        };
        Ok(self.over(base).check()?)
    }

    fn over(&self, base: FftSpec) -> FftSpec {
        FftSpec {
            len: self.len.unwrap_or(base.len),
            data: self.data.unwrap_or(base.data),
            twiddle: self.twiddle.unwrap_or(base.twiddle),
            rounding: self.rounding.unwrap_or(base.rounding),
            overflow: self.overflow.unwrap_or(base.overflow),
            schedule: self.schedule.clone().unwrap_or(base.schedule),
            decomposition: self.decomposition.unwrap_or(base.decomposition),
            order: self.order.unwrap_or(base.order),
            inverse: self.inverse || base.inverse,
        }
    }
}
