// SPDX-License-Identifier: MIT OR Apache-2.0
//! The grey picture.

use std::fmt;

/// Bits of a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Depth {
    /// 0 to 255.
    Eight,
    /// 0 to 65535.
    Sixteen,
}

impl Depth {
    /// Bits of a pixel: 8 or 16.
    #[must_use]
    pub const fn bits(self) -> u32 {
        match self {
            Self::Eight => 8,
            Self::Sixteen => 16,
        }
    }

    /// White: 255 or 65535.
    #[must_use]
    pub const fn max(self) -> u16 {
        match self {
            Self::Eight => 255,
            Self::Sixteen => 65535,
        }
    }

    /// Levels of this depth for one level of 8 bits: 1 or 257.
    #[must_use]
    pub const fn unit(self) -> u16 {
        self.max() / 255
    }
}

impl fmt::Display for Depth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bit", self.bits())
    }
}

/// A grey picture of at least one pixel; black is 0, white is [`Depth::max`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    depth: Depth,
    samples: Vec<u16>,
}

impl Picture {
    /// A picture of `samples`, row by row from the top.
    ///
    /// # Panics
    /// If a side is zero, there are not exactly `width`·`height` samples, or one exceeds the depth.
    #[must_use]
    pub fn new(width: usize, height: usize, depth: Depth, samples: Vec<u16>) -> Self {
        assert!(width > 0 && height > 0, "a picture has at least one pixel");
        assert_eq!(Some(samples.len()), width.checked_mul(height), "a picture has width x height samples");
        assert!(samples.iter().all(|&p| p <= depth.max()), "a sample exceeds the depth of {depth}");
        Self { width, height, depth, samples }
    }

    /// An 8-bit picture of `bytes`, row by row from the top.
    ///
    /// # Panics
    /// If a side is zero or there are not exactly `width`·`height` bytes.
    #[must_use]
    pub fn from_bytes(width: usize, height: usize, bytes: &[u8]) -> Self {
        Self::new(width, height, Depth::Eight, bytes.iter().map(|&p| p.into()).collect())
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

    /// Bits of a pixel.
    #[must_use]
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// All pixels, row by row from the top.
    #[must_use]
    pub fn samples(&self) -> &[u16] {
        &self.samples
    }

    /// The pixels of row `y`, counted from the top.
    ///
    /// # Panics
    /// If `y` is not below the height.
    #[must_use]
    pub fn row(&self, y: usize) -> &[u16] {
        &self.samples[y * self.width..][..self.width]
    }

    /// The rows, from the top.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[u16]> {
        self.samples.chunks_exact(self.width)
    }

    /// The pixels in 8 bits, each rounded to the nearest level.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let unit = u32::from(self.depth.unit());
        self.samples.iter().map(|&p| ((u32::from(p) + unit / 2) / unit) as u8).collect()
    }
}
