// SPDX-License-Identifier: MIT OR Apache-2.0
//! The pipeline clock by clock, with the states of its control.

use utsushi_sim::{Library, Port, SimError, Simulation};

use crate::support::bench::{Drive, Seen};

const INPUTS: [&str; 6] =
    ["rst", "s_axis_tvalid", "s_axis_tdata", "s_axis_tlast", "s_axis_tuser", "m_axis_tready"];
const OUTPUTS: [&str; 24] = [
    "s_axis_tready",
    "m_axis_tvalid",
    "m_axis_tdata",
    "m_axis_tlast",
    "m_axis_tuser",
    "event_frame_started",
    "event_tlast_missing",
    "event_tlast_unexpected",
    "probe_enable",
    "probe_in_index",
    "probe_out_index",
    "probe_word",
    "probe_inverse",
    "probe_out_word",
    "probe_waiting",
    "probe_queue_valid",
    "probe_queue_ready",
    "probe_write",
    "probe_read",
    "probe_full",
    "probe_accept",
    "probe_fetch",
    "probe_head",
    "probe_skid",
];
const SPARE: &str = "probe_spare";

/// One clock as it stands before its rising edge: the outputs, and the states of `fft_probe.v`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Probe {
    pub(crate) seen: Seen,
    values: [u64; 25],
}

macro_rules! states {
    ($($name:ident = $place:literal),*) => {
        impl Probe {
            $(pub(crate) fn $name(&self) -> u64 { self.values[$place] })*
        }
    };
}
states!(
    waiting = 14,
    queue_valid = 15,
    queue_ready = 16,
    write = 17,
    read = 18,
    full = 19,
    accept = 20,
    fetch = 21,
    head = 22,
    skid = 23,
    spare = 24
);

impl Probe {
    pub(crate) fn enable(&self) -> bool {
        self.values[8] == 1
    }

    /// The place of the next word in stage `s`'s block of `block` words.
    pub(crate) fn in_index(&self, s: usize, block: usize) -> usize {
        (self.values[9] >> (8 * s)) as usize & (block - 1)
    }

    /// The place of the next word that stage `s` sends.
    pub(crate) fn out_index(&self, s: usize, block: usize) -> usize {
        (self.values[10] >> (8 * s)) as usize & (block - 1)
    }

    /// Whether a word stands before stage `s`.
    pub(crate) fn word(&self, s: usize) -> bool {
        self.values[11] >> s & 1 == 1
    }

    /// Its direction.
    pub(crate) fn inverse(&self, s: usize) -> bool {
        self.values[12] >> s & 1 == 1
    }

    /// Whether any stage has a word ready.
    pub(crate) fn sending(&self) -> bool {
        self.values[13] != 0
    }
}

/// An instance and its ports.
pub(crate) struct Bench {
    pub(crate) simulation: Simulation,
    inputs: [Port; 6],
    outputs: Vec<Port>,
}

impl Bench {
    /// A fresh instance, in reset for some clocks.
    pub(crate) fn new(library: &Library, x_seed: u64) -> Result<Self, SimError> {
        let mut simulation = library.simulation(x_seed)?;
        simulation.reset(4)?;
        let inputs: Result<Vec<_>, _> = INPUTS.iter().map(|name| library.port(name)).collect();
        let outputs: Result<Vec<_>, _> =
            OUTPUTS.iter().chain(&[SPARE]).map(|name| library.port(name)).collect();
        let inputs = inputs?.try_into().expect("as many ports as names");
        Ok(Self { simulation, inputs, outputs: outputs? })
    }

    /// One clock.
    pub(crate) fn clock(&mut self, drive: Drive) -> Result<Probe, SimError> {
        let bit = u64::from;
        let words = [
            bit(drive.rst),
            bit(drive.valid),
            drive.data,
            bit(drive.last),
            bit(drive.user),
            bit(drive.ready),
        ]
        .map(|word| [word]);
        let inputs: Vec<_> = self.inputs.iter().zip(&words).map(|(&port, word)| (port, &word[..])).collect();
        let samples = self.simulation.cycles(&inputs, &self.outputs, &[])?;
        let mut values = [0; 25];
        values.iter_mut().zip(&samples.before).for_each(|(value, row)| *value = row[0]);
        let flag = |i: usize| values[i] == 1;
        let seen = Seen {
            ready: flag(0),
            valid: flag(1),
            data: values[2],
            last: flag(3),
            user: flag(4),
            started: flag(5),
            missing: flag(6),
            unexpected: flag(7),
        };
        Ok(Probe { seen, values })
    }
}
