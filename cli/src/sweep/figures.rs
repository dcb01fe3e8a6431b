// SPDX-License-Identifier: MIT OR Apache-2.0
//! The figures of a sweep: lines are predicted, dots are measured.

use utsushi::fft::{FftSpec, Schedule};
use utsushi::quality::Outcome;

use super::slice::Slices;
use crate::page::Block;
use crate::plot::{Axis, Figure, Mark, Scale, Series};

const RATIO: &str = "signal to noise, dB";

type Found<'a> = (&'a FftSpec, &'a Outcome, f64);

/// SQNR against width, one figure a schedule.
pub(super) fn widths(slices: &Slices) -> Vec<Block> {
    let one = |schedule: &Schedule| {
        let caption = format!(
            "N = {}, twiddles of {} bits, schedule {schedule}. Lines are predicted, dots measured.",
            slices.len, slices.twiddle
        );
        let still = |spec: &FftSpec| {
            (spec.len, spec.twiddle) == (slices.len, slices.twiddle) && spec.schedule == *schedule
        };
        let series = by_rounding(slices, still, |spec| f64::from(spec.data));
        let title = format!("SQNR against data width, {schedule}");
        let x = Axis::new("data width, bits", Scale::Whole);
        block(format!("width-{}", word(schedule)), ratios(title, x, series), caption)
    };
    slices.schedules.iter().filter_map(one).collect()
}

/// SQNR against length, if there is more than one.
pub(super) fn lengths(slices: &Slices) -> Option<Block> {
    let series = by_schedule(
        slices,
        |spec| {
            (spec.data, spec.twiddle) == (slices.data, slices.twiddle)
                && Some(&spec.rounding) == slices.roundings.last()
        },
        |spec| spec.len as f64,
    );
    let caption = format!(
        "{} bits of data, twiddles of {} bits, {}. Lines are predicted, dots measured.",
        slices.data,
        slices.twiddle,
        slices.roundings.last()?
    );
    let x = Axis::new("samples in a frame, N", Scale::Doubling);
    block("length", ratios("SQNR against length".into(), x, several(series)?), caption)
}

/// SQNR against the twiddles' width, if there is more than one.
pub(super) fn twiddles(slices: &Slices) -> Option<Block> {
    let series = by_schedule(
        slices,
        |spec| {
            (spec.data, spec.len) == (slices.data, slices.len)
                && Some(&spec.rounding) == slices.roundings.last()
        },
        |spec| f64::from(spec.twiddle),
    );
    let caption = format!(
        "N = {}, {} bits of data, {}. Lines are predicted, dots measured.",
        slices.len,
        slices.data,
        slices.roundings.last()?
    );
    let x = Axis::new("twiddle width, bits", Scale::Whole);
    block("twiddle", ratios("SQNR against twiddle width".into(), x, several(series)?), caption)
}

/// What bits buy.
pub(super) fn pareto(slices: &Slices) -> Option<Block> {
    let place = |(_, outcome, cost): &Found| Some((*cost, outcome.sqnr_db_measured?));
    let dots = |schedule: &Schedule| {
        let all = slices.of(|spec| spec.len == slices.len && spec.schedule == *schedule);
        all.iter().filter_map(place).collect()
    };
    let named = slices.schedules.iter().enumerate();
    let mut series: Vec<_> = named
        .map(|(colour, schedule)| Series {
            name: schedule.to_string(),
            colour,
            mark: Mark::Dots,
            points: dots(schedule),
        })
        .collect();
    let front = slices.front().iter().filter_map(place).collect();
    series.push(Series { name: "Pareto front".into(), colour: 6, mark: Mark::Line, points: front });
    let caption = format!(
        "N = {}, every width, twiddle and rounding. Bits are the input widths of all stages and a twiddle's width.",
        slices.len
    );
    block("pareto", ratios("What bits buy".into(), Axis::new("cost, bits", Scale::Linear), series), caption)
}

/// Measured less predicted, of every point that has both.
pub(super) fn agreement(slices: &Slices) -> Option<Block> {
    let dots = |name: &str, colour, kind: fn(&Outcome) -> bool| {
        let kept = slices.of(|_| true).into_iter().filter(|(_, outcome, _)| kind(outcome));
        let place = |(_, outcome, _): Found| {
            let predicted = outcome.sqnr_db_predicted?;
            Some((predicted, outcome.sqnr_db_measured? - predicted))
        };
        Series { name: name.into(), colour, mark: Mark::Dots, points: kept.filter_map(place).collect() }
    };
    let series = vec![
        dots("frames overflowed", 1, |outcome| outcome.overflow_rate > 0.0),
        dots("words below 2 LSB rms", 4, |outcome| outcome.overflow_rate == 0.0 && !outcome.prediction_holds),
        dots("promised", 0, |outcome| outcome.prediction_holds),
    ];
    let figure = Figure {
        title: "Measured less predicted".into(),
        x: Axis::new("predicted signal to noise, dB", Scale::Linear),
        y: Axis::new("difference, dB", Scale::Linear),
        series: series.into_iter().filter(|series| !series.points.is_empty()).collect(),
    };
    block("agreement", figure, "Every spec of the sweep. The prediction knows no overflow and promises nothing of words below 2 LSB rms.".into())
}

/// Decisions that rounding changes.
pub(super) fn decisions(slices: &Slices) -> Option<Block> {
    let schedule = slices.schedules.first()?;
    let still = |spec: &FftSpec| {
        (spec.len, spec.twiddle) == (slices.len, slices.twiddle) && spec.schedule == *schedule
    };
    let all = slices.of(still);
    let asked = all.first()?.1.decisions?;
    let mut series = Vec::new();
    for (colour, rounding) in slices.roundings.iter().enumerate() {
        let of = all.iter().filter(|(spec, ..)| spec.rounding == *rounding);
        let place =
            |(spec, outcome, _): &Found| Some((f64::from(spec.data), outcome.decisions_changed? as f64));
        let points: Vec<_> = of.filter_map(place).collect();
        series.push(Series { name: rounding.to_string(), colour, mark: Mark::Dots, points: points.clone() });
        series.push(Series { name: String::new(), colour, mark: Mark::Line, points });
    }
    let figure = Figure {
        title: "Decisions that rounding changes".into(),
        x: Axis::new("data width, bits", Scale::Whole),
        y: Axis::new(format!("changed labels, of {asked}"), Scale::Linear),
        series,
    };
    let caption = format!(
        "N = {}, twiddles of {} bits, schedule {schedule}; against the labels of the unrounded transform.",
        slices.len, slices.twiddle
    );
    block("decisions", figure, caption)
}

fn ratios(title: String, x: Axis, series: Vec<Series>) -> Figure {
    Figure { title, x, y: Axis::new(RATIO, Scale::Linear), series }
}

/// A block, unless the figure has no point.
pub(super) fn block(id: impl Into<String>, figure: Figure, caption: String) -> Option<Block> {
    let any = figure.series.iter().any(|series| !series.points.is_empty());
    any.then(|| Block::Figure { id: id.into(), figure: Box::new(figure), caption })
}

/// Line and dots for every rounding.
fn by_rounding(slices: &Slices, still: impl Fn(&FftSpec) -> bool, x: fn(&FftSpec) -> f64) -> Vec<Series> {
    let of = |(colour, rounding): (usize, &_)| {
        let points = slices.of(|spec| still(spec) && spec.rounding == *rounding);
        pair(&rounding.to_string(), colour, &points, x)
    };
    slices.roundings.iter().enumerate().flat_map(of).collect()
}

/// Line and dots for every schedule.
fn by_schedule(slices: &Slices, still: impl Fn(&FftSpec) -> bool, x: fn(&FftSpec) -> f64) -> Vec<Series> {
    let of = |(colour, schedule): (usize, &_)| {
        let points = slices.of(|spec| still(spec) && spec.schedule == *schedule);
        pair(&schedule.to_string(), colour, &points, x)
    };
    slices.schedules.iter().enumerate().flat_map(of).collect()
}

fn pair(name: &str, colour: usize, points: &[Found], x: fn(&FftSpec) -> f64) -> [Series; 2] {
    let series = |name: &str, mark, ratio: fn(&Outcome) -> Option<f64>| {
        let place = |(spec, outcome, _): &Found| Some((x(spec), ratio(outcome)?));
        Series { name: name.to_owned(), colour, mark, points: points.iter().filter_map(place).collect() }
    };
    [
        series(name, Mark::Line, |outcome| outcome.sqnr_db_predicted),
        series("", Mark::Dots, |outcome| outcome.sqnr_db_measured),
    ]
}

/// The series if they show more than one place on the axis.
fn several(series: Vec<Series>) -> Option<Vec<Series>> {
    let mut places = series.iter().flat_map(|series| &series.points).map(|point| point.0);
    let first = places.next()?;
    places.any(|place| (place - first).abs() > 0.0).then_some(series)
}

/// A schedule as part of a name: letters, digits and dashes.
fn word(schedule: &Schedule) -> String {
    schedule.to_string().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}
