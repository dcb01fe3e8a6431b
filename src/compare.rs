// SPDX-License-Identifier: MIT OR Apache-2.0
//! Two engines' spectra, word by word: the first difference, and where in the pipeline it began.

use std::fmt;

use num_complex::Complex;

use crate::fft::{CheckedSpec, PlanePlan, Spectrum, Tap};
use crate::number::QFormat;

/// The outcome of comparing two batches.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Bins compared.
    pub bins: u64,
    /// Bins and overflow flags that differ; a missing or extra frame counts as one.
    pub mismatches: u64,
    /// The first difference, if there is one.
    pub first: Option<Mismatch>,
}

/// The first difference between two batches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mismatch {
    /// The frame, counted from 0.
    pub frame: usize,
    /// What differs in it.
    pub difference: Difference,
}

/// What differs in a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Difference {
    /// A bin's word.
    Bin {
        /// The bin of the DFT, whatever the order of the output.
        bin: usize,
        /// The model's word.
        expected: Complex<i32>,
        /// The hardware's word.
        got: Complex<i32>,
        /// The format of both.
        format: QFormat,
    },
    /// The frame's overflow flag.
    Overflow {
        /// The model's flag.
        expected: bool,
        /// The hardware's flag.
        got: bool,
    },
    /// One batch ends before the other.
    Frames {
        /// Frames expected.
        expected: usize,
        /// Frames there.
        got: usize,
    },
}

/// Compares spectra of the same frames from the model (`expected`) and from hardware (`got`).
#[must_use]
pub fn compare(spec: &CheckedSpec, expected: &[Spectrum], got: &[Spectrum]) -> Comparison {
    let positions = |bin| spec.position(bin);
    compare_all(&Bins { positions: &positions, format: spec.output() }, expected, got)
}

/// Compares spectra of the same planes; bin v·C + u is of frequency u along rows of C words, v along columns.
#[must_use]
pub fn compare_planes(plan: &PlanePlan, expected: &[Spectrum], got: &[Spectrum]) -> Comparison {
    let width = plan.rows().spec().spec().len;
    let positions = |bin| plan.position(bin % width, bin / width);
    compare_all(&Bins { positions: &positions, format: plan.columns().spec().output() }, expected, got)
}

/// Where bins stand, and the format of their words.
struct Bins<'a> {
    positions: &'a dyn Fn(usize) -> usize,
    format: QFormat,
}

fn compare_all(bins: &Bins<'_>, expected: &[Spectrum], got: &[Spectrum]) -> Comparison {
    let mut outcome = Comparison { bins: 0, mismatches: 0, first: None };
    for (frame, (expected, got)) in expected.iter().zip(got).enumerate() {
        compare_frame(bins, frame, expected, got, &mut outcome);
    }
    if expected.len() != got.len() {
        let difference = Difference::Frames { expected: expected.len(), got: got.len() };
        outcome.note(expected.len().min(got.len()), difference);
    }
    outcome
}

fn compare_frame(bins: &Bins<'_>, frame: usize, expected: &Spectrum, got: &Spectrum, to: &mut Comparison) {
    to.bins += expected.bins.len() as u64;
    if expected.bins != got.bins {
        for bin in 0..expected.bins.len() {
            let position = (bins.positions)(bin);
            let (expected, got) = (expected.bins[position], got.bins[position]);
            if expected != got {
                to.note(frame, Difference::Bin { bin, expected, got, format: bins.format });
            }
        }
    }
    if expected.overflow != got.overflow {
        to.note(frame, Difference::Overflow { expected: expected.overflow, got: got.overflow });
    }
}

impl Comparison {
    fn note(&mut self, frame: usize, difference: Difference) {
        self.mismatches += 1;
        self.first.get_or_insert(Mismatch { frame, difference });
    }

    /// Adds the outcome of a later batch, whose frames are counted from `first_frame`.
    pub fn merge(&mut self, later: &Self, first_frame: usize) {
        self.bins += later.bins;
        self.mismatches += later.mismatches;
        let moved = later.first.map(|m| Mismatch { frame: m.frame + first_frame, ..m });
        self.first = self.first.or(moved);
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "frame {}", self.frame)?;
        match self.difference {
            Difference::Bin { bin, expected, got, format } => {
                write!(f, ", bin {bin}: expected {}, got {}", word(expected, format), word(got, format))
            }
            Difference::Overflow { expected, got } => {
                write!(f, ": the overflow flag is expected {expected} and is {got}")
            }
            Difference::Frames { expected, got } => {
                write!(f, ": {expected} frames are expected and {got} came out")
            }
        }
    }
}

/// A complex word as it stands on the bus, as integers (re, im) and as a value.
fn word(z: Complex<i32>, format: QFormat) -> String {
    let value = Complex::new(format.value(z.re), format.value(z.im));
    format!("{{im, re}} = {} ({}, {}) = {value:.6}", format.hex(z), z.re, z.im)
}

/// The first stage whose words differ, and the butterfly in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A stage's arithmetic.
    Stage {
        /// The stage, counted from 0.
        stage: usize,
        /// The butterfly within the frame, counted in streaming order: 0 to N/2 − 1.
        butterfly: usize,
        /// Which of its two outputs.
        output: Output,
        /// The model's word.
        expected: Complex<i32>,
        /// The hardware's word, or `None` if the stage gave too few.
        got: Option<Complex<i32>>,
    },
    /// Every stage's words are right, so the difference began after the last: in the order or the flag.
    AfterStages,
}

/// An output of a butterfly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// a + b, or (a + b)·w where the stage rotates its sums.
    Sum,
    /// (a − b)·w, or a − b where the stage rotates nothing.
    Difference,
}

/// Finds the first stage and butterfly that differ, given one frame's words after every stage.
///
/// Stages agree up to the origin, so the first differing word's butterfly had the right inputs and is
/// itself the culprit.
#[must_use]
pub fn origin(spec: &CheckedSpec, expected: &[Tap], got: &[Vec<Complex<i32>>]) -> Origin {
    for (stage, tap) in expected.iter().enumerate() {
        let words = got.get(stage).map_or(&[][..], Vec::as_slice);
        let differs = |p: &usize| words.get(*p) != Some(&tap.words[*p]);
        if let Some(position) = (0..tap.words.len()).find(differs) {
            let half = spec.stages()[stage].half();
            let (block, k) = (position / (2 * half), position % (2 * half));
            let output = if k < half { Output::Sum } else { Output::Difference };
            let butterfly = block * half + k % half;
            let (expected, got) = (tap.words[position], words.get(position).copied());
            return Origin::Stage { stage, butterfly, output, expected, got };
        }
    }
    Origin::AfterStages
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage { stage, butterfly, output, expected, got } => {
                let output = if *output == Output::Sum { "sum" } else { "difference" };
                write!(
                    f,
                    "it began in stage {stage}, butterfly {butterfly}, {output}: expected {expected}, "
                )?;
                match got {
                    Some(word) => write!(f, "got {word}"),
                    None => f.write_str("and no word came"),
                }
            }
            Self::AfterStages => f.write_str(
                "every stage's words are right: it began after the last stage, in the order or the flag",
            ),
        }
    }
}
