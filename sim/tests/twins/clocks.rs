// SPDX-License-Identifier: MIT OR Apache-2.0
//! Two handshakes, clock by clock: the Verilog shows on every clock what the twin shows.

use utsushi_sim::{Library, SplitMix64};

/// A twin that stores words: at most one comes in and one goes out on a clock.
pub trait Twin {
    /// Whether an offered word is taken on this clock.
    fn ready(&self) -> bool;
    /// The word at the output.
    fn head(&self) -> Option<u64>;
    /// A rising edge.
    fn clock(&mut self, offered: Option<u64>, taken: bool);
}

/// What the caller of the module must keep to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// A word once offered is offered until it is taken; output may be accepted at any time.
    Hold,
    /// Push only when ready, pop only when valid.
    Ask,
}

/// For so many clocks words are offered, and taken, with these percentages.
pub type Phase = (usize, u64, u64);

/// Empty, full, full speed, each side faster than the other, and one word at a time.
pub const PHASES: [Phase; 12] = [
    (40, 0, 100),
    (60, 100, 0),
    (10, 0, 0),
    (60, 0, 100),
    (200, 100, 100),
    (200, 50, 50),
    (60, 100, 0),
    (200, 100, 100),
    (200, 90, 30),
    (200, 30, 90),
    (400, 75, 75),
    (60, 0, 100),
];

/// Inputs and expected outputs of every clock.
#[derive(Default)]
pub struct Timeline {
    rst: Vec<u64>,
    valid: Vec<u64>,
    data: Vec<u64>,
    take: Vec<u64>,
    ready: Vec<bool>,
    head: Vec<Option<u64>>,
    /// Clocks on which nothing more could come in, nothing could go out, and a word did both ways.
    pub full: usize,
    pub empty: usize,
    pub both: usize,
}

impl Timeline {
    /// Lets the twin live through all phases three times, with a reset in between that finds words inside.
    pub fn new<T: Twin>(fresh: impl Fn() -> T, duty: Duty, width: u32, seed: u64) -> Self {
        let mut random = SplitMix64::new(seed);
        let mut time = Self::default();
        for round in 0..3 {
            let mut twin = fresh();
            time.reset(&mut random, width);
            for (clocks, offer, take) in PHASES {
                time.phase(&mut twin, duty, width, (clocks, offer, take), &mut random);
            }
            if round < 2 {
                time.phase(&mut twin, duty, width, (7, 100, 20), &mut random);
            }
        }
        time
    }

    /// One clock of reset with noise on the other lines: it must suffice. What stands at the outputs meanwhile
    /// means nothing.
    fn reset(&mut self, random: &mut SplitMix64, width: u32) {
        self.rst.push(1);
        self.valid.push(random.next_word() & 1);
        self.data.push(random.next_word() >> (64 - width));
        self.take.push(random.next_word() & 1);
        self.ready.push(false);
        self.head.push(None);
    }

    fn phase<T: Twin>(
        &mut self,
        twin: &mut T,
        duty: Duty,
        width: u32,
        phase: Phase,
        random: &mut SplitMix64,
    ) {
        let (clocks, offer, take) = phase;
        let mut waiting: Option<u64> = None;
        for _ in 0..clocks {
            let word = random.next_word() >> (64 - width);
            let wanted = waiting.or((random.next_word() % 100 < offer).then_some(word));
            let (ready, head) = (twin.ready(), twin.head());
            let offered = wanted.filter(|_| duty == Duty::Hold || ready);
            let taken = random.next_word() % 100 < take && (duty == Duty::Hold || head.is_some());
            waiting = offered.filter(|_| !ready);
            self.full += usize::from(!ready);
            self.empty += usize::from(head.is_none());
            self.both += usize::from(offered.is_some() && ready && taken && head.is_some());
            self.rst.push(0);
            self.valid.push(offered.is_some().into());
            self.data.push(offered.unwrap_or(word));
            self.take.push(taken.into());
            self.ready.push(ready);
            self.head.push(head);
            twin.clock(offered, taken);
        }
    }

    /// Drives an instance whose ports are `names`: in valid, in ready, in data, out valid, out ready, out data.
    /// The number of clocks compared.
    pub fn compare(&self, library: &Library, names: [&str; 6], suffix: u32, seed: u64) -> usize {
        let mut sim = library.simulation(seed).unwrap();
        let port = |name: &str| library.port(name).unwrap();
        let [valid, ready, data, head_valid, take, head] =
            names.map(|name| port(&format!("{name}_{suffix}")));
        let inputs = [(port("rst"), &self.rst), (valid, &self.valid), (data, &self.data), (take, &self.take)];
        let inputs = inputs.map(|(port, words)| (port, &words[..]));
        let found = sim.cycles(&inputs, &[ready, head_valid, head], &[]).unwrap().before;
        let mut compared = 0;
        for clock in (0..self.rst.len()).filter(|&clock| self.rst[clock] == 0) {
            let head = (found[1][clock] == 1).then_some(found[2][clock]);
            let (is, should) = ((found[0][clock] == 1, head), (self.ready[clock], self.head[clock]));
            assert_eq!(is, should, "ready and head of instance {suffix} on clock {clock}, seed {seed}");
            compared += 1;
        }
        compared
    }
}
