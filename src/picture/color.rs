// SPDX-License-Identifier: MIT OR Apache-2.0
//! The colour picture: what is shown, never what is measured.

use super::Picture;

/// Red, green, blue, 0 to 255.
pub type Rgb = [u8; 3];

/// Anchors of the heat map, evenly spaced from black to white; lightness rises steadily.
const HEAT: [Rgb; 6] =
    [[0, 0, 0], [42, 16, 104], [140, 36, 128], [226, 82, 84], [252, 170, 60], [255, 255, 224]];

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
        Self::map(picture, heat)
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

    /// Sets the pixel at (x, y); outside the picture nothing happens.
    pub fn set(&mut self, x: i64, y: i64, color: Rgb) {
        if (0..self.width as i64).contains(&x) && (0..self.height as i64).contains(&y) {
            self.pixels[y as usize * self.width + x as usize] = color;
        }
    }
}

fn heat(grey: u8) -> Rgb {
    let position = usize::from(grey) * (HEAT.len() - 1);
    let (anchor, part) = (position / 255, (position % 255) as u32);
    let next = HEAT[(anchor + 1).min(HEAT.len() - 1)];
    let blend =
        |c: usize| (u32::from(HEAT[anchor][c]) * (255 - part) + u32::from(next[c]) * part + 127) / 255;
    [blend(0) as u8, blend(1) as u8, blend(2) as u8]
}
