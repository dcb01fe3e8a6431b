// SPDX-License-Identifier: MIT OR Apache-2.0
//! Frames whose first overflow is in one stage: for either part, at either end of the range.

use num_complex::Complex;

use super::hunt::{Aim, Hunted, Recipe, hunt as search};
use super::noise::below;
use super::passage::Passage;
use super::probe::{Event, Probe};
use super::reach::{Reach, reach};
use super::undo;
use crate::fft::CheckedSpec;
use crate::number::QFormat;
use crate::random::SplitMix64;

/// Candidates that come to the stage unchanged, before those that are solved backwards.
const IN_PLACE: usize = 5;

/// The frames that overflow, and the overflows there cannot be.
pub(super) fn hunt(spec: &CheckedSpec, seed: u64) -> (Vec<Hunted>, Vec<(String, String)>) {
    let probe = Probe::new(spec);
    let overflows = Overflows { reach: reach(&probe), probe: &probe };
    search(&overflows, &probe, seed)
}

struct Overflows<'a> {
    probe: &'a Probe,
    reach: Vec<Reach>,
}

/// A goal of a stage.
#[derive(Clone, Copy)]
struct Goal {
    imaginary: bool,
    negative: bool,
}

impl Goal {
    fn of(form: usize) -> Self {
        Self { imaginary: form & 2 != 0, negative: form & 1 != 0 }
    }

    fn form(self) -> usize {
        2 * usize::from(self.imaginary) + usize::from(self.negative)
    }

    fn sign(self) -> i64 {
        if self.negative { -1 } else { 1 }
    }

    /// The coefficients of (a − b).re and (a − b).im in the goal's part of (a − b)·w, so that more is nearer the goal.
    fn coefficients(self, w: Complex<i64>) -> (i64, i64) {
        let (p, q) = if self.imaginary { (w.im, w.re) } else { (w.re, -w.im) };
        (self.sign() * p, self.sign() * q)
    }
}

impl Aim for Overflows<'_> {
    const GOALS: usize = 4;

    fn text(&self, stage: usize, form: usize) -> String {
        let goal = Goal::of(form);
        let sign = if goal.negative { "negative" } else { "positive" };
        let part = if goal.imaginary { "imaginary" } else { "real" };
        format!("overflow in stage {stage}, {sign} {part}")
    }

    fn impossible(&self, stage: usize, form: usize) -> Option<String> {
        let Reach { least, greatest, holds, .. } = self.reach[stage];
        let width = self.probe.stage(stage).width_out;
        if Goal::of(form).negative {
            let sentence = || {
                format!("results of stage {stage} are at least {least} and its {width} bits hold {}", holds.0)
            };
            (least >= holds.0).then(sentence)
        } else {
            let sentence = || {
                format!(
                    "results of stage {stage} are at most {greatest} and its {width} bits hold {}",
                    holds.1
                )
            };
            (greatest <= holds.1).then(sentence)
        }
    }

    fn met(&self, event: &Event) -> Option<usize> {
        let stage = self.probe.stage(event.stage);
        let (rounded, top) =
            (stage.rounding.shift_right(event.value, event.drop), 1_i128 << (stage.width_out - 1));
        let goal = Goal { imaginary: event.imaginary, negative: rounded < -top };
        (rounded < -top || rounded >= top).then(|| goal.form())
    }

    fn propose(&self, stage: usize, form: usize, attempt: usize, random: &mut SplitMix64) -> Option<Recipe> {
        let goal = Goal::of(form);
        let in_place = Passage::to(self.probe.spec(), stage)
            .filter(|_| attempt < IN_PLACE)
            .and_then(|passage| self.in_place(goal, stage, attempt, passage));
        Some(Recipe::Period(in_place.unwrap_or_else(|| self.backwards(goal, stage, random))))
    }
}

impl Overflows<'_> {
    /// The ends of what passes to `stage`, in a sum or in a difference turned by none to three eighths.
    fn in_place(
        &self,
        goal: Goal,
        stage: usize,
        attempt: usize,
        passage: Passage,
    ) -> Option<Vec<Complex<i32>>> {
        let laid = self.probe.stage(stage);
        let (low, high) = passage.range();
        let mut period = vec![Complex::default(); laid.block];
        let Some(eighths) = attempt.checked_sub(1) else {
            let end = if goal.negative { low } else { high };
            let word = if goal.imaginary { Complex::new(0, end) } else { Complex::new(end, 0) };
            (period[0], period[laid.half()]) = (word, word);
            return Some(period);
        };
        let k = eighths * laid.block / 8;
        if k * 8 != eighths * laid.block {
            return None;
        }
        let (p, q) = goal.coefficients(self.probe.factors(stage, 0, k).dif);
        let ends = |coefficient: i64| match coefficient.signum() {
            1 => (high, low),
            -1 => (low, high),
            _ => (0, 0),
        };
        let (re, im) = (ends(p), ends(q));
        period[k] = Complex::new(re.0, im.0);
        period[k + laid.half()] = Complex::new(re.1, im.1);
        Some(period)
    }

    /// Any butterfly of the stage brought beyond the range's end, by a sum or a difference, and the frame for it.
    fn backwards(&self, goal: Goal, stage: usize, random: &mut SplitMix64) -> Vec<Complex<i32>> {
        let (spec, laid) = (self.probe.spec(), self.probe.stage(stage));
        let (block, k) = (below(random, 1 << stage), below(random, laid.half()));
        let w = self.probe.factors(stage, block, k);
        let sum = random.next_word().is_multiple_of(2);
        let axis = goal.coefficients(if sum { w.sum } else { w.dif });
        let (x, y) = (axis.0 as f64, axis.1 as f64);
        // Half of a − b; as far out as a corner is, and cut to the words there are before the stage.
        let end = 2_f64.powi((laid.width_out + laid.shift).cast_signed() - 2);
        let length = end * random.between(0.999, 1.42) / (x * x + y * y).sqrt();
        let format = QFormat { width: laid.width_in, frac: 0 };
        let cut = |v: f64| v.clamp(f64::from(format.min()), f64::from(format.max()));
        let word = |sign: f64| Complex::new(cut(sign * x * length), cut(sign * y * length));
        let mut words = vec![Complex::default(); spec.spec().len];
        words[block * laid.block + k] = word(1.0);
        // Half of the sum or of the difference: what stands in b once it is turned.
        let turn = Complex::new(w.b.re as f64, -w.b.im as f64);
        words[block * laid.block + k + laid.half()] = word(if sum { 1.0 } else { -1.0 }) * turn;
        undo::frame(self.probe, stage, words, random)
    }
}
