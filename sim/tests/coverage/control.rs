// SPDX-License-Identifier: MIT OR Apache-2.0
//! Goals of control: stalls, frame boundaries, resets, the states of queue, bit reversal and skid buffer. They are
//! sampled from the hardware's own signals, clock by clock.

use utsushi::fft::{CheckedSpec, Order};

use super::cases::Case;
use super::goals::Goals;
use super::probe::Probe;
use crate::support::bench::Drive;

pub(crate) const BOUNDARY: &str = "stall at a frame's boundary";
pub(crate) const ENABLE: &str = "stages stopped";
pub(crate) const RESET: &str = "reset";
pub(crate) const QUEUE: &str = "queue";
pub(crate) const REVERSAL: &str = "bit reversal";
pub(crate) const SKID: &str = "skid buffer";
pub(crate) const DIRECTIONS: &str = "direction from frame to frame";
pub(crate) const EVENTS: &str = "events";
pub(crate) const FLAG: &str = "overflow flag from frame to frame";

const PLACES: [&str; 3] = ["first beat", "inner beat", "last beat"];
const WAYS: [&str; 2] = ["forward", "inverse"];
const FLAGS: [&str; 2] = ["without", "with"];

/// Places of the next word in a block of 2H words, those that a stage treats in a way of their own.
const CLASSES: [&str; 4] = ["first a", "last a", "first b", "last b"];

/// States in which a reset may come, beside the places of the frame.
const PHASES: [&str; 3] = ["running", "stopped", "draining"];

fn pairs<'a>(left: &'a [&'a str], right: &'a [&'a str]) -> impl Iterator<Item = String> + 'a {
    left.iter().flat_map(move |l| right.iter().map(move |r| format!("{l}, {r}")))
}

fn named(names: &[String], bins: impl IntoIterator<Item = String>) -> Vec<String> {
    let bins: Vec<_> = bins.into_iter().collect();
    names.iter().flat_map(|name| bins.iter().map(move |bin| format!("{name}: {bin}"))).collect()
}

/// Declares the goals for the probed cases.
pub(crate) fn declare(goals: &mut Goals, cases: &[Case]) {
    let probed: Vec<_> = cases.iter().filter(|case| case.probed).collect();
    let names: Vec<_> = probed.iter().map(|case| case.name.clone()).collect();
    let len = probed[0].spec.spec().len;
    let natural: Vec<_> = probed
        .iter()
        .filter(|case| case.spec.spec().order == Order::Natural)
        .map(|case| case.name.clone())
        .collect();
    let sides = ["input absent", "input waits", "output refused", "output absent"];
    let both = PLACES.iter().flat_map(|i| PLACES.map(|o| both_bin(i, o)));
    let between = ["output rests between two frames", "frames leave back to back"].map(str::to_owned);
    goals.declare(
        BOUNDARY,
        "pipeline × side that waits × place of its next beat in the frame; both sides at once; between two frames",
        named(&names, pairs(&sides, &PLACES).chain(both).chain(between)),
    );
    let stages: Vec<_> = (0..len.trailing_zeros()).map(|s| format!("stage {s}")).collect();
    let stages: Vec<_> = stages.iter().map(String::as_str).collect();
    let stopped = pairs(&stages, &CLASSES)
        .flat_map(|at| ["a word waits", "no word"].map(|word| format!("{at}, {word}")))
        .chain(pairs(&stages, &["first difference due", "last difference due"]));
    goals.declare(
        ENABLE,
        "pipeline × stage × place at which `enable` was low: of the next word, with and without one; of the next difference",
        named(&names, stopped),
    );
    let reset = (0..len)
        .flat_map(|beat| PHASES.map(|phase| reset_bin(beat, phase)))
        .chain(["output refused", "queue at its mark", "nothing inside"].map(str::to_owned));
    let full = named(&natural, ["bit reversal full", "bit reversal half full"].map(str::to_owned));
    goals.declare(
        RESET,
        "pipeline × beat of the frame at which a reset came × running, stopped (`enable` low), draining (output left and no input); special states",
        named(&names, reset).into_iter().chain(full),
    );
    let levels = (0..8).flat_map(|level| ["taken", "refused"].map(|taken| queue_bin(level, taken)));
    goals.declare(
        QUEUE,
        "pipeline × words that wait in the queue × word taken from it or not; `enable` low in a clock with each level",
        named(&names, levels.chain((0..8).map(|level| format!("{level} waiting, room denied")))),
    );
    declare_reversal(goals, &natural);
    let turns = ["forward, forward", "forward, inverse", "inverse, forward", "inverse, inverse"];
    goals.declare(
        DIRECTIONS,
        "pipeline × stage × direction of a frame and of the next",
        named(&names, pairs(&stages, &turns)),
    );
    let events = ["started", "missing", "unexpected", "started and unexpected", "none"].map(str::to_owned);
    goals.declare(EVENTS, "pipeline × events of one clock", named(&names, events));
    goals.declare(
        FLAG,
        "pipeline × m_axis_tuser at the end of a frame and of the next",
        named(&names, pairs(&FLAGS, &FLAGS)),
    );
}

fn declare_reversal(goals: &mut Goals, natural: &[String]) {
    let parities = ["even frame written", "odd frame written"];
    let reads = ["even frame read", "odd frame read"];
    let places = ["full", "partly full", "as many in as out"];
    let states = pairs(&parities, &reads).flat_map(|pair| places.map(|place| format!("{pair}, {place}")));
    let moves = ["written and read at once", "written into the place that is read"].map(str::to_owned);
    goals.declare(
        REVERSAL,
        "pipeline × parity of the frames written and read × how full the memory is; writes beside reads",
        named(natural, states.chain(moves)),
    );
    let skid =
        pairs(&["empty", "one word", "two words", "spare word alone"], &["word offered", "no word offered"])
            .flat_map(|state| ["taken", "refused"].map(|taken| format!("{state}, {taken}")));
    goals.declare(
        SKID,
        "pipeline × words held × word offered or not × output taken or refused",
        named(natural, skid),
    );
}

fn both_bin(i: &str, o: &str) -> String {
    format!("input absent at {i} and output refused at {o}")
}

fn reset_bin(beat: usize, phase: &str) -> String {
    format!("beat {beat}, {phase}")
}

fn queue_bin(level: u64, taken: &str) -> String {
    format!("{level} waiting, {taken}")
}

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
