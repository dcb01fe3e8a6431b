// SPDX-License-Identifier: MIT OR Apache-2.0
//! Everything that decides an output bit.

use serde::{Deserialize, Serialize};

use super::{BitReversal, Decomposition, Schedule, SpecError, Stage};
use crate::number::{Overflow, QFormat, Rounding};
use crate::words::words;

/// The numeric contract's parameters: equal specs give equal bits on every machine.
///
/// Plain data: take the default and change fields, then [`check`](Self::check) once.
///
/// ```
/// use utsushi::fft::{FftSpec, Schedule};
///
/// let spec = FftSpec { len: 256, data: 12, schedule: Schedule::Guarded(3), ..FftSpec::default() };
/// assert_eq!(spec.check()?.exponent(), 8); // X = DFT(x) / 256
/// # Ok::<(), utsushi::fft::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FftSpec {
    /// Samples in a frame, N: a power of two from 4 to 65536.
    pub len: usize,
    /// Width of an input component in bits, W: 2 to 32.
    pub data: u32,
    /// Width of a twiddle component in bits, T: 2 to 32, of which T − 1 are fraction.
    pub twiddle: u32,
    /// How every stage rounds.
    pub rounding: Rounding,
    /// What every stage does with a result out of range.
    pub overflow: Overflow,
    /// Shift and width of every stage.
    pub schedule: Schedule,
    /// Where the rotation factors stand; left out of texts if it is the default.
    #[serde(skip_serializing_if = "Decomposition::is_default")]
    pub decomposition: Decomposition,
    /// Order of the bins at the output.
    pub order: Order,
    /// Whether a frame asks for the inverse transform unless it says otherwise.
    pub inverse: bool,
}

impl Default for FftSpec {
    /// 1024 points, 16-bit data and twiddles, convergent, saturate, `halve`, radix 2, natural order, forward.
    fn default() -> Self {
        Self {
            len: 1024,
            data: 16,
            twiddle: 16,
            rounding: Rounding::Convergent,
            overflow: Overflow::Saturate,
            schedule: Schedule::Halve,
            decomposition: Decomposition::Radix2,
            order: Order::Natural,
            inverse: false,
        }
    }
}

impl FftSpec {
    /// The preset for 16 bits out at the scale 1/N with nearly no noise but the last rounding's: 1024 points, `guarded:3`.
    ///
    /// Three guard bits keep the earlier stages' noise 18 dB below the output's LSB: 63.8 dB of signal to noise for white
    /// input in the disk at −1 dB of full scale, where rounding the exact spectrum to 16 bits alone leaves 63.97 dB. The price is
    /// words of 19 bits between the stages, and in each multiplier a difference of 20 bits by a factor of 17 where `halve` has 17 by 17.
    #[must_use]
    pub fn fine() -> Self {
        Self { schedule: Schedule::Guarded(3), ..Self::default() }
    }

    /// Reads a spec from TOML; keys left out take their default.
    ///
    /// # Errors
    /// If the text is no TOML, has an unknown key or a value out of its type, or the spec is refused.
    pub fn from_toml(text: &str) -> Result<Self, SpecError> {
        let spec: Self =
            toml::from_str(text).map_err(|e| SpecError::Toml(e.to_string().trim_end().to_owned()))?;
        spec.check()?;
        Ok(spec)
    }

    /// The spec as TOML, one key a line, `decomposition` only if it is not radix 2; [`from_toml`](Self::from_toml) reads it back.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let decomposition = match self.decomposition {
            radix2 if radix2.is_default() => String::new(),
            other => format!("decomposition = \"{other}\"\n"),
        };
        format!(
            "len = {}\ndata = {}\ntwiddle = {}\nrounding = \"{}\"\noverflow = \"{}\"\nschedule = \"{}\"\n{}order = \"{}\"\ninverse = {}\n",
            self.len,
            self.data,
            self.twiddle,
            self.rounding,
            self.overflow,
            self.schedule,
            decomposition,
            self.order,
            self.inverse
        )
    }

    /// Checks every value against the contract and lays out the stages.
    ///
    /// # Errors
    /// The first clause that a value breaks.
    pub fn check(&self) -> Result<CheckedSpec, SpecError> {
        if !self.len.is_power_of_two() || !(4..=65536).contains(&self.len) {
            return Err(SpecError::Len { len: self.len });
        }
        if !QFormat::WIDTHS.contains(&self.data) {
            return Err(SpecError::Data { width: self.data });
        }
        if !QFormat::WIDTHS.contains(&self.twiddle) {
            return Err(SpecError::Twiddle { width: self.twiddle });
        }
        let align = self.schedule.align();
        if align > 32 - self.data {
            return Err(SpecError::Align { data: self.data, align });
        }
        Ok(CheckedSpec { stages: self.lay_out()?, spec: self.clone() })
    }

    fn lay_out(&self) -> Result<Vec<Stage>, SpecError> {
        let needed = self.len.trailing_zeros();
        let formats = self.schedule.expand(self.data, needed);
        if formats.len() != needed as usize {
            return Err(SpecError::StageCount { given: formats.len(), needed, len: self.len });
        }
        let mut width_in = self.data + self.schedule.align();
        let mut stages = Vec::with_capacity(formats.len());
        for (index, (shift, width)) in (0..).zip(formats) {
            self.check_stage(index, shift, width)?;
            stages.push(Stage {
                index,
                block: self.len >> index,
                width_in,
                width_out: width,
                shift,
                twiddle: self.twiddle,
                rounding: self.rounding,
                overflow: self.overflow,
                rotation: self.decomposition.rotation(index),
            });
            width_in = width;
        }
        Ok(stages)
    }

    fn check_stage(&self, stage: u32, shift: u32, width: u32) -> Result<(), SpecError> {
        if !QFormat::WIDTHS.contains(&width) {
            let remedy = self.schedule.width_remedy();
            return Err(SpecError::StageWidth { stage, width, remedy });
        }
        if shift > 8 { Err(SpecError::Shift { stage, shift }) } else { Ok(()) }
    }
}

/// A spec that keeps the contract, with its stages laid out.
///
/// Whatever takes one cannot fail for the spec's sake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedSpec {
    spec: FftSpec,
    stages: Vec<Stage>,
}

impl CheckedSpec {
    /// The spec that was checked.
    #[must_use]
    pub fn spec(&self) -> &FftSpec {
        &self.spec
    }

    /// The stages, first to last: log2(len) of them.
    #[must_use]
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// log2 of the frame's length, L.
    #[must_use]
    pub fn log2_len(&self) -> u32 {
        self.spec.len.trailing_zeros()
    }

    /// Zero bits put below an input word.
    #[must_use]
    pub fn align(&self) -> u32 {
        self.spec.schedule.align()
    }

    /// Format of an input component: W bits, all but the sign behind the point.
    #[must_use]
    pub fn input(&self) -> QFormat {
        QFormat { width: self.spec.data, frac: self.spec.data.cast_signed() - 1 }
    }

    /// Format of an output component: the last stage's width, the point where it belongs after the shifts.
    #[must_use]
    pub fn output(&self) -> QFormat {
        let width = self.stages.last().map_or(self.spec.data, |stage| stage.width_out);
        QFormat { width, frac: self.input().frac - self.exponent() }
    }

    /// Width of the widest word between input and output, in bits.
    #[must_use]
    pub fn widest(&self) -> u32 {
        self.stages.iter().map(|stage| stage.width_in.max(stage.width_out)).fold(self.spec.data, u32::max)
    }

    /// e in X = DFT(x)·2<sup>−e</sup>, both as words: the sum of the shifts less the alignment.
    #[must_use]
    pub fn exponent(&self) -> i32 {
        let shifts: u32 = self.stages.iter().map(|stage| stage.shift).sum();
        shifts.cast_signed() - self.align().cast_signed()
    }

    /// The direction a frame has unless it says otherwise.
    #[must_use]
    pub fn direction(&self) -> Direction {
        if self.spec.inverse { Direction::Inverse } else { Direction::Forward }
    }

    /// Where bin `k` stands at the output, in the spec's order.
    #[must_use]
    pub fn position(&self, k: usize) -> usize {
        match self.spec.order {
            Order::Natural => k,
            Order::BitReversed => BitReversal::new(self.log2_len()).index(k),
        }
    }
}

/// Order of the bins at the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// As the last stage gives them: position p holds bin reverse(p).
    BitReversed,
    /// Bin k at position k.
    Natural,
}

impl Order {
    /// Both orders, in the order of the Verilog parameter `ORDER`: 0, 1.
    pub const ALL: [Self; 2] = [Self::BitReversed, Self::Natural];

    /// The word used in specs, on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::BitReversed => "bit-reversed",
            Self::Natural => "natural",
        }
    }
}

words!(Order, "order", "natural or bit-reversed");

/// Sign of the exponent: forward is exp(−2πikn/N), inverse its conjugate. Neither scales beyond the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// exp(−2πikn/N).
    Forward,
    /// exp(+2πikn/N).
    Inverse,
}
