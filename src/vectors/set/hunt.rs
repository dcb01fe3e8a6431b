// SPDX-License-Identifier: MIT OR Apache-2.0
//! The search for frames that meet a list of goals: by construction first, then among frames of chance.

use num_complex::Complex;

use super::noise::{below, square, stream};
use super::probe::{Event, Probe};
use crate::random::SplitMix64;

/// Samples that constructed candidates for one goal may take in all: a bound on time, not on what there is.
const CONSTRUCTED: usize = 1 << 18;

/// Samples times stages that frames of chance may take in all.
const CHANCE: usize = 1 << 22;

/// A frame, briefly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Recipe {
    /// These words over and over.
    Period(Vec<Complex<i32>>),
    /// Words of chance of that many bits.
    Noise { seed: u64, bits: u32 },
}

impl Recipe {
    pub(super) fn fill(&self, samples: &mut [Complex<i32>]) {
        match self {
            Self::Period(words) => samples.chunks_mut(words.len()).for_each(|part| {
                let len = part.len();
                part.copy_from_slice(&words[..len]);
            }),
            Self::Noise { seed, bits } => {
                let mut random = SplitMix64::new(*seed);
                samples.fill_with(|| square(&mut random, *bits));
            }
        }
    }

    fn samples(&self, len: usize) -> Vec<Complex<i32>> {
        let mut samples = vec![Complex::default(); len];
        self.fill(&mut samples);
        samples
    }
}

/// A frame that meets its goal.
#[derive(Clone, Debug)]
pub(super) struct Hunted {
    pub(super) goal: String,
    pub(super) recipe: Recipe,
}

/// A list of goals, so many for each stage.
pub(super) trait Aim {
    /// Goals of a stage.
    const GOALS: usize;

    /// Goal `form` of `stage` in words.
    fn text(&self, stage: usize, form: usize) -> String;

    /// Why no frame at all meets the goal, as a sentence; `None` if that is not known.
    fn impossible(&self, stage: usize, form: usize) -> Option<String>;

    /// The goal of its stage that a result meets.
    fn met(&self, event: &Event) -> Option<usize>;

    /// Candidate number `attempt` for the goal; `None` if there is none of that number.
    fn propose(&self, stage: usize, form: usize, attempt: usize, random: &mut SplitMix64) -> Option<Recipe>;
}

/// The frames found, in the order of the goals, and the goals left with their reasons.
pub(super) fn hunt<A: Aim>(aim: &A, probe: &Probe, seed: u64) -> (Vec<Hunted>, Vec<(String, String)>) {
    let goals: Vec<_> = (0..probe.spec().stages().len())
        .flat_map(|stage| (0..A::GOALS).map(move |form| (stage, form)))
        .collect();
    let reasons: Vec<_> = goals.iter().map(|&(stage, form)| aim.impossible(stage, form)).collect();
    let open = reasons.iter().map(Option::is_none).collect();
    let mut chase = Chase { aim, probe, found: vec![None; goals.len()], open, tried: vec![0; goals.len()] };
    for (goal, &(stage, form)) in goals.iter().enumerate() {
        chase.construct(goal, (stage, form), &mut stream(seed, goal));
    }
    chase.by_chance(&mut stream(seed, goals.len()));
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for (goal, reason) in reasons.into_iter().enumerate() {
        let text = aim.text(goals[goal].0, goals[goal].1);
        match chase.found[goal].take() {
            Some(recipe) => found.push(Hunted { goal: text, recipe }),
            None => left.push((text, reason.unwrap_or_else(|| not_found(chase.tried[goal])))),
        }
    }
    (found, left)
}

fn not_found(tries: usize) -> String {
    format!("no frame was found in {tries} tries; there may be one")
}

struct Chase<'a, A> {
    aim: &'a A,
    probe: &'a Probe,
    found: Vec<Option<Recipe>>,
    /// Goals neither met nor known to be impossible.
    open: Vec<bool>,
    tried: Vec<usize>,
}

impl<A: Aim> Chase<'_, A> {
    /// Tries the candidates made for a goal.
    fn construct(&mut self, goal: usize, (stage, form): (usize, usize), random: &mut SplitMix64) {
        let len = self.probe.spec().spec().len;
        for attempt in 0..(CONSTRUCTED / len).clamp(16, 64) {
            let candidate = self.open[goal].then(|| self.aim.propose(stage, form, attempt, random));
            let Some(recipe) = candidate.flatten() else { return };
            self.tried[goal] += 1;
            let mut met = false;
            self.probe.at(stage, recipe.samples(len), |event| met |= self.aim.met(event) == Some(form));
            if met {
                self.take(goal, recipe);
            }
        }
    }

    /// Tries frames of chance on all goals that are left.
    fn by_chance(&mut self, random: &mut SplitMix64) {
        let spec = self.probe.spec();
        let (len, width) = (spec.spec().len, spec.input().width);
        let tries = (CHANCE / (len * spec.stages().len())).clamp(16, 4096);
        for attempt in 0..tries {
            if !self.open.contains(&true) {
                return;
            }
            // Every other frame is smaller: where a full one overflows at once, later stages stay unseen.
            let bits = if attempt % 2 == 0 { width } else { 2 + below(random, width as usize - 1) as u32 };
            let recipe = Recipe::Noise { seed: random.next_word(), bits };
            let mut met = vec![false; self.open.len()];
            self.probe.all(recipe.samples(len), |event| {
                if let Some(form) = self.aim.met(event) {
                    met[event.stage * A::GOALS + form] = true;
                }
            });
            self.take_all(&met, &recipe);
        }
    }

    fn take_all(&mut self, met: &[bool], recipe: &Recipe) {
        for (goal, met) in met.iter().enumerate() {
            self.tried[goal] += usize::from(self.open[goal]);
            if *met && self.open[goal] {
                self.take(goal, recipe.clone());
            }
        }
    }

    fn take(&mut self, goal: usize, recipe: Recipe) {
        self.found[goal] = Some(recipe);
        self.open[goal] = false;
    }
}
