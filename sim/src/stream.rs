// SPDX-License-Identifier: MIT OR Apache-2.0
//! A whole batch of beats through a pipeline in one call.

use crate::fault::{ProtocolFault, Rule, Timeout};
use crate::{SimError, Stall};

/// One beat of a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beat {
    /// Its word.
    pub word: u64,
    /// It ends a frame.
    pub last: bool,
    /// The user bit.
    pub user: bool,
}

/// What goes in, and what is expected of the output.
#[derive(Clone, Debug)]
pub struct Batch<'a> {
    /// The words of the input beats.
    pub words: &'a [u64],
    /// Their flags: bit 0 last, bit 1 user.
    pub flags: &'a [u8],
    /// Output beats to wait for.
    pub output_beats: usize,
    /// Beats in an output frame, for the check of last; `None` checks nothing.
    pub frame: Option<usize>,
    /// When input is held back and output refused.
    pub stall: Stall,
    /// Clocks without progress after which the pipeline counts as stuck.
    pub idle_limit: u64,
    /// Whether the clock of every beat is kept.
    pub stamps: bool,
    /// Output beats whose words after every stage are kept: stages, first beat, number of beats.
    pub taps: Option<TapWindow>,
    /// Clocks to be traced, if a trace is open: from, and to which exclusively.
    pub trace: std::ops::Range<u64>,
}

/// Which beats of every tapped stage are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TapWindow {
    /// Stages.
    pub stages: usize,
    /// The first beat, counted from the batch's first.
    pub first: usize,
    /// How many.
    pub beats: usize,
}

/// What came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Streamed {
    /// The words of the output beats.
    pub words: Vec<u64>,
    /// Their flags: bit 0 last, bit 1 user.
    pub flags: Vec<u8>,
    /// Clocks from the first offer to the last beat.
    pub clocks: u64,
    /// Clock at which each input beat was accepted, if stamps were asked for.
    pub input_stamps: Vec<u64>,
    /// Clock at which each output beat was accepted, if stamps were asked for.
    pub output_stamps: Vec<u64>,
    /// How often each of the design's events was high.
    pub events: [u64; 8],
    /// The words after every stage, if taps were asked for.
    pub taps: Vec<Vec<u64>>,
}

impl Streamed {
    /// Output beat `index`.
    #[must_use]
    pub fn beat(&self, index: usize) -> Beat {
        let flags = self.flags[index];
        Beat { word: self.words[index], last: flags & 1 != 0, user: flags & 2 != 0 }
    }
}

/// `UtsushiBatch` of `harness/abi.h`.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct RawBatch {
    input_words: *const u64,
    input_flags: *const u8,
    input_beats: u64,
    output_words: *mut u64,
    output_flags: *mut u8,
    output_beats: u64,
    input_stamps: *mut u64,
    output_stamps: *mut u64,
    tap_words: *mut u64,
    tap_from: u64,
    tap_beats: u64,
    frame: u64,
    idle_limit: u64,
    input_stall: u32,
    output_stall: u32,
    input_value: u64,
    output_value: u64,
    seed: u64,
    trace_from: u64,
    trace_to: u64,
    accepted: u64,
    produced: u64,
    clocks: u64,
    events: [u64; 8],
    fault_beat: u64,
    fault: u32,
    reserved: u32,
}

/// Lays out the buffers, lets `call` run the harness on them, and reads its verdict.
pub(crate) fn run(
    batch: &Batch<'_>,
    call: impl FnOnce(*mut RawBatch) -> Result<(), SimError>,
) -> Result<Streamed, SimError> {
    assert_eq!(batch.words.len(), batch.flags.len(), "every input beat has its flags");
    let window = batch.taps.unwrap_or(TapWindow { stages: 0, first: 0, beats: 0 });
    let stamps = |beats: usize| vec![0_u64; if batch.stamps { beats } else { 0 }];
    let mut out = Streamed {
        words: vec![0; batch.output_beats],
        flags: vec![0; batch.output_beats],
        input_stamps: stamps(batch.words.len()),
        output_stamps: stamps(batch.output_beats),
        ..Streamed::default()
    };
    let mut taps = vec![0_u64; window.stages * window.beats];
    let or_null =
        |buffer: &mut Vec<u64>| if buffer.is_empty() { std::ptr::null_mut() } else { buffer.as_mut_ptr() };
    let (input, output) = (batch.stall.input(), batch.stall.output());
    let mut raw = RawBatch {
        input_words: batch.words.as_ptr(),
        input_flags: batch.flags.as_ptr(),
        input_beats: batch.words.len() as u64,
        output_words: out.words.as_mut_ptr(),
        output_flags: out.flags.as_mut_ptr(),
        output_beats: batch.output_beats as u64,
        input_stamps: or_null(&mut out.input_stamps),
        output_stamps: or_null(&mut out.output_stamps),
        tap_words: or_null(&mut taps),
        tap_from: window.first as u64,
        tap_beats: window.beats as u64,
        frame: batch.frame.unwrap_or(0) as u64,
        idle_limit: batch.idle_limit.max(1),
        input_stall: input.kind,
        output_stall: output.kind,
        input_value: input.value,
        output_value: output.value,
        seed: batch.stall.seed(),
        trace_from: batch.trace.start,
        trace_to: batch.trace.end,
        accepted: 0,
        produced: 0,
        clocks: 0,
        events: [0; 8],
        fault_beat: 0,
        fault: 0,
        reserved: 0,
    };
    call(&raw mut raw)?;
    verdict(&raw)?;
    out.clocks = raw.clocks;
    out.events = raw.events;
    out.taps = taps.chunks(window.beats.max(1)).map(<[u64]>::to_vec).collect();
    Ok(out)
}

fn verdict(raw: &RawBatch) -> Result<(), SimError> {
    match raw.fault {
        0 => Ok(()),
        1 => Err(Timeout {
            idle: raw.idle_limit,
            accepted: raw.accepted,
            offered: raw.input_beats,
            produced: raw.produced,
            expected: raw.output_beats,
            clock: raw.clocks,
        }
        .into()),
        code => Err(ProtocolFault {
            rule: Rule::ALL[(code as usize - 2).min(Rule::ALL.len() - 1)],
            beat: raw.fault_beat,
            clock: raw.clocks,
        }
        .into()),
    }
}
