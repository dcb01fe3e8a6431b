// SPDX-License-Identifier: MIT OR Apache-2.0
//! Batches through a stream: stalls as published, and every broken rule found.

mod common;

use std::collections::VecDeque;

use common::{build, fifo};
use utsushi_sim::stream::{Batch, Streamed};
use utsushi_sim::{SimError, SplitMix64, Stall};

const FRAME: usize = 8;

fn batch<'a>(words: &'a [u64], flags: &'a [u8], stall: Stall) -> Batch<'a> {
    Batch {
        words,
        flags,
        output_beats: words.len(),
        frame: Some(FRAME),
        stall,
        idle_limit: 100,
        stamps: true,
        taps: None,
        trace: 0..0,
    }
}

fn beats(count: usize) -> (Vec<u64>, Vec<u8>) {
    let mut random = SplitMix64::new(count as u64);
    let words = (0..count).map(|_| random.next_word() & 0xffff).collect();
    let flag = |i: usize| u8::from(i % FRAME == FRAME - 1) | (random.next_word() as u8 & 2);
    (words, (0..count).map(flag).collect())
}

fn run(flaw: i64, stall: &str, count: usize, frame: Option<usize>) -> Result<Streamed, SimError> {
    let library = build(&fifo(flaw));
    let mut sim = library.simulation(1).unwrap();
    sim.reset(2).unwrap();
    let (words, flags) = beats(count);
    sim.stream(&Batch { frame, ..batch(&words, &flags, stall.parse().unwrap()) })
}

/// The published definition, written a second time: whether each side is open on clock `t`.
struct Gates {
    stall: Stall,
    draws: SplitMix64,
    runs: [(SplitMix64, u64, bool); 2],
}

impl Gates {
    fn new(stall: Stall) -> Self {
        let seed = match stall {
            Stall::Random { seed, .. } | Stall::Burst { seed, .. } => seed,
            _ => 0,
        };
        let run = |seed| (SplitMix64::new(seed), 0, false);
        Self { stall, draws: SplitMix64::new(seed), runs: [run(seed), run(!seed)] }
    }

    fn open(&mut self, t: u64) -> [bool; 2] {
        match self.stall {
            Stall::None => [true, true],
            Stall::Alternate => [t.is_multiple_of(2), !t.is_multiple_of(2)],
            Stall::Block { clocks } => [true, (t / u64::from(clocks)) % 2 == 1],
            Stall::Random { input, output, .. } => {
                let draw = self.draws.next_word();
                let below = |half: u64, percent: u8| half < (u64::from(percent) << 32) / 100;
                [below(draw & 0xffff_ffff, input), below(draw >> 32, output)]
            }
            Stall::Burst { longest, .. } => std::array::from_fn(|side| {
                let (draws, left, open) = &mut self.runs[side];
                if *left == 0 {
                    *left = 1 + draws.next_word() % u64::from(longest);
                    *open = !*open;
                }
                *left -= 1;
                *open
            }),
        }
    }
}

/// The clocks at which a two-word buffer takes and gives its beats.
fn expected_stamps(stall: Stall, count: usize) -> (Vec<u64>, Vec<u64>) {
    let (mut gates, mut inside) = (Gates::new(stall), VecDeque::new());
    let (mut taken, mut given, mut held) = (Vec::new(), Vec::new(), false);
    for t in 0.. {
        if given.len() == count {
            break;
        }
        let [offer, ready] = gates.open(t);
        let valid = taken.len() < count && (held || offer);
        let (accept, emit) = (valid && inside.len() < 2, ready && !inside.is_empty());
        held = valid && !accept;
        if emit {
            inside.pop_front();
            given.push(t);
        }
        if accept {
            inside.push_back(t);
            taken.push(t);
        }
    }
    (taken, given)
}

#[test]
fn stalls_fall_on_the_published_clocks() {
    let library = build(&fifo(0));
    let (words, flags) = beats(50 * FRAME);
    let texts = [
        "none",
        "random:1",
        "random:18446744073709551615:1:99",
        "random:7:100:20",
        "random:8:20:100",
        "alternate",
        "burst:3",
        "burst:4:1",
        "burst:5:90",
        "block:1",
        "block:33",
    ];
    let mut checked = 0;
    for text in texts {
        let stall: Stall = text.parse().unwrap();
        let mut sim = library.simulation(1).unwrap();
        sim.reset(2).unwrap();
        for round in 0..2 {
            let out = sim.stream(&Batch { idle_limit: 1000, ..batch(&words, &flags, stall) }).unwrap();
            let (taken, given) = expected_stamps(stall, words.len());
            assert_eq!(out.input_stamps, taken, "{text}, round {round}");
            assert_eq!(out.output_stamps, given, "{text}, round {round}");
            assert_eq!((out.words, out.flags), (words.clone(), flags.clone()), "{text}");
            assert_eq!(out.clocks, given[given.len() - 1] + 1);
            checked += given.len();
        }
        let noise = sim.get(library.port("noise").unwrap()).unwrap();
        assert!(text == "none" || text.starts_with("block") || noise == 0xffff, "{text}: noise {noise:#x}");
    }
    println!("{checked} output clocks compared");
}

#[test]
fn stall_texts_read_back_and_bad_ones_are_refused() {
    for text in ["none", "random:1", "random:1:20:100", "alternate", "burst:9", "burst:9:5", "block:100"] {
        assert_eq!(text.parse::<Stall>().unwrap().to_string(), text);
    }
    assert_eq!("random:3:75:75".parse::<Stall>().unwrap().to_string(), "random:3");
    for text in [
        "",
        "random",
        "random:x",
        "random:1:0:50",
        "random:1:101:50",
        "random:1:50",
        "burst:1:0",
        "block:0",
        "None",
    ] {
        let expected = format!(
            "stall '{text}' is not understood; use none, random:SEED, random:SEED:IN:OUT (percent, 1 to 100), \
             alternate, burst:SEED, burst:SEED:LONGEST or block:CLOCKS"
        );
        assert_eq!(text.parse::<Stall>().unwrap_err().to_string(), expected);
    }
}

#[test]
fn events_are_counted() {
    let out = run(0, "none", 4 * FRAME, Some(FRAME)).unwrap();
    assert_eq!(out.events, [1, 0, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn every_broken_rule_is_named_with_its_beat() {
    let cases = [
        (
            1,
            "none",
            Some(FRAME),
            "the pipeline gave no output for 100 clocks (2 of 32 input beats accepted, 0 of 32 output beats seen, clock 101)",
        ),
        (
            7,
            "none",
            Some(FRAME),
            "the pipeline gave no output for 100 clocks (0 of 32 input beats accepted, 0 of 32 output beats seen, clock 99)",
        ),
        (2, "block:20", Some(FRAME), "output beat 0 at clock 7: valid fell before the beat was accepted"),
        (
            3,
            "block:20",
            Some(FRAME),
            "output beat 0 at clock 8: data, last or user changed while the beat waited for ready",
        ),
        (4, "none", Some(FRAME), "output beat 7 at clock 8: last is missing on the last beat of the frame"),
        (
            5,
            "none",
            Some(FRAME),
            "output beat 2 at clock 3: last stands on a beat that does not end the frame",
        ),
        (6, "none", None, "output beat 32 at clock 33: a beat comes after the last beat of the batch"),
    ];
    for (flaw, stall, frame, sentence) in cases {
        let error = run(flaw, stall, 4 * FRAME, frame).unwrap_err();
        assert_eq!(error.to_string(), sentence, "flaw {flaw}");
    }
}

#[test]
fn a_batch_needs_a_design_with_streams() {
    let library = build(&common::design("counter", &[("WIDTH", 12)]));
    let error = library.simulation(1).unwrap().stream(&batch(&[], &[], Stall::None)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "design counter: it was built without the streams, the trace or the coverage that this call needs"
    );
}
