// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a single spec shows: the noise of every bin, and how often which error occurs.

use anyhow::Result;
use utsushi::fft::FftSpec;
use utsushi::quality::{Measurement, Measurer, Predictor, Sweep};

use super::figures::block;
use super::slice::Slices;
use crate::page::Block;
use crate::plot::{Axis, Figure, Mark, Scale, Series};

/// Points of a noise spectrum: neighbouring bins are averaged until there are no more.
const PLACES: usize = 128;

/// The figures of the sweep's featured specs, measured once more.
pub(super) fn figures(slices: &Slices, sweep: &Sweep) -> Result<Vec<Block>> {
    let specs = slices.featured();
    let Some(first) = specs.first() else { return Ok(Vec::new()) };
    let samples = sweep.samples.max(first.len);
    let measurer = Measurer::new(first.len, first.data, &sweep.stimulus, samples, sweep.seed)?;
    let (mut spectrum, mut errors) = (Vec::new(), Vec::new());
    let predictor = Predictor::new();
    for (colour, spec) in specs.iter().enumerate() {
        let checked = spec.check()?;
        let result = measurer.measure(&checked)?;
        let predicted = predictor.predict(&checked, measurer.power());
        let series =
            |name: String, mark, noise: &[f64]| Series { name, colour, mark, points: averaged(noise) };
        spectrum.push(series(spec.rounding.to_string(), Mark::Line, &predicted.noise_per_bin));
        spectrum.push(series(String::new(), Mark::Dots, &result.noise_per_bin));
        errors.push(Series {
            name: spec.rounding.to_string(),
            colour,
            mark: Mark::Line,
            points: shares(&result),
        });
    }
    Ok([noise(first, spectrum), histogram(first, errors)].into_iter().flatten().collect())
}

fn noise(spec: &FftSpec, series: Vec<Series>) -> Option<Block> {
    let figure = Figure {
        title: "Noise spectrum".into(),
        x: Axis::new("bin", Scale::Linear),
        y: Axis::new("noise power of a bin, LSB\u{b2}", Scale::Decades),
        series,
    };
    let group = (spec.len / PLACES).max(1);
    let each = if group > 1 { format!(", each the mean of {group} bins") } else { String::new() };
    block("noise", figure, format!("{}. Lines are predicted, dots measured{each}.", words(spec)))
}

fn histogram(spec: &FftSpec, series: Vec<Series>) -> Option<Block> {
    let figure = Figure {
        title: "Errors".into(),
        x: Axis::new("error of a component, LSB of the output", Scale::Linear),
        y: Axis::new("share of the components", Scale::Decades),
        series,
    };
    block("errors", figure, format!("{}. Measured, all bins.", words(spec)))
}

fn words(spec: &FftSpec) -> String {
    let FftSpec { len, data, twiddle, schedule, .. } = spec;
    format!("N = {len}, {data} bits of data, twiddles of {twiddle} bits, schedule {schedule}")
}

/// Means of neighbouring bins, at the first bin of each group. Bin 0, where a bias gathers, stands by itself.
fn averaged(noise: &[f64]) -> Vec<(f64, f64)> {
    let group = (noise.len() / PLACES).max(1);
    let mean =
        |(i, bins): (usize, &[f64])| ((1 + i * group) as f64, bins.iter().sum::<f64>() / bins.len() as f64);
    std::iter::once((0.0, noise[0])).chain(noise[1..].chunks(group).enumerate().map(mean)).collect()
}

/// Share of every class of errors that occurred, at its middle.
fn shares(measured: &Measurement) -> Vec<(f64, f64)> {
    let histogram = &measured.histogram;
    let all = histogram.counts.iter().sum::<u64>() as f64;
    let middle = |i: usize| (i as f64 - (histogram.counts.len() / 2) as f64 + 0.5) * histogram.step;
    let classes = histogram.counts.iter().enumerate().filter(|(_, count)| **count > 0);
    classes.map(|(i, &count)| (middle(i), count as f64 / all)).collect()
}
