// SPDX-License-Identifier: MIT OR Apache-2.0
//! From a spec to the pipeline's parameters and twiddle files.

use utsushi::fft::{CheckedSpec, Decomposition, Fold, FoldedRom, Order, Stage, TwiddleRom};
use utsushi::number::{Overflow, Rounding};

use crate::design::DATA_FOLDER;
use crate::{
    DataFile, Design, Direction, DutOptions, Hdl, Library, Lint, Literal, Port, SimError, StreamPorts,
};

/// The module of a transform in one dimension.
pub(crate) const TOP: &str = "fft";

/// Long enough for every control register to take the reset.
pub(crate) const RESET_CLOCKS: u64 = 4;

/// The pipeline of `spec`.
pub(crate) fn design(spec: &CheckedSpec, options: &DutOptions) -> Result<Design, SimError> {
    Ok(Design {
        top: TOP.to_owned(),
        sources: options.hdl.sources()?,
        parameters: verilog_parameters(spec, DATA_FOLDER),
        data: twiddle_files(spec),
        ..streaming(options)
    })
}

/// What every design has whose frames go through the interface of `fft`.
pub(crate) fn streaming(options: &DutOptions) -> Design {
    Design {
        includes: options.hdl.includes(),
        reset: Some("rst".to_owned()),
        stream: Some(StreamPorts::default()),
        events: ["event_frame_started", "event_tlast_missing", "event_tlast_unexpected"]
            .map(Into::into)
            .to_vec(),
        // A pipeline with a lint finding still has bits to compare; lint has a check of its own.
        lint: Lint::Lenient,
        optimisation: options.optimisation,
        ..Design::default()
    }
}

/// Checks that the module `top` has every port of the interface; its words have components of these widths, in and out.
///
/// Without this a missing `m_axis_tuser` would read as "no overflow" and pass.
pub(crate) fn check_ports(
    top: &'static str,
    widths: [u32; 2],
    options: &DutOptions,
    library: &Library,
) -> Result<(), SimError> {
    for (name, direction, width) in ports_of(widths) {
        let found = library.ports().iter().find(|(port, _)| port == name).map(|(_, port)| *port);
        let differs = |port: &Port| port.width != width || port.direction != direction;
        let found = match found {
            None => format!("no port {name}"),
            Some(port) if differs(&port) => format!("{name} as {}", describe(port.direction, port.width)),
            Some(_) => continue,
        };
        let wanted = format!("{name} as {}", describe(direction, width));
        return Err(SimError::PipelinePort { top, origin: options.hdl.origin(), found, wanted });
    }
    Ok(())
}

fn describe(direction: Direction, width: u32) -> String {
    let side = if direction == Direction::Input { "an input" } else { "an output" };
    let bits = if width == 1 { "bit" } else { "bits" };
    format!("{side} of {width} {bits}")
}

/// The ports of `fft` for a spec, in the order of its header: name, direction, bits.
#[must_use]
pub fn ports(spec: &CheckedSpec) -> [(&'static str, Direction, u32); 15] {
    ports_of([spec.input().width, spec.output().width])
}

fn ports_of([input, output]: [u32; 2]) -> [(&'static str, Direction, u32); 15] {
    use Direction::{Input, Output};
    [
        ("clk", Input, 1),
        ("rst", Input, 1),
        ("s_axis_tvalid", Input, 1),
        ("s_axis_tready", Output, 1),
        ("s_axis_tdata", Input, 2 * input),
        ("s_axis_tlast", Input, 1),
        ("s_axis_tuser", Input, 1),
        ("m_axis_tvalid", Output, 1),
        ("m_axis_tready", Input, 1),
        ("m_axis_tdata", Output, 2 * output),
        ("m_axis_tlast", Output, 1),
        ("m_axis_tuser", Output, 1),
        ("event_frame_started", Output, 1),
        ("event_tlast_missing", Output, 1),
        ("event_tlast_unexpected", Output, 1),
    ]
}

/// The same within the wrapper that brings out the streams between the stages.
pub(crate) fn tapped(spec: &CheckedSpec, options: &DutOptions) -> Result<Design, SimError> {
    let mut design = design(spec, options)?;
    design.sources.push(Hdl::taps(spec.spec().decomposition));
    Ok(Design { top: "fft_taps".to_owned(), taps: spec.log2_len(), ..design })
}

/// An error in the wrapper itself means that the pipeline lacks the nets.
pub(crate) fn explain_taps(options: &DutOptions, error: SimError) -> SimError {
    match error {
        SimError::Verilog { file, .. } if file == crate::hdl::TAPS.0 => {
            SimError::NoTaps { origin: options.hdl.origin() }
        }
        other => other,
    }
}

/// The parameters of `fft` for a spec, in the order of its header; `rom_dir` is the folder of the twiddle files.
#[must_use]
pub fn verilog_parameters(spec: &CheckedSpec, rom_dir: &str) -> Vec<(String, Literal)> {
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
        ("ROM_DIR", Literal::Text(rom_dir.to_owned())),
    ];
    // A pipeline that knows one decomposition only need not have the parameter.
    let decomposition = (!plain.decomposition.is_default())
        .then(|| ("DECOMPOSITION", place(&Decomposition::ALL, plain.decomposition)));
    all.into_iter().chain(decomposition).map(|(name, value)| (name.to_owned(), value)).collect()
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

/// log2 of the words from which a twiddle table of `fft` is a block memory, unless it is told otherwise.
const ROM_BLOCK: u32 = 5;

/// The tables that the project's pipeline reads with its default `ROM_BLOCK`, in the order of the stages: one a stage that
/// multiplies. [`FoldedRom::of_spec`] has those of every other value too.
#[must_use]
pub fn tables(spec: &CheckedSpec) -> Vec<FoldedRom> {
    // As fft_rotation decides it: short turns and block memories in quarters, the rest in octants.
    let fold = |parts: usize| match parts.trailing_zeros() {
        ..7 => Fold::Quarter,
        log2 if log2 - 3 < ROM_BLOCK || log2 > 11 => Fold::Octant,
        _ => Fold::Quarter,
    };
    let folded = |rom: TwiddleRom| FoldedRom::new(&rom, fold(2 * rom.half()));
    spec.stages().iter().filter(|stage| multiplies(stage)).map(Stage::rom).filter_map(folded).collect()
}

/// Whether a stage has factors other than 1 and −j.
pub(crate) fn multiplies(stage: &Stage) -> bool {
    !stage.rom().is_trivial()
}

/// The tables of the stages as the project's pipeline reads them, and whole for those who do it otherwise.
pub(crate) fn twiddle_files(spec: &CheckedSpec) -> Vec<DataFile> {
    let file = |name: String, text: String| DataFile { name, content: text.into_bytes() };
    let folded = FoldedRom::of_spec(spec).into_iter().map(|rom| file(rom.file_name(), rom.to_hex()));
    let whole = spec.stages().iter().map(Stage::rom).filter(|rom| !rom.is_trivial());
    folded.chain(whole.map(|rom| file(rom.file_name(), rom.to_hex()))).collect()
}
