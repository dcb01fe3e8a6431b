// SPDX-License-Identifier: MIT OR Apache-2.0
//! Any spec and any mixture of frames, against the readable model and against the contract written out.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use utsushi::fft::{CheckedSpec, FftSpec};

use crate::agree::{Batch, DIRECTIONS, Engines, variable};
use crate::common::{any_spec, pipeline_by_definition};
use crate::{frames, specs};

/// Tries specs of a strategy; `salt` gives each test cases of its own.
fn try_specs(salt: u64, test: &str, cases: u64, most: usize, specs: impl Strategy<Value = FftSpec>) {
    let (seed, cases) = (variable("UTSUSHI_TEST_SEED", 1), variable("UTSUSHI_TEST_SPECS", cases));
    let config = Config {
        cases: cases as u32,
        rng_seed: RngSeed::Fixed(seed.wrapping_mul(0x1_0001).wrapping_add(salt)),
        max_global_rejects: 1 << 20,
        max_shrink_iters: 500,
        failure_persistence: None,
        ..Config::default()
    };
    let specs = specs.prop_filter("allowed", |spec| spec.check().is_ok());
    let outcome = TestRunner::new(config).run(&(specs, 1..=most, any::<u64>()), |(spec, frames, seed)| {
        try_spec(&spec, frames, seed).map_err(TestCaseError::fail)
    });
    if let Err(error) = outcome {
        panic!(
            "{error}\nagain: UTSUSHI_TEST_SEED={seed} UTSUSHI_TEST_SPECS={cases} cargo test --test plan {test}"
        );
    }
}

fn try_spec(spec: &FftSpec, frames: usize, seed: u64) -> Result<(), String> {
    let checked = spec.check().map_err(|e| e.to_string())?;
    let engines = Engines::new(&checked);
    for way in DIRECTIONS {
        let input = frames::mixed(&checked, frames, way, seed);
        engines.agree(&input, way).map_err(|text| {
            format!("{text}\n{frames} frames of seed {seed}, schedule {}\n{}", spec.schedule, spec.to_toml())
        })?;
    }
    Ok(())
}

#[test]
fn any_spec_is_as_the_model() {
    try_specs(1, "any_spec_is_as_the_model", 400, 12, any_spec(10));
}

#[test]
fn narrow_words_are_as_the_model() {
    try_specs(2, "narrow_words_are_as_the_model", 900, 12, specs::narrow(10));
}

#[test]
fn narrow_words_in_batches_are_as_the_model() {
    try_specs(3, "narrow_words_in_batches_are_as_the_model", 900, 40, specs::narrow(7));
}

#[test]
fn wide_words_are_as_the_model() {
    try_specs(4, "wide_words_are_as_the_model", 500, 12, specs::wide(10));
}

#[test]
fn wide_words_in_batches_are_as_the_model() {
    try_specs(5, "wide_words_in_batches_are_as_the_model", 500, 40, specs::wide(6));
}

#[test]
fn the_widest_words_and_changing_widths_are_as_the_model() {
    try_specs(6, "the_widest_words_and_changing_widths_are_as_the_model", 500, 12, specs::widest(9));
}

/// The plan against the contract in i128 with trigonometry of its own: nothing of the crate on that side.
#[test]
fn the_plan_follows_the_contract_written_out() {
    let mut runner = TestRunner::new(Config {
        cases: variable("UTSUSHI_TEST_SPECS", 150) as u32,
        rng_seed: RngSeed::Fixed(variable("UTSUSHI_TEST_SEED", 1)),
        failure_persistence: None,
        ..Config::default()
    });
    let specs = prop_oneof![any_spec(6), specs::narrow(6), specs::wide(6), specs::widest(6)];
    let specs = specs.prop_filter("allowed", |spec| spec.check().is_ok());
    let outcome = runner.run(&(specs, any::<u64>()), |(spec, seed)| {
        let checked = spec.check().expect("only allowed specs pass the filter");
        by_definition(&checked, seed).map_err(|e| TestCaseError::fail(format!("{e}\n{}", spec.to_toml())))
    });
    outcome.unwrap_or_else(|error| {
        panic!("{error}\nagain: cargo test --test plan the_plan_follows_the_contract_written_out")
    });
}

fn by_definition(spec: &CheckedSpec, seed: u64) -> Result<(), String> {
    let engines = Engines::new(spec);
    let formats: Vec<_> = spec.stages().iter().map(|stage| (stage.shift, stage.width_out)).collect();
    for way in DIRECTIONS {
        let input = frames::mixed(spec, 9, way, seed);
        let mut expected = Batch { words: Vec::new(), flags: Vec::new() };
        for frame in input.chunks_exact(spec.spec().len) {
            let (words, flag) = pipeline_by_definition(spec.spec(), &formats, spec.align(), frame, way);
            expected.words.extend(words);
            expected.flags.push(flag);
        }
        engines.give(&input, way, &expected)?;
    }
    Ok(())
}
