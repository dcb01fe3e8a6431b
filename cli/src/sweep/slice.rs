// SPDX-License-Identifier: MIT OR Apache-2.0
//! The parts of a sweep that a figure shows: all but one of a spec's values held still.

use utsushi::fft::{FftSpec, Schedule};
use utsushi::number::Rounding;
use utsushi::quality::{Outcome, Point};

/// The points of a sweep and the values at which figures hold still.
pub(crate) struct Slices<'a> {
    pub(crate) points: &'a [Point],
    /// The longest length.
    pub(crate) len: usize,
    /// 16 bits if they are there, else the middle width.
    pub(crate) data: u32,
    /// The widest twiddle.
    pub(crate) twiddle: u32,
    pub(crate) schedules: Vec<Schedule>,
    pub(crate) roundings: Vec<Rounding>,
}

impl<'a> Slices<'a> {
    /// Of those points that were not refused; `None` if all were.
    pub(crate) fn new(points: &'a [Point]) -> Option<Self> {
        let measured: Vec<&FftSpec> =
            points.iter().filter(|point| point.outcome.is_some()).map(|point| &point.spec).collect();
        let mut widths: Vec<u32> = measured.iter().map(|spec| spec.data).collect();
        widths.sort_unstable();
        widths.dedup();
        Some(Self {
            points,
            len: measured.iter().map(|spec| spec.len).max()?,
            data: if widths.contains(&16) { 16 } else { widths[widths.len() / 2] },
            twiddle: measured.iter().map(|spec| spec.twiddle).max()?,
            schedules: distinct(measured.iter().map(|spec| spec.schedule.clone())),
            roundings: distinct(measured.iter().map(|spec| spec.rounding)),
        })
    }

    /// The measured points that `keep` keeps.
    pub(crate) fn of(&self, keep: impl Fn(&FftSpec) -> bool) -> Vec<(&'a FftSpec, &'a Outcome, f64)> {
        let measured =
            self.points.iter().filter_map(|point| Some((&point.spec, point.outcome.as_ref()?, point.cost?)));
        measured.filter(|(spec, ..)| keep(spec)).collect()
    }

    /// What bits buy: points by rising cost, each with a better ratio than all before it. Words too small for the
    /// prediction are too small for anything and stay out.
    pub(crate) fn front(&self) -> Vec<(&'a FftSpec, &'a Outcome, f64)> {
        let mut all = self.of(|spec| spec.len == self.len);
        let ratio = |outcome: &Outcome| outcome.sqnr_db_measured.unwrap_or(f64::INFINITY);
        all.retain(|(_, outcome, _)| outcome.prediction_holds);
        all.sort_by(|a, b| a.2.total_cmp(&b.2).then(ratio(b.1).total_cmp(&ratio(a.1))));
        let mut best = f64::NEG_INFINITY;
        all.retain(|(_, outcome, _)| {
            let better = ratio(outcome) > best;
            best = best.max(ratio(outcome));
            better
        });
        all
    }

    /// One spec a rounding in the middle of the sweep, for what a single spec shows: of the first schedule that has them.
    pub(crate) fn featured(&self) -> Vec<&'a FftSpec> {
        let of = |schedule: &Schedule| -> Vec<_> {
            let still = |spec: &FftSpec| {
                (spec.len, spec.data, spec.twiddle) == (self.len, self.data, self.twiddle)
                    && spec.schedule == *schedule
            };
            self.of(still).into_iter().map(|(spec, ..)| spec).collect()
        };
        self.schedules.iter().map(of).find(|specs| !specs.is_empty()).unwrap_or_default()
    }
}

fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    values.fold(Vec::new(), |mut all, value| {
        if !all.contains(&value) {
            all.push(value);
        }
        all
    })
}
