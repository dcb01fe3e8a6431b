// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the clocks of a pipeline show of the goals of control, from the hardware's own signals.

use utsushi::fft::{CheckedSpec, Order};

use super::cases::Case;
use super::control::{
    BOUNDARY, CLASSES, DIRECTIONS, ENABLE, EVENTS, FLAG, FLAGS, PLACES, QUEUE, RESET, REVERSAL, SKID, WAYS,
    both_bin, queue_bin, reset_bin,
};
use super::goals::Goals;
use super::probe::Probe;
use crate::support::bench::Drive;

/// Watches one pipeline.
pub(crate) struct Watch<'a> {
    goals: &'a mut Goals,
    name: &'a str,
    spec: &'a CheckedSpec,
    /// Beat of the frame that leaves next.
    out_beat: usize,
    /// Whether the clock before took the last beat of a frame.
    ended: bool,
    /// Direction of the last frame at each stage, and words that it has still to take.
    ways: Vec<(Option<bool>, usize)>,
    flag: Option<bool>,
}

impl<'a> Watch<'a> {
    pub(crate) fn new(goals: &'a mut Goals, case: &'a Case) -> Self {
        let ways = vec![(None, 0); case.spec.stages().len()];
        Self { goals, name: &case.name, spec: &case.spec, out_beat: 0, ended: false, ways, flag: None }
    }

    fn hit(&mut self, goal: &str, bin: &str) {
        let bin = format!("{}: {bin}", self.name);
        self.goals.hit(goal, &bin);
    }

    /// Counts what a clock shows; `beat` is the place of the next input beat in its frame.
    pub(crate) fn clock(&mut self, drive: Drive, probe: &Probe, beat: usize) {
        if drive.rst {
            return self.reset(drive, probe, beat);
        }
        self.boundary(drive, probe, beat);
        self.stopped(probe);
        self.queue(probe);
        if self.spec.spec().order == Order::Natural {
            self.reversal(drive, probe);
        }
        self.directions(probe);
        self.events(probe);
        self.output(drive, probe);
    }

    fn place(&self, beat: usize) -> &'static str {
        let last = self.spec.spec().len - 1;
        PLACES[usize::from(beat > 0) + usize::from(beat == last)]
    }

    fn reset(&mut self, drive: Drive, probe: &Probe, beat: usize) {
        let inside = probe.seen.valid || probe.sending() || probe.waiting() > 0 || probe.queue_valid() == 1;
        let phase = match (probe.enable(), drive.valid) {
            (false, _) => Some("stopped"),
            (true, true) => Some("running"),
            (true, false) => (probe.seen.valid || probe.queue_valid() == 1).then_some("draining"),
        };
        if let Some(phase) = phase {
            self.hit(RESET, &reset_bin(beat, phase));
        }
        let special = [
            ("output refused", probe.seen.valid && !drive.ready),
            ("queue at its mark", probe.waiting() >= 4),
            ("nothing inside", !inside && beat == 0),
            ("bit reversal full", probe.full() == 1),
            ("bit reversal half full", probe.full() == 0 && probe.write() != probe.read()),
        ];
        special.iter().filter(|(_, there)| *there).for_each(|(bin, _)| self.hit(RESET, bin));
        (self.out_beat, self.ended, self.flag) = (0, false, None);
        self.ways.fill((None, 0));
    }

    fn boundary(&mut self, drive: Drive, probe: &Probe, beat: usize) {
        let (i, o) = (self.place(beat), self.place(self.out_beat));
        let (absent, refused) = (!drive.valid, probe.seen.valid && !drive.ready);
        let sides = [
            ("input absent", i, absent),
            ("input waits", i, drive.valid && !probe.seen.ready),
            ("output refused", o, refused),
            ("output absent", o, !probe.seen.valid && drive.ready),
        ];
        for (side, place, _) in sides.iter().filter(|side| side.2) {
            self.hit(BOUNDARY, &format!("{side}, {place}"));
        }
        if absent && refused {
            self.hit(BOUNDARY, &both_bin(i, o));
        }
        if self.ended {
            let bin = if probe.seen.valid {
                "frames leave back to back"
            } else {
                "output rests between two frames"
            };
            self.hit(BOUNDARY, bin);
        }
    }

    fn stopped(&mut self, probe: &Probe) {
        if probe.enable() {
            return;
        }
        for s in 0..self.spec.stages().len() {
            let block = self.spec.stages()[s].block;
            let (at, due) = (probe.in_index(s, block), probe.out_index(s, block));
            let word = if probe.word(s) { "a word waits" } else { "no word" };
            for (class, _) in classes(at, block).into_iter().filter(|class| class.1) {
                self.hit(ENABLE, &format!("stage {s}, {class}, {word}"));
            }
            let differences = [("first difference due", block / 2), ("last difference due", block - 1)];
            for (bin, _) in differences.iter().filter(|(_, place)| *place == due) {
                self.hit(ENABLE, &format!("stage {s}, {bin}"));
            }
        }
    }

    fn queue(&mut self, probe: &Probe) {
        let taken = if probe.queue_ready() == 1 || probe.queue_valid() == 0 { "taken" } else { "refused" };
        self.hit(QUEUE, &queue_bin(probe.waiting(), taken));
        if !probe.enable() {
            self.hit(QUEUE, &format!("{} waiting, room denied", probe.waiting()));
        }
    }

    fn reversal(&mut self, drive: Drive, probe: &Probe) {
        let len = self.spec.spec().len as u64;
        let (write, read) = (probe.write(), probe.read());
        let parity = |count: u64| if count & len == 0 { "even" } else { "odd" };
        let place = match write == read {
            _ if probe.full() == 1 => "full",
            true => "as many in as out",
            false => "partly full",
        };
        self.hit(REVERSAL, &format!("{} frame written, {} frame read, {place}", parity(write), parity(read)));
        if probe.accept() == 1 && probe.fetch() == 1 {
            self.hit(REVERSAL, "written and read at once");
            if (write ^ read) & (len - 1) == 0 {
                self.hit(REVERSAL, "written into the place that is read");
            }
        }
        let state = ["empty", "one word", "spare word alone", "two words"]
            [(probe.skid() + 2 * probe.spare()) as usize];
        let offered = if probe.head() == 1 { "word offered" } else { "no word offered" };
        let taken = if drive.ready { "taken" } else { "refused" };
        self.hit(SKID, &format!("{state}, {offered}, {taken}"));
    }

    fn directions(&mut self, probe: &Probe) {
        for s in 0..self.ways.len() {
            if !(probe.enable() && probe.word(s)) {
                continue;
            }
            let (last, left) = self.ways[s];
            if left > 0 {
                self.ways[s].1 -= 1;
                continue;
            }
            let way = probe.inverse(s);
            self.ways[s] = (Some(way), self.spec.spec().len - 1);
            if let Some(last) = last {
                let (from, to) = (WAYS[usize::from(last)], WAYS[usize::from(way)]);
                self.hit(DIRECTIONS, &format!("stage {s}, {from}, {to}"));
            }
        }
    }

    fn events(&mut self, probe: &Probe) {
        let seen = probe.seen;
        let bin = match (seen.started, seen.missing, seen.unexpected) {
            (false, false, false) => "none",
            (true, false, false) => "started",
            (false, true, false) => "missing",
            (false, false, true) => "unexpected",
            (true, false, true) => "started and unexpected",
            (_, true, _) => "missing with another",
        };
        self.hit(EVENTS, bin);
    }

    fn output(&mut self, drive: Drive, probe: &Probe) {
        self.ended = false;
        if !(probe.seen.valid && drive.ready) {
            return;
        }
        self.out_beat += 1;
        if self.out_beat < self.spec.spec().len {
            return;
        }
        (self.out_beat, self.ended) = (0, true);
        if let Some(last) = self.flag.replace(probe.seen.user) {
            self.hit(FLAG, &format!("{}, {}", FLAGS[usize::from(last)], FLAGS[usize::from(probe.seen.user)]));
        }
    }
}

/// Which of the classes a place in a block is of.
fn classes(at: usize, block: usize) -> [(&'static str, bool); 4] {
    let half = block / 2;
    [
        (CLASSES[0], at == 0),
        (CLASSES[1], at == half - 1),
        (CLASSES[2], at == half),
        (CLASSES[3], at == block - 1),
    ]
}
