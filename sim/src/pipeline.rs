// SPDX-License-Identifier: MIT OR Apache-2.0
//! From a spec to the pipeline's parameters and twiddle files.

use utsushi::fft::{CheckedSpec, Order, TwiddleRom};
use utsushi::number::{Overflow, Rounding};

use crate::design::DATA_FOLDER;
use crate::{DataFile, Design, DutOptions, Hdl, Lint, Literal, SimError, StreamPorts};

/// Long enough for every control register to take the reset.
pub(crate) const RESET_CLOCKS: u64 = 4;

/// The pipeline of `spec`.
pub(crate) fn design(spec: &CheckedSpec, options: &DutOptions) -> Result<Design, SimError> {
    Ok(Design {
        top: "fft".to_owned(),
        sources: options.hdl.sources()?,
        includes: options.hdl.includes(),
        parameters: parameters(spec),
        data: twiddle_files(spec),
        reset: Some("rst".to_owned()),
        stream: Some(StreamPorts::default()),
        events: ["event_frame_started", "event_tlast_missing", "event_tlast_unexpected"]
            .map(Into::into)
            .to_vec(),
        // A pipeline with a lint finding still has bits to compare; lint has a check of its own.
        lint: Lint::Lenient,
        optimisation: options.optimisation,
        ..Design::default()
    })
}

/// The same within the wrapper that brings out the streams between the stages.
pub(crate) fn tapped(spec: &CheckedSpec, options: &DutOptions) -> Result<Design, SimError> {
    let mut design = design(spec, options)?;
    design.sources.push(Hdl::taps());
    Ok(Design { top: "fft_taps".to_owned(), taps: spec.log2_len(), ..design })
}

/// An error in the wrapper itself means that the pipeline lacks the nets.
pub(crate) fn explain_taps(options: &DutOptions, error: SimError) -> SimError {
    match error {
        SimError::Verilog { file, .. } if file == Hdl::taps().name => {
            SimError::NoTaps { origin: options.hdl.origin() }
        }
        other => other,
    }
}

/// The parameters of `fft`, in the order of its header.
fn parameters(spec: &CheckedSpec) -> Vec<(String, Literal)> {
    let plain = spec.spec();
    let integer = |value: u32| Literal::Integer(i64::from(value));
    let all = [
        ("LOG2_LEN", integer(spec.log2_len())),
        ("DATA_WIDTH", integer(plain.data)),
        ("TWIDDLE_WIDTH", integer(plain.twiddle)),
        ("ALIGN", integer(spec.align())),
        ("SHIFTS", fields(64, 4, 1, spec.stages().iter().map(|stage| stage.shift))),
        ("WIDTHS", fields(96, 6, 16, spec.stages().iter().map(|stage| stage.width_out))),
        ("ROUNDING", place(&Rounding::ALL, plain.rounding)),
        ("OVERFLOW", place(&Overflow::ALL, plain.overflow)),
        ("ORDER", place(&Order::ALL, plain.order)),
        ("ROM_DIR", Literal::Text(DATA_FOLDER.to_owned())),
    ];
    all.map(|(name, value)| (name.to_owned(), value)).to_vec()
}

/// A mode's number in Verilog: its place among all.
fn place<T: Copy + PartialEq>(all: &[T], mode: T) -> Literal {
    let index = (0..).zip(all).find(|(_, other)| **other == mode).map_or(0, |(index, _)| index);
    Literal::Integer(index)
}

/// Sixteen fields of `bits` bits, the first lowest; those past the last stage hold a legal `filler`.
fn fields(width: u32, bits: u32, filler: u32, values: impl Iterator<Item = u32>) -> Literal {
    let packed = values
        .chain(std::iter::repeat(filler))
        .take(16)
        .zip(0..)
        .fold(0_u128, |packed, (value, s)| packed | u128::from(value) << (bits * s));
    let words = [packed as u64, (packed >> 64) as u64];
    Literal::Bits { width, words: words[..width.div_ceil(64) as usize].to_vec() }
}

/// One file for each stage that reads one.
fn twiddle_files(spec: &CheckedSpec) -> Vec<DataFile> {
    let roms = spec.stages().iter().map(|stage| TwiddleRom::new(stage.half(), stage.twiddle));
    roms.filter(|rom| !rom.is_trivial())
        .map(|rom| DataFile { name: rom.file_name(), content: rom.to_hex().into_bytes() })
        .collect()
}
