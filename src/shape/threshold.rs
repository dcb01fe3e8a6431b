// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which threshold a user asks for, and which was taken.

use std::fmt;
use std::str::FromStr;

use crate::words::words;

/// How objects are told from the background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Threshold {
    /// [`Otsu`](Self::Otsu) or [`Adaptive`](Self::Adaptive), by the unevenness of the light.
    #[default]
    Auto,
    /// One level for the whole picture, by Otsu's method.
    Otsu,
    /// The mean of a window around each pixel: for uneven light.
    Adaptive,
    /// This level of 0 to 255, for 16-bit pictures times 257.
    Fixed(u8),
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Otsu => f.write_str("otsu"),
            Self::Adaptive => f.write_str("adaptive"),
            Self::Fixed(level) => write!(f, "{level}"),
        }
    }
}

impl FromStr for Threshold {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(Self::Auto),
            "otsu" => Ok(Self::Otsu),
            "adaptive" => Ok(Self::Adaptive),
            _ => text.parse().map(Self::Fixed).map_err(|_| {
                format!("threshold '{text}' is unknown; use auto, otsu, adaptive or a level from 0 to 255")
            }),
        }
    }
}

/// The threshold that was taken; levels are in the picture's own depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Bright is above this level, found by Otsu's method.
    Otsu(u16),
    /// Bright is above the mean of the window plus the offset.
    Adaptive {
        /// Side of the window in pixels, odd.
        window: usize,
        /// Levels between the mean and an object.
        offset: u16,
    },
    /// Bright is above this level, as asked.
    Fixed(u16),
}

impl fmt::Display for Method {
    /// `otsu at level 97`, `adaptive over 75 pixels, offset 5`, `fixed at level 128`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Otsu(level) => write!(f, "otsu at level {level}"),
            Self::Adaptive { window, offset } => {
                write!(f, "adaptive over {window} pixels, offset {offset}")
            }
            Self::Fixed(level) => write!(f, "fixed at level {level}"),
        }
    }
}

/// Which side of the threshold the objects are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// Objects are brighter than the background.
    Bright,
    /// Objects are darker than the background.
    Dark,
}

impl Polarity {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Bright, Self::Dark];

    /// The word used on the command line and in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bright => "bright",
            Self::Dark => "dark",
        }
    }
}

words!(Polarity, "polarity", "bright or dark");
