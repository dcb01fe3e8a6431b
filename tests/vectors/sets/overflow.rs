// SPDX-License-Identifier: MIT OR Apache-2.0
//! An overflow is the first of its frame, in the stage, part and direction that the goal names.

use proptest::prelude::*;
use utsushi::fft::{CheckedSpec, FftModel, FftSpec, Frame, Schedule};
use utsushi::number::{Overflow, Rounding};
use utsushi::vectors::{SetName, VectorSet};

use super::definition::{before, results, stage_of};
use super::{is_only_not_found, samples, specs};
use crate::common::any_spec;

/// `value` with `drop` bits dropped, by the definition of each rounding.
fn rounded(value: i128, drop: u32, rounding: Rounding) -> i128 {
    let one = 1_i128 << drop;
    let (below, twice) = (value.div_euclid(one), 2 * value.rem_euclid(one));
    let up = match rounding {
        Rounding::Truncate => false,
        Rounding::HalfUp => twice >= one,
        Rounding::Convergent => twice > one || (twice == one && below.rem_euclid(2) == 1),
    };
    below + i128::from(up)
}

fn holds(spec: &CheckedSpec) -> VectorSet {
    let set = VectorSet::new(SetName::Overflow, spec, None, 5).unwrap();
    let model = FftModel::new(spec);
    for number in 0..set.frames() {
        let (goal, frame) = (set.goal(number), samples(&set, spec, number));
        let stage = stage_of(&goal);
        let (words, early) = before(spec, &frame, stage);
        assert!(!early, "{goal}: a stage before overflows\n{}", spec.spec().to_toml());
        assert!(before(spec, &frame, stage + 1).1, "{goal}: it does not\n{}", spec.spec().to_toml());
        let top = 1_i128 << (spec.stages()[stage].width_out - 1);
        let met = results(spec, &words, stage).into_iter().any(|result| {
            let word = rounded(result.value, result.drop, spec.spec().rounding);
            let beyond = if goal.contains("negative") { word < -top } else { word >= top };
            beyond && result.imaginary == goal.ends_with("imaginary")
        });
        assert!(met, "{goal}\n{}", spec.spec().to_toml());
        let taps = model.taps(&Frame::new(spec, frame).unwrap());
        assert_eq!(taps.iter().position(|tap| tap.overflow), Some(stage), "{goal}");
    }
    assert_eq!(set.frames() + set.unreachable().len(), 4 * spec.stages().len());
    set
}

#[test]
fn overflows_are_where_their_goals_say() {
    for spec in specs() {
        holds(&spec);
    }
}

#[test]
fn halving_overflows_in_every_stage_but_downward_in_the_last_two() {
    for (len, data, twiddle) in [(8, 16, 16), (64, 12, 12), (256, 8, 16), (1024, 24, 18), (32, 32, 32)] {
        for overflow in Overflow::ALL {
            for rounding in Rounding::ALL {
                let spec = FftSpec { len, data, twiddle, rounding, overflow, ..FftSpec::default() };
                let spec = spec.check().unwrap();
                let set = holds(&spec);
                // Nothing but a half rounded up leaves the range where no factor but 1 and -j turns.
                let none = if rounding == Rounding::Truncate { 4 } else { 2 };
                assert_eq!(set.unreachable().len(), 2 * none, "{:?}", set.unreachable());
                assert!(set.unreachable().iter().all(|(goal, _)| stage_of(goal) + 2 >= spec.stages().len()));
                assert!(set.unreachable().iter().all(|(_, why)| !is_only_not_found(why)));
            }
        }
    }
}

#[test]
fn growing_never_overflows_and_that_is_proved() {
    for (len, data, twiddle, rounding) in [
        (4, 3, 4, Rounding::HalfUp),
        (64, 16, 16, Rounding::Convergent),
        (1024, 16, 16, Rounding::Truncate),
        (1024, 21, 18, Rounding::HalfUp),
    ] {
        let spec = FftSpec { len, data, twiddle, rounding, schedule: Schedule::Grow, ..FftSpec::default() };
        let spec = spec.check().unwrap();
        let set = holds(&spec);
        assert_eq!(set.frames(), 0);
        assert!(set.unreachable().iter().all(|(_, why)| !is_only_not_found(why)), "{:?}", set.unreachable());
    }
}

#[test]
fn a_stage_without_a_shift_overflows_either_way_in_either_part() {
    let schedule: Schedule = "0,1,0,0,1,0".parse().unwrap();
    for inverse in [false, true] {
        let spec = FftSpec { len: 64, inverse, schedule: schedule.clone(), ..FftSpec::default() };
        let spec = spec.check().unwrap();
        let set = holds(&spec);
        for stage in [0, 2, 3, 5] {
            let goals = (0..set.frames()).filter(|n| stage_of(&set.goal(*n)) == stage).count();
            assert_eq!(goals, 4, "stage {stage}: {:?}", set.unreachable());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn overflows_of_any_spec_are_where_their_goals_say(spec in any_spec(6)) {
        holds(&spec.check().unwrap());
    }
}
