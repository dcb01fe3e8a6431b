// SPDX-License-Identifier: MIT OR Apache-2.0
//! The whole pipeline equals the model, bit for bit and flag for flag (numeric contract, all clauses).

mod support;

use support::frames::mixed;
use support::overflows::Overflows;
use support::{assert_equal, in_parallel, options, spec};
use utsushi::fft::{CheckedSpec, Decomposition, FftModel, FftSpec, Order, Schedule};
use utsushi::number::{Overflow, Rounding};
use utsushi_sim::{Dut, DutOptions, Stall};

/// Runs frames of every kind at full speed and under random stalls; counts where they overflowed.
fn check(spec: &CheckedSpec, count: usize, seed: u64) -> Overflows {
    let stall = Stall::Random { seed, input: 75, output: 75 };
    let mut dut = Dut::build(spec, &DutOptions { stall, x_seed: seed, ..options() })
        .unwrap_or_else(|error| panic!("{error}\n{}", spec.spec().to_toml()));
    let model = FftModel::new(spec);
    let frames = mixed(spec, count, seed);
    let expected = assert_equal(&mut dut, &model, &frames, seed);
    dut.set_stall(Stall::None);
    assert_equal(&mut dut, &model, &frames, seed);
    let mut overflows = Overflows::default();
    for frame in &frames {
        overflows.note(&model, frame);
    }
    let flags = expected.iter().filter(|spectrum| spectrum.overflow).count();
    assert_eq!(overflows.overflowed, flags as u64, "taps and spectra agree on the flag");
    overflows
}

fn check_all(specs: &[CheckedSpec], count: usize) -> Overflows {
    let seeds: Vec<u64> = (1..=specs.len() as u64).collect();
    let all = in_parallel(&seeds, |&seed| check(&specs[seed as usize - 1], count, seed));
    let mut sum = Overflows::default();
    for one in &all {
        sum.merge(one);
    }
    println!(
        "{} specs, {} frames, {} overflowed, a stage above/below {:?}",
        specs.len(),
        sum.frames,
        sum.overflowed,
        sum.stages
    );
    sum
}

/// Every rounding with every overflow mode and every order.
fn modes() -> impl Iterator<Item = (Rounding, Overflow, Order)> {
    let with_order = |(rounding, overflow)| Order::ALL.map(|order| (rounding, overflow, order));
    Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o))).flat_map(with_order)
}

fn every_mode(schedule: &Schedule) {
    let both = modes().flat_map(|mode| Decomposition::ALL.map(|decomposition| (mode, decomposition)));
    let spec = |((rounding, overflow, order), decomposition)| {
        let schedule = schedule.clone();
        FftSpec {
            len: 32,
            data: 9,
            twiddle: 10,
            rounding,
            overflow,
            order,
            schedule,
            decomposition,
            inverse: false,
        }
        .check()
        .unwrap()
    };
    let specs: Vec<_> = both.map(spec).collect();
    assert_eq!(specs.len(), 24);
    let found = check_all(&specs, 320);
    assert_eq!(found.frames, 24 * 320);
    match schedule {
        // `grow` has room for everything; the others overflow on corners and on nothing small (S5).
        Schedule::Grow => assert_eq!(found.overflowed, 0, "grow has room"),
        _ => assert!((1..found.frames / 2).contains(&found.overflowed), "{found:?}"),
    }
}

#[test]
fn halve_in_every_mode() {
    every_mode(&Schedule::Halve);
}

#[test]
fn grow_in_every_mode() {
    every_mode(&Schedule::Grow);
}

#[test]
fn guarded_in_every_mode() {
    every_mode(&Schedule::Guarded(2));
}

/// Without a shift every stage overflows, to both sides, in every mode (R2, R3, R4).
#[test]
fn every_stage_overflows_to_both_sides() {
    let pairs = Rounding::ALL.into_iter().flat_map(|r| Overflow::ALL.map(|o| (r, o)));
    let spec = |(rounding, overflow)| {
        let schedule = "0,0,0,0".parse().unwrap();
        FftSpec { len: 16, data: 6, twiddle: 7, rounding, overflow, schedule, ..FftSpec::default() }
            .check()
            .unwrap()
    };
    let specs: Vec<_> = pairs.map(spec).collect();
    let found = check_all(&specs, 400);
    assert!(found.overflowed < found.frames, "impulses and small words fit");
    for (stage, [above, below]) in found.stages.iter().enumerate() {
        assert!(*above > 0 && *below > 0, "stage {stage}: {above} above, {below} below");
    }
}

/// Ends of every parameter's range: lengths, widths, shifts, alignment, growing and shrinking words.
#[test]
fn ends_of_every_range() {
    let specs = [
        "len = 4\n",
        "len = 4\ndata = 2\ntwiddle = 2\nschedule = 'grow'\norder = 'bit-reversed'\n",
        "len = 4\ndata = 32\ntwiddle = 32\nrounding = 'half-up'\n",
        "len = 4\ndata = 2\nschedule = 'align:30,0/32,8/32'\noverflow = 'wrap'\n",
        "len = 8\ndata = 2\ntwiddle = 2\nrounding = 'half-up'\n",
        "len = 8\ndata = 32\ntwiddle = 32\noverflow = 'wrap'\n",
        "len = 8\ndata = 32\ntwiddle = 2\nschedule = '0,8/2,0/32'\nrounding = 'half-up'\n",
        "len = 8\ndata = 2\ntwiddle = 32\nschedule = '0/32,8/2,8/32'\nrounding = 'truncate'\n",
        "len = 16\ndata = 2\ntwiddle = 2\nschedule = '8,8,8,8'\norder = 'bit-reversed'\n",
        "len = 16\ndata = 27\ntwiddle = 3\nschedule = 'grow'\n",
        "len = 32\ndata = 8\ntwiddle = 9\nschedule = 'align:5,0/20,1/7,2/16,0/9,1/12'\noverflow = 'wrap'\n",
        "len = 64\ndata = 24\ntwiddle = 25\nschedule = 'guarded:7'\nrounding = 'truncate'\n",
        "len = 512\ndata = 12\ntwiddle = 11\nschedule = '0/20,1/18,2/16,3/24,4/12,5/30,6/8,7/32,8/5'\n",
        "len = 512\ndata = 20\ntwiddle = 18\nschedule = '8/13,7/20,6/14,5/15,4/16,3/17,2/18,1/19,0/20'\n",
        "len = 1024\n",
    ]
    .map(spec);
    let found = check_all(&specs, 96);
    assert_eq!(found.frames, 15 * 96);
    assert!((1..found.frames).contains(&found.overflowed));
}

/// The longest transform, in both orders; words small, so that the model keeps up.
#[test]
fn the_longest_length() {
    let specs = [
        "len = 65536\ndata = 4\ntwiddle = 5\n",
        "len = 65536\ndata = 6\ntwiddle = 8\nschedule = 'grow'\norder = 'bit-reversed'\nrounding = 'truncate'\n",
    ]
    .map(spec);
    let found = check_all(&specs, 8);
    assert_eq!((found.frames, found.stages.len()), (16, 16));
}
