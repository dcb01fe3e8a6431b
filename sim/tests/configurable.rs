// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_configurable.v` against its twin `fft::ConfigurableModel` (C1 to C5), and against `fft` of each frame's own spec.

mod configurables;
mod support;

use configurables::{
    DIRECTIONS, any_config, build, checks, clocks, core, expected, few, samples, sequence, stalls,
};
use num_complex::Complex;
use support::{in_parallel, options};
use utsushi::fft::{Configurable, Decomposition, FftSpec, Frame, FrameConfig, Order, Schedule};
use utsushi::number::{Overflow, Rounding};
use utsushi_sim::{ConfigurableDut, Dut, SplitMix64, StreamStalls};

fn dut(core: &Configurable) -> ConfigurableDut {
    build(core, None).unwrap_or_else(|error| panic!("{error}"))
}

/// Every length, direction and two sets of shifts of a core for 16 samples, each behind each.
#[test]
fn every_configuration_behind_every_other() {
    let core = core("len = 16\ndata = 6\ntwiddle = 7\nschedule = '1/7,2/6,1/7,3/6'\n", 4);
    let configs: Vec<_> = core
        .lens()
        .into_iter()
        .flat_map(|len| DIRECTIONS.map(|direction| (len, direction)))
        .flat_map(|(len, direction)| {
            let skipped = 4 - len.trailing_zeros() as usize;
            let most: Vec<_> = core.largest().stages()[skipped..].iter().map(|stage| stage.shift).collect();
            let less = most.iter().map(|shift| shift / 2).collect();
            [most, less].map(|shifts| FrameConfig { len, direction, shifts })
        })
        .collect();
    let mut random = SplitMix64::new(1);
    let pairs = configs.iter().flat_map(|a| configs.iter().flat_map(move |b| [a.clone(), b.clone()]));
    let frames: Vec<_> = pairs
        .map(|config| {
            let all = samples(&core, &config, &mut random);
            (config, all)
        })
        .collect();
    let mut dut = dut(&core);
    let mut overflowed = 0;
    for stalls in stalls(5) {
        let spectra = checks::bits(&mut dut, &frames, stalls, 1).unwrap_or_else(|error| panic!("{error}"));
        overflowed += spectra.iter().filter(|spectrum| spectrum.overflow).count();
    }
    println!("{} frames of {} configurations, {overflowed} overflowed", 8 * frames.len(), configs.len());
    assert_eq!((configs.len(), frames.len()), (12, 288));
    assert!(overflowed > 100 && overflowed < 8 * 288 - 100);
}

/// Four samples of 2-bit components, all there are, through a core for 8, with frames of 8 between.
#[test]
fn every_short_frame_of_2_bit_samples() {
    let core = core("len = 8\ndata = 2\ntwiddle = 2\nschedule = '1,1,1'\n", 4);
    let inputs: Vec<_> = (0..1_u32 << 17).collect();
    let halves = in_parallel(&[0, 1], |half| {
        let (mut dut, mut random) = (dut(&core), SplitMix64::new(*half as u64));
        let mut overflowed = 0;
        for (part, inputs) in inputs.chunks(1 << 10).enumerate().skip(*half).step_by(2) {
            let frame = |&input: &u32| {
                let part = |n: u32| ((input >> (2 * n) & 3) as i32) << 30 >> 30;
                let direction = DIRECTIONS[(input >> 16) as usize];
                let shifts = vec![random.next_word() as u32 & 1, 1];
                let samples = (0..4).map(|n| Complex::new(part(2 * n), part(2 * n + 1))).collect();
                (FrameConfig { len: 4, direction, shifts }, samples)
            };
            let mut frames: Vec<_> = inputs.iter().map(frame).collect();
            // Frames of equal shifts behind each other go at full rate.
            frames.sort_by_key(|frame| frame.0.shifts[0]);
            let config = any_config(&core, &mut random);
            frames.insert(inputs.len() / 3, (config.clone(), samples(&core, &config, &mut random)));
            let spectra = checks::bits(&mut dut, &frames, StreamStalls::default(), part as u64);
            overflowed +=
                spectra.unwrap_or_else(|error| panic!("{error}")).iter().filter(|s| s.overflow).count();
        }
        overflowed
    });
    println!("{} frames, {} overflowed", inputs.len(), halves[0] + halves[1]);
    assert!(halves.iter().all(|&overflowed| overflowed > 100));
}

/// (largest length, shortest, data, twiddle, schedule), dealt in turn to every rounding, overflow mode and order.
const SHAPES: [(usize, usize, u32, u32, &str); 6] = [
    (64, 4, 12, 10, "halve"),
    (128, 8, 9, 12, "1,2,0,1,3,0,1"),
    (64, 4, 10, 12, "guarded:2"),
    (256, 4, 16, 16, "halve"),
    (64, 16, 8, 8, "grow"),
    (1024, 4, 16, 16, "1,1,1,1,1,1,1,1,1,2"),
];

fn cores() -> Vec<(Configurable, u64)> {
    let modes =
        Rounding::ALL.into_iter().flat_map(|rounding| Overflow::ALL.map(|overflow| (rounding, overflow)));
    let all = modes.flat_map(|mode| Order::ALL.map(|order| (mode, order)));
    let make = |(((rounding, overflow), order), &(len, shortest, data, twiddle, schedule)), seed| {
        let decomposition = Decomposition::ALL[(seed / 2 + seed / 6) as usize % 2];
        let schedule = str::parse(schedule).unwrap();
        let largest = FftSpec {
            len,
            data,
            twiddle,
            rounding,
            overflow,
            schedule,
            decomposition,
            order,
            inverse: false,
        };
        (utsushi::fft::ConfigurableSpec { largest, shortest }.check().unwrap(), seed)
    };
    all.zip(SHAPES.iter().cycle()).zip(0..).map(|(one, seed)| make(one, seed)).collect()
}

#[test]
fn random_sequences_under_random_stalls_in_every_mode() {
    let counts = in_parallel(&cores(), |(core, seed)| {
        let mut dut = dut(core);
        let (mut beats, mut overflowed, mut frames) = (0, 0, 0);
        for round in 0..3 {
            let seed = 100 * seed + round;
            dut.set_x_seed(seed);
            let all = sequence(core, 60, seed);
            let shares = SplitMix64::new(seed).next_word().to_le_bytes().map(|byte| 20 + byte % 81);
            let stalls = StreamStalls { seed, config: shares[0], input: shares[1], output: shares[2] };
            let spectra =
                checks::bits(&mut dut, &all, stalls, seed).unwrap_or_else(|error| panic!("{error}"));
            beats += all.iter().map(|frame| frame.1.len()).sum::<usize>();
            overflowed += spectra.iter().filter(|spectrum| spectrum.overflow).count();
            frames += all.len();
        }
        (frames, overflowed, beats)
    });
    let sum = |part: fn(&(usize, usize, usize)) -> usize| counts.iter().map(part).sum::<usize>();
    let (frames, overflowed, beats) = (sum(|c| c.0), sum(|c| c.1), sum(|c| c.2));
    println!("{} cores, {frames} frames, {overflowed} overflowed, {beats} beats", counts.len());
    assert_eq!((counts.len(), frames), (12, 12 * 180));
    assert!(overflowed > frames / 10 && overflowed < frames * 9 / 10, "{overflowed} of {frames}");
}

/// Stalls of any kind on any stream change no bit.
#[test]
fn no_stall_changes_a_bit() {
    for (core, seed) in few().iter().zip(0..) {
        let (mut dut, frames) = (dut(core), sequence(core, 40, seed));
        for (number, stalls) in stalls(seed + 9).into_iter().enumerate() {
            dut.set_x_seed(number as u64);
            checks::bits(&mut dut, &frames, stalls, seed).unwrap_or_else(|error| panic!("{error}"));
        }
    }
}

/// The core with the configuration and `fft` built for it give the same words.
#[test]
fn frames_equal_those_of_fft_built_for_them() {
    let mut compared = 0;
    for (core, seed) in [&few()[0], &few()[2], &cores()[3].0].into_iter().zip(20..) {
        let mut random = SplitMix64::new(seed);
        let mut dut = dut(core);
        for len in core.lens() {
            let config =
                std::iter::repeat_with(|| any_config(core, &mut random)).find(|c| c.len == len).unwrap();
            let spec = core.frame_spec(&config).unwrap();
            let all: Vec<_> = (0..6).map(|_| samples(core, &config, &mut random)).collect();
            let frames: Vec<_> =
                all.iter().map(|samples| Frame::new(&spec, samples.clone()).unwrap()).collect();
            let fixed = Dut::build(&spec, &options()).unwrap().run(&frames).unwrap();
            let configured: Vec<_> = all.into_iter().map(|samples| (config.clone(), samples)).collect();
            let run = dut.run(&configured).unwrap();
            assert_eq!(
                run.spectra,
                fixed.spectra,
                "{config:?}, seed {seed}\n{}",
                core.largest().spec().to_toml()
            );
            compared += 1;
        }
    }
    println!("{compared} configurations compared with fft");
    assert!(compared >= 10);
}

#[test]
fn gaps_rate_and_latency_are_as_documented() {
    let mut total = clocks::Rate::default();
    for (core, seed) in few().iter().chain(cores().iter().map(|core| &core.0)).zip(40..) {
        let mut dut = dut(core);
        let rate = clocks::rate(&mut dut, &sequence(core, 50, seed));
        let case = || format!("frames of seed {seed}\n{}", core.largest().spec().to_toml());
        let rate = rate.unwrap_or_else(|error| panic!("{error}; {}", case()));
        total.behind += rate.behind;
        total.turned += rate.turned;
        total.gaps += rate.gaps;
        clocks::alone(&mut dut, seed).unwrap_or_else(|error| panic!("{error}; {}", case()));
    }
    println!("{total:?}");
    assert!(total.turned > 100 && total.behind > total.turned + 100 && total.gaps > 200, "{total:?}");
}

#[test]
fn a_frame_waits_for_its_word_and_two_words_wait_for_frames() {
    for (core, seed) in few().iter().zip(50..) {
        clocks::words_first(&mut dut(core), &sequence(core, 30, seed))
            .unwrap_or_else(|error| panic!("{error}, seed {seed}"));
    }
}

#[test]
fn bad_words_and_wrong_ends_are_events_and_nothing_else() {
    let mut invalid = 0;
    for (core, seed) in few().iter().zip(60..) {
        let (mut dut, frames) = (dut(core), sequence(core, 40, seed));
        for stalls in stalls(seed) {
            invalid +=
                checks::words(&mut dut, &frames, stalls, seed).unwrap_or_else(|error| panic!("{error}"));
        }
    }
    println!("{invalid} words dropped");
    assert!(invalid > 400);
}

#[test]
fn a_reset_in_any_clock_leaves_nothing_behind() {
    let counts = in_parallel(&few(), |core| {
        checks::resets(&mut dut(core), 70).unwrap_or_else(|error| panic!("{error}"))
    });
    println!("{counts:?} resets");
    assert!(counts.iter().sum::<usize>() > 100);
}

/// A word held forever makes the core a plain `fft`: frames without a gap.
#[test]
fn a_constant_word_makes_a_fixed_core() {
    let core = core("len = 64\ndata = 10\ntwiddle = 9\norder = 'bit-reversed'\n", 4);
    let mut dut = dut(&core);
    for len in core.lens() {
        let config = core.configure(len, DIRECTIONS[1], &Schedule::Halve).unwrap();
        let mut random = SplitMix64::new(len as u64);
        let frames: Vec<_> =
            (0..40).map(|_| (config.clone(), samples(&core, &config, &mut random))).collect();
        let run = dut.run(&frames).unwrap();
        assert_eq!(run.spectra, expected(&core, &frames));
        let first = run.streamed.input_stamps[0];
        assert!(run.streamed.input_stamps.iter().copied().eq(first..first + 40 * len as u64), "{len}");
    }
}
