// SPDX-License-Identifier: MIT OR Apache-2.0
//! Many specs at once: a list of values for each of a spec's parameters, and every combination of them.

use std::str::FromStr;

use crate::fft::{FftSpec, Schedule};
use crate::number::Rounding;

/// Specs allowed in one grid: as many as a sweep does in about a quarter of an hour.
pub const MOST_SPECS: usize = 100_000;

/// Every combination of the values given, each over the same base.
///
/// ```
/// use utsushi::fft::FftSpec;
/// use utsushi::quality::Grid;
///
/// let grid = Grid {
///     len: "64..1024".parse()?,         // 64, 128, 256, 512, 1024
///     data: "8..12:2".parse()?,         // 8, 10, 12
///     schedule: "halve,guarded:3".parse()?,
///     ..Grid::of(&FftSpec::default())
/// };
/// assert_eq!(grid.specs()?.len(), 5 * 3 * 2);
/// # Ok::<(), utsushi::quality::GridError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Samples in a frame.
    pub len: Lengths,
    /// Widths of the data, in bits.
    pub data: Widths,
    /// Widths of the twiddles, in bits.
    pub twiddle: Widths,
    /// Rounding modes.
    pub rounding: Roundings,
    /// Schedules.
    pub schedule: Schedules,
    /// What the specs have in common: overflow, decomposition, order and direction.
    pub base: FftSpec,
}

impl Grid {
    /// The grid of one spec.
    #[must_use]
    pub fn of(base: &FftSpec) -> Self {
        Self {
            len: Lengths(vec![base.len]),
            data: Widths(vec![base.data]),
            twiddle: Widths(vec![base.twiddle]),
            rounding: Roundings(vec![base.rounding]),
            schedule: Schedules(vec![base.schedule.clone()]),
            base: base.clone(),
        }
    }

    /// Every combination, unchecked: lengths outermost, then data, twiddles, schedules, roundings.
    ///
    /// # Errors
    /// If there are more than [`MOST_SPECS`].
    pub fn specs(&self) -> Result<Vec<FftSpec>, GridError> {
        let lists = [
            self.len.0.len(),
            self.data.0.len(),
            self.twiddle.0.len(),
            self.schedule.0.len(),
            self.rounding.0.len(),
        ];
        let count = lists.iter().fold(1_usize, |product, &n| product.saturating_mul(n));
        if count > MOST_SPECS {
            return Err(GridError::TooMany { count });
        }
        let mut specs = vec![self.base.clone()];
        specs = vary(&specs, &self.len.0, |spec, &len| spec.len = len);
        specs = vary(&specs, &self.data.0, |spec, &data| spec.data = data);
        specs = vary(&specs, &self.twiddle.0, |spec, &twiddle| spec.twiddle = twiddle);
        specs = vary(&specs, &self.schedule.0, |spec, schedule| spec.schedule = schedule.clone());
        Ok(vary(&specs, &self.rounding.0, |spec, &rounding| spec.rounding = rounding))
    }
}

/// Each of `specs` once for every value.
fn vary<T>(specs: &[FftSpec], values: &[T], set: impl Fn(&mut FftSpec, &T)) -> Vec<FftSpec> {
    let with = |spec: &FftSpec, value| {
        let mut spec = spec.clone();
        set(&mut spec, value);
        spec
    };
    specs
        .iter()
        .flat_map(|spec| values.iter().map(move |value| (spec, value)))
        .map(|(s, v)| with(s, v))
        .collect()
}

/// A list of values that is none, or a grid that is too large.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GridError {
    /// Lengths that cannot be read.
    #[error("'{text}' is no list of lengths; write 1024, 64,256,1024 or 64..4096 (which doubles)")]
    Lengths {
        /// What was written.
        text: String,
    },
    /// Widths that cannot be read.
    #[error("'{text}' is no list of widths; write 16, 8,12,16 or 8..24, with a step as in 8..24:2")]
    Widths {
        /// What was written.
        text: String,
    },
    /// Roundings that cannot be read.
    #[error("'{text}' is no list of roundings; write all, or truncate,half-up,convergent")]
    Roundings {
        /// What was written.
        text: String,
    },
    /// Schedules that cannot be read.
    #[error(
        "'{text}' is no list of schedules; write halve,grow,guarded:3 (guarded alone is guarded:3), or one list of shifts as in 1,1,0"
    )]
    Schedules {
        /// What was written.
        text: String,
    },
    /// More specs than a sweep takes.
    #[error("the sweep has {count} specs and {MOST_SPECS} are allowed; widen a step or sweep in parts")]
    TooMany {
        /// Specs asked for.
        count: usize,
    },
}

/// Lengths: `1024`, a list `64,256`, or `64..4096`, every doubling from the first to the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lengths(pub Vec<usize>);

/// Widths: `16`, a list `8,12`, or `8..24`, every one from the first to the second, in steps as in `8..24:2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widths(pub Vec<u32>);

/// Roundings: `all`, or a list of their words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roundings(pub Vec<Rounding>);

/// Schedules: a list of named ones, or a single one of explicit stages. `guarded` alone is `guarded:3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedules(pub Vec<Schedule>);

impl FromStr for Lengths {
    type Err = GridError;

    fn from_str(text: &str) -> Result<Self, GridError> {
        let doubling = |first: usize, last: usize, step: Option<usize>| {
            let all =
                std::iter::successors(Some(first), |len| len.checked_mul(2)).take_while(|&len| len <= last);
            (step.is_none() && first > 0 && last <= 1 << 20).then(|| all.collect())
        };
        list(text, doubling).map(Self).ok_or_else(|| GridError::Lengths { text: text.to_owned() })
    }
}

impl FromStr for Widths {
    type Err = GridError;

    fn from_str(text: &str) -> Result<Self, GridError> {
        let stepping = |first: u32, last: u32, step: Option<u32>| {
            let step = step.unwrap_or(1) as usize;
            (step > 0 && last <= 64).then(|| (first..=last).step_by(step).collect())
        };
        list(text, stepping).map(Self).ok_or_else(|| GridError::Widths { text: text.to_owned() })
    }
}

impl FromStr for Roundings {
    type Err = GridError;

    fn from_str(text: &str) -> Result<Self, GridError> {
        let all = match text {
            "all" => Some(Rounding::ALL.to_vec()),
            _ => text.split(',').map(|word| word.trim().parse().ok()).collect(),
        };
        all.map(|all| Self(without_repeats(all)))
            .ok_or_else(|| GridError::Roundings { text: text.to_owned() })
    }
}

impl FromStr for Schedules {
    type Err = GridError;

    fn from_str(text: &str) -> Result<Self, GridError> {
        if let Ok(one) = text.parse() {
            return Ok(Self(vec![one]));
        }
        let named = |word: &str| match word.trim() {
            "guarded" => Some(Schedule::Guarded(3)),
            word => word.parse().ok().filter(|schedule| !matches!(schedule, Schedule::Explicit { .. })),
        };
        let all: Option<Vec<_>> = text.split(',').map(named).collect();
        all.map(|all| Self(without_repeats(all)))
            .ok_or_else(|| GridError::Schedules { text: text.to_owned() })
    }
}

/// The values of a comma-separated list of numbers and ranges; `None` if one cannot be read or there are none.
fn list<T: FromStr + PartialEq>(
    text: &str,
    range: impl Fn(T, T, Option<T>) -> Option<Vec<T>>,
) -> Option<Vec<T>> {
    let number = |word: &str| word.trim().parse().ok();
    let mut all = Vec::new();
    for word in text.split(',') {
        let Some((first, rest)) = word.split_once("..") else {
            all.push(number(word)?);
            continue;
        };
        let (last, step) = match rest.split_once(':') {
            Some((last, step)) => (last, Some(number(step)?)),
            None => (rest, None),
        };
        all.extend(range(number(first)?, number(last)?, step)?);
    }
    Some(without_repeats(all)).filter(|all| !all.is_empty())
}

fn without_repeats<T: PartialEq>(values: Vec<T>) -> Vec<T> {
    values.into_iter().fold(Vec::new(), |mut kept, value| {
        if !kept.contains(&value) {
            kept.push(value);
        }
        kept
    })
}
