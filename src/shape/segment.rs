// SPDX-License-Identifier: MIT OR Apache-2.0
//! From a grey picture to a mask of objects.

use super::light::unevenness;
use super::local_mean::local_mean;
use super::otsu::{histogram, otsu};
use super::{Mask, Method, Object, Polarity, Threshold, trace};
use crate::picture::Picture;

/// Unevenness of the light from which [`Threshold::Auto`] takes the local mean: an eighth of the contrast.
pub const UNEVEN: f64 = 0.125;

/// How objects are found; the default suits a picture of separate parts on a plain background.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Which threshold.
    pub threshold: Threshold,
    /// Side of the window of [`Threshold::Adaptive`] in pixels; an even one counts as the next odd one.
    ///
    /// `None`: two fifths of the picture's shorter side, at least 51. It should exceed the objects, lest
    /// their inside be compared with itself, and be small beside the changes of the light.
    pub window: Option<usize>,
    /// Levels (of 0 to 255; for 16-bit pictures times 257) between the local mean and an object.
    pub offset: u8,
    /// Pixels an object has at least.
    ///
    /// `None`: a 1024th of the picture, at least 16: what is smaller than a 32nd of the picture's
    /// sides both ways is dust.
    pub min_area: Option<u64>,
    /// Which side of the threshold the objects are. `None`: the one that holds less of the picture's edge; an object that fills
    /// the frame wants to be told.
    pub polarity: Option<Polarity>,
    /// Whether objects that have grown together are [split](Object::split).
    pub split: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            threshold: Threshold::Auto,
            window: None,
            offset: 5,
            min_area: None,
            polarity: None,
            split: false,
        }
    }
}

impl Settings {
    /// The window for a picture of these sides, in pixels: odd.
    #[must_use]
    pub fn window(&self, width: usize, height: usize) -> usize {
        // Beyond twice the longer side a window always holds the whole picture.
        let largest = 2 * width.max(height);
        self.window.unwrap_or_else(|| (width.min(height) * 2 / 5).max(51)).min(largest) | 1
    }

    /// The smallest area of an object in a picture of these sides, in pixels.
    #[must_use]
    pub fn min_area(&self, width: usize, height: usize) -> u64 {
        self.min_area.unwrap_or_else(|| ((width * height) as u64 / 1024).max(16))
    }
}

/// A mask and how it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Segmentation {
    /// The objects' pixels.
    pub mask: Mask,
    /// The threshold that was taken.
    pub method: Method,
    /// Which side of it the objects are.
    pub polarity: Polarity,
    /// Unevenness of the light as [`Threshold::Auto`] measured it; `None` if it was not asked.
    pub unevenness: Option<f64>,
}

/// Tells objects from background.
///
/// **Polarity** is found unless it is asked: objects are the side of the threshold that holds the lesser part of the pixels on the
/// picture's edge (bright, if both hold the same).
///
/// **Auto** begins with Otsu's threshold and looks at the background it leaves, in 8 × 8 tiles: the mean level of each tile
/// of which at least half is background. Their spread (ninth less first decile) divided by the contrast between
/// objects and background is the unevenness of the light; from [`UNEVEN`] on the local mean is taken instead.
///
/// A picture of one level has no objects.
#[must_use]
pub fn segment(picture: &Picture, settings: &Settings) -> Segmentation {
    match settings.threshold {
        Threshold::Fixed(level) => {
            let level = u16::from(level) * picture.depth().unit();
            global(picture, level, Method::Fixed(level), settings)
        }
        Threshold::Otsu => by_otsu(picture, settings),
        Threshold::Adaptive => adaptive(picture, settings),
        Threshold::Auto => {
            let even = by_otsu(picture, settings);
            let unevenness = unevenness(picture, &even.mask);
            let taken = if unevenness < UNEVEN { even } else { adaptive(picture, settings) };
            Segmentation { unevenness: Some(unevenness), ..taken }
        }
    }
}

/// The objects of a picture in raster order of their top left pixels, and how they were found.
#[must_use]
pub fn find_objects(picture: &Picture, settings: &Settings) -> (Segmentation, Vec<Object>) {
    let segmentation = segment(picture, settings);
    let objects = trace(&segmentation.mask, settings.min_area(picture.width(), picture.height()));
    if !settings.split {
        return (segmentation, objects);
    }
    let parts = objects.iter().flat_map(|object| object.split(&segmentation.mask)).collect();
    (segmentation, parts)
}

fn by_otsu(picture: &Picture, settings: &Settings) -> Segmentation {
    let level = otsu(&histogram(picture)).unwrap_or(picture.depth().max());
    global(picture, level, Method::Otsu(level), settings)
}

fn global(picture: &Picture, level: u16, method: Method, settings: &Settings) -> Segmentation {
    let mut mask = Mask::new(picture.width(), picture.height());
    for (y, row) in picture.rows().enumerate() {
        mask.fill_row_above(y, row, level);
    }
    let (bright, edge) = mask.on_edge();
    let natural = if 2 * bright <= edge { Polarity::Bright } else { Polarity::Dark };
    let polarity = settings.polarity.unwrap_or(natural);
    let mask = if polarity == Polarity::Bright { mask } else { mask.inverted() };
    Segmentation { mask, method, polarity, unevenness: None }
}

fn adaptive(picture: &Picture, settings: &Settings) -> Segmentation {
    let window = settings.window(picture.width(), picture.height());
    let offset = u16::from(settings.offset) * picture.depth().unit();
    let (bright, dark) = local_mean(picture, window, offset);
    let natural = if bright.on_edge().0 <= dark.on_edge().0 { Polarity::Bright } else { Polarity::Dark };
    let polarity = settings.polarity.unwrap_or(natural);
    let mask = if polarity == Polarity::Bright { bright } else { dark };
    Segmentation { mask, method: Method::Adaptive { window, offset }, polarity, unevenness: None }
}
