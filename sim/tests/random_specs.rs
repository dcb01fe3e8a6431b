// SPDX-License-Identifier: MIT OR Apache-2.0
//! Any spec the contract allows, under random stalls and power-up values; a counterexample is made small.
//!
//! `UTSUSHI_TEST_SPECS` sets how many specs a test tries (10), `UTSUSHI_TEST_SEED` which (1).

#[path = "../../tests/common/mod.rs"]
mod any;
mod support;

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence, RngSeed, TestCaseResult, TestRunner};
use support::frames::mixed;
use support::{options, report, run_both};
use utsushi::fft::{Decomposition, FftModel, FftSpec};
use utsushi_sim::{Dut, Stall};

fn variable(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
}

/// Tries specs; `salt` gives each test specs of its own.
fn try_specs(salt: u64, test: &str, stalls: fn(u64) -> [Stall; 2]) {
    let (seed, cases) = (variable("UTSUSHI_TEST_SEED", 1), variable("UTSUSHI_TEST_SPECS", 10));
    println!(
        "{cases} specs of seed {seed}; again: UTSUSHI_TEST_SEED={seed} UTSUSHI_TEST_SPECS={cases} cargo test -p utsushi-sim --test random_specs {test}"
    );
    let config = Config {
        cases: cases as u32,
        rng_seed: RngSeed::Fixed(seed.wrapping_mul(0x1_0001).wrapping_add(salt)),
        // Each step of making it smaller is a build.
        max_shrink_iters: 30,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        source_file: Some(file!()),
        ..Config::default()
    };
    // What the Verilog has.
    let radix2 = |spec| FftSpec { decomposition: Decomposition::Radix2, ..spec };
    let specs = any::any_spec(6).prop_map(radix2).prop_filter("allowed", |spec| spec.check().is_ok());
    let tried = Cell::new(0);
    let outcome = TestRunner::new(config).run(&(specs, any::<u64>()), |(spec, seed)| {
        tried.set(tried.get() + 1);
        try_spec(&spec, seed, stalls(seed))
    });
    if let Err(error) = outcome {
        panic!(
            "{error}\nagain: UTSUSHI_TEST_SEED={seed} UTSUSHI_TEST_SPECS={cases} cargo test -p utsushi-sim --test random_specs {test}"
        );
    }
    assert!(tried.get() >= cases, "{} of {cases} specs", tried.get());
}

fn try_spec(spec: &FftSpec, seed: u64, stalls: [Stall; 2]) -> TestCaseResult {
    let checked = spec.check().expect("only allowed specs pass the filter");
    let fail = |text: String| TestCaseError::fail(format!("{text}\n{}", spec.to_toml()));
    let mut dut = Dut::build(&checked, &options()).map_err(|error| fail(error.to_string()))?;
    let (model, frames) = (FftModel::new(&checked), mixed(&checked, 48, seed));
    for (number, stall) in (0..).zip(stalls) {
        dut.set_stall(stall);
        dut.set_x_seed(seed ^ number);
        run_both(&mut dut, &model, &frames)
            .map_err(|finding| fail(report(&dut, &model, &frames, &finding, seed)))?;
    }
    Ok(())
}

#[test]
fn under_random_stalls() {
    try_specs(1, "under_random_stalls", |seed| {
        let share = |shift: u32| 5 + (seed >> shift) as u8 % 96;
        [(0, 8), (16, 24)].map(|(i, o)| Stall::Random { seed, input: share(i), output: share(o) })
    });
}

#[test]
fn under_bursts_and_blocks() {
    try_specs(2, "under_bursts_and_blocks", |seed| {
        [Stall::Burst { seed, longest: 1 + seed as u32 % 90 }, Stall::Block { clocks: 1 + seed as u32 % 333 }]
    });
}
