// SPDX-License-Identifier: MIT OR Apache-2.0
//! The colour picture: what is shown, never what is measured.

use super::Picture;
use crate::words::words;

/// Red, green, blue, 0 to 255.
pub type Rgb = [u8; 3];

/// The colours of grey levels, evenly spaced anchors with straight lines between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ColorMap {
    /// Black to white.
    #[default]
    Grey,
    /// Black, violet, red, orange, near-white; lightness rises steadily.
    Heat,
    /// Violet, blue, green, yellow, after Smith and van der Walt's map of that name; lightness rises steadily, and readers
    /// who see no red or no green see it so.
    Viridis,
    /// Round the circle, the ends alike, for angles: blue, white, red, black, blue.
    Cyclic,
}

const GREY: [Rgb; 2] = [[0, 0, 0], [255, 255, 255]];
const HEAT: [Rgb; 6] =
    [[0, 0, 0], [42, 16, 104], [140, 36, 128], [226, 82, 84], [252, 170, 60], [255, 255, 224]];
const VIRIDIS: [Rgb; 6] =
    [[68, 1, 84], [65, 68, 135], [42, 120, 142], [34, 168, 132], [122, 209, 81], [253, 231, 37]];
const CYCLIC: [Rgb; 5] = [[30, 70, 170], [236, 236, 236], [190, 50, 50], [24, 24, 24], [30, 70, 170]];

impl ColorMap {
    /// Every map.
    pub const ALL: [Self; 4] = [Self::Grey, Self::Heat, Self::Viridis, Self::Cyclic];

    /// The word used on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Heat => "heat",
            Self::Viridis => "viridis",
            Self::Cyclic => "cyclic",
        }
    }

    /// The colour of a grey level.
    #[must_use]
    pub fn color(self, grey: u8) -> Rgb {
        match self {
            Self::Grey => between(&GREY, grey),
            Self::Heat => between(&HEAT, grey),
            Self::Viridis => between(&VIRIDIS, grey),
            Self::Cyclic => between(&CYCLIC, grey),
        }
    }
}

words!(ColorMap, "colour map", "grey, heat, viridis or cyclic");

/// An RGB picture, 8 bits a channel, rows from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColorPicture {
    width: usize,
    height: usize,
    pixels: Vec<Rgb>,
}

impl ColorPicture {
    /// A picture of `pixels`, row by row from the top.
    ///
    /// # Panics
    /// If a side is zero or there are not exactly `width`·`height` pixels.
    #[must_use]
    pub fn new(width: usize, height: usize, pixels: Vec<Rgb>) -> Self {
        assert!(width > 0 && height > 0, "a picture has at least one pixel");
        assert_eq!(Some(pixels.len()), width.checked_mul(height), "a picture has width x height pixels");
        Self { width, height, pixels }
    }

    /// The picture in grey, ready to be drawn upon.
    #[must_use]
    pub fn from_grey(picture: &Picture) -> Self {
        Self::map(picture, |p| [p; 3])
    }

    /// The picture in false colours: black, violet, red, orange, near-white.
    #[must_use]
    pub fn heat(picture: &Picture) -> Self {
        Self::mapped(picture, ColorMap::Heat)
    }

    /// The picture in the colours of a map.
    #[must_use]
    pub fn mapped(picture: &Picture, map: ColorMap) -> Self {
        Self::map(picture, |grey| map.color(grey))
    }

    fn map(picture: &Picture, color: impl Fn(u8) -> Rgb) -> Self {
        let pixels = picture.to_bytes().into_iter().map(color).collect();
        Self { width: picture.width(), height: picture.height(), pixels }
    }

    /// Pixels in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// All pixels, row by row from the top.
    #[must_use]
    pub fn pixels(&self) -> &[Rgb] {
        &self.pixels
    }

    /// The pixel at (x, y).
    ///
    /// # Panics
    /// If it is outside the picture.
    #[must_use]
    pub fn get(&self, x: usize, y: usize) -> Rgb {
        assert!(x < self.width, "({x}, {y}) is outside the picture");
        self.pixels[y * self.width + x]
    }

    /// Puts `other` with its upper left corner at (x, y); what would lie outside is left out.
    pub fn paste(&mut self, other: &Self, x: usize, y: usize) {
        let width = other.width.min(self.width.saturating_sub(x));
        if width == 0 {
            return;
        }
        for (row, from) in
            other.pixels.chunks_exact(other.width).take(self.height.saturating_sub(y)).enumerate()
        {
            self.pixels[(y + row) * self.width + x..][..width].copy_from_slice(&from[..width]);
        }
    }

    /// Sets the pixel at (x, y); outside the picture nothing happens.
    pub fn set(&mut self, x: i64, y: i64, color: Rgb) {
        if (0..self.width as i64).contains(&x) && (0..self.height as i64).contains(&y) {
            self.pixels[y as usize * self.width + x as usize] = color;
        }
    }
}

fn between(anchors: &[Rgb], grey: u8) -> Rgb {
    let position = usize::from(grey) * (anchors.len() - 1);
    let (anchor, part) = (position / 255, (position % 255) as u32);
    let next = anchors[(anchor + 1).min(anchors.len() - 1)];
    let blend =
        |c: usize| (u32::from(anchors[anchor][c]) * (255 - part) + u32::from(next[c]) * part + 127) / 255;
    [blend(0) as u8, blend(1) as u8, blend(2) as u8]
}
