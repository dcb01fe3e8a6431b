// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every input there is, at sizes small enough: pipeline and model, bit for bit and flag for flag.

mod support;

use num_complex::Complex;
use support::{in_parallel, options, report, run_both, spec};
use utsushi::fft::{CheckedSpec, Direction, FftModel, FftSpec, Frame};
use utsushi::number::{Overflow, Rounding};
use utsushi_sim::{Dut, DutOptions, Optimisation};

/// Frames in one batch.
const BATCH: u64 = 1 << 14;

/// Input `index` of all: its bits are the components, lowest first.
fn frame(spec: &CheckedSpec, index: u64, direction: Direction) -> Frame {
    let width = spec.spec().data;
    let part = |n: usize| spec.input().word((index >> (n as u32 * width)) as u32);
    let samples = (0..spec.spec().len).map(|n| Complex::new(part(2 * n), part(2 * n + 1))).collect();
    Frame::new(spec, samples).unwrap().with_direction(direction)
}

/// All inputs in `directions` through both; returns (frames, frames that overflowed).
fn exhaust(spec: &CheckedSpec, directions: &[Direction], optimisation: Optimisation) -> (u64, u64) {
    let bits = 2 * spec.spec().data * spec.spec().len as u32;
    let all = directions.len() as u64 * (1 << bits);
    let model = FftModel::new(spec);
    let check_half = |half: &u64| {
        let mut dut = Dut::build(spec, &DutOptions { optimisation, ..options() }).unwrap();
        let (mut frames, mut overflowed) = (0, 0);
        for first in (half * BATCH..all).step_by(2 * BATCH as usize) {
            let at = |i: u64| frame(spec, i % (1 << bits), directions[(i >> bits) as usize]);
            let batch: Vec<_> = (first..all.min(first + BATCH)).map(at).collect();
            let spectra = run_both(&mut dut, &model, &batch)
                .unwrap_or_else(|finding| panic!("{}", report(&dut, &model, &batch, &finding, first)));
            frames += batch.len() as u64;
            overflowed += spectra.iter().filter(|spectrum| spectrum.overflow).count() as u64;
        }
        (frames, overflowed)
    };
    let halves = in_parallel(&[0, 1], check_half);
    (halves[0].0 + halves[1].0, halves[0].1 + halves[1].1)
}

const BOTH: [Direction; 2] = [Direction::Forward, Direction::Inverse];

/// Four samples of 3-bit components: 2^24 inputs, in both directions.
#[test]
fn every_frame_of_four_3_bit_samples() {
    let spec = spec("len = 4\ndata = 3\ntwiddle = 4\n");
    let (frames, overflowed) = exhaust(&spec, &BOTH, Optimisation::Fast);
    println!("{frames} frames, {overflowed} overflowed");
    assert_eq!(frames, 1 << 25);
    assert!((1..frames).contains(&overflowed));
}

/// Four samples of 2-bit components: 2^16 inputs, in both directions and in every mode.
#[test]
fn every_frame_of_four_2_bit_samples_in_every_mode() {
    for (rounding, overflow) in Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o))) {
        let schedule = "1,0".parse().unwrap();
        let spec =
            FftSpec { len: 4, data: 2, twiddle: 2, rounding, overflow, schedule, ..FftSpec::default() };
        let (frames, overflowed) = exhaust(&spec.check().unwrap(), &BOTH, Optimisation::Quick);
        println!("{rounding}, {overflow}: {frames} frames, {overflowed} overflowed");
        assert_eq!(frames, 1 << 17);
        assert!((1..frames).contains(&overflowed));
    }
}
