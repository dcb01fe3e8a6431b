// SPDX-License-Identifier: MIT OR Apache-2.0
//! The pipeline's ports clock by clock, for what a batch cannot do: reset and look at any moment.

use utsushi::fft::{CheckedSpec, Direction, Frame, Spectrum};
use utsushi_sim::stream::{Batch, Streamed};
use utsushi_sim::{Library, Port, SimError, Simulation, Stall};

use num_complex::Complex;

/// The inputs of one clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct Drive {
    pub rst: bool,
    pub valid: bool,
    pub data: u64,
    pub last: bool,
    pub user: bool,
    pub ready: bool,
}

/// The outputs of one clock, as they stand before its rising edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub ready: bool,
    pub valid: bool,
    pub data: u64,
    pub last: bool,
    pub user: bool,
    pub started: bool,
    pub missing: bool,
    pub unexpected: bool,
}

/// An instance and its ports.
pub struct Bench {
    pub simulation: Simulation,
    inputs: [Port; 6],
    outputs: [Port; 8],
}

const INPUTS: [&str; 6] =
    ["rst", "s_axis_tvalid", "s_axis_tdata", "s_axis_tlast", "s_axis_tuser", "m_axis_tready"];
const OUTPUTS: [&str; 8] = [
    "s_axis_tready",
    "m_axis_tvalid",
    "m_axis_tdata",
    "m_axis_tlast",
    "m_axis_tuser",
    "event_frame_started",
    "event_tlast_missing",
    "event_tlast_unexpected",
];

impl Bench {
    /// A fresh instance, in reset for some clocks.
    pub fn new(library: &Library, x_seed: u64) -> Result<Self, SimError> {
        let mut simulation = library.simulation(x_seed)?;
        simulation.reset(4)?;
        let port = |name: &&str| library.port(name);
        let inputs: Result<Vec<_>, _> = INPUTS.iter().map(port).collect();
        let outputs: Result<Vec<_>, _> = OUTPUTS.iter().map(port).collect();
        let fixed = "as many ports as names";
        Ok(Self {
            simulation,
            inputs: inputs?.try_into().expect(fixed),
            outputs: outputs?.try_into().expect(fixed),
        })
    }

    /// One clock.
    pub fn clock(&mut self, drive: Drive) -> Result<Seen, SimError> {
        let words = words(drive);
        let inputs: Vec<_> = self.inputs.iter().zip(&words).map(|(&port, word)| (port, &word[..])).collect();
        let samples = self.simulation.cycles(&inputs, &self.outputs, &[])?;
        Ok(seen(|i| samples.before[i][0]))
    }

    /// The outputs with these inputs, without a clock.
    pub fn look(&mut self, drive: Drive) -> Result<Seen, SimError> {
        for (&port, word) in self.inputs.iter().zip(&words(drive)) {
            self.simulation.set(port, word[0])?;
        }
        self.simulation.eval()?;
        let outputs = self.outputs;
        let values: Result<Vec<_>, _> = outputs.iter().map(|&port| self.simulation.get(port)).collect();
        let values = values?;
        Ok(seen(|i| values[i]))
    }
}

fn words(drive: Drive) -> [[u64; 1]; 6] {
    [
        u64::from(drive.rst),
        u64::from(drive.valid),
        drive.data,
        u64::from(drive.last),
        u64::from(drive.user),
        u64::from(drive.ready),
    ]
    .map(|word| [word])
}

fn seen(value: impl Fn(usize) -> u64) -> Seen {
    let bit = |i| value(i) != 0;
    Seen {
        ready: bit(0),
        valid: bit(1),
        data: value(2),
        last: bit(3),
        user: bit(4),
        started: bit(5),
        missing: bit(6),
        unexpected: bit(7),
    }
}

/// The input beats of `frames`: words {im, re}; flags with last (bit 0) and direction (bit 1) in place.
pub fn beats(spec: &CheckedSpec, frames: &[Frame]) -> (Vec<u64>, Vec<u8>) {
    let (len, width) = (spec.spec().len, spec.spec().data);
    let part = |x: i32| u64::from(x.cast_unsigned()) & ((1 << width) - 1);
    let words =
        frames.iter().flat_map(|frame| frame.samples()).map(|z| part(z.im) << width | part(z.re)).collect();
    let inverse = |n: usize| n.is_multiple_of(len) && frames[n / len].direction() == Direction::Inverse;
    let flags =
        (0..frames.len() * len).map(|n| u8::from((n + 1).is_multiple_of(len)) | u8::from(inverse(n)) << 1);
    (words, flags.collect())
}

/// Streams beats of whole frames without a reset.
pub fn stream(
    simulation: &mut Simulation,
    spec: &CheckedSpec,
    (words, flags): (&[u64], &[u8]),
    stall: Stall,
) -> Result<Streamed, SimError> {
    simulation.stream(&Batch {
        words,
        flags,
        output_beats: words.len(),
        frame: Some(spec.spec().len),
        stall,
        idle_limit: 4 * spec.spec().len as u64 + 1000,
        stamps: false,
        taps: None,
        trace: 0..0,
    })
}

/// The spectra that the output beats make.
pub fn spectra(spec: &CheckedSpec, streamed: &Streamed) -> Vec<Spectrum> {
    let width = spec.output().width;
    let part = |word: u64| (word as i32) << (32 - width) >> (32 - width);
    let frame = |(words, flags): (&[u64], &[u8])| Spectrum {
        bins: words.iter().map(|&word| Complex::new(part(word), part(word >> width))).collect(),
        overflow: flags[flags.len() - 1] & 2 != 0,
        exponent: spec.exponent(),
    };
    let len = spec.spec().len;
    streamed.words.chunks(len).zip(streamed.flags.chunks(len)).map(frame).collect()
}
