// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the kernels need to know of a spec, and the order of their sweeps.

use super::headroom::{self, Safety};
use super::kernel::Kernel;
use super::lanes::Lanes;
use super::pass::{Pass, Walk};
use super::table::Tables;
use crate::fft::{CheckedSpec, Order, Stage};
use crate::number::Rounding;

/// A spec as the kernels see it.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) tables: Tables,
    pub(super) stages: Vec<Stage>,
    pub(super) align: u32,
    pub(super) natural: bool,
    /// Low bits that are left out when words are measured.
    pub(super) excess: u32,
    /// What is known about overflows from each stage on.
    safety: Vec<Safety>,
    /// For each stage the number of stages from it on that only halve.
    halving: Vec<usize>,
}

impl Job {
    /// `excess` low bits are left out when the kernels measure words.
    pub(super) fn new(spec: &CheckedSpec, tables: Tables, excess: u32) -> Self {
        let stages = spec.stages().to_vec();
        let mut halving: Vec<usize> = Vec::new();
        for stage in stages.iter().rev() {
            let halves = stage.shift == 1 && stage.width_in == stage.width_out;
            halving.push(if halves { halving.last().unwrap_or(&0) + 1 } else { 0 });
        }
        halving.reverse();
        Self {
            tables,
            safety: headroom::safety(&stages, spec.align(), excess),
            halving,
            stages,
            align: spec.align(),
            excess,
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

    /// Whether every stage from `stage` on halves.
    pub(super) fn halves_from(&self, stage: usize) -> bool {
        self.halving[stage] == self.stages.len() - stage
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

/// The kernel for words that cannot overflow in stages that halve, and the one for everything.
pub(super) struct Modes<F, C> {
    pub(super) free: F,
    pub(super) checked: C,
}

impl<F: Kernel, C: Kernel<Lanes = F::Lanes>> Modes<F, C> {
    /// The first `lead` stages: `there` brings the words in, `within` stays where they went. True if nothing can
    /// overflow in what follows.
    ///
    /// # Safety
    /// The walks cover a frame (`WORDS` frames if `SPLAT`); `lead` leaves blocks of at least a register.
    #[inline(always)]
    pub(super) unsafe fn lead<const SPLAT: bool>(
        &self,
        job: &Job,
        [there, within]: [Walk; 2],
        lead: usize,
        flags: &mut F::Lanes,
    ) -> bool {
        // SAFETY: the caller's walks.
        unsafe {
            let mut proven = self.is_safe::<SPLAT>(job, 0, there);
            let there = Self::align::<SPLAT>(job, there, within);
            let mut stage = 0;
            while stage < lead {
                let run = if proven { job.halving[stage].min(lead - stage) } else { 0 };
                let walk = if stage == 0 { there } else { within };
                if run == 0 {
                    let pass = Pass::<C, SPLAT> { kernel: &self.checked, tables: &job.tables, walk };
                    if stage == 0 {
                        pass.one::<true>(0, flags)
                    } else {
                        pass.one::<false>(stage, flags)
                    }
                    stage += 1;
                    proven =
                        proven || (stage < job.stages.len() && self.is_safe::<SPLAT>(job, stage, within));
                } else {
                    let pass = Pass::<F, SPLAT> { kernel: &self.free, tables: &job.tables, walk };
                    stage += sweep(&pass, stage, run, flags);
                }
            }
            proven
        }
    }

    /// Aligns the words if the spec does; gives the walk that brings them in.
    #[inline(always)]
    pub(super) unsafe fn align<const SPLAT: bool>(job: &Job, there: Walk, within: Walk) -> Walk {
        if job.align == 0 {
            return there;
        }
        let mut position = 0;
        while position < there.len {
            // SAFETY: the caller's walks cover their positions.
            unsafe {
                let words = F::Lanes::load(there.from.add(position * there.from_pitch));
                F::align(words, job.align).store(there.to.add(position * there.to_pitch));
            }
            position += if SPLAT { 1 } else { F::WORDS };
        }
        within
    }

    /// Whether the words at the input of `stage` are small enough that nothing overflows from there on.
    #[inline(always)]
    pub(super) unsafe fn is_safe<const SPLAT: bool>(&self, job: &Job, stage: usize, walk: Walk) -> bool {
        let limit = match job.safety(stage) {
            Safety::Always => return true,
            Safety::Never => return false,
            Safety::Below { measure, .. } => F::Lanes::splat32(measure.cast_signed()),
        };
        let mut greatest = limit;
        let mut position = 0;
        while position < walk.len {
            // SAFETY: the caller's walk covers its positions.
            let words = unsafe { F::Lanes::load(walk.from.add(position * walk.from_pitch)) };
            let words = if stage == 0 { words } else { self.free.leave(words) };
            greatest = self.free.measure(greatest, words);
            position += if SPLAT { 1 } else { F::WORDS };
        }
        greatest.xor(limit).is_zero()
    }
}

/// One sweep of the next one, two or three of `run` stages; gives how many it did.
#[inline(always)]
unsafe fn sweep<K: Kernel, const SPLAT: bool>(
    pass: &Pass<K, SPLAT>,
    stage: usize,
    run: usize,
    flags: &mut K::Lanes,
) -> usize {
    // Sweeps of three are the cheapest; twos go first so that what remains is a multiple of three.
    let stages = if run.is_multiple_of(3) { 3 } else { run.min(2) };
    // SAFETY: the caller's walks.
    unsafe {
        match (stages, stage == 0) {
            (1, true) => pass.one::<true>(stage, flags),
            (1, false) => pass.one::<false>(stage, flags),
            (2, true) => pass.two::<true>(stage, flags),
            (2, false) => pass.two::<false>(stage, flags),
            (_, true) => pass.three::<true>(stage, flags),
            (_, false) => pass.three::<false>(stage, flags),
        }
    }
    stages
}
