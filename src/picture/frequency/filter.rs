// SPDX-License-Identifier: MIT OR Apache-2.0
//! Band filters in the frequency plane, by radius.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::exponential::exp_negative;
use super::{FilterError, PlaneSpectrum};
use crate::words::words;

/// Which frequencies are kept; radii in the filter's [`Unit`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// Those up to `cut`.
    Low {
        /// The radius of the edge.
        cut: f64,
    },
    /// Those beyond `cut`: exactly what [`Low`](Self::Low) takes away.
    High {
        /// The radius of the edge.
        cut: f64,
    },
    /// Those beyond `low` and up to `high`: the product of a high-pass and a low-pass.
    Pass {
        /// The radius of the inner edge.
        low: f64,
        /// The radius of the outer edge.
        high: f64,
    },
}

/// How the gain of a low-pass with the edge c falls with the radius r.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// 1 up to c, 0 beyond it: it rings.
    #[default]
    Ideal,
    /// exp(−r²/2c²): 0.607 at c, no ringing.
    Gaussian,
    /// 1/(1 + (r/c)^2n): ½ at c; the order n, 1 to 20, sets how steeply it falls.
    Butterworth(u32),
}

/// What a radius counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// √(u² + v²), u cycles in the picture's width and v in its height.
    #[default]
    Image,
    /// √((u/width)² + (v/height)²): at most 0.71, equal in all directions of a picture of any sides.
    Pixel,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 2] = [Self::Image, Self::Pixel];

    /// The word used on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Pixel => "pixel",
        }
    }

    /// The unit in full.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Image => "cycles per image",
            Self::Pixel => "cycles per pixel",
        }
    }

    /// The radius of frequency (u, v) of a picture.
    fn radius(self, u: i64, v: i64, width: usize, height: usize) -> f64 {
        let (u, v) = match self {
            Self::Image => (u as f64, v as f64),
            Self::Pixel => (u as f64 / width as f64, v as f64 / height as f64),
        };
        (u * u + v * v).sqrt()
    }
}

words!(Unit, "unit", "image or pixel");

/// A real, symmetric gain for every frequency of one size of picture, so that real pictures stay real.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filter {
    band: Band,
    profile: Profile,
    unit: Unit,
    width: usize,
    height: usize,
}

/// The radius of the farthest bin of a spectrum.
#[must_use]
pub fn largest_radius(unit: Unit, width: usize, height: usize) -> f64 {
    unit.radius((width / 2) as i64, (height / 2) as i64, width, height)
}

impl Filter {
    /// A filter for spectra of `width` × `height` bins.
    ///
    /// # Errors
    /// If a radius is no number above 0 or lies beyond the farthest bin, the band is inverted, or the order is not 1 to 20.
    pub fn new(
        band: Band,
        profile: Profile,
        unit: Unit,
        width: usize,
        height: usize,
    ) -> Result<Self, FilterError> {
        let largest = largest_radius(unit, width, height);
        let radii = match band {
            Band::Low { cut } | Band::High { cut } => [cut, cut],
            Band::Pass { low, high } => [low, high],
        };
        if let Some(&radius) = radii.iter().find(|r| !r.is_finite() || **r <= 0.0) {
            return Err(FilterError::Radius { radius, unit });
        }
        if let Band::Pass { low, high } = band
            && low >= high
        {
            return Err(FilterError::Inverted { low, high });
        }
        if let Some(&radius) = radii.iter().find(|r| **r > largest) {
            return Err(FilterError::Beyond { radius, width, height, largest, unit });
        }
        match profile {
            Profile::Butterworth(order) if !(1..=20).contains(&order) => Err(FilterError::Order { order }),
            _ => Ok(Self { band, profile, unit, width, height }),
        }
    }

    /// What its radii count.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The gain at a radius in the filter's unit: 0 to 1.
    #[must_use]
    pub fn gain(&self, radius: f64) -> f64 {
        let low = |cut| self.profile.low(radius, cut);
        match self.band {
            Band::Low { cut } => low(cut),
            Band::High { cut } => 1.0 - low(cut),
            Band::Pass { low: inner, high: outer } => (1.0 - low(inner)) * low(outer),
        }
    }

    /// The gain at frequency (u, v) in cycles per image.
    #[must_use]
    pub fn gain_at(&self, u: i64, v: i64) -> f64 {
        self.gain(self.unit.radius(u, v, self.width, self.height))
    }

    /// Multiplies every bin with its gain.
    ///
    /// # Panics
    /// If the spectrum is of another size.
    pub fn apply(&self, spectrum: &mut PlaneSpectrum) {
        let size = (spectrum.width(), spectrum.height());
        assert_eq!(size, (self.width, self.height), "a filter is for spectra of one size");
        spectrum.scale(|u, v| self.gain_at(u, v));
    }
}

impl Profile {
    /// The gain of a low-pass.
    fn low(self, radius: f64, cut: f64) -> f64 {
        let ratio = radius / cut;
        match self {
            Self::Ideal => f64::from(u8::from(radius <= cut)),
            Self::Gaussian => exp_negative(ratio * ratio / 2.0),
            Self::Butterworth(order) => 1.0 / (1.0 + (0..order).fold(1.0, |power, _| power * ratio * ratio)),
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ideal => f.write_str("ideal"),
            Self::Gaussian => f.write_str("gaussian"),
            Self::Butterworth(order) => write!(f, "butterworth:{order}"),
        }
    }
}

impl FromStr for Profile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let order = |order: &str| order.parse().ok().map(Self::Butterworth);
        match text {
            "ideal" => Some(Self::Ideal),
            "gaussian" => Some(Self::Gaussian),
            "butterworth" => Some(Self::Butterworth(2)),
            _ => text.strip_prefix("butterworth:").and_then(order),
        }
        .ok_or_else(|| format!("profile '{text}' is unknown; use ideal, gaussian or butterworth:ORDER"))
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Low { cut } => write!(f, "low-pass {cut}"),
            Self::High { cut } => write!(f, "high-pass {cut}"),
            Self::Pass { low, high } => write!(f, "band-pass {low} to {high}"),
        }
    }
}
