// SPDX-License-Identifier: MIT OR Apache-2.0
//! How the words grow and shrink from stage to stage.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::SpecError;

/// The shift and the output width of every stage, and the alignment of the input
/// (numeric contract, clause 5). W is the input width, L the number of stages.
///
/// As text: `halve`, `grow`, `guarded:3`, or explicit stages such as `1,1,0`. An explicit stage is
/// `SHIFT` (width W) or `SHIFT/WIDTH`; `align:G` may stand first: `align:2,1/18,1/18,3/16`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Schedule {
    /// Shift 1 at width W in every stage: X = DFT(x)/N.
    Halve,
    /// No shift; width W + 2 + s after stage s: X = DFT(x), nothing is lost but the products' fractions.
    Grow,
    /// Input aligned left by G, shift 1 at width W + G; the last stage shifts 1 + G down to W: X = DFT(x)/N.
    Guarded(u32),
    /// Every stage in its own words.
    Explicit {
        /// Zero bits put below the input.
        align: u32,
        /// One entry a stage, first stage first.
        stages: Vec<StageFormat>,
    },
}

/// One stage of an explicit [`Schedule`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StageFormat {
    /// Right shift in bits: 0 to 8.
    pub shift: u32,
    /// Output width in bits; `None` means the input width W.
    pub width: Option<u32>,
}

impl Schedule {
    /// Zero bits put below the input.
    #[must_use]
    pub fn align(&self) -> u32 {
        match self {
            Self::Halve | Self::Grow => 0,
            Self::Guarded(guard) => *guard,
            Self::Explicit { align, .. } => *align,
        }
    }

    /// (shift, output width) of every stage for input width `data` and `stages` stages; unchecked.
    pub(super) fn expand(&self, data: u32, stages: u32) -> Vec<(u32, u32)> {
        match self {
            Self::Halve => vec![(1, data); stages as usize],
            Self::Grow => (0..stages).map(|s| (0, data.saturating_add(2 + s))).collect(),
            Self::Guarded(guard) => {
                let mut all = vec![(1, data.saturating_add(*guard)); stages as usize];
                if let Some(last) = all.last_mut() {
                    *last = (guard.saturating_add(1), data);
                }
                all
            }
            Self::Explicit { stages, .. } => {
                stages.iter().map(|s| (s.shift, s.width.unwrap_or(data))).collect()
            }
        }
    }

    /// What to change when a stage's width is refused.
    pub(super) fn width_remedy(&self) -> &'static str {
        match self {
            Self::Grow => "use less data bits, a shorter len, or a schedule that shifts",
            _ => "write a width in that range",
        }
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Halve => f.write_str("halve"),
            Self::Grow => f.write_str("grow"),
            Self::Guarded(guard) => write!(f, "guarded:{guard}"),
            Self::Explicit { align, stages } => {
                let align = (*align > 0).then(|| format!("align:{align}"));
                let words: Vec<String> =
                    align.into_iter().chain(stages.iter().map(StageFormat::to_string)).collect();
                f.write_str(&words.join(","))
            }
        }
    }
}

impl fmt::Display for StageFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.width {
            Some(width) => write!(f, "{}/{width}", self.shift),
            None => write!(f, "{}", self.shift),
        }
    }
}

impl FromStr for Schedule {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let named = match text {
            "halve" => Some(Self::Halve),
            "grow" => Some(Self::Grow),
            _ => text
                .strip_prefix("guarded:")
                .map_or_else(|| explicit(text), |g| g.parse().ok().map(Self::Guarded)),
        };
        named.ok_or_else(|| SpecError::ScheduleText { text: text.to_owned() })
    }
}

fn explicit(text: &str) -> Option<Schedule> {
    let mut words = text.split(',').map(str::trim).peekable();
    let align = match words.peek()?.strip_prefix("align:") {
        Some(bits) => {
            words.next();
            bits.parse().ok()?
        }
        None => 0,
    };
    let stages: Option<Vec<StageFormat>> = words.map(stage_format).collect();
    stages.filter(|stages| !stages.is_empty()).map(|stages| Schedule::Explicit { align, stages })
}

fn stage_format(word: &str) -> Option<StageFormat> {
    let (shift, width) = match word.split_once('/') {
        Some((shift, width)) => (shift, Some(width.parse().ok()?)),
        None => (word, None),
    };
    Some(StageFormat { shift: shift.parse().ok()?, width })
}

impl TryFrom<String> for Schedule {
    type Error = SpecError;

    fn try_from(text: String) -> Result<Self, SpecError> {
        text.parse()
    }
}

impl From<Schedule> for String {
    fn from(schedule: Schedule) -> Self {
        schedule.to_string()
    }
}
