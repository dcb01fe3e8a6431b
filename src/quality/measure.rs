// SPDX-License-Identifier: MIT OR Apache-2.0
//! The model against the exact transform.

use num_complex::Complex;
use rayon::prelude::*;

use super::exact::Split;
use super::measurement::Tally;
use super::{ExactReference, Measurement, QualityError, Stimulus};
use crate::fft::{CheckedSpec, Direction, FftPlan, FftSpec, Frame, Order, Reference};

/// Frames of one length and input width with their exact spectra, on which any spec of that length and width is measured.
///
/// The spectra are computed once, by the f64 [`Reference`] below 24 bits and by the [`ExactReference`] from there on.
/// Threads share a measurer; a measurement uses one thread and its numbers depend on nothing but frames and spec.
#[derive(Clone, Debug)]
pub struct Measurer {
    len: usize,
    data: u32,
    samples: Vec<Complex<i32>>,
    /// Forward DFT in LSBs of the input, natural order.
    whole: Vec<Complex<f64>>,
    /// What f64 has not room for; empty where it has.
    rest: Vec<Complex<f64>>,
    /// E|x|², in LSB² of the input.
    power: f64,
}

/// Input widths from which f64 is not taken for exact, in bits.
const WIDE: u32 = 24;
/// Samples that are transformed at a time: words, errors and spectra of as many stay in the cache.
const BATCH: usize = 8192;

impl Measurer {
    /// A measurer on at least `samples` complex samples, in whole frames, of a stimulus.
    ///
    /// # Errors
    /// If `len` or `data` is none that a spec may have, `samples` is below one frame, or the level is out of range.
    pub fn new(
        len: usize,
        data: u32,
        stimulus: &Stimulus,
        samples: usize,
        seed: u64,
    ) -> Result<Self, QualityError> {
        let spec = plain(len, data)?;
        if samples < len {
            return Err(QualityError::Samples { samples, len });
        }
        Ok(Self::exact(&spec, stimulus.frames(len, data, samples.div_ceil(len), seed)?))
    }

    /// A measurer on frames from elsewhere: rows of pictures, contours. Their directions do not matter; a spec brings its own.
    ///
    /// # Errors
    /// If `len` or `data` is none that a spec may have, or there is no frame, or one of another length or width.
    pub fn of_frames(len: usize, data: u32, frames: &[Frame]) -> Result<Self, QualityError> {
        let spec = plain(len, data)?;
        if frames.is_empty() {
            return Err(QualityError::NoFrame);
        }
        let mut samples = Vec::with_capacity(frames.len() * len);
        for frame in frames {
            samples.extend_from_slice(Frame::new(&spec, frame.samples().to_vec())?.samples());
        }
        Ok(Self::exact(&spec, samples))
    }

    fn exact(spec: &CheckedSpec, samples: Vec<Complex<i32>>) -> Self {
        let (len, data) = (spec.spec().len, spec.spec().data);
        let (whole, rest) = if data < WIDE { in_f64(spec, &samples) } else { in_integers(spec, &samples) };
        let square = |z: &Complex<i32>| f64::from(z.re) * f64::from(z.re) + f64::from(z.im) * f64::from(z.im);
        let power = samples.iter().map(square).sum::<f64>() / samples.len() as f64;
        Self { len, data, samples, whole, rest, power }
    }

    /// The samples, frames back to back.
    #[must_use]
    pub fn samples(&self) -> &[Complex<i32>] {
        &self.samples
    }

    /// Samples of a frame.
    #[must_use]
    pub fn frame_len(&self) -> usize {
        self.len
    }

    /// Width of a component, in bits.
    #[must_use]
    pub fn data(&self) -> u32 {
        self.data
    }

    /// E|x|² of the samples, in LSB² of the input: what a prediction asks for.
    #[must_use]
    pub fn power(&self) -> f64 {
        self.power
    }

    /// Runs the model of `spec` on every frame, in the spec's direction.
    ///
    /// # Errors
    /// If the spec takes frames of another length or width, or the machine lacks the chosen back-end.
    pub fn measure(&self, spec: &CheckedSpec) -> Result<Measurement, QualityError> {
        self.check(spec)?;
        // Order moves bins and changes no bit; natural order makes every spec's bins comparable.
        let natural = FftSpec { order: Order::Natural, ..spec.spec().clone() }.check()?;
        let plan = FftPlan::new(&natural)?;
        let batch = BATCH.div_ceil(self.len) * self.len;
        let mut words = vec![Complex::ZERO; batch.min(self.samples.len())];
        let mut errors = vec![Complex::ZERO; words.len()];
        let mut tally = Tally::new(self.len);
        for first in (0..self.samples.len()).step_by(batch) {
            let input = &self.samples[first..self.samples.len().min(first + batch)];
            let mut flags = vec![false; input.len() / self.len];
            let words = &mut words[..input.len()];
            plan.process_batch_into(input, words, spec.direction(), &mut flags)?;
            if spec.direction() == Direction::Inverse {
                mirror(words, self.len);
            }
            self.subtract(first, words, spec.exponent(), &mut errors);
            tally.add(&errors[..words.len()], &flags);
        }
        let mut result = tally.finish(self.power * self.len as f64 * 4_f64.powi(-spec.exponent()));
        if spec.direction() == Direction::Inverse {
            mirror(&mut result.noise_per_bin, self.len);
            mirror(&mut result.bias_per_bin, self.len);
        }
        Ok(result)
    }

    fn check(&self, spec: &CheckedSpec) -> Result<(), QualityError> {
        let (len, data) = (self.len, self.data);
        let (spec_len, spec_data) = (spec.spec().len, spec.spec().data);
        if (len, data) == (spec_len, spec_data) {
            return Ok(());
        }
        Err(QualityError::Other { len, data, spec_len, spec_data })
    }

    /// words − exact bins, in LSBs of the output; `first` is where the words' frames begin.
    fn subtract(&self, first: usize, words: &[Complex<i32>], exponent: i32, errors: &mut [Complex<f64>]) {
        let scale = 2_f64.powi(-exponent);
        let real = |z: &Complex<i32>| Complex::new(f64::from(z.re), f64::from(z.im));
        // Scaled by a power of two, so that nothing is rounded but the difference, which is small.
        for ((error, word), exact) in errors.iter_mut().zip(words).zip(&self.whole[first..]) {
            *error = real(word) - exact * scale;
        }
        if !self.rest.is_empty() {
            for (error, rest) in errors.iter_mut().zip(&self.rest[first..first + words.len()]) {
                *error -= rest * scale;
            }
        }
    }
}

/// A spec of that length and width whose output is DFT(x) itself.
fn plain(len: usize, data: u32) -> Result<CheckedSpec, QualityError> {
    Ok(FftSpec { len, data, ..FftSpec::default() }.check()?)
}

type Parts = (Vec<Complex<f64>>, Vec<Complex<f64>>);

fn in_f64(spec: &CheckedSpec, samples: &[Complex<i32>]) -> Parts {
    let reference = Reference::new(spec);
    let scale = 2_f64.powi(spec.exponent());
    let bins = |frame: &[Complex<i32>]| {
        let frame = Frame::new(spec, frame.to_vec()).expect("the samples fit the input");
        reference.run(&frame).bins.into_iter().map(|bin| bin * scale).collect::<Vec<_>>()
    };
    let frames: Vec<_> = samples.par_chunks_exact(spec.spec().len).map(bins).collect();
    (frames.concat(), Vec::new())
}

fn in_integers(spec: &CheckedSpec, samples: &[Complex<i32>]) -> Parts {
    let reference = ExactReference::new(spec);
    let bins = |frame: &[Complex<i32>]| reference.transform(frame, Direction::Forward);
    let frames: Vec<Vec<Split>> = samples.par_chunks_exact(spec.spec().len).map(bins).collect();
    frames.concat().into_iter().map(|bin| (bin.whole, bin.rest)).unzip()
}

/// Exchanges bins k and N − k of every frame: the inverse transform is the forward one seen so.
fn mirror<T>(bins: &mut [T], len: usize) {
    for frame in bins.chunks_exact_mut(len) {
        frame[1..].reverse();
    }
}
