// SPDX-License-Identifier: MIT OR Apache-2.0
//! One frame through the core, clock by clock: what the timing diagram shows, and a test plays in a simulator.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use utsushi::fft::{BitReversal, CheckedSpec, Direction, Order};

/// The output is held up for two clocks while it offers this beat.
const HELD: u64 = 2;
const HOLD: u64 = 2;

/// The clocks that are shown, and what every signal has in each; the first beat is accepted in clock 0.
pub(super) struct Waveform {
    pub(super) clocks: Vec<u64>,
    pub(super) lanes: Vec<(&'static str, Vec<Cell>)>,
}

/// What a signal has in a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Bit(bool),
    Word(String),
    /// Nobody looks.
    Any,
}

/// The frame's numbers.
struct Frame {
    len: u64,
    latency: u64,
    reversed: Option<BitReversal>,
    inverse: bool,
}

impl Waveform {
    /// A lone frame, offered without a gap, its output held up once.
    pub(super) fn new(spec: &CheckedSpec) -> Self {
        let frame = Frame {
            len: spec.spec().len as u64,
            latency: utsushi_sim::latency(spec),
            reversed: (spec.spec().order == Order::BitReversed).then(|| BitReversal::new(spec.log2_len())),
            inverse: spec.direction() == Direction::Inverse,
        };
        let clocks: Vec<u64> = frame.shown().into_iter().collect();
        let lane = |(name, cell): (&'static str, Signal)| {
            (name, clocks.iter().map(|&clock| cell(&frame, clock)).collect())
        };
        let lanes = LANES.into_iter().map(lane).collect();
        Self { clocks, lanes }
    }

    /// Whether clocks are left out before the column.
    pub(super) fn gap_before(&self, column: usize) -> bool {
        column > 0 && self.clocks[column] != self.clocks[column - 1] + 1
    }

    /// The diagram for `WaveDrom`.
    pub(super) fn to_json(&self, name: &str) -> String {
        let mut signal = vec![json!({ "name": "clk", "wave": self.clock_wave() })];
        signal.extend(self.lanes.iter().map(|(name, cells)| self.lane_json(name, cells)));
        let ticks =
            self.columns().map(|column| column.map_or("|".to_owned(), |i| self.clocks[i].to_string()));
        let text = format!("{name}: a frame in and out; the output is held up for {HOLD} clocks");
        let diagram = json!({
            "head": { "text": text },
            "foot": { "tick": ticks.collect::<Vec<_>>().join(" ") },
            "signal": signal,
        });
        serde_json::to_string_pretty(&diagram).unwrap_or_default() + "\n"
    }

    /// The columns with `None` where clocks are left out.
    fn columns(&self) -> impl Iterator<Item = Option<usize>> + '_ {
        (0..self.clocks.len()).flat_map(|i| self.gap_before(i).then_some(None).into_iter().chain([Some(i)]))
    }

    fn clock_wave(&self) -> String {
        self.columns().map(|column| column.map_or('|', |i| if i == 0 { 'p' } else { '.' })).collect()
    }

    fn lane_json(&self, name: &str, cells: &[Cell]) -> Value {
        let mut data = Vec::new();
        let wave: String = self
            .columns()
            .map(|column| match column.map(|i| &cells[i]) {
                None => '|',
                Some(Cell::Bit(bit)) => char::from(b'0' + u8::from(*bit)),
                Some(Cell::Any) => 'x',
                Some(Cell::Word(word)) => {
                    data.push(word.clone());
                    '='
                }
            })
            .collect();
        if data.is_empty() {
            json!({ "name": name, "wave": wave })
        } else {
            json!({ "name": name, "wave": wave, "data": data })
        }
    }
}

/// What a signal has in a clock.
type Signal = fn(&Frame, u64) -> Cell;

const LANES: [(&str, Signal); 11] = [
    ("s_axis_tvalid", |frame, t| Cell::Bit(t < frame.len)),
    ("s_axis_tready", |_, _| Cell::Bit(true)),
    ("s_axis_tdata", |frame, t| if t < frame.len { Cell::Word(format!("x{t}")) } else { Cell::Any }),
    ("s_axis_tlast", |frame, t| if t < frame.len { Cell::Bit(t + 1 == frame.len) } else { Cell::Any }),
    ("s_axis_tuser", |frame, t| if t == 0 { Cell::Bit(frame.inverse) } else { Cell::Any }),
    ("event_frame_started", |_, t| Cell::Bit(t == 1)),
    ("m_axis_tvalid", |frame, t| Cell::Bit(frame.beat(t).is_some())),
    ("m_axis_tready", |frame, t| {
        let held = frame.latency + HELD;
        Cell::Bit(!(held..held + HOLD).contains(&t))
    }),
    ("m_axis_tdata", |frame, t| {
        frame.beat(t).map_or(Cell::Any, |beat| Cell::Word(format!("X{}", frame.bin(beat))))
    }),
    ("m_axis_tlast", |frame, t| frame.beat(t).map_or(Cell::Any, |beat| Cell::Bit(beat + 1 == frame.len))),
    ("m_axis_tuser", |frame, t| match frame.beat(t) {
        Some(beat) if beat + 1 == frame.len => Cell::Word("ovf".into()),
        Some(_) => Cell::Bit(false),
        None => Cell::Any,
    }),
];

impl Frame {
    /// First and last beats in, first beats out with the hold, last beats out.
    fn shown(&self) -> BTreeSet<u64> {
        let (len, latency) = (self.len, self.latency);
        let end = latency + HOLD + len - 1;
        let ranges = [0..4, len - 2..len + 1, latency - 1..latency + HELD + HOLD + 2, end - 1..end + 2];
        ranges.into_iter().flatten().collect()
    }

    /// The beat that is offered in a clock.
    fn beat(&self, clock: u64) -> Option<u64> {
        let since = clock.checked_sub(self.latency)?;
        let beat = if since <= HELD { since } else { (since - HOLD).max(HELD) };
        (beat < self.len).then_some(beat)
    }

    fn bin(&self, beat: u64) -> u64 {
        self.reversed.as_ref().map_or(beat, |order| order.index(beat as usize) as u64)
    }
}
