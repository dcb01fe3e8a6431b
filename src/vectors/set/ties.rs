// SPDX-License-Identifier: MIT OR Apache-2.0
//! Frames with results exactly between two words: half-up and convergent, convergent and truncate part there alone.
//!
//! Each stage has twelve goals: a tie in a sum, in a difference turned by no angle or a right one, in one (or a sum) turned
//! by any other; in its real part or its imaginary one; above an even word, where convergent rounds down, or an odd one, where
//! it rounds up. A tie counts if no stage before overflowed and both words beside it are in range, so that nothing but
//! the rounding decides the word.

use num_complex::Complex;

use super::hunt::{Aim, Hunted, Recipe, hunt as search};
use super::noise::{below, square};
use super::passage::Passage;
use super::probe::{Event, Output, Probe};
use super::reach::{Reach, reach};
use super::solve::{Form, split};
use crate::fft::{CheckedSpec, Rotation, Stage};
use crate::random::SplitMix64;

/// Butterflies of a frame that are given a tie: a few suffice, and a long frame is made as fast as a short one.
const BUTTERFLIES: usize = 32;

/// Candidates for a goal: a tie that is made is a tie, so the model is asked but to confirm it.
const CANDIDATES: usize = 4;

/// The frames with ties, and the ties there cannot be.
pub(super) fn hunt(spec: &CheckedSpec, seed: u64) -> (Vec<Hunted>, Vec<(String, String)>) {
    let probe = Probe::new(spec);
    let ties = Ties { reach: reach(&probe), probe: &probe };
    search(&ties, &probe, seed)
}

struct Ties<'a> {
    probe: &'a Probe,
    reach: Vec<Reach>,
}

/// A goal of a stage.
#[derive(Clone, Copy)]
struct Goal {
    output: Output,
    imaginary: bool,
    /// Whether the word below is odd.
    odd: bool,
}

impl Goal {
    fn of(form: usize) -> Self {
        Self { output: Output::ALL[form / 4], imaginary: form & 2 != 0, odd: form & 1 != 0 }
    }

    fn form(self) -> usize {
        let output = Output::ALL.iter().position(|output| *output == self.output).unwrap_or_default();
        4 * output + 2 * usize::from(self.imaginary) + usize::from(self.odd)
    }
}

impl Aim for Ties<'_> {
    const GOALS: usize = 12;

    fn text(&self, stage: usize, form: usize) -> String {
        let goal = Goal::of(form);
        let part = if goal.imaginary { "imaginary" } else { "real" };
        let output = match goal.output {
            Output::Sum => "a sum",
            Output::Straight => "a difference turned by a right angle or none",
            Output::Rotated if self.probe.stage(stage).rotation == Rotation::Both => {
                "a rotated sum or difference"
            }
            Output::Rotated => "a rotated difference",
        };
        let roundings = if goal.odd {
            "above an odd word (half-up and convergent round it up)"
        } else {
            "above an even word (half-up rounds it up, convergent down)"
        };
        format!("tie in stage {stage}, {part} part of {output}, {roundings}")
    }

    fn impossible(&self, stage: usize, form: usize) -> Option<String> {
        let (goal, laid, reach) = (Goal::of(form), self.probe.stage(stage), self.reach[stage]);
        if goal.output == Output::Rotated && self.probe.rom(stage).is_trivial() {
            return Some(match laid.rotation {
                Rotation::None => format!("stage {stage} rotates nothing"),
                _ => format!("stage {stage} turns by right angles alone"),
            });
        }
        let shift = laid.shift;
        if goal.output != Output::Rotated && shift == 0 {
            return Some(format!("stage {stage} does not shift, so it drops no bit of this result"));
        }
        if goal.output != Output::Rotated && reach.zeros >= shift {
            let zeros = reach.zeros;
            return Some(format!(
                "words before stage {stage} end in {zeros} zero bits and it drops no more than {shift}"
            ));
        }
        let (range, drop) = range(goal.output, laid, reach);
        (!has_tie(range, drop, goal.odd)).then(|| {
            format!("results of stage {stage} are {} to {} before {drop} bits are dropped", range.0, range.1)
        })
    }

    fn met(&self, event: &Event) -> Option<usize> {
        let odd = tie(event.value, event.drop, self.probe.stage(event.stage))?;
        Some(Goal { output: event.output, imaginary: event.imaginary, odd }.form())
    }

    fn propose(&self, stage: usize, form: usize, attempt: usize, random: &mut SplitMix64) -> Option<Recipe> {
        let passage = Passage::to(self.probe.spec(), stage).filter(|_| attempt < CANDIDATES)?;
        let (goal, laid) = (Goal::of(form), self.probe.stage(stage));
        let mut block = Block::of_chance(laid.block, passage, random);
        let made = butterflies(goal.output, laid.half(), random)
            .into_iter()
            .filter(|&k| goal.output == Output::Sum || self.probe.outputs(stage, 0, k)[1] == goal.output)
            .filter(|&k| self.put(goal, stage, k, &mut block, random).is_some())
            .count();
        (made > 0).then_some(Recipe::Period(block.words))
    }
}

impl Ties<'_> {
    /// Puts a tie into butterfly `k`; `None` if there is none.
    fn put(
        &self,
        goal: Goal,
        stage: usize,
        k: usize,
        block: &mut Block,
        random: &mut SplitMix64,
    ) -> Option<()> {
        let laid = self.probe.stage(stage);
        let (range, rise) = (block.range(), block.passage.rise());
        let wanted = |drop| move |v| tie(v, drop, laid) == Some(goal.odd);
        if goal.output == Output::Sum {
            let form = Form { p: 1 << rise, q: 1 << rise, drop: laid.shift, most: range.1 };
            block.set(k, goal.imaginary, form.tie(random, wanted(laid.shift))?);
            return Some(());
        }
        let (of_re, of_im) = coefficients(self.probe.factors(stage, 0, k).dif, goal.imaginary);
        let (drop, most) = (laid.butterfly().dif.drop, range.1 - range.0);
        let form = Form { p: of_re << rise, q: of_im << rise, drop, most };
        let (re, im) = form.tie(random, wanted(drop))?;
        block.set(k, false, split(re, range, random));
        block.set(k, true, split(im, range, random));
        Some(())
    }
}

/// What (a − b).re and (a − b).im count in a part of (a − b)·w.
fn coefficients(w: Complex<i64>, imaginary: bool) -> (i128, i128) {
    let (of_re, of_im) = if imaginary { (w.im, w.re) } else { (w.re, -w.im) };
    (of_re.into(), of_im.into())
}

/// A block that passes to its stage.
struct Block {
    words: Vec<Complex<i32>>,
    passage: Passage,
}

impl Block {
    /// Words of chance in all that passes: they stay wherever no tie is made.
    fn of_chance(len: usize, passage: Passage, random: &mut SplitMix64) -> Self {
        let mut noise = || square(random, passage.bits - passage.zeros) * (1 << passage.zeros);
        Self { words: (0..len).map(|_| noise()).collect(), passage }
    }

    /// The least and greatest word without its zeros.
    fn range(&self) -> (i64, i64) {
        let (low, high) = self.passage.range();
        (i64::from(low >> self.passage.zeros), i64::from(high >> self.passage.zeros))
    }

    /// Sets a part of butterfly `k`'s two words, given without their zeros.
    fn set(&mut self, k: usize, imaginary: bool, (first, second): (i64, i64)) {
        let half = self.words.len() / 2;
        for (n, value) in [(k, first), (k + half, second)] {
            let word = (value << self.passage.zeros) as i32;
            *(if imaginary { &mut self.words[n].im } else { &mut self.words[n].re }) = word;
        }
    }
}

/// A few butterflies of `half` that may have such an output.
fn butterflies(output: Output, half: usize, random: &mut SplitMix64) -> Vec<usize> {
    match output {
        Output::Straight => vec![0, half / 2],
        Output::Sum | Output::Rotated if half <= BUTTERFLIES => (0..half).collect::<Vec<_>>(),
        Output::Sum | Output::Rotated => (0..BUTTERFLIES).map(|_| below(random, half)).collect(),
    }
}

/// Whether a result is a tie between two words of the output: the parity of the one below.
fn tie(value: i128, drop: u32, stage: &Stage) -> Option<bool> {
    let half = (1_i128 << drop) >> 1;
    if drop == 0 || value & ((1 << drop) - 1) != half {
        return None;
    }
    let (below, top) = (value >> drop, 1_i128 << (stage.width_out - 1));
    (-top <= below && below + 1 < top).then_some(below & 1 == 1)
}

/// The exact results of an output, and the bits dropped of them.
fn range(output: Output, stage: &Stage, reach: Reach) -> ((i128, i128), u32) {
    match output {
        Output::Sum => (reach.sum, stage.shift),
        _ => ((-reach.product, reach.product), stage.butterfly().dif.drop),
    }
}

/// Whether a tie above an even or odd word lies in the range at all: one of the two nearest zero is as good as any.
fn has_tie((least, greatest): (i128, i128), drop: u32, odd: bool) -> bool {
    let half = (1_i128 << drop) >> 1;
    let (above, below) = if odd { (3 * half, -half) } else { (half, -3 * half) };
    drop > 0 && (above <= greatest || least <= below)
}
