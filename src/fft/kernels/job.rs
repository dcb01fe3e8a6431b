// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the kernels need to know of a spec.

use super::headroom::{self, Measure, Safety};
use super::table::Tables;
use crate::fft::{CheckedSpec, Order, Stage};
use crate::number::Rounding;

/// What all stages have in common: kernels without checks know two paces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// Every stage halves; of long words the last may shift farther, and the input may be aligned.
    Halves,
    /// No stage shifts.
    Grows,
    /// Anything else.
    Other,
}

impl Pace {
    fn of(stages: &[Stage], align: u32, narrow: bool) -> Self {
        let shift = |stage: &Stage| stage.shift;
        let (last, lead) = stages.split_last().expect("a frame has two stages or more");
        let lead_halves = lead.iter().all(|stage| stage.shift == 1);
        let same_width = stages.iter().all(|stage| stage.width_in == stage.width_out);
        match narrow {
            true if lead_halves && last.shift == 1 && same_width && align == 0 => Self::Halves,
            // What is added before a longer shift needs a bit of room.
            false if lead_halves && (last.shift == 1 || last.shift > 1 && last.width_in <= 30) => {
                Self::Halves
            }
            false if stages.iter().map(shift).sum::<u32>() == 0 && align == 0 => Self::Grows,
            _ => Self::Other,
        }
    }
}

/// A spec as the kernels see it.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) tables: Tables,
    pub(super) stages: Vec<Stage>,
    pub(super) align: u32,
    pub(super) natural: bool,
    pace: Pace,
    /// What is known about overflows from each stage on.
    safety: Vec<Safety>,
    /// For each stage the number of stages from it on that only halve.
    halving: Vec<usize>,
}

impl Job {
    /// The spec for kernels of 16-bit words if `narrow`, else of 32.
    pub(super) fn new(spec: &CheckedSpec, tables: Tables, narrow: bool) -> Self {
        let measure = if narrow { Measure::Whole } else { Measure::Float };
        let stages = spec.stages().to_vec();
        let mut halving: Vec<usize> = Vec::new();
        for stage in stages.iter().rev() {
            let halves = stage.shift == 1 && stage.width_in == stage.width_out;
            halving.push(if halves { halving.last().unwrap_or(&0) + 1 } else { 0 });
        }
        halving.reverse();
        Self {
            tables,
            safety: headroom::safety(&stages, spec.align(), measure),
            halving,
            pace: Pace::of(&stages, spec.align(), narrow),
            stages,
            align: spec.align(),
            natural: spec.spec().order == Order::Natural,
        }
    }

    /// How every stage rounds.
    pub(super) fn rounding(&self) -> Rounding {
        self.stages[0].rounding
    }

    /// Samples in a frame.
    pub(super) fn len(&self) -> usize {
        1 << self.stages.len()
    }

    /// What all stages have in common.
    pub(super) fn pace(&self) -> Pace {
        self.pace
    }

    /// Whether every stage from `stage` on halves.
    pub(super) fn halves_from(&self, stage: usize) -> bool {
        self.halving[stage] == self.stages.len() - stage
    }

    /// How many stages from `stage` on only halve.
    pub(super) fn halving(&self, stage: usize) -> usize {
        self.halving[stage]
    }

    /// Whether `stage` halves.
    pub(super) fn halves(&self, stage: usize) -> bool {
        self.halving[stage] > 0
    }

    /// What is known about overflows from `stage` on.
    pub(super) fn safety(&self, stage: usize) -> Safety {
        self.safety[stage]
    }
}
