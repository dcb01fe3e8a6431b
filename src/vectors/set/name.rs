// SPDX-License-Identifier: MIT OR Apache-2.0
//! The sets there are.

use crate::words::words;

/// What a set of vectors aims at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SetName {
    /// One frame of zeros.
    Zero,
    /// One word at either end of the range, at each of the N positions.
    Impulse,
    /// The ends of the range held for a frame, in either part and in both.
    Dc,
    /// The ends of the range in turn, with every period from 2 to N.
    Alternating,
    /// A tone in each of the N bins, in the disk that does not overflow.
    Tone,
    /// The corners of the square: held, in turn, in a circle, at random. They have the greatest modulus there is.
    Corners,
    /// In every stage a result exactly between two words, where the roundings part.
    Ties,
    /// For every stage a frame that overflows there and nowhere before.
    Overflow,
    /// Words of full entropy, either part uniform over its whole range.
    Random,
    /// Real words of full entropy, the imaginary part 0.
    RealRows,
    /// Rows of a picture, given.
    ImageRows,
    /// Contours of shapes, given.
    Contours,
}

impl SetName {
    /// Every set.
    pub const ALL: [Self; 12] = [
        Self::Zero,
        Self::Impulse,
        Self::Dc,
        Self::Alternating,
        Self::Tone,
        Self::Corners,
        Self::Ties,
        Self::Overflow,
        Self::Random,
        Self::RealRows,
        Self::ImageRows,
        Self::Contours,
    ];

    /// The word used on the command line, in JSON and in file names.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::Impulse => "impulse",
            Self::Dc => "dc",
            Self::Alternating => "alternating",
            Self::Tone => "tone",
            Self::Corners => "corners",
            Self::Ties => "ties",
            Self::Overflow => "overflow",
            Self::Random => "random",
            Self::RealRows => "real-rows",
            Self::ImageRows => "image-rows",
            Self::Contours => "contours",
        }
    }

    /// What it aims at, in a few words.
    #[must_use]
    pub const fn what(self) -> &'static str {
        match self {
            Self::Zero => "one frame of zeros",
            Self::Impulse => "one word at either end of the range, at each of the N positions",
            Self::Dc => "the ends of the range held, in either part and in both",
            Self::Alternating => "the ends of the range in turn, every period from 2 to N",
            Self::Tone => "a tone in each of the N bins",
            Self::Corners => "the corners of the square: held, in turn, in a circle, at random",
            Self::Ties => "in every stage a result exactly between two words",
            Self::Overflow => "for every stage a frame that overflows there and nowhere before",
            Self::Random => "words of full entropy",
            Self::RealRows => "real words of full entropy",
            Self::ImageRows => "rows of the picture --image",
            Self::Contours => "contours of the objects in the picture --image",
        }
    }

    /// Whether the set's frames are given by the caller and not made by rule.
    #[must_use]
    pub const fn is_given(self) -> bool {
        matches!(self, Self::ImageRows | Self::Contours)
    }
}

words!(
    SetName,
    "set",
    "zero, impulse, dc, alternating, tone, corners, ties, overflow, random, real-rows, image-rows or contours"
);
