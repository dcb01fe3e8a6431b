// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every frame of four samples of three bits, tried: what is called unreachable is, and nothing else.
//!
//! The first stage pairs samples 0 and 2, and 1 and 3, and neither pair knows of the other. So the 2^24 frames need not
//! be run one by one: 2^12 pairs give all words there can be before the second stage, and those are paired again.

use std::collections::BTreeSet;

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Decomposition, FftSpec};
use utsushi::number::Rounding;
use utsushi::vectors::{SetName, VectorSet};

type Word = Complex<i64>;

/// What the frames meet in a stage: (stage, kind, imaginary, odd) ties and (stage, imaginary, negative) overflows.
#[derive(Default)]
struct Met {
    ties: BTreeSet<(usize, usize, bool, bool)>,
    overflows: BTreeSet<(usize, bool, bool)>,
}

/// What is turned by a right angle, clockwise if `inverse` is false.
#[derive(Clone, Copy, PartialEq)]
enum Turned {
    Nothing,
    Difference,
    Second,
}

/// A butterfly of `stage` with something turned.
fn butterfly(
    spec: &CheckedSpec,
    stage: usize,
    turned: Turned,
    (a, b): (Word, Word),
    met: &mut Met,
) -> Option<[Word; 2]> {
    let turn = |z: Word, what| match (turned == what, spec.spec().inverse) {
        (false, _) => z,
        (true, false) => Complex::new(z.im, -z.re),
        (true, true) => Complex::new(-z.im, z.re),
    };
    let b = turn(b, Turned::Second);
    let (sum, dif) = (a + b, turn(a - b, Turned::Difference));
    let mut fits = true;
    let mut word = |kind, imaginary, value| {
        let (word, fitted) = component(spec, stage, (kind, imaginary), value, met);
        fits &= fitted;
        word
    };
    let sum = Complex::new(word(0, false, sum.re), word(0, true, sum.im));
    let dif = Complex::new(word(1, false, dif.re), word(1, true, dif.im));
    fits.then_some([sum, dif])
}

fn component(
    spec: &CheckedSpec,
    stage: usize,
    (kind, imaginary): (usize, bool),
    value: i64,
    met: &mut Met,
) -> (i64, bool) {
    let laid = &spec.stages()[stage];
    let (one, top) = (1_i64 << laid.shift, 1_i64 << (laid.width_out - 1));
    let (below, twice) = (value.div_euclid(one), 2 * value.rem_euclid(one));
    let odd = below.rem_euclid(2) == 1;
    if twice == one && below >= -top && below + 1 < top {
        met.ties.insert((stage, kind, imaginary, odd));
    }
    let up = match spec.spec().rounding {
        Rounding::Truncate => false,
        Rounding::HalfUp => twice >= one,
        Rounding::Convergent => twice > one || (twice == one && odd),
    };
    let word = below + i64::from(up);
    if word < -top || word >= top {
        met.overflows.insert((stage, imaginary, word < -top));
    }
    (word, (-top..top).contains(&word))
}

/// All that the frames meet.
fn met(spec: &CheckedSpec) -> Met {
    let mut met = Met::default();
    let words = |of: &[i64]| {
        let all = of.iter().flat_map(|re| of.iter().map(|im| Complex::new(*re, *im)));
        all.collect::<Vec<_>>()
    };
    let (first, second) = match spec.spec().decomposition {
        Decomposition::Radix2 => ([Turned::Nothing, Turned::Difference], Turned::Nothing),
        Decomposition::Radix22 => ([Turned::Nothing; 2], Turned::Second),
    };
    let input: Vec<i64> = (-4..4).map(|v| v << spec.align()).collect();
    // Positions 0 and 1 after the first stage are sums, 2 and 3 differences; odd positions are of the turned butterfly.
    let mut after: [BTreeSet<(i64, i64)>; 4] = Default::default();
    for (a, b) in pairs(&words(&input), &words(&input)) {
        for (k, turned) in first.into_iter().enumerate() {
            if let Some([sum, dif]) = butterfly(spec, 0, turned, (a, b), &mut met) {
                after[k].insert((sum.re, sum.im));
                after[2 + k].insert((dif.re, dif.im));
            }
        }
    }
    let [s0, s1, d0, d1] =
        after.map(|set| set.into_iter().map(|(re, im)| Complex::new(re, im)).collect::<Vec<_>>());
    for (a, b) in pairs(&s0, &s1) {
        butterfly(spec, 1, Turned::Nothing, (a, b), &mut met);
    }
    for (a, b) in pairs(&d0, &d1) {
        butterfly(spec, 1, second, (a, b), &mut met);
    }
    met
}

fn pairs<'a>(first: &'a [Word], second: &'a [Word]) -> impl Iterator<Item = (Word, Word)> + 'a {
    first.iter().flat_map(move |a| second.iter().map(move |b| (*a, *b)))
}

fn goals_of_ties(met: &Met) -> BTreeSet<String> {
    let outputs = ["a sum", "a difference turned by a right angle or none"];
    let text = |&(stage, kind, imaginary, odd): &(usize, usize, bool, bool)| {
        let part = if imaginary { "imaginary" } else { "real" };
        let parity = if odd { "an odd" } else { "an even" };
        format!("tie in stage {stage}, {part} part of {}, above {parity} word", outputs[kind])
    };
    met.ties.iter().map(text).collect()
}

fn goals_of_overflows(met: &Met) -> BTreeSet<String> {
    let text = |&(stage, imaginary, negative): &(usize, bool, bool)| {
        let sign = if negative { "negative" } else { "positive" };
        let part = if imaginary { "imaginary" } else { "real" };
        format!("overflow in stage {stage}, {sign} {part}")
    };
    met.overflows.iter().map(text).collect()
}

/// The goals of a set's frames, without what stands in brackets.
fn goals(spec: &CheckedSpec, name: SetName) -> BTreeSet<String> {
    let set = VectorSet::new(name, spec, None, 1).unwrap();
    let plain = |n: usize| set.goal(n).split(" (").next().unwrap_or_default().to_owned();
    (0..set.frames()).map(plain).collect()
}

#[test]
fn four_samples_of_three_bits_meet_these_goals_and_no_others() {
    let schedules = [
        "halve",
        "grow",
        "guarded:1",
        "guarded:2",
        "0,0",
        "1,0",
        "0,1",
        "2,0",
        "2,2",
        "align:1,1,1",
        "0/4,0/4",
        "0/5,1/3",
        "3,0",
        "0/2,0/2",
        "align:2,1/5,4/3",
        "1/2,1/2",
        "0/6,3/2",
    ];
    for schedule in schedules {
        for rounding in Rounding::ALL {
            for (inverse, decomposition) in
                [false, true].into_iter().flat_map(|i| Decomposition::ALL.map(|d| (i, d)))
            {
                let schedule = schedule.parse().unwrap();
                let spec = FftSpec {
                    len: 4,
                    data: 3,
                    twiddle: 5,
                    rounding,
                    schedule,
                    decomposition,
                    inverse,
                    ..FftSpec::default()
                };
                let spec = spec.check().unwrap();
                let met = met(&spec);
                assert_eq!(goals(&spec, SetName::Ties), goals_of_ties(&met), "{}", spec.spec().to_toml());
                let expected = goals_of_overflows(&met);
                assert_eq!(goals(&spec, SetName::Overflow), expected, "{}", spec.spec().to_toml());
            }
        }
    }
}
