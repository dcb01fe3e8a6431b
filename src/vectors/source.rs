// SPDX-License-Identifier: MIT OR Apache-2.0
//! The words of a kit's files.

use std::io;

use num_complex::Complex;

use super::{Layout, Source, VectorSet};
use crate::fft::{CheckedSpec, Direction, FftModel, FftPlan, Frame, TwiddleRom};

/// What goes in; beside each frame its direction.
pub(super) struct Stimulus<'a> {
    pub(super) spec: &'a CheckedSpec,
    pub(super) set: &'a VectorSet,
}

impl Source for Stimulus<'_> {
    fn layout(&self) -> Layout {
        layout(self.set, "stimulus", self.spec.spec().len, self.spec.input().width)
    }

    fn fill(&self, first: usize, words: &mut [Complex<i32>], flags: &mut [bool]) -> io::Result<()> {
        flags.fill(self.spec.direction() == Direction::Inverse);
        samples(self.set, self.spec, first, words);
        Ok(())
    }
}

/// What must come out; beside each frame its overflow.
pub(super) struct Expected<'a> {
    pub(super) plan: &'a FftPlan,
    pub(super) set: &'a VectorSet,
}

impl Source for Expected<'_> {
    fn layout(&self) -> Layout {
        let spec = self.plan.spec();
        layout(self.set, "expected", spec.spec().len, spec.output().width)
    }

    fn fill(&self, first: usize, words: &mut [Complex<i32>], flags: &mut [bool]) -> io::Result<()> {
        samples(self.set, self.plan.spec(), first, words);
        let direction = self.plan.spec().direction();
        self.plan.process_batch(words, direction, flags).map_err(io::Error::other)
    }
}

/// The overflow flags alone, one word of one bit a frame.
pub(super) struct Overflow<'a>(pub(super) Expected<'a>);

impl Source for Overflow<'_> {
    fn layout(&self) -> Layout {
        Layout { complex: false, signed: false, ..layout(self.0.set, "overflow", 1, 1) }
    }

    fn fill(&self, first: usize, words: &mut [Complex<i32>], flags: &mut [bool]) -> io::Result<()> {
        let mut bins = vec![Complex::new(0, 0); words.len() * self.0.plan.spec().spec().len];
        self.0.fill(first, &mut bins, flags)?;
        for (word, flag) in words.iter_mut().zip(flags) {
            *word = Complex::new((*flag).into(), 0);
        }
        Ok(())
    }
}

/// The words after one stage in streaming order, from the readable model; beside each frame whether that stage overflowed.
pub(super) struct StageWords<'a> {
    pub(super) model: &'a FftModel,
    pub(super) spec: &'a CheckedSpec,
    pub(super) set: &'a VectorSet,
    pub(super) stage: usize,
}

impl Source for StageWords<'_> {
    fn layout(&self) -> Layout {
        let width = self.spec.stages()[self.stage].width_out;
        layout(self.set, &format!("stage{:02}", self.stage), self.spec.spec().len, width)
    }

    fn fill(&self, first: usize, words: &mut [Complex<i32>], flags: &mut [bool]) -> io::Result<()> {
        samples(self.set, self.spec, first, words);
        for (words, flag) in words.chunks_mut(self.spec.spec().len).zip(flags) {
            let frame = Frame::new(self.spec, words.to_vec()).map_err(io::Error::other)?;
            let tap = self.model.taps(&frame).swap_remove(self.stage);
            words.copy_from_slice(&tap.words);
            *flag = tap.overflow;
        }
        Ok(())
    }
}

/// A table of twiddles, as the ROM holds it.
pub(super) struct Rom<'a>(pub(super) &'a TwiddleRom);

impl Source for Rom<'_> {
    fn layout(&self) -> Layout {
        let name = self.0.file_name().trim_end_matches(".hex").to_owned();
        Layout { name, len: self.0.half(), frames: 1, width: self.0.width(), complex: true, signed: true }
    }

    fn fill(&self, _: usize, words: &mut [Complex<i32>], _: &mut [bool]) -> io::Result<()> {
        let width = self.0.width();
        let part = |bits: u64| ((bits << (64 - width)).cast_signed() >> (64 - width)) as i32;
        for (word, bits) in words.iter_mut().zip(self.0.words()) {
            *word = Complex::new(part(bits), part(bits >> width));
        }
        Ok(())
    }
}

fn layout(set: &VectorSet, role: &str, len: usize, width: u32) -> Layout {
    let name = format!("{}_{role}", identifier(set.name().word()));
    Layout { name, len, frames: set.frames(), width, complex: true, signed: true }
}

/// A word as part of an identifier of Verilog, C or MATLAB.
pub(super) fn identifier(word: &str) -> String {
    word.replace('-', "_")
}

fn samples(set: &VectorSet, spec: &CheckedSpec, first: usize, words: &mut [Complex<i32>]) {
    for (frame, words) in (first..).zip(words.chunks_mut(spec.spec().len)) {
        set.fill(frame, words);
    }
}
