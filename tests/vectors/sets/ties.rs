// SPDX-License-Identifier: MIT OR Apache-2.0
//! A tie is a tie in the stage, output and part that the goal names, and the model rounds it as the goal says.

use num_complex::Complex;
use proptest::prelude::*;
use utsushi::fft::{CheckedSpec, FftModel, FftSpec, Frame, Schedule};
use utsushi::number::Rounding;
use utsushi::vectors::{SetName, VectorSet};

use super::definition::{Result, before, results, stage_of, tie};
use super::{is_only_not_found, samples, specs};
use crate::common::any_spec;

/// Output, part and parity that a goal names.
fn wanted(goal: &str) -> (usize, bool, i128) {
    let outputs = ["of a sum,", "right angle or none,", "of a rotated difference,"];
    let kind = outputs.iter().position(|output| goal.contains(output));
    let kind = kind
        .or(goal.contains("of a rotated sum or difference,").then_some(2))
        .expect("a goal names its output");
    (kind, goal.contains(", imaginary part"), i128::from(goal.contains("above an odd word")))
}

/// The ties of a frame that its goal speaks of, each with the word below.
fn ties(spec: &CheckedSpec, frame: &[Complex<i32>], goal: &str) -> Vec<(Result, i128)> {
    let stage = stage_of(goal);
    let (words, overflowed) = before(spec, frame, stage);
    assert!(!overflowed, "{goal}: a stage before overflows");
    let (kind, imaginary, odd) = wanted(goal);
    let top = 1 << (spec.stages()[stage].width_out - 1);
    let all = results(spec, &words, stage).into_iter();
    all.filter(|result| result.kind == kind && result.imaginary == imaginary)
        .filter_map(|result| tie(&result).map(|below| (result, below)))
        .filter(|(_, below)| below.rem_euclid(2) == odd && -top <= *below && below + 1 < top)
        .collect()
}

fn holds(spec: &CheckedSpec) -> VectorSet {
    let set = VectorSet::new(SetName::Ties, spec, None, 5).unwrap();
    let model = FftModel::new(spec);
    for number in 0..set.frames() {
        let (goal, frame) = (set.goal(number), samples(&set, spec, number));
        let ties = ties(spec, &frame, &goal);
        assert!(!ties.is_empty(), "{goal}\n{}", spec.spec().to_toml());
        let taps = model.taps(&Frame::new(spec, frame).unwrap());
        for (result, below) in ties {
            let word = taps[stage_of(&goal)].words[result.position];
            let word = i128::from(if result.imaginary { word.im } else { word.re });
            let up = match spec.spec().rounding {
                Rounding::Truncate => false,
                Rounding::HalfUp => true,
                Rounding::Convergent => goal.contains("above an odd word"),
            };
            assert_eq!(word, below + i128::from(up), "{goal}\n{}", spec.spec().to_toml());
        }
    }
    assert_eq!(set.frames() + set.unreachable().len(), 12 * spec.stages().len());
    set
}

#[test]
fn ties_are_where_their_goals_say() {
    for spec in specs() {
        holds(&spec);
    }
}

#[test]
fn where_every_stage_halves_only_rotations_that_are_none_lack_a_tie() {
    for (len, data, twiddle) in [(8, 16, 16), (64, 12, 12), (256, 16, 18), (1024, 24, 18), (32, 32, 32)] {
        for rounding in Rounding::ALL {
            let spec = FftSpec { len, data, twiddle, rounding, ..FftSpec::default() }.check().unwrap();
            let set = holds(&spec);
            // The last two stages turn by right angles alone: four goals each.
            assert_eq!(set.unreachable().len(), 8, "{:?}", set.unreachable());
            assert!(set.unreachable().iter().all(|(goal, _)| stage_of(goal) + 2 >= spec.stages().len()));
            assert!(set.unreachable().iter().all(|(_, why)| why.ends_with("turns by right angles alone")));
        }
    }
}

#[test]
fn where_nothing_shifts_only_products_tie() {
    let spec = FftSpec { len: 64, schedule: Schedule::Grow, ..FftSpec::default() }.check().unwrap();
    let set = holds(&spec);
    assert_eq!(set.frames(), 4 * 4, "four goals in each of the stages that rotate");
    assert!(set.unreachable().iter().all(|(_, why)| !is_only_not_found(why)), "{:?}", set.unreachable());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn ties_of_any_spec_are_where_their_goals_say(spec in any_spec(6)) {
        holds(&spec.check().unwrap());
    }
}
