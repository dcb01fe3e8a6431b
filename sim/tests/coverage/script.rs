// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is done to a probed pipeline: beats of chance at changing rates, resets at any moment; and what must come of it.

use std::collections::VecDeque;

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Direction, FftModel, Frame};
use utsushi_sim::SplitMix64;

use crate::support::bench::{Drive, Seen};

/// Percentages of clocks in which a beat is offered and taken, while a rate lasts.
const RATES: [(u64, u64); 9] =
    [(100, 100), (75, 75), (30, 100), (100, 30), (100, 0), (0, 100), (0, 0), (50, 10), (10, 60)];

/// The inputs, clock by clock: they depend on the seed and on what the pipeline accepts.
pub(crate) struct Script {
    random: SplitMix64,
    data_mask: u64,
    rate: (u64, u64),
    left: u64,
    held: Option<Drive>,
    resets: bool,
}

impl Script {
    pub(crate) fn new(spec: &CheckedSpec, seed: u64, resets: bool) -> Self {
        let data_mask = (1 << (2 * spec.spec().data)) - 1;
        Self { random: SplitMix64::new(seed), data_mask, rate: RATES[0], left: 0, held: None, resets }
    }

    /// The next clock's inputs. A beat is held until it is taken.
    pub(crate) fn drive(&mut self) -> Drive {
        if self.left == 0 {
            self.rate = RATES[self.random.next_word() as usize % RATES.len()];
            self.left = 1 + self.random.next_word() % 40;
        }
        self.left -= 1;
        let mut percent = |of: u64| self.random.next_word() % 100 < of;
        let (valid, ready, rst) = (percent(self.rate.0), percent(self.rate.1), percent(1));
        let draw = self.random.next_word();
        let (data, bits) = (draw & self.data_mask, draw >> 60);
        let offer = Drive { rst: false, valid, data, last: bits & 1 == 1, user: bits & 2 == 2, ready };
        let drive = self.held.map_or(offer, |beat| Drive { ready, ..beat });
        Drive { rst: rst && self.resets, ..drive }
    }

    /// What became of the clock.
    pub(crate) fn done(&mut self, drive: Drive, seen: Seen) {
        let waits = drive.valid && !drive.rst && !seen.ready;
        self.held = waits.then_some(drive);
    }
}

/// What must come out: the model's spectra of the frames that went in since the last reset.
pub(crate) struct Expected<'a> {
    spec: &'a CheckedSpec,
    model: FftModel,
    samples: Vec<Complex<i32>>,
    direction: Direction,
    out: VecDeque<(u64, bool, bool)>,
    /// Started, missing, unexpected: due in this clock.
    due: [bool; 3],
}

impl<'a> Expected<'a> {
    pub(crate) fn new(spec: &'a CheckedSpec) -> Self {
        Self {
            spec,
            model: FftModel::new(spec),
            samples: Vec::new(),
            direction: Direction::Forward,
            out: VecDeque::new(),
            due: [false; 3],
        }
    }

    /// Beats of the frame that is coming in.
    pub(crate) fn beat(&self) -> usize {
        self.samples.len()
    }

    /// Checks a clock; then what it put in is expected to come out.
    pub(crate) fn check(&mut self, drive: Drive, seen: Seen) -> Result<(), String> {
        let events = [seen.started, seen.missing, seen.unexpected];
        if events != self.due {
            return Err(format!("started, missing, unexpected are {events:?}, not {:?}", self.due));
        }
        self.due = [false; 3];
        if drive.rst {
            self.samples.clear();
            self.out.clear();
            return Ok(());
        }
        if drive.valid && seen.ready {
            self.take(drive);
        }
        if !(seen.valid && drive.ready) {
            return Ok(());
        }
        let found = (seen.data, seen.last, seen.user);
        match self.out.pop_front() {
            Some(expected) if expected == found => Ok(()),
            expected => Err(format!("a beat is {found:x?}, not {expected:x?}")),
        }
    }

    fn take(&mut self, drive: Drive) {
        let (len, width) = (self.spec.spec().len, self.spec.spec().data);
        let part = |word: u64| (word as i32) << (32 - width) >> (32 - width);
        if self.samples.is_empty() {
            self.direction = if drive.user { Direction::Inverse } else { Direction::Forward };
        }
        let first = self.samples.is_empty();
        self.samples.push(Complex::new(part(drive.data), part(drive.data >> width)));
        let ends = self.samples.len() == len;
        self.due = [first, ends && !drive.last, !ends && drive.last];
        if ends {
            let frame =
                Frame::new(self.spec, std::mem::take(&mut self.samples)).expect("words of the format");
            self.expect(&frame.with_direction(self.direction));
        }
    }

    fn expect(&mut self, frame: &Frame) {
        let spectrum = self.model.run(frame);
        let width = self.spec.output().width;
        let part = |x: i32| u64::from(x.cast_unsigned()) & ((1 << width) - 1);
        let last = spectrum.bins.len() - 1;
        let beat = |(n, z): (usize, &Complex<i32>)| {
            (part(z.im) << width | part(z.re), n == last, n == last && spectrum.overflow)
        };
        self.out.extend(spectrum.bins.iter().enumerate().map(beat));
    }
}
