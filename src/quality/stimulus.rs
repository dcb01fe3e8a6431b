// SPDX-License-Identifier: MIT OR Apache-2.0
//! Frames made by rule: white noise and tones, from integers alone, so that a seed gives the same words everywhere.

use num_complex::Complex;

use super::{QualityError, amplitude};
use crate::fft::trigonometry::{FRACTION, TURN, cos_sin};
use crate::number::QFormat;
use crate::random::SplitMix64;
use crate::words::words;

/// How the samples of a stimulus are distributed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shape {
    /// White, every word of modulus at most the level's equally likely. Three LSB a stage below full scale it never overflows
    /// `halve` with twiddles as wide as the data (contract S5).
    #[default]
    WhiteDisk,
    /// White, either component uniform up to the level. Its corners, at √2 times the level, may overflow.
    WhiteSquare,
    /// A complex tone in each frame, its bin and phase drawn anew.
    Tone,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 3] = [Self::WhiteDisk, Self::WhiteSquare, Self::Tone];

    /// The word used on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::WhiteDisk => "white-disk",
            Self::WhiteSquare => "white-square",
            Self::Tone => "tone",
        }
    }
}

words!(Shape, "input", "white-disk, white-square or tone");

/// A shape and its level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stimulus {
    /// Distribution of the samples.
    pub shape: Shape,
    /// Level of the greatest modulus (of the greatest component, in a square) in decibels of full scale, at most 0.
    pub level_db: f64,
}

impl Default for Stimulus {
    /// The disk at −1 dB of full scale.
    fn default() -> Self {
        Self { shape: Shape::WhiteDisk, level_db: -1.0 }
    }
}

impl Stimulus {
    /// The greatest word at input width `data`, in LSBs.
    ///
    /// # Errors
    /// If the level is above 0 dB, or leaves no word but zero.
    pub fn radius(&self, data: u32) -> Result<i64, QualityError> {
        let full = f64::from(QFormat { width: data, frac: 0 }.max());
        let level_db = self.level_db;
        // Beyond, and for what is no number, the series of an amplitude gives anything.
        let known = level_db.abs() <= 200.0;
        let greatest = if known { (full * amplitude(level_db)).floor() as i64 } else { 0 };
        if level_db <= 0.0 && greatest > 0 {
            return Ok(greatest);
        }
        Err(QualityError::Level { level_db, data, greatest, least: 0.0 - 20.0 * full.log10() })
    }

    /// E|x|² at input width `data`, in LSB²; of a finite number of frames it is measured, not this.
    ///
    /// # Errors
    /// As [`radius`](Self::radius).
    pub fn power(&self, data: u32) -> Result<f64, QualityError> {
        let radius = self.radius(data)? as f64;
        Ok(match self.shape {
            // Cells of a lattice about a disk: the area and its second moment, a cell's own second moment left out.
            Shape::WhiteDisk => radius * radius / 2.0,
            Shape::WhiteSquare => 2.0 * radius * (radius + 1.0) / 3.0,
            Shape::Tone => (radius - 1.0).max(1.0).powi(2),
        })
    }

    /// `frames` frames of `len` samples of `data` bits, back to back.
    ///
    /// # Errors
    /// As [`radius`](Self::radius).
    pub(super) fn frames(
        &self,
        len: usize,
        data: u32,
        frames: usize,
        seed: u64,
    ) -> Result<Vec<Complex<i32>>, QualityError> {
        let radius = self.radius(data)?;
        let mut random = SplitMix64::new(seed);
        let samples = frames * len;
        Ok(match self.shape {
            Shape::WhiteDisk => (0..samples).map(|_| in_disk(&mut random, radius)).collect(),
            Shape::WhiteSquare => (0..samples).map(|_| in_square(&mut random, radius)).collect(),
            Shape::Tone => {
                let mut tone = || (random.next_word() as usize % len, random.next_word() as usize % TURN);
                let tones: Vec<_> = (0..frames).map(|_| tone()).collect();
                tones.into_iter().flat_map(|(bin, phase)| self::tone(len, bin, phase, radius)).collect()
            }
        })
    }
}

/// A tone in `bin` of a forward transform of `len` points: radius·exp(2πi(bin·n/len + phase/65536)), to the nearest words.
pub(crate) fn tone(len: usize, bin: usize, phase: usize, radius: i64) -> impl Iterator<Item = Complex<i32>> {
    // One word less: rounding must not leave the disk.
    let scale = (radius - 1).max(1) as f64 * 2_f64.powi(-FRACTION.cast_signed());
    (0..len).map(move |n| {
        let (cos, sin) = cos_sin((bin * n % len) * (TURN / len) + phase);
        let word = |x: i64| (x as f64 * scale).round() as i32;
        Complex::new(word(cos), word(sin))
    })
}

fn in_square(random: &mut SplitMix64, radius: i64) -> Complex<i32> {
    // One draw for both components: its halves are independent, and the bias of a modulus of 32 bits by 33
    // is below 2^-31 of the radius's own.
    let draw = random.next_word();
    let side = 2 * radius as u64 + 1;
    let part = |bits: u64| ((bits * side) >> 32) as i64 - radius;
    Complex::new(part(draw & 0xffff_ffff) as i32, part(draw >> 32) as i32)
}

fn in_disk(random: &mut SplitMix64, radius: i64) -> Complex<i32> {
    loop {
        let z = in_square(random, radius);
        let (re, im) = (i64::from(z.re), i64::from(z.im));
        if re * re + im * im <= radius * radius {
            return z;
        }
    }
}
