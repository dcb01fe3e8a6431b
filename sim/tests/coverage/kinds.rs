// SPDX-License-Identifier: MIT OR Apache-2.0
//! The forms that a stage takes in Verilog: how it rotates, how its quantizer is built.

use utsushi::fft::{Rotation, Stage};

/// How a stage rotates what it sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// ROTATION 0 with a multiplier.
    Multiplies,
    /// ROTATION 0 of two butterflies: by 1 or ∓j.
    Quarter,
    /// ROTATION 0 of one butterfly: by 1.
    Last,
    /// ROTATION 1: not at all.
    Plain,
    /// ROTATION 2 with a multiplier.
    MultipliesBoth,
    /// ROTATION 2 of one butterfly: b alone, by ∓j.
    Turns,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] =
        [Self::Multiplies, Self::Quarter, Self::Last, Self::Plain, Self::MultipliesBoth, Self::Turns];

    pub(crate) fn of(stage: &Stage) -> Self {
        match (stage.rotation, stage.half()) {
            (Rotation::Differences, 1) => Self::Last,
            (Rotation::Differences, 2) => Self::Quarter,
            (Rotation::Differences, _) => Self::Multiplies,
            (Rotation::None, _) => Self::Plain,
            (Rotation::Both, 1) => Self::Turns,
            (Rotation::Both, _) => Self::MultipliesBoth,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Multiplies => "rotation 0 multiplying",
            Self::Quarter => "rotation 0 by right angles",
            Self::Last => "rotation 0 by nothing",
            Self::Plain => "rotation 1",
            Self::MultipliesBoth => "rotation 2 multiplying",
            Self::Turns => "rotation 2 by right angles",
        }
    }

    pub(crate) fn multiplies(self) -> bool {
        matches!(self, Self::Multiplies | Self::MultipliesBoth)
    }

    /// The quantizers that stages of this kind can have.
    pub(crate) fn forms(self) -> &'static [Form] {
        if self.multiplies() { &[Form::OneBoth, Form::MoreBoth] } else { &Form::ALL }
    }
}

/// How a quantizer is built: bits dropped, and which limits it looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Nothing is dropped.
    None,
    /// One bit, never below the lower limit (CEILING 1).
    OneCeiling,
    /// One bit, both limits.
    OneBoth,
    /// More bits, CEILING 1.
    MoreCeiling,
    /// More bits, both limits.
    MoreBoth,
}

impl Form {
    pub(crate) const ALL: [Self; 5] =
        [Self::None, Self::OneCeiling, Self::OneBoth, Self::MoreCeiling, Self::MoreBoth];

    /// As `fft_stage` decides it.
    pub(crate) fn of(stage: &Stage) -> Self {
        let multiplies = Kind::of(stage).multiplies();
        let ceiling = !multiplies && stage.shift > 0 && stage.width_out >= stage.width_in;
        match (drop(stage), ceiling) {
            (0, _) => Self::None,
            (1, true) => Self::OneCeiling,
            (1, false) => Self::OneBoth,
            (_, true) => Self::MoreCeiling,
            (_, false) => Self::MoreBoth,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::None => "no bit dropped",
            Self::OneCeiling => "1 bit dropped, ceiling",
            Self::OneBoth => "1 bit dropped",
            Self::MoreCeiling => "more bits dropped, ceiling",
            Self::MoreBoth => "more bits dropped",
        }
    }
}

/// DROP of the stage's quantizer in Verilog: where it multiplies, the twiddle's fraction goes too.
pub(crate) fn drop(stage: &Stage) -> u32 {
    stage.shift + if Kind::of(stage).multiplies() { stage.twiddle - 1 } else { 0 }
}
