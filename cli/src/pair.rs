// SPDX-License-Identifier: MIT OR Apache-2.0
//! Model and hardware side by side: batches through both, and where the first difference began.

use std::path::{Path, PathBuf};

use anyhow::Result;
use utsushi::compare::{Comparison, compare, origin};
use utsushi::fft::{CheckedSpec, FftPlan, Frame, PlanError, Spectrum, Transform};
use utsushi_sim::{Dut, SimError};

use crate::report::MismatchReport;
use crate::{progress, report};

/// Samples in a batch: enough that filling and draining the pipeline between batches costs little, few enough
/// to stay small in memory.
const BATCH: usize = 1 << 20;

/// The model, the hardware, and what came of comparing them so far.
pub(crate) struct Pair {
    model: FftPlan,
    pub(crate) dut: Dut,
    pub(crate) comparison: Comparison,
    pub(crate) frames: usize,
    pub(crate) contours: usize,
    pub(crate) cycles: u64,
    pub(crate) seconds: f64,
    pub(crate) overflow_frames: usize,
    /// Where the waveform around the first difference was written.
    pub(crate) waveform: Option<PathBuf>,
    culprit: Option<Culprit>,
}

/// The batch of the first difference, up to the frame that differs.
struct Culprit {
    frames: Vec<Frame>,
    source: String,
}

impl Pair {
    /// The pair of a pipeline and the model of its spec.
    ///
    /// # Errors
    /// If the environment forces a back-end that there is not.
    pub(crate) fn new(dut: Dut) -> Result<Self, PlanError> {
        Ok(Self {
            model: FftPlan::new(Transform::<i32>::spec(&dut))?,
            dut,
            comparison: Comparison { bins: 0, mismatches: 0, first: None },
            frames: 0,
            contours: 0,
            cycles: 0,
            seconds: 0.0,
            overflow_frames: 0,
            waveform: None,
            culprit: None,
        })
    }

    /// Runs `frames` through both and compares. Returns the hardware's spectra if they are to be kept;
    /// `source` names the frame at an index.
    pub(crate) fn run(
        &mut self,
        frames: &[Frame],
        keep: bool,
        source: impl Fn(usize) -> String,
    ) -> Result<Vec<Spectrum>> {
        let spec: CheckedSpec = Transform::<i32>::spec(&self.dut).clone();
        let bar = progress::bar(frames.len() as u64, "frames through both");
        let mut kept = Vec::with_capacity(if keep { frames.len() } else { 0 });
        for (number, batch) in frames.chunks((BATCH / spec.spec().len).max(1)).enumerate() {
            let expected: Vec<_> = batch.iter().map(|frame| self.model.run(frame)).collect();
            let run = self.dut.run(batch)?;
            let outcome = compare(&spec, &expected, &run.spectra);
            if let (Some(first), None) = (&outcome.first, &self.culprit) {
                let frames = batch[..=first.frame.min(batch.len() - 1)].to_vec();
                let index = number * (BATCH / spec.spec().len).max(1) + first.frame;
                self.culprit = Some(Culprit { frames, source: source(index) });
            }
            self.comparison.merge(&outcome, self.frames);
            self.frames += batch.len();
            self.cycles += run.clocks;
            self.seconds += run.seconds;
            self.overflow_frames += expected.iter().filter(|spectrum| spectrum.overflow).count();
            bar.inc(batch.len() as u64);
            if keep {
                kept.extend(run.spectra);
            }
        }
        bar.finish_and_clear();
        Ok(kept)
    }

    /// The first difference with the stage and butterfly where it began; with `out`, a waveform around it.
    pub(crate) fn first_mismatch(&mut self, out: Option<&Path>) -> Result<Option<MismatchReport>> {
        let (Some(mismatch), Some(culprit)) = (&self.comparison.first, &self.culprit) else {
            return Ok(None);
        };
        let last = culprit.frames.len() - 1;
        let spec = Transform::<i32>::spec(&self.dut);
        let (origin, remark) = match self.dut.taps(&culprit.frames, last) {
            Ok(taps) => (Some(origin(spec, &self.model.taps(&culprit.frames[last]), &taps)), String::new()),
            Err(error @ SimError::NoTaps { .. }) => (None, error.to_string()),
            Err(error) => return Err(error.into()),
        };
        if let Some(out) = out {
            let path = out.join(report::WAVEFORM);
            self.dut.trace_window(&culprit.frames, last, &path)?;
            self.waveform = Some(path);
        }
        Ok(Some(MismatchReport::new(mismatch, &culprit.source, origin, &remark)))
    }
}
