// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows of a picture as frames.

use std::borrow::Cow;

use image::imageops::{FilterType, resize};
use image::{ImageBuffer, Luma};
use num_complex::Complex;

use super::{Depth, Picture, PictureError};
use crate::fft::{CheckedSpec, Frame};
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
    let len = spec.spec().len;
    if fit == Fit::Pad && picture.width() > len {
        return Err(PictureError::TooWide { width: picture.width(), len });
    }
    let picture = if fit == Fit::Resample { resample(picture, len) } else { Cow::Borrowed(picture) };
    let first = picture.width().saturating_sub(len) / 2;
    let frame = |row: &[u16]| {
        let kept = &row[first..row.len().min(first + len)];
        let mut samples: Vec<_> = kept.iter().map(|&p| word(p, picture.depth(), spec)).collect();
        samples.resize(len, Complex::ZERO);
        Frame::new(spec, samples).expect("an aligned pixel fits the input")
    };
    Ok(picture.rows().map(frame).collect())
}

fn word(pixel: u16, depth: Depth, spec: &CheckedSpec) -> Complex<i32> {
    let word = (u64::from(pixel) << (spec.input().width - 1)) >> depth.bits();
    Complex::new(word as i32, 0)
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
