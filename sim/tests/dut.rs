// SPDX-License-Identifier: MIT OR Apache-2.0
//! The pipeline as an engine: equal to the model, bit for bit, under every stall.

mod common;

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Direction, FftModel, FftSpec, Frame, Order, Schedule};
use utsushi_sim::{Dut, DutOptions, SplitMix64, Stall, ToolOptions};

fn options() -> DutOptions {
    DutOptions {
        tools: ToolOptions { verilator: None, cache: Some(common::shared_cache()) },
        ..DutOptions::default()
    }
}

/// Full-scale noise, every third frame inverse.
fn frames(spec: &CheckedSpec, count: usize, seed: u64) -> Vec<Frame> {
    let mut random = SplitMix64::new(seed);
    let shift = 32 - spec.spec().data;
    let mut component = || (random.next_word() as i32) >> shift;
    (0..count)
        .map(|i| {
            let samples = (0..spec.spec().len).map(|_| Complex::new(component(), component())).collect();
            let direction = if i % 3 == 2 { Direction::Inverse } else { Direction::Forward };
            Frame::new(spec, samples).unwrap().with_direction(direction)
        })
        .collect()
}

fn small() -> CheckedSpec {
    FftSpec { len: 64, ..FftSpec::default() }.check().unwrap()
}

#[test]
fn every_stall_and_seed_gives_the_models_bits() {
    let spec = small();
    let frames = frames(&spec, 12, 1);
    let model = FftModel::new(&spec);
    let expected: Vec<_> = frames.iter().map(|frame| model.run(frame)).collect();
    assert!(expected.iter().any(|spectrum| spectrum.overflow), "full-scale noise overflows somewhere");
    let mut dut = Dut::build(&spec, &options()).unwrap();
    let stalls = [
        "none",
        "random:1",
        "random:2:30:100",
        "random:3:100:30",
        "random:4:5:5",
        "alternate",
        "burst:5",
        "burst:6:300",
        "block:500",
        "block:7",
    ];
    for (seed, stall) in (0..).zip(stalls) {
        dut.set_stall(stall.parse().unwrap());
        dut.set_x_seed(seed);
        for round in 0..2 {
            let run = dut.run(&frames).unwrap_or_else(|error| panic!("{stall}: {error}"));
            assert_eq!(run.spectra, expected, "{stall}, x seed {seed}, round {round}");
            assert_eq!(
                (run.events.frame_started, run.events.tlast_missing, run.events.tlast_unexpected),
                (12, 0, 0)
            );
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_clocks() {
    let spec = small();
    let frames = frames(&spec, 5, 2);
    let mut dut =
        Dut::build(&spec, &DutOptions { stamps: true, stall: "random:9".parse().unwrap(), ..options() })
            .unwrap();
    let first = dut.run(&frames).unwrap();
    let second = dut.clone().run(&frames).unwrap();
    assert_eq!((&first.input_stamps, &first.output_stamps), (&second.input_stamps, &second.output_stamps));
    assert_eq!(first.input_stamps.len(), 5 * 64);
    dut.set_stall("random:10".parse().unwrap());
    assert_ne!(dut.run(&frames).unwrap().output_stamps, first.output_stamps);
}

#[test]
fn latency_is_as_documented() {
    for (order, latency) in [(Order::Natural, 2 * 64 + 8 * 6 - 6), (Order::BitReversed, 64 + 8 * 6 - 9)] {
        let spec = FftSpec { len: 64, order, ..FftSpec::default() }.check().unwrap();
        let mut dut = Dut::build(&spec, &DutOptions { stamps: true, ..options() }).unwrap();
        let run = dut.run(&frames(&spec, 3, 3)).unwrap();
        assert_eq!(run.output_stamps[0] - run.input_stamps[0], latency, "{order}");
        assert_eq!(run.output_stamps[191] - run.output_stamps[0], 191, "one beat a clock");
    }
}

#[test]
fn taps_show_every_stage_as_the_model_has_it() {
    let schedule = Schedule::Guarded(2);
    let spec = FftSpec { len: 32, data: 14, twiddle: 12, schedule, ..FftSpec::default() }.check().unwrap();
    let frames = frames(&spec, 4, 4);
    let dut = Dut::build(&spec, &DutOptions { stall: "random:5".parse().unwrap(), ..options() }).unwrap();
    let model = FftModel::new(&spec);
    for (index, frame) in frames.iter().enumerate() {
        let taps = dut.taps(&frames, index).unwrap();
        let expected: Vec<_> = model.taps(frame).into_iter().map(|tap| tap.words).collect();
        assert_eq!(taps, expected, "frame {index}");
    }
}

#[test]
fn the_widest_words_pass() {
    let spec = FftSpec { len: 8, data: 32, twiddle: 32, ..FftSpec::default() }.check().unwrap();
    let frames = frames(&spec, 50, 5);
    let model = FftModel::new(&spec);
    let mut dut = Dut::build(&spec, &DutOptions { stall: Stall::Alternate, ..options() }).unwrap();
    let run = dut.run(&frames).unwrap();
    for (index, (got, frame)) in run.spectra.iter().zip(&frames).enumerate() {
        assert_eq!(*got, model.run(frame), "frame {index}");
    }
    assert_eq!(dut.taps(&frames, 3).unwrap()[2], model.taps(&frames[3])[2].words);
}
