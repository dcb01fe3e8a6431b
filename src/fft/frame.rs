// SPDX-License-Identifier: MIT OR Apache-2.0
//! What goes in, what comes out, and the waist between them.

use num_complex::Complex;

use super::{CheckedSpec, Direction};
use crate::number::{FixedWord, QFormat, TypedError};

/// N input words, each component within the input format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    samples: Vec<Complex<i32>>,
    direction: Direction,
}

/// Samples that are no frame of the spec.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// Too few or too many samples.
    #[error("a frame has {len} samples and {given} were given; pad, crop or resample them")]
    Len {
        /// Samples the spec asks for.
        len: usize,
        /// Samples given.
        given: usize,
    },
    /// A component does not fit the input format.
    #[error(
        "sample {index} is {} and a component of {width} bits holds {min} to {max}; scale the input",
        shown(*.sample)
    )]
    Range {
        /// Position of the sample in the frame.
        index: usize,
        /// The sample.
        sample: Complex<i32>,
        /// Width of a component, in bits.
        width: u32,
        /// Smallest word of that width.
        min: i32,
        /// Largest word of that width.
        max: i32,
    },
    /// The samples' type has another width than the input.
    #[error(transparent)]
    Typed(#[from] TypedError),
}

impl Frame {
    /// A frame of `samples` in the spec's own direction.
    ///
    /// # Errors
    /// If there are not exactly N samples, or one does not fit the input format.
    pub fn new(spec: &CheckedSpec, samples: Vec<Complex<i32>>) -> Result<Self, FrameError> {
        let len = spec.spec().len;
        if samples.len() != len {
            return Err(FrameError::Len { len, given: samples.len() });
        }
        let format = spec.input();
        let outside = |z: &Complex<i32>| !(format.holds(z.re) && format.holds(z.im));
        match samples.iter().position(outside) {
            Some(index) => Err(range_error(index, samples[index], format)),
            None => Ok(Self { samples, direction: spec.direction() }),
        }
    }

    /// A frame of typed samples, for example `Complex<FixedI16<U15>>`.
    ///
    /// # Errors
    /// If the type's width is not the input width, or there are not exactly N samples.
    pub fn from_fixed<F: FixedWord>(spec: &CheckedSpec, samples: &[Complex<F>]) -> Result<Self, FrameError> {
        Self::new(spec, crate::number::words_of(samples, spec.input().width)?)
    }

    /// The same samples, transformed in `direction`.
    #[must_use]
    pub fn with_direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// The same frame with other samples, as many and in the same format.
    pub(super) fn with_samples(&self, samples: Vec<Complex<i32>>) -> Self {
        Self { samples, direction: self.direction }
    }

    /// The samples, in natural order.
    #[must_use]
    pub fn samples(&self) -> &[Complex<i32>] {
        &self.samples
    }

    /// The direction of this frame's transform.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }
}

/// A sample for a message: wide enough that the sign of any word can be turned.
pub(super) fn shown(sample: Complex<i32>) -> Complex<i64> {
    Complex::new(sample.re.into(), sample.im.into())
}

fn range_error(index: usize, sample: Complex<i32>, format: QFormat) -> FrameError {
    FrameError::Range { index, sample, width: format.width, min: format.min(), max: format.max() }
}

/// N bins in the spec's order, in LSBs of the output format.
///
/// DFT(x) = bins·2<sup>exponent</sup>, x in LSBs of the input format. T is `i32` where bits count and
/// `f64` where an engine without words (the reference) must be able to take part.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum<T = i32> {
    /// The bins, in the spec's order.
    pub bins: Vec<Complex<T>>,
    /// Whether any stage's result left its range while this frame went through.
    pub overflow: bool,
    /// Power of two between the bins and DFT(x).
    pub exponent: i32,
}

impl Spectrum<i32> {
    /// The bins as typed numbers, for example `Complex<FixedI16<U15>>`; `output` is the spec's output format.
    ///
    /// # Errors
    /// If the type's width is not the output width.
    pub fn to_fixed<F: FixedWord>(&self, output: QFormat) -> Result<Vec<Complex<F>>, TypedError> {
        crate::number::typed_of(&self.bins, output.width)
    }
}

impl From<Spectrum<i32>> for Spectrum<f64> {
    fn from(spectrum: Spectrum<i32>) -> Self {
        let real = |z: &Complex<i32>| Complex::new(f64::from(z.re), f64::from(z.im));
        Self {
            bins: spectrum.bins.iter().map(real).collect(),
            overflow: spectrum.overflow,
            exponent: spectrum.exponent,
        }
    }
}

/// The waist of the hourglass: frames go in, spectra come out.
///
/// The f64 reference implements it for `f64`; the model and the hardware for `i32`, and thereby for
/// `f64` too. Whatever stands below the waist takes `dyn Transform<f64>` and does not know which it has.
pub trait Transform<T = i32> {
    /// The spec of the engine.
    fn spec(&self) -> &CheckedSpec;

    /// Transforms a batch; one spectrum a frame, in the same order.
    ///
    /// # Errors
    /// If the engine fails; a model never does, hardware may.
    fn transform(&mut self, frames: &[Frame]) -> Result<Vec<Spectrum<T>>, TransformError>;
}

/// An engine that could not finish a batch.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct TransformError(#[from] pub Box<dyn std::error::Error + Send + Sync>);

impl<E: Transform<i32>> Transform<f64> for E {
    fn spec(&self) -> &CheckedSpec {
        Transform::<i32>::spec(self)
    }

    fn transform(&mut self, frames: &[Frame]) -> Result<Vec<Spectrum<f64>>, TransformError> {
        let spectra = Transform::<i32>::transform(self, frames)?;
        Ok(spectra.into_iter().map(Spectrum::from).collect())
    }
}
