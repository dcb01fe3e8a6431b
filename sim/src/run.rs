// SPDX-License-Identifier: MIT OR Apache-2.0
//! What comes of a batch of frames.

use utsushi::fft::Spectrum;

use crate::stream::Streamed;

/// What a batch gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// One spectrum a frame or image, in order.
    pub spectra: Vec<Spectrum>,
    /// Clocks from the first offer to the last beat.
    pub clocks: u64,
    /// Wall-clock seconds that the simulation took.
    pub seconds: f64,
    /// The pipeline's events.
    pub events: Events,
    /// Clock at which each input beat was accepted; empty unless [`DutOptions::stamps`](crate::DutOptions::stamps).
    pub input_stamps: Vec<u64>,
    /// Clock at which each output beat was accepted; empty unless [`DutOptions::stamps`](crate::DutOptions::stamps).
    pub output_stamps: Vec<u64>,
}

impl Run {
    /// What was streamed, its spectra already made of it.
    pub(crate) fn new(streamed: Streamed, spectra: Vec<Spectrum>, seconds: f64) -> Self {
        Self {
            spectra,
            clocks: streamed.clocks,
            seconds,
            events: Events {
                frame_started: streamed.events[0],
                tlast_missing: streamed.events[1],
                tlast_unexpected: streamed.events[2],
            },
            input_stamps: streamed.input_stamps,
            output_stamps: streamed.output_stamps,
        }
    }
}

/// How often the pipeline raised each of its events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Events {
    /// `event_frame_started`.
    pub frame_started: u64,
    /// `event_tlast_missing`.
    pub tlast_missing: u64,
    /// `event_tlast_unexpected`.
    pub tlast_unexpected: u64,
}
