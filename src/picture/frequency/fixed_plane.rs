// SPDX-License-Identifier: MIT OR Apache-2.0
//! The spectrum of a picture by the bit-accurate model of two dimensions, and back.

use std::borrow::Cow;

use image::imageops::{FilterType, resize};
use image::{ImageBuffer, Luma};
use num_complex::Complex;

use super::fixed_line::{inverse_of, power_of_two, real};
use super::{Deviation, Filter, Normalisation, Plane, PlaneSpectrum};
use crate::fft::{CheckedSpec, Direction, FftSpec, Order, PlanError, PlanePlan, SpecError};
use crate::picture::{Fit, MAX_SIDE, Picture};

/// A picture's words in the frequency plane.
#[derive(Clone, Debug)]
pub struct FixedPlane {
    words: Vec<Complex<i32>>,
    /// Fractions of white in a word of 1 after the forward transform.
    lsb: f64,
    /// The specs of the rows and of the columns.
    pub specs: [CheckedSpec; 2],
    /// Whether a stage's result left its range.
    pub overflow: bool,
    /// e in X = DFT·2^−e, both as words: of rows and columns together.
    pub exponent: i32,
}

/// A picture that the fixed engine cannot take.
#[derive(Debug, thiserror::Error)]
pub enum FixedPlaneError {
    /// A side that is no power of two from 4 on.
    #[error(
        "the picture has {width} x {height} pixels; a fixed-point plane has powers of two from 4 to {MAX_SIDE}; fit it first"
    )]
    Sides {
        /// Pixels in a row.
        width: usize,
        /// Rows.
        height: usize,
    },
    /// A spec that is refused, of an axis in either direction.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// No engine.
    #[error(transparent)]
    Plan(#[from] PlanError),
}

/// The picture with sides that are powers of two from 4 on: padded with black at its right and lower edge to the next
/// ones, its middle cropped to the ones before, or resampled by linear interpolation to the nearest (by ratio).
///
/// Sides too short to crop are padded; what has such sides already stays as it is. `side` asks for another one, the
/// same in both directions: pad and crop then pad what is shorter and crop what is longer.
#[must_use]
pub fn fitted(picture: &Picture, fit: Fit, side: Option<usize>) -> Cow<'_, Picture> {
    let target = |given: usize| side.unwrap_or_else(|| power(given, fit));
    let (width, height) = (target(picture.width()), target(picture.height()));
    if (width, height) == (picture.width(), picture.height()) {
        return Cow::Borrowed(picture);
    }
    Cow::Owned(if fit == Fit::Resample {
        resampled(picture, width, height)
    } else {
        framed(picture, width, height)
    })
}

fn power(given: usize, fit: Fit) -> usize {
    let up = given.next_power_of_two().clamp(4, MAX_SIDE as usize);
    let down = if given.is_power_of_two() { up } else { up / 2 }.max(4);
    match fit {
        Fit::Pad => up,
        Fit::Crop => down,
        // given/down against up/given.
        Fit::Resample => {
            if given * given >= up * down {
                up
            } else {
                down
            }
        }
    }
}

fn resampled(picture: &Picture, width: usize, height: usize) -> Picture {
    let (w, h) = (picture.width() as u32, picture.height() as u32);
    let source = ImageBuffer::<Luma<u16>, &[u16]>::from_raw(w, h, picture.samples())
        .expect("a picture has width x height samples");
    let samples = resize(&source, width as u32, height as u32, FilterType::Triangle).into_raw();
    Picture::new(width, height, picture.depth(), samples)
}

/// The middle of what is longer, black after what is shorter.
fn framed(picture: &Picture, width: usize, height: usize) -> Picture {
    let left = picture.width().saturating_sub(width) / 2;
    let top = picture.height().saturating_sub(height) / 2;
    let mut samples = vec![0; width * height];
    for (to, from) in samples.chunks_exact_mut(width).zip(picture.rows().skip(top)) {
        let kept = &from[left..from.len().min(left + width)];
        to[..kept.len()].copy_from_slice(kept);
    }
    Picture::new(width, height, picture.depth(), samples)
}

impl FixedPlane {
    /// Transforms a picture whose sides are powers of two: its rows by `spec` in their length, its columns by the same
    /// in theirs, as wide as the rows' output.
    ///
    /// A pixel of D bits is the word p·2^(W − 1 − D), as in [`rows`](crate::picture::rows).
    ///
    /// # Errors
    /// If a side is none, or the spec is refused at a length.
    pub fn of(picture: &Picture, spec: &FftSpec) -> Result<Self, FixedPlaneError> {
        let (width, height) = (picture.width(), picture.height());
        if [width, height].iter().any(|side| !side.is_power_of_two() || *side < 4) {
            return Err(FixedPlaneError::Sides { width, height });
        }
        let base = FftSpec { order: Order::Natural, inverse: false, ..spec.clone() };
        let [rows, columns] = PlanePlan::axes(width, height, &base)?;
        let (data, depth) = (rows.input().width, picture.depth());
        let word = |&p: &u16| Complex::new(((u64::from(p) << (data - 1)) >> depth.bits()) as i32, 0);
        let mut words: Vec<_> = picture.samples().iter().map(word).collect();
        let overflow = PlanePlan::new(&rows, &columns)?.process(&mut words, Direction::Forward)?;
        let exponent = rows.exponent() + columns.exponent();
        // A word of 2^(W−1) is a pixel of 2^D, which is 2^D/(2^D − 1) of white.
        let white = f64::from(depth.max()) / f64::from(u32::from(depth.max()) + 1);
        let lsb = power_of_two(exponent - (data as i32 - 1)) / white;
        Ok(Self { words, lsb, specs: [rows, columns], overflow, exponent })
    }

    /// The spectrum in fractions of white.
    #[must_use]
    pub fn spectrum(&self, normalisation: Normalisation) -> PlaneSpectrum {
        let factor = self.lsb * normalisation.forward(self.words.len());
        let bins = self.words.iter().map(|&z| real(z) * factor).collect();
        let [width, height] = self.sides();
        PlaneSpectrum::from_bins(width, height, bins, normalisation)
    }

    /// The spectrum against the float one of `picture`, in its unit.
    #[must_use]
    pub fn error(&self, picture: &Picture, normalisation: Normalisation) -> Deviation {
        let exact = PlaneSpectrum::of(&Plane::of_picture(picture), normalisation);
        let got = self.spectrum(normalisation);
        Deviation::of(exact.bins().iter().zip(got.bins()).map(|(a, b)| [(a.re, a.im), (b.re, b.im)]))
    }

    /// The words times a filter's gains, rounded to nearest, a tie to even.
    #[must_use]
    pub fn filtered(&self, filter: &Filter) -> Self {
        let [width, height] = self.sides();
        let word = |(i, z): (usize, &Complex<i32>)| {
            let gain =
                filter.gain_at(super::frequency(i % width, width), super::frequency(i / width, height));
            let part = |x: i32| (f64::from(x) * gain).round_ties_even() as i32;
            Complex::new(part(z.re), part(z.im))
        };
        Self { words: self.words.iter().enumerate().map(word).collect(), ..self.clone() }
    }

    /// The plane by the fixed inverse transform, in fractions of white, and whether a stage's result left its range.
    ///
    /// Its words are as wide as the spectrum's and two bits more where there is room (words have 32 at most), for what a filter
    /// makes overshoot.
    ///
    /// # Errors
    /// If no spec of that width is allowed, or the machine lacks the chosen back-end.
    pub fn inverse(&self) -> Result<(Plane, bool), FixedPlaneError> {
        let [rows, columns] = &self.specs;
        let data = (columns.output().width + 2).min(32);
        let (rows, columns) = (inverse_of(rows, data)?, inverse_of(columns, data)?);
        let mut words = self.words.clone();
        let overflow = PlanePlan::new(&rows, &columns)?.process(&mut words, Direction::Inverse)?;
        let factor = self.lsb * power_of_two(rows.exponent() + columns.exponent()) / words.len() as f64;
        let [width, height] = self.sides();
        let values = words.iter().map(|z| f64::from(z.re) * factor).collect();
        Ok((Plane::new(width, height, values), overflow))
    }

    fn sides(&self) -> [usize; 2] {
        self.specs.each_ref().map(|spec| spec.spec().len)
    }
}
