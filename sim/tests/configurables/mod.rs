// SPDX-License-Identifier: MIT OR Apache-2.0
//! The core of run-time length and its model side by side: cores, sequences of configurations, and what must hold of them.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each suite takes what it needs")]

pub mod checks;
pub mod clocks;

use std::path::Path;

use num_complex::Complex;
use utsushi::fft::{
    Configurable, ConfigurableModel, ConfigurableSpec, Direction, FftSpec, FrameConfig, Spectrum,
};
use utsushi_sim::{ConfigurableDut, DutOptions, Hdl, SplitMix64, StreamStalls};

use crate::support::frames::{self, Kind};
use crate::support::options;

pub const DIRECTIONS: [Direction; 2] = [Direction::Forward, Direction::Inverse];

/// A frame with its configuration.
pub type Configured = (FrameConfig, Vec<Complex<i32>>);

/// A core from the TOML of its largest spec.
pub fn core(toml: &str, shortest: usize) -> Configurable {
    let largest = FftSpec::from_toml(toml).unwrap_or_else(|error| panic!("{error}\n{toml}"));
    ConfigurableSpec { largest, shortest }.check().unwrap()
}

/// Small cores in which every kind of stage is entered, shifted, rounded and overflowed, in both orders and decompositions.
pub fn few() -> Vec<Configurable> {
    [
        ("len = 16\ndata = 6\ntwiddle = 7\nschedule = '1/7,2/6,1/7,3/6'\n", 4),
        ("len = 32\ndata = 7\ntwiddle = 6\nschedule = 'align:2,1/8,0/8,2,1,1'\nrounding = 'half-up'\noverflow = 'wrap'\norder = 'bit-reversed'\n", 4),
        ("len = 64\ndata = 8\ntwiddle = 8\ndecomposition = 'radix22'\nschedule = '1,1,1,1,1,8'\n", 4),
        ("len = 32\ndata = 5\ntwiddle = 6\ndecomposition = 'radix22'\nschedule = '4/9,1/6,1/9,1/6,1/5'\nrounding = 'truncate'\noverflow = 'wrap'\n", 8),
    ]
    .map(|(toml, shortest)| core(toml, shortest))
    .to_vec()
}

pub fn build(core: &Configurable, hdl: Option<&Path>) -> Result<ConfigurableDut, String> {
    let hdl = hdl.map_or(Hdl::Embedded, |folder| Hdl::Folder(folder.to_owned()));
    let options = DutOptions { hdl, ..options() };
    ConfigurableDut::build(core, &options).map_err(|error| error.to_string())
}

/// Any configuration that the core obeys.
pub fn any_config(core: &Configurable, random: &mut SplitMix64) -> FrameConfig {
    let lens = core.lens();
    let len = lens[random.next_word() as usize % lens.len()];
    let direction = DIRECTIONS[(random.next_word() & 1) as usize];
    let skipped = core.largest().stages().len() - len.trailing_zeros() as usize;
    let all = random.next_word() % 3;
    let mut shift = |most: u32| match all {
        0 => most,
        1 => random.next_word() as u32 % (most + 1),
        _ => (random.next_word() as u32 % (most + 1)).max(most.min(1)),
    };
    let shifts = core.largest().stages()[skipped..].iter().map(|stage| shift(stage.shift)).collect();
    FrameConfig { len, direction, shifts }
}

/// The samples of a frame, loud or quiet.
pub fn samples(core: &Configurable, config: &FrameConfig, random: &mut SplitMix64) -> Vec<Complex<i32>> {
    let kind = Kind::ALL[random.next_word() as usize % Kind::ALL.len()];
    frames::frame(&core.frame_spec(config).unwrap(), kind, random).samples().to_vec()
}

/// So many frames: half of them as the one before or with its direction turned, the others with any configuration.
pub fn sequence(core: &Configurable, count: usize, seed: u64) -> Vec<Configured> {
    let mut random = SplitMix64::new(seed);
    let mut config = any_config(core, &mut random);
    let mut frame = || {
        match random.next_word() % 4 {
            0 => {}
            1 => config.direction = DIRECTIONS[usize::from(config.direction == Direction::Forward)],
            _ => config = any_config(core, &mut random),
        }
        (config.clone(), samples(core, &config, &mut random))
    };
    (0..count).map(|_| frame()).collect()
}

/// Stalls on each stream alone, on all, and none.
pub fn stalls(seed: u64) -> [StreamStalls; 8] {
    [
        (100, 100, 100),
        (75, 75, 75),
        (3, 100, 100),
        (100, 15, 100),
        (100, 100, 15),
        (10, 90, 40),
        (100, 50, 50),
        (30, 30, 95),
    ]
    .map(|(config, input, output)| StreamStalls { seed, config, input, output })
}

/// What the model gives.
pub fn expected(core: &Configurable, frames: &[Configured]) -> Vec<Spectrum> {
    let mut model = ConfigurableModel::new(core);
    frames.iter().map(|(config, samples)| model.run(config, samples).unwrap()).collect()
}

/// A sentence about the first frame in which the two differ.
pub fn equal(frames: &[Configured], expected: &[Spectrum], found: &[Spectrum]) -> Result<(), String> {
    let differs = |(expected, found): (&Spectrum, &Spectrum)| expected != found;
    let Some(f) = expected.iter().zip(found).position(differs) else {
        let (wanted, given) = (expected.len(), found.len());
        return if wanted == given { Ok(()) } else { Err(format!("{given} spectra instead of {wanted}")) };
    };
    let place = expected[f].bins.iter().zip(&found[f].bins).position(|(a, b)| a != b);
    let word = place.map_or(String::new(), |p| {
        format!(", word {p} is {} and should be {}", found[f].bins[p], expected[f].bins[p])
    });
    let flags = (found[f].overflow, expected[f].overflow);
    Err(format!("frame {f}, {:?}{word}, overflow {} should be {}", frames[f].0, flags.0, flags.1))
}
