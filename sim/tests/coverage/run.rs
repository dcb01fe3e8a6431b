// SPDX-License-Identifier: MIT OR Apache-2.0
//! Runs of the pipelines and of the stream modules: what they show, and that they are right meanwhile.

use num_complex::Complex;
use utsushi::fft::{Configurable, Direction, FftModel, Frame, Spectrum};
use utsushi::vectors::{SetName, VectorSet};
use utsushi_sim::{Coverage, Library, Simulation, SplitMix64, Stall};

use super::cases::{Case, counted, marked};
use super::goals::Goals;
use super::probe::Bench;
use super::script::{Expected, Script};
use super::watch::Watch;
use super::{arithmetic, butterflies, control, cores};
use crate::common::tools;
use crate::streams::{self, Twin, corner_turn, magnitude, plane, row_pair, window};
use crate::support::bench::{beats, spectra, stream};
use crate::support::frames::mixed;
use crate::support::{equal, in_parallel};
use crate::twins::{hdl_folder, selected};

/// Clocks of every probed pipeline.
pub(crate) const CLOCKS: u64 = 40_000;

/// Clocks of these in which the noise of the start leaves, so that bits do not count.
const NOISY: u64 = 1000;

/// Seeds: of frames, and of the scripts of probed pipelines.
const FRAME_SEED: u64 = 21;
const SCRIPT_SEED: u64 = 5;

/// The instances of a stream module.
type Few = fn() -> Vec<Box<dyn Twin>>;

/// What one run showed.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) name: String,
    pub(crate) coverage: Coverage,
    pub(crate) goals: Goals,
}

/// Every goal that is not of structure, none of its bins seen.
pub(crate) fn declared(cases: &[Case]) -> Goals {
    let mut goals = Goals::default();
    arithmetic::declare(&mut goals);
    control::declare(&mut goals, cases);
    goals
}

/// Something that is run.
enum Job<'a> {
    Pipeline(&'a Case),
    Modules(&'static str, Few),
    Core(usize, Configurable),
}

/// Instances of stream modules that between them meet every line.
const MODULES: [(&str, Few); 5] = [
    ("window", window::few),
    ("magnitude", magnitude::few),
    ("row_pair", row_pair::few),
    ("corner_turn", corner_turn::few),
    ("plane", plane::few),
];

/// Every pipeline, every stream module, every core of run-time length.
pub(crate) fn everything(cases: &[Case]) -> Vec<Shown> {
    let none = declared(cases);
    let modules = MODULES.into_iter().map(|(name, few)| Job::Modules(name, few));
    let cores = cores::all().into_iter().enumerate().map(|(i, core)| Job::Core(i, core));
    let jobs: Vec<_> = cases.iter().map(Job::Pipeline).chain(modules).chain(cores).collect();
    in_parallel(&jobs, |job| match job {
        Job::Pipeline(case) => pipeline(case, none.clone()),
        Job::Modules(name, few) => modules_of(name, &few(), none.clone()),
        Job::Core(i, core) => {
            Shown { name: format!("core_{i}"), coverage: cores::run(core), goals: none.clone() }
        }
    })
}

/// A pipeline: frames in batches, then clock by clock if it is probed.
fn pipeline(case: &Case, mut goals: Goals) -> Shown {
    let library = build(case);
    let mut coverage = frames(case, &library, &mut goals);
    if case.probed {
        coverage.merge(&clocks(case, &library, &mut goals, (CLOCKS, true)));
    }
    Shown { name: case.name.clone(), coverage, goals }
}

pub(crate) fn build(case: &Case) -> Library {
    let sources = streams::sources(&hdl_folder()).into_iter().map(marked).collect();
    tools().build(&case.design(sources)).unwrap_or_else(|error| panic!("{}: {error}", case.name))
}

/// Frames of every kind through model and hardware under stalls; bits must be equal, then the goals of arithmetic count.
fn frames(case: &Case, library: &Library, goals: &mut Goals) -> Coverage {
    let (spec, model) = (&case.spec, FftModel::new(&case.spec));
    let sets = [mixed(spec, case.frames, FRAME_SEED), of_any_size(case), squares(case), solved(case)];
    let frames = sets.concat();
    let expected: Vec<_> = frames.iter().map(|frame| model.run(frame)).collect();
    let mut simulation = library.simulation(1).unwrap();
    // Bits count once the noise that registers start with has left: a change out of noise is no evidence.
    pass(&mut simulation, case, (&frames, &expected), Stall::None);
    let start = Coverage::of(&mut simulation).unwrap();
    for stall in [Stall::Random { seed: 3, input: 70, output: 60 }, Stall::Burst { seed: 4, longest: 20 }] {
        pass(&mut simulation, case, (&frames, &expected), stall);
    }
    for frame in &frames {
        butterflies::sample(goals, spec, model.roms(), frame);
    }
    Coverage::of(&mut simulation).unwrap().since(&start)
}

fn pass(simulation: &mut Simulation, case: &Case, (frames, expected): (&[Frame], &[Spectrum]), stall: Stall) {
    simulation.reset(4).unwrap();
    let (words, flags) = beats(&case.spec, frames);
    let streamed = stream(simulation, &case.spec, (&words, &flags), stall)
        .unwrap_or_else(|error| panic!("{}, stall {stall}: {error}", case.name));
    if let Err(finding) = equal(&case.spec, expected, &spectra(&case.spec, &streamed)) {
        let spec = case.spec.spec().to_toml();
        panic!("{}, stall {stall}, frames of seed {FRAME_SEED}: {finding}\n{spec}", case.name);
    }
}

/// Frames of chance whose words have few bits, or many: whatever the schedule, some neither vanish nor overflow at once.
fn of_any_size(case: &Case) -> Vec<Frame> {
    let mut random = SplitMix64::new(FRAME_SEED);
    let width = case.spec.input().width;
    let frame = |i: usize| {
        let bits = 2 + i as u32 % (width - 1);
        let mut part = || (random.next_word() as i64 >> (64 - bits)) as i32;
        let samples = (0..case.spec.spec().len).map(|_| Complex::new(part(), part())).collect();
        Frame::new(&case.spec, samples).unwrap()
    };
    let forward: Vec<_> = (0..case.frames).map(frame).collect();
    let inverse = |(i, frame): (usize, Frame)| match i / 7 % 2 {
        0 => frame,
        _ => frame.with_direction(Direction::Inverse),
    };
    forward.into_iter().enumerate().map(inverse).collect()
}

/// Square waves of every shape that bits of the index make, in either part of either sign: whatever a stage adds or
/// subtracts, in some of them it has ends of the range on both sides.
fn squares(case: &Case) -> Vec<Frame> {
    let (len, format) = (case.spec.spec().len, case.spec.input());
    let end = |up: bool| if up { format.max() } else { format.min() };
    let frame = |mask: usize, signs: usize| {
        let high = |n: usize, sign: usize| ((n & mask).count_ones() as usize + (signs >> sign)) & 1 == 1;
        let sample = |n| Complex::new(end(high(n, 0)), end(high(n, 1)));
        Frame::new(&case.spec, (0..len).map(sample).collect()).expect("ends of the range")
    };
    let masks = (0..len).step_by((len / 16).max(1));
    masks
        .flat_map(|mask| (0..4).map(move |signs| (mask, signs)))
        .map(|(mask, signs)| frame(mask, signs))
        .collect()
}

/// Frames that were solved for: a tie of every kind in every stage, an overflow that begins in each.
fn solved(case: &Case) -> Vec<Frame> {
    let set =
        |name| VectorSet::new(name, &case.spec, None, FRAME_SEED).expect("sets that make their own frames");
    let frames = |set: VectorSet| {
        let frame = |index| {
            let mut samples = vec![Complex::default(); case.spec.spec().len];
            set.fill(index, &mut samples);
            Frame::new(&case.spec, samples).expect("words of the format")
        };
        (0..set.frames()).map(frame).collect::<Vec<_>>()
    };
    [SetName::Ties, SetName::Overflow].into_iter().flat_map(|name| frames(set(name))).collect()
}

/// A probed pipeline clock by clock, with resets or without.
pub(crate) fn clocks(
    case: &Case,
    library: &Library,
    goals: &mut Goals,
    (clocks, resets): (u64, bool),
) -> Coverage {
    let mut bench = Bench::new(library, 2).unwrap();
    let mut start = Coverage::default();
    let mut script = Script::new(&case.spec, SCRIPT_SEED, resets);
    let mut expected = Expected::new(&case.spec);
    let mut watch = Watch::new(goals, case);
    for clock in 0..clocks {
        if clock == NOISY {
            start = Coverage::of(&mut bench.simulation).unwrap();
        }
        let drive = script.drive();
        let probe = bench.clock(drive).unwrap();
        watch.clock(drive, &probe, expected.beat());
        if let Err(finding) = expected.check(drive, probe.seen) {
            panic!("{}, script of seed {SCRIPT_SEED}, clock {clock}: {finding}", case.name);
        }
        script.done(drive, probe.seen);
    }
    Coverage::of(&mut bench.simulation).unwrap().since(&start)
}

/// Instances of a stream module under every stall, and after resets in mid-frame.
fn modules_of(name: &str, twins: &[Box<dyn Twin>], goals: Goals) -> Shown {
    let top = format!("counted_{name}");
    let design = streams::design(&top, &hdl_folder(), twins);
    let (ours, hdl): (Vec<_>, Vec<_>) =
        design.sources.iter().cloned().partition(|source| !source.name.starts_with("fft"));
    let sources = ours.into_iter().chain(hdl.into_iter().map(marked)).collect();
    let design = utsushi_sim::Design {
        sources,
        lint: counted().lint,
        coverage: true,
        toggles: counted().toggles,
        ..design
    };
    let library = tools().build(&design).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut simulation = library.simulation(3).unwrap();
    let twins = || twins.iter().map(AsRef::as_ref).enumerate();
    // As of the pipelines' frames.
    twins().for_each(|(index, twin)| module(&mut simulation, index, twin, (&twin.beats(8), Stall::None)));
    let start = Coverage::of(&mut simulation).unwrap();
    for (index, twin) in twins() {
        for stall in selected::stalls(index as u64) {
            let input = twin.beats(index as u64);
            simulation.reset(1).unwrap();
            selected::fill(&mut simulation, index, &input[..=twin.frame()], twin.frame() / 2);
            module(&mut simulation, index, twin, (&input, stall));
        }
    }
    let coverage = Coverage::of(&mut simulation).unwrap().since(&start);
    Shown { name: name.to_owned(), coverage, goals }
}

fn module(
    simulation: &mut Simulation,
    index: usize,
    twin: &dyn Twin,
    (input, stall): (&[streams::Beat], Stall),
) {
    simulation.reset(1).unwrap();
    let expected = twin.expected(input);
    let found = selected::run(simulation, index, input, expected.len(), stall)
        .unwrap_or_else(|error| panic!("{}, stall {stall}: {error}", twin.module()));
    let found: Vec<_> = found.words.into_iter().zip(found.flags).collect();
    assert!(found == expected, "{}, stall {stall}, beats of seed {index}: words differ", twin.module());
}
