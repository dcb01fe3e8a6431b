// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows of a picture as frames.

use std::borrow::Cow;

use image::imageops::{FilterType, resize};
use image::{ImageBuffer, Luma};
use num_complex::Complex;

use super::{Picture, PictureError};
use crate::fft::{CheckedSpec, Frame, RowPairs};
use crate::words::words;

/// How a row of any length becomes N samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fit {
    /// Zeros after a short row; a long row is refused. Nothing is lost or invented, so this is the default.
    #[default]
    Pad,
    /// The middle of a long row, from pixel (width − N) / 2; zeros after a short one.
    Crop,
    /// Every row stretched or shrunk to N pixels by linear interpolation, wide enough not to alias.
    Resample,
}

impl Fit {
    /// Every fit.
    pub const ALL: [Self; 3] = [Self::Pad, Self::Crop, Self::Resample];

    /// The word used on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pad => "pad",
            Self::Crop => "crop",
            Self::Resample => "resample",
        }
    }
}

words!(Fit, "fit", "pad, crop or resample");

/// A frame of every row, top to bottom, in the spec's direction.
///
/// A pixel of D bits is a fraction of full scale, aligned to the most significant bit: the word is
/// p·2<sup>W−1−D</sup>, its low bits cut off if the input is narrower than the pixel (rounding up would carry
/// white out of range). Words are 0 to 2<sup>W−1</sup> − 1; the imaginary part is 0.
///
/// # Errors
/// If `fit` is [`Fit::Pad`] and a row has more than N pixels.
///
/// # Panics
/// Never: an aligned pixel fits the input.
pub fn rows(picture: &Picture, spec: &CheckedSpec, fit: Fit) -> Result<Vec<Frame>, PictureError> {
    let fitted = fitted(picture, spec, fit)?;
    let real = |row: Vec<i32>| row.into_iter().map(|word| Complex::new(word, 0)).collect();
    let frame = |row| Frame::new(spec, real(row)).expect("an aligned pixel fits the input");
    Ok(words(&fitted, spec).map(frame).collect())
}

/// A frame of every two rows, top to bottom: the upper one real, the lower one imaginary, their words as in [`rows`].
///
/// An odd last row is paired with zeros. [`RowPairs::separate_all`] makes one spectrum a row of what comes back.
/// Under `halve` and `guarded` such a frame cannot overflow if T ≥ W and W ≥ 9: no pixel is negative (clause P5).
///
/// # Errors
/// If `fit` is [`Fit::Pad`] and a row has more than N pixels.
///
/// # Panics
/// Never: an aligned pixel fits the input.
pub fn row_pairs(picture: &Picture, pairs: &RowPairs, fit: Fit) -> Result<Vec<Frame>, PictureError> {
    let fitted = fitted(picture, pairs.spec(), fit)?;
    Ok(pairs.join_all(words(&fitted, pairs.spec())).expect("an aligned pixel fits the input"))
}

/// The picture with rows that `words` can cut and pad to N pixels.
fn fitted<'a>(picture: &'a Picture, spec: &CheckedSpec, fit: Fit) -> Result<Cow<'a, Picture>, PictureError> {
    let len = spec.spec().len;
    match fit {
        Fit::Pad if picture.width() > len => Err(PictureError::TooWide { width: picture.width(), len }),
        Fit::Resample => Ok(resample(picture, len)),
        Fit::Pad | Fit::Crop => Ok(Cow::Borrowed(picture)),
    }
}

/// N words of every row: its middle if it is longer, zeros after it if it is shorter.
fn words(picture: &Picture, spec: &CheckedSpec) -> impl Iterator<Item = Vec<i32>> {
    let (len, width, depth) = (spec.spec().len, spec.input().width, picture.depth().bits());
    let first = picture.width().saturating_sub(len) / 2;
    let word = move |pixel: u16| ((u64::from(pixel) << (width - 1)) >> depth) as i32;
    picture.rows().map(move |row| {
        let kept = &row[first..row.len().min(first + len)];
        let zeros = std::iter::repeat_n(0, len - kept.len());
        kept.iter().map(|&pixel| word(pixel)).chain(zeros).collect()
    })
}

fn resample(picture: &Picture, len: usize) -> Cow<'_, Picture> {
    if picture.width() == len {
        return Cow::Borrowed(picture);
    }
    let (width, height) = (picture.width() as u32, picture.height() as u32);
    let source = ImageBuffer::<Luma<u16>, &[u16]>::from_raw(width, height, picture.samples())
        .expect("a picture has width x height samples");
    let resized = resize(&source, len as u32, height, FilterType::Triangle);
    let samples = resized.into_raw();
    Cow::Owned(Picture::new(len, picture.height(), picture.depth(), samples))
}
