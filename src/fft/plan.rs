// SPDX-License-Identifier: MIT OR Apache-2.0
//! The fast model: every table computed once, then frame after frame.

use num_complex::Complex;

use super::kernels::{Backend, Kernels};
use super::{
    CheckedSpec, Direction, FftModel, Frame, PlanError, Sample, Spectrum, Tap, Transform, TransformError,
};

/// The bit-accurate transform of a spec, as fast as the machine allows; equal to [`FftModel`] in every bit and flag.
///
/// Samples are words in natural order, bins words in the spec's order, both in plain slices: `i32` always,
/// `i16` where every word and twiddle of the spec fits 16 bits. Nothing is allocated once the plan is made, and threads share it.
///
/// ```
/// use num_complex::Complex;
/// use utsushi::fft::{Direction, FftPlan, FftSpec};
///
/// let plan = FftPlan::new(&FftSpec { len: 64, ..FftSpec::default() }.check()?)?;
/// let mut frame = [Complex::new(0_i16, 0); 64];
/// frame[0].re = 6400;
/// let overflow = plan.process(&mut frame, Direction::Forward)?;
/// assert_eq!((frame, overflow), ([Complex::new(100, 0); 64], false)); // DFT(x)/64: flat
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A sample outside the input format is refused in debug builds; in release builds the result is then
/// meaningless (and nothing worse). [`check_samples`](Self::check_samples) asks beforehand, [`Frame`] is checked once and for all.
#[derive(Clone, Debug)]
pub struct FftPlan {
    spec: CheckedSpec,
    backend: Backend,
    engine: Engine,
    /// Whether samples of i16 hold every word and twiddle.
    narrow: bool,
}

#[derive(Clone, Debug)]
enum Engine {
    Fast(Kernels),
    /// For stages that take words of 32 bits, which leave the kernels no room.
    Model(FftModel),
}

impl FftPlan {
    /// The plan of `spec` on the back-end that `UTSUSHI_BACKEND` names, else on the machine's fastest.
    ///
    /// # Errors
    /// If the variable names no back-end, or one this machine lacks.
    pub fn new(spec: &CheckedSpec) -> Result<Self, PlanError> {
        Self::with_backend(spec, Backend::chosen()?)
    }

    /// The plan of `spec` on `backend`.
    ///
    /// # Errors
    /// If this machine lacks it.
    pub fn with_backend(spec: &CheckedSpec, backend: Backend) -> Result<Self, PlanError> {
        let backend = backend.checked()?;
        let engine =
            Kernels::new(spec, backend).map_or_else(|| Engine::Model(FftModel::new(spec)), Engine::Fast);
        Ok(Self { spec: spec.clone(), backend, engine, narrow: Kernels::are_narrow(spec) })
    }

    /// The plan's spec.
    #[must_use]
    pub fn spec(&self) -> &CheckedSpec {
        &self.spec
    }

    /// The instructions it uses at most: so few short frames that they would leave most of a long register empty are
    /// done in a shorter one.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Bytes of the plan's tables.
    #[must_use]
    pub fn table_bytes(&self) -> usize {
        match &self.engine {
            Engine::Fast(kernels) => kernels.table_bytes(),
            Engine::Model(model) => {
                model.roms().iter().map(|rom| rom.half() * size_of::<Complex<i64>>()).sum()
            }
        }
    }

    /// Transforms one frame in place; true if any stage's result left its range.
    ///
    /// # Errors
    /// If `frame` has not N samples, or their type is too narrow for the spec.
    pub fn process<S: Sample>(
        &self,
        frame: &mut [Complex<S>],
        direction: Direction,
    ) -> Result<bool, PlanError> {
        self.check_len(frame.len())?;
        self.check_input(frame)?;
        let mut overflow = [false];
        self.transform_all(frame, direction, &mut overflow);
        Ok(overflow[0])
    }

    /// Transforms one frame from `input` to `output`; true if any stage's result left its range.
    ///
    /// # Errors
    /// As [`process`](Self::process), and if the lengths differ.
    pub fn process_into<S: Sample>(
        &self,
        input: &[Complex<S>],
        output: &mut [Complex<S>],
        direction: Direction,
    ) -> Result<bool, PlanError> {
        self.check_len(input.len())?;
        let mut overflow = [false];
        self.process_batch_into(input, output, direction, &mut overflow)?;
        Ok(overflow[0])
    }

    /// Transforms frames that lie back to back, in place; `overflow` takes the flag of each.
    ///
    /// # Errors
    /// If `frames` is no whole number of frames, `overflow` has not one flag a frame, or the samples'
    /// type is too narrow for the spec.
    pub fn process_batch<S: Sample>(
        &self,
        frames: &mut [Complex<S>],
        direction: Direction,
        overflow: &mut [bool],
    ) -> Result<(), PlanError> {
        self.check_batch(frames.len(), overflow.len())?;
        self.check_input(frames)?;
        self.transform_all(frames, direction, overflow);
        Ok(())
    }

    /// Transforms frames that lie back to back from `input` to `output`; `overflow` takes the flag of each.
    ///
    /// # Errors
    /// As [`process_batch`](Self::process_batch), and if the lengths differ.
    pub fn process_batch_into<S: Sample>(
        &self,
        input: &[Complex<S>],
        output: &mut [Complex<S>],
        direction: Direction,
        overflow: &mut [bool],
    ) -> Result<(), PlanError> {
        if input.len() != output.len() {
            return Err(PlanError::Output { input: input.len(), output: output.len() });
        }
        self.check_batch(input.len(), overflow.len())?;
        self.check_input(input)?;
        match &self.engine {
            Engine::Fast(kernels) => kernels.process_into(input, output, swaps(direction), overflow),
            Engine::Model(_) => {
                output.copy_from_slice(input);
                self.transform_all(output, direction, overflow);
            }
        }
        Ok(())
    }

    /// Transforms checked frames in place.
    pub(super) fn transform_all<S: Sample>(
        &self,
        frames: &mut [Complex<S>],
        direction: Direction,
        overflow: &mut [bool],
    ) {
        match &self.engine {
            Engine::Fast(kernels) => kernels.process(frames, swaps(direction), overflow),
            Engine::Model(model) => {
                let frames = S::long(frames).expect("words of 32 bits are in samples of i32");
                for (frame, overflow) in frames.chunks_exact_mut(self.spec.spec().len).zip(overflow) {
                    *overflow = model.process(frame, direction, |_, _, _| {});
                }
            }
        }
    }

    /// Transforms a checked frame.
    ///
    /// # Panics
    /// If the frame is of a spec with another length or a wider input.
    #[must_use]
    pub fn run(&self, frame: &Frame) -> Spectrum {
        self.check_samples(frame.samples()).unwrap_or_else(|error| panic!("{error}"));
        let mut bins = frame.samples().to_vec();
        let overflow = self.process(&mut bins, frame.direction()).unwrap_or_else(|error| panic!("{error}"));
        Spectrum { bins, overflow, exponent: self.spec.exponent() }
    }

    /// The words after every stage, in streaming order, from the readable model, whose tables are computed for the call.
    #[must_use]
    pub fn taps(&self, frame: &Frame) -> Vec<Tap> {
        FftModel::new(&self.spec).taps(frame)
    }

    /// The kernels, if there are any for the spec's words.
    pub(super) fn kernels(&self) -> Option<&Kernels> {
        match &self.engine {
            Engine::Fast(kernels) => Some(kernels),
            Engine::Model(_) => None,
        }
    }

    /// Whether every sample is within the input format.
    ///
    /// # Errors
    /// The first that is not.
    pub fn check_samples<S: Sample>(&self, samples: &[Complex<S>]) -> Result<(), PlanError> {
        let format = self.spec.input();
        // A word and its sign: what is left above the format's bits is out of range, in one pass for all.
        let magnitude = |x: S| {
            let x: i32 = x.into();
            (x ^ (x >> 31)).cast_unsigned()
        };
        let bits = samples.iter().fold(0, |bits, z| bits | magnitude(z.re) | magnitude(z.im));
        if bits >> (format.width - 1) == 0 {
            return Ok(());
        }
        let outside = |z: &Complex<S>| !(format.holds(z.re.into()) && format.holds(z.im.into()));
        let Some(index) = samples.iter().position(outside) else { return Ok(()) };
        let sample = Complex::new(samples[index].re.into(), samples[index].im.into());
        Err(PlanError::Range { index, sample, width: format.width, min: format.min(), max: format.max() })
    }

    fn check_len(&self, given: usize) -> Result<(), PlanError> {
        let len = self.spec.spec().len;
        if given == len { Ok(()) } else { Err(PlanError::Len { len, given }) }
    }

    fn check_batch(&self, given: usize, flags: usize) -> Result<(), PlanError> {
        let len = self.spec.spec().len;
        if given & (len - 1) != 0 {
            return Err(PlanError::Batch { len, given });
        }
        let frames = given >> self.spec.log2_len();
        if frames == flags { Ok(()) } else { Err(PlanError::Flags { frames, flags }) }
    }

    /// Whether the samples' type holds the words and, in debug builds, whether they are in the input format.
    pub(super) fn check_input<S: Sample>(&self, samples: &[Complex<S>]) -> Result<(), PlanError> {
        self.check_type::<S>()?;
        if cfg!(debug_assertions) { self.check_samples(samples) } else { Ok(()) }
    }

    /// Whether the samples' type holds the words.
    pub(super) fn check_type<S: Sample>(&self) -> Result<(), PlanError> {
        if S::BITS == 32 || self.narrow {
            return Ok(());
        }
        let (width, twiddle) = (self.spec.widest(), self.spec.spec().twiddle);
        Err(PlanError::Narrow { width, twiddle })
    }
}

/// The inverse transform is the forward one with re and im exchanged at both ends, to the last bit.
pub(super) fn swaps(direction: Direction) -> bool {
    direction == Direction::Inverse
}

impl Transform for FftPlan {
    fn spec(&self) -> &CheckedSpec {
        &self.spec
    }

    fn transform(&mut self, frames: &[Frame]) -> Result<Vec<Spectrum>, TransformError> {
        Ok(frames.iter().map(|frame| self.run(frame)).collect())
    }
}
