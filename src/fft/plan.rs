// SPDX-License-Identifier: MIT OR Apache-2.0
//! The fast model: every table computed once, then frame after frame.

use num_complex::Complex;

use super::kernels::{Backend, Kernels};
use super::sample::{Sample, sealed::Slice};
use super::{CheckedSpec, Direction, FftModel, Frame, PlanError, Spectrum, Tap, Transform, TransformError};

/// The bit-accurate transform of a spec, as fast as the machine allows; equal to [`FftModel`] in every bit and flag.
///
/// Samples are words in natural order, bins words in the spec's order, both in plain slices: `i32` always,
/// `i16` where every word of the spec fits 16 bits. Nothing is allocated once the plan is made, and threads share it.
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
    kernels: Option<Kernels>,
    model: FftModel,
    /// Width of the widest word, in bits.
    widest: u32,
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
        Ok(Self {
            spec: spec.clone(),
            backend,
            kernels: Kernels::new(spec, backend),
            model: FftModel::new(spec),
            widest: spec.widest(),
        })
    }

    /// The plan's spec.
    #[must_use]
    pub fn spec(&self) -> &CheckedSpec {
        &self.spec
    }

    /// The instructions it uses.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Bytes of the plan's tables.
    #[must_use]
    pub fn table_bytes(&self) -> usize {
        self.kernels.as_ref().map_or(0, Kernels::table_bytes)
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
        self.check_words::<S>()?;
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
        check_output(input, output)?;
        output.copy_from_slice(input);
        self.process(output, direction)
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
        self.check_words::<S>()?;
        self.transform_all(frames, direction, overflow);
        Ok(())
    }

    /// Transforms checked frames in place.
    fn transform_all<S: Sample>(
        &self,
        frames: &mut [Complex<S>],
        direction: Direction,
        overflow: &mut [bool],
    ) {
        let swap = direction == Direction::Inverse;
        match (&self.kernels, S::slice(frames)) {
            (Some(kernels), Slice::Narrow(frames)) if kernels.is_narrow() => {
                return kernels.process(frames, swap, overflow);
            }
            (Some(kernels), Slice::Wide(frames)) if !kernels.is_narrow() => {
                return kernels.process(frames, swap, overflow);
            }
            _ => {}
        }
        for (frame, overflow) in frames.chunks_exact_mut(self.spec.spec().len).zip(overflow) {
            let samples = frame.iter().map(|z| Complex::new(z.re.into(), z.im.into())).collect();
            let input = Frame::new(&self.spec, samples).expect("checked").with_direction(direction);
            let spectrum = self.model.run(&input);
            *overflow = spectrum.overflow;
            match S::slice(frame) {
                Slice::Wide(frame) => frame.copy_from_slice(&spectrum.bins),
                Slice::Narrow(frame) => {
                    for (to, z) in frame.iter_mut().zip(spectrum.bins) {
                        *to = Complex::new(z.re as i16, z.im as i16);
                    }
                }
            }
        }
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
        check_output(input, output)?;
        output.copy_from_slice(input);
        self.process_batch(output, direction, overflow)
    }

    /// Transforms a checked frame.
    ///
    /// # Panics
    /// If the frame is of a spec with another length.
    #[must_use]
    pub fn run(&self, frame: &Frame) -> Spectrum {
        let mut bins = frame.samples().to_vec();
        let overflow = self.process(&mut bins, frame.direction()).unwrap_or_else(|error| panic!("{error}"));
        Spectrum { bins, overflow, exponent: self.spec.exponent() }
    }

    /// The words after every stage, in streaming order, from the readable model.
    #[must_use]
    pub fn taps(&self, frame: &Frame) -> Vec<Tap> {
        self.model.taps(frame)
    }

    /// Whether every sample is within the input format.
    ///
    /// # Errors
    /// The first that is not.
    pub fn check_samples<S: Sample>(&self, samples: &[Complex<S>]) -> Result<(), PlanError> {
        let format = self.spec.input();
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

    fn check_words<S: Sample>(&self) -> Result<(), PlanError> {
        if self.widest > S::BITS {
            return Err(PlanError::Narrow { width: self.widest, name: S::NAME, bits: S::BITS });
        }
        Ok(())
    }
}

fn check_output<S>(input: &[S], output: &[S]) -> Result<(), PlanError> {
    if input.len() == output.len() {
        return Ok(());
    }
    Err(PlanError::Output { input: input.len(), output: output.len() })
}

impl Transform for FftPlan {
    fn spec(&self) -> &CheckedSpec {
        &self.spec
    }

    fn transform(&mut self, frames: &[Frame]) -> Result<Vec<Spectrum>, TransformError> {
        Ok(frames.iter().map(|frame| self.run(frame)).collect())
    }
}
