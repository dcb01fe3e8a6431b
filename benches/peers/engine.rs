// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is timed: an engine and its set of frames.

use std::hint::black_box;

use num_complex::Complex;
use utsushi::fft::kernels::Backend;
use utsushi::fft::{FftModel, FftPlan, Frame, PlanePlan, Sample, Spectrum};

use crate::case::{Call, Case};

/// Samples of a set. It stays in the first-level cache in every engine's format: 16 kB in 16 bits, 32 kB in 32.
pub(crate) const SET: usize = 4096;

/// An engine with a set of frames of its own.
pub(crate) trait Engine: Send {
    /// The word used in JSON.
    fn backend(&self) -> &'static str;
    /// The type of a component.
    fn path(&self) -> &'static str;
    /// Puts the set's samples back in place; not timed.
    fn refresh(&mut self);
    /// Transforms the set; timed.
    fn pass(&mut self);
    /// The set as it is now.
    fn bins(&self) -> Vec<Complex<f64>>;
    /// The overflow flag of each frame in the last pass, if the engine gives one.
    fn overflow(&self) -> Option<Vec<bool>>;
}

/// Frames that are transformed in place. They begin at a multiple of a cache line for every engine alike: where the
/// allocator happens to put them would else decide how many vectors straddle two lines.
pub(crate) struct Set<T> {
    source: Vec<T>,
    memory: Vec<T>,
    start: usize,
}

const LINE: usize = 64;

impl<T: Copy> Set<T> {
    /// The set of `source`'s samples.
    pub(crate) fn new(source: Vec<T>) -> Self {
        let slack = LINE / size_of::<T>();
        let memory = vec![source[0]; source.len() + slack];
        let start = memory.as_ptr().align_offset(LINE).min(slack);
        let mut set = Self { source, memory, start };
        set.refresh();
        set
    }

    fn refresh(&mut self) {
        let Self { source, memory, start } = self;
        memory[*start..][..source.len()].copy_from_slice(source);
    }

    fn samples(&mut self) -> &mut [T] {
        &mut self.memory[self.start..][..self.source.len()]
    }
}

/// An engine that works in place on samples of `T`.
pub(crate) struct InPlace<T, F> {
    /// The word used in JSON.
    pub(crate) backend: &'static str,
    /// The type of a component.
    pub(crate) path: &'static str,
    /// The frames.
    pub(crate) set: Set<T>,
    /// One flag a frame, or none.
    pub(crate) flags: Vec<bool>,
    /// Transforms the set and sets the flags.
    pub(crate) run: F,
    /// The set as complex numbers.
    pub(crate) bins: fn(&[T]) -> Vec<Complex<f64>>,
}

impl<T: Copy + Send, F: FnMut(&mut [T], &mut [bool]) + Send> Engine for InPlace<T, F> {
    fn backend(&self) -> &'static str {
        self.backend
    }

    fn path(&self) -> &'static str {
        self.path
    }

    fn refresh(&mut self) {
        self.set.refresh();
    }

    fn pass(&mut self) {
        (self.run)(black_box(self.set.samples()), &mut self.flags);
    }

    fn bins(&self) -> Vec<Complex<f64>> {
        (self.bins)(&self.set.memory[self.set.start..][..self.set.source.len()])
    }

    fn overflow(&self) -> Option<Vec<bool>> {
        (!self.flags.is_empty()).then(|| self.flags.clone())
    }
}

/// The readable model. It keeps its frames and makes new spectra, so that nothing has to be put back.
pub(crate) struct Model {
    fft: FftModel,
    frames: Vec<Frame>,
    spectra: Vec<Spectrum>,
}

impl Model {
    /// The model of the case with a set of `samples`.
    pub(crate) fn new(case: &Case, samples: &[Complex<i32>]) -> Self {
        let frame = |samples: &[_]| Frame::new(&case.spec, samples.to_vec()).expect("samples of the spec");
        let frames = samples.chunks(case.spec.spec().len).map(frame).collect();
        Self { fft: FftModel::new(&case.spec), frames, spectra: Vec::new() }
    }
}

impl Engine for Model {
    fn backend(&self) -> &'static str {
        "model"
    }

    fn path(&self) -> &'static str {
        "i32"
    }

    fn refresh(&mut self) {}

    fn pass(&mut self) {
        self.spectra.clear();
        self.spectra.extend(self.frames.iter().map(|frame| self.fft.run(black_box(frame))));
    }

    fn bins(&self) -> Vec<Complex<f64>> {
        self.spectra.iter().flat_map(|spectrum| numbers(&spectrum.bins)).collect()
    }

    fn overflow(&self) -> Option<Vec<bool>> {
        Some(self.spectra.iter().map(|spectrum| spectrum.overflow).collect())
    }
}

/// The plan of the case on `backend`, with samples of 16 bits if the spec allows.
pub(crate) fn plan(case: &Case, backend: Backend, samples: &[Complex<i32>]) -> Box<dyn Engine> {
    if case.spec.widest() <= i16::BITS {
        typed::<i16>(case, backend, samples)
    } else {
        typed::<i32>(case, backend, samples)
    }
}

fn typed<S: Sample + TryFrom<i32>>(
    case: &Case,
    backend: Backend,
    samples: &[Complex<i32>],
) -> Box<dyn Engine> {
    let word = |word| S::try_from(word).ok().expect("words of the type's width");
    let set = Set::new(samples.iter().map(|z| Complex::new(word(z.re), word(z.im))).collect());
    let (direction, len) = (case.spec.direction(), case.spec.spec().len);
    let plan = FftPlan::with_backend(&case.spec, backend).expect("a back-end of this machine");
    let flags = vec![false; samples.len() / case.unit()];
    let (backend, path, bins) = (backend.word(), S::NAME, numbers::<S> as fn(&[_]) -> _);
    match case.call {
        Call::Frame => {
            let run = move |set: &mut [Complex<S>], flags: &mut [bool]| {
                for (frame, flag) in set.chunks_exact_mut(len).zip(flags) {
                    *flag = plan.process(frame, direction).expect("a frame");
                }
            };
            Box::new(InPlace { backend, path, set, flags, run, bins })
        }
        Call::Batch => {
            let run = move |set: &mut [Complex<S>], flags: &mut [bool]| {
                plan.process_batch(set, direction, flags).expect("a batch");
            };
            Box::new(InPlace { backend, path, set, flags, run, bins })
        }
        Call::Plane(_) => {
            let plan = PlanePlan::with_backend(&case.spec, &case.spec, plan.backend()).expect("equal axes");
            let run = move |set: &mut [Complex<S>], flags: &mut [bool]| {
                flags[0] = plan.process(set, direction).expect("a plane");
            };
            Box::new(InPlace { backend, path, set, flags, run, bins })
        }
    }
}

/// Words as numbers; exact.
pub(crate) fn numbers<S: Sample>(words: &[Complex<S>]) -> Vec<Complex<f64>> {
    words.iter().map(|z| Complex::new(f64::from(z.re.into()), f64::from(z.im.into()))).collect()
}
