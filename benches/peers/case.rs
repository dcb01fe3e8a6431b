// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is measured: a spec, its samples, and how frames are handed over.

use utsushi::fft::{CheckedSpec, FftSpec, Order, Schedule};
use utsushi::number::{Overflow, Rounding};

use crate::samples::Input;

/// How frames are handed over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// One call a frame.
    Frame,
    /// One call for the whole set, where an engine has it.
    Batch,
    /// One call a plane of N × N, on so many threads.
    Plane(usize),
}

/// One line of the comparison.
#[derive(Clone)]
pub(crate) struct Case {
    /// The word used in JSON.
    pub(crate) name: &'static str,
    /// What every bit-accurate engine follows.
    pub(crate) spec: CheckedSpec,
    /// What every engine is given.
    pub(crate) input: Input,
    /// How it is given.
    pub(crate) call: Call,
}

const LENGTHS: [usize; 4] = [64, 256, 1024, 4096];
const WIDTHS: [(u32, u32); 4] = [(16, 16), (12, 12), (24, 18), (32, 24)];
const HALF_UP_CONVERGENT: [Rounding; 2] = [Rounding::HalfUp, Rounding::Convergent];

impl Case {
    /// Every case whose label contains `filter`.
    pub(crate) fn all(filter: &str) -> Vec<Self> {
        let mut all = frames();
        all.extend(batches());
        all.extend(inputs());
        all.extend(variants());
        all.extend([1, 2].map(|threads| {
            let spec = FftSpec { len: 512, ..base(Rounding::HalfUp) };
            Self::new("plane", &spec, Input::Disk, Call::Plane(threads))
        }));
        all.retain(|case| case.label().contains(filter));
        all
    }

    fn new(name: &'static str, spec: &FftSpec, input: Input, call: Call) -> Self {
        Self { name, spec: spec.check().expect("the cases keep the contract"), input, call }
    }

    /// Name, length, widths, rounding and threads, for messages and the filter.
    pub(crate) fn label(&self) -> String {
        let FftSpec { len, data, twiddle, rounding, .. } = self.spec.spec();
        let threads = self.threads().map_or(String::new(), |threads| format!("-x{threads}"));
        format!("{}-{len}-{data}/{twiddle}-{rounding}{threads}", self.name)
    }

    /// Threads of a plane.
    pub(crate) fn threads(&self) -> Option<usize> {
        if let Call::Plane(threads) = self.call { Some(threads) } else { None }
    }

    /// Samples of what one result's time is of: a frame or a plane.
    pub(crate) fn unit(&self) -> usize {
        let len = self.spec.spec().len;
        if self.threads().is_some() { len * len } else { len }
    }
}

fn base(rounding: Rounding) -> FftSpec {
    FftSpec { rounding, overflow: Overflow::Saturate, ..FftSpec::default() }
}

fn frames() -> Vec<Case> {
    let mut all = Vec::new();
    for (data, twiddle) in WIDTHS {
        for rounding in Rounding::ALL {
            all.extend(LENGTHS.map(|len| {
                let spec = FftSpec { len, data, twiddle, ..base(rounding) };
                Case::new("frame", &spec, Input::Disk, Call::Frame)
            }));
        }
    }
    all
}

fn batches() -> impl Iterator<Item = Case> {
    Rounding::ALL.into_iter().flat_map(|rounding| {
        [64, 256].map(|len| {
            let spec = FftSpec { len, ..base(rounding) };
            Case::new("batch", &spec, Input::Disk, Call::Batch)
        })
    })
}

/// Other samples than those of the disk, should an engine's speed depend on them.
fn inputs() -> impl Iterator<Item = Case> {
    [Input::Square, Input::Tone].into_iter().flat_map(|input| {
        HALF_UP_CONVERGENT.into_iter().flat_map(move |rounding| {
            [256, 1024].map(|len| {
                let spec = FftSpec { len, ..base(rounding) };
                Case::new(input.word(), &spec, input, Call::Frame)
            })
        })
    })
}

/// One departure each from the case `frame` at 1024 points, 16/16, half-up.
fn variants() -> [Case; 5] {
    let base = base(Rounding::HalfUp);
    let with = |name, spec: FftSpec, input| Case::new(name, &spec, input, Call::Frame);
    [
        with("grow", FftSpec { data: 12, schedule: Schedule::Grow, ..base.clone() }, Input::Disk),
        with("guarded", FftSpec { schedule: Schedule::Guarded(3), ..base.clone() }, Input::Disk),
        with("wrap", FftSpec { overflow: Overflow::Wrap, ..base.clone() }, Input::Square),
        with("inverse", FftSpec { inverse: true, ..base.clone() }, Input::Disk),
        with("bit-reversed", FftSpec { order: Order::BitReversed, ..base }, Input::Disk),
    ]
}
