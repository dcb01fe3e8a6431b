// SPDX-License-Identifier: MIT OR Apache-2.0
//! One core for frames of many lengths: length, direction and shifts change from frame to frame, the words stay the model's.
//!
//! `cargo run --release -p utsushi-sim --example runtime_length`

use std::error::Error;

use num_complex::Complex;
use utsushi::fft::{ConfigurableModel, ConfigurableSpec, Direction, FftSpec, FrameConfig, Order, Schedule};
use utsushi::random::SplitMix64;
use utsushi_sim::{ConfigurableDut, DutOptions, reconfiguration_gap};

/// A frame at half of full scale, so that nothing overflows under `halve`.
fn samples(len: usize, random: &mut SplitMix64) -> Vec<Complex<i32>> {
    let mut word = || (random.next_word() >> 49) as i32 - (1 << 14);
    (0..len).map(|_| Complex::new(word(), word())).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    // In natural order frames behind a longer one may wait for its memory besides.
    let spec = ConfigurableSpec {
        largest: FftSpec { len: 256, order: Order::BitReversed, ..FftSpec::default() },
        shortest: 16,
    };
    let core = spec.check()?;
    let mut dut = ConfigurableDut::build(&core, &DutOptions::default())?;
    let mut model = ConfigurableModel::new(&core);

    let halve = |len, direction| core.configure(len, direction, &Schedule::Halve);
    let no_shift = FrameConfig { len: 16, direction: Direction::Forward, shifts: vec![0; 4] };
    let configs = [
        halve(256, Direction::Forward)?,
        halve(256, Direction::Inverse)?,
        halve(16, Direction::Forward)?,
        no_shift,
        halve(64, Direction::Inverse)?,
    ];
    let mut random = SplitMix64::new(1);
    let frames: Vec<_> =
        configs.into_iter().map(|config| (config.clone(), samples(config.len, &mut random))).collect();
    let run = dut.run(&frames)?;

    println!("   len  direction  word            in at  gap  overflow");
    let (mut first, mut before) = (0, None);
    for ((config, samples), spectrum) in frames.iter().zip(&run.spectra) {
        let clock = run.streamed.input_stamps[first];
        let gap = first.checked_sub(1).map_or(0, |last| clock - run.streamed.input_stamps[last] - 1);
        let (word, direction) = (core.word(config)?, format!("{:?}", config.direction));
        println!("{:6}  {direction:9}  {word:012x}  {clock:7} {gap:4}  {:8}", config.len, spectrum.overflow);
        let documented = match before {
            Some(before) if !same(before, config) => reconfiguration_gap(&core, before)?,
            _ => 0,
        };
        if gap != documented || *spectrum != model.run(config, samples)? {
            return Err("the core is not its model".into());
        }
        first += config.len;
        before = Some(config);
    }
    println!("every bit, flag and gap is the model's");
    Ok(())
}

/// Whether the core goes on without a gap.
fn same(before: &FrameConfig, after: &FrameConfig) -> bool {
    before.shifts == after.shifts
}
