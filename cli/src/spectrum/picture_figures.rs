// SPDX-License-Identifier: MIT OR Apache-2.0
//! The figures of one image: itself, magnitude, phase, curve, and all four on a sheet.

use std::f64::consts::PI;

use anyhow::Result;
use utsushi::picture::frequency::{
    Normalisation, Origin, PlaneSpectrum, Ring, magnitude_picture, phase_picture,
};
use utsushi::picture::{ColorMap, ColorPicture, Picture};

use super::args::{Spectrum, ViewArgs};
use super::images::ImageReport;
use super::transform::Transformed;
use crate::drawing::Drawing;
use crate::gather::Gatherer;
use crate::map::{Bar, Map, Span};
use crate::plot::{Axis, Figure, Mark, Scale, Series};
use crate::sheet::Sheet;

/// Writes the figures of one image and puts them on the page.
pub(super) fn figures(
    arguments: &Spectrum,
    stem: &str,
    report: &ImageReport,
    transformed: &Transformed,
    gatherer: &mut Gatherer,
) -> Result<()> {
    if let Some((_, fixed)) = &transformed.fixed {
        gatherer.words(format!("Fixed-point model: {}.", fixed.words()));
    }
    let view = &arguments.view;
    let name = &report.name;
    let [original, magnitude, phase] = maps(arguments, report, transformed);
    let curve = own_curve(arguments, report);
    let title =
        format!("{name}: {} x {} pixels, factor {}", report.width, report.height, arguments.norm.formula());
    let mut sheet = drawings(arguments, report, transformed);
    sheet.push(Box::new(own_curve(arguments, report)));
    gatherer.written(&format!("{stem}_sheet"), &Sheet::new(title, 2, sheet))?;
    let place = place(view);
    gatherer.figure(&format!("{stem}_original"), original, "Grey levels over white.")?;
    gatherer.figure(
        &format!("{stem}_magnitude"),
        magnitude,
        &format!("|X| in decibels of the strongest bin, {place}."),
    )?;
    gatherer.figure(&format!("{stem}_phase"), phase, &format!("arg X, {place}."))?;
    let rings = report.curve.rings().len();
    gatherer.figure(
        &format!("{stem}_curve"),
        curve,
        &format!("Mean of |X|² over {rings} rings of equal width, that of the mean included."),
    )
}

/// Picture, magnitude and phase.
pub(super) fn drawings(
    arguments: &Spectrum,
    report: &ImageReport,
    transformed: &Transformed,
) -> Vec<Box<dyn Drawing>> {
    maps(arguments, report, transformed).into_iter().map(|map| Box::new(map) as Box<dyn Drawing>).collect()
}

fn maps(arguments: &Spectrum, report: &ImageReport, transformed: &Transformed) -> [Map; 3] {
    let (view, name, spectrum) = (&arguments.view, &report.name, &transformed.spectrum);
    [
        original_map(name.clone(), &transformed.picture),
        magnitude_map(format!("Magnitude of {name}"), spectrum, view),
        phase_map(format!("Phase of {name}"), spectrum, view),
    ]
}

fn own_curve(arguments: &Spectrum, report: &ImageReport) -> Figure {
    let series = vec![curve_series("", 0, report.curve.rings())];
    curve_figure(format!("Radial power of {}", report.name), arguments.norm, series)
}

fn place(view: &ViewArgs) -> &'static str {
    match view.origin() {
        Origin::Centred => "frequency (0, 0) in the centre",
        Origin::Corner => "frequency (0, 0) in the upper left corner",
    }
}

/// A picture with its pixels' numbers.
pub(crate) fn original_map(title: String, picture: &Picture) -> Map {
    Map {
        title,
        picture: ColorPicture::from_grey(picture),
        x: Span { label: "column, pixels".into(), from: 0.0, to: picture.width() as f64 },
        y: Span { label: "row, pixels".into(), from: 0.0, to: picture.height() as f64 },
        bar: Some(Bar { colours: ColorMap::Grey, label: "value, of white".into(), low: 0.0, high: 1.0 }),
    }
}

/// The magnitudes in decibels.
pub(crate) fn magnitude_map(title: String, spectrum: &PlaneSpectrum, view: &ViewArgs) -> Map {
    let grey = magnitude_picture(spectrum, view.origin(), view.range);
    let bar = Bar { colours: view.colours, label: "magnitude, dB".into(), low: -view.range, high: 0.0 };
    frequency_map(title, &grey, view.origin(), bar)
}

fn phase_map(title: String, spectrum: &PlaneSpectrum, view: &ViewArgs) -> Map {
    let grey = phase_picture(spectrum, view.origin());
    let bar = Bar { colours: ColorMap::Cyclic, label: "phase, radians".into(), low: -PI, high: PI };
    frequency_map(title, &grey, view.origin(), bar)
}

fn frequency_map(title: String, grey: &Picture, origin: Origin, bar: Bar) -> Map {
    let span = |direction: &str, side: usize| {
        // A bin is as wide as one cycle, its frequency in its middle.
        let first = if origin == Origin::Centred { -((side / 2) as f64) } else { 0.0 };
        let label = format!("{direction}, cycles per image");
        Span { label, from: first - 0.5, to: first + side as f64 - 0.5 }
    };
    Map {
        title,
        picture: ColorPicture::mapped(grey, bar.colours),
        x: span("horizontal", grey.width()),
        y: span("vertical", grey.height()),
        bar: Some(bar),
    }
}

/// A curve's line.
pub(crate) fn curve_series(name: &str, colour: usize, rings: &[Ring]) -> Series {
    let filled = rings.iter().filter(|ring| ring.count > 0);
    Series {
        name: name.to_owned(),
        colour,
        mark: Mark::Line,
        points: filled.map(|ring| (ring.radius, ring.power)).collect(),
    }
}

/// Curves on logarithmic axes.
pub(super) fn curve_figure(title: String, normalisation: Normalisation, series: Vec<Series>) -> Figure {
    Figure {
        title,
        x: Axis::new("radius, cycles per pixel", Scale::Decades),
        y: Axis::new(power_label(normalisation), Scale::Decades),
        series,
    }
}

/// What the vertical axis of a curve shows.
pub(super) fn power_label(normalisation: Normalisation) -> String {
    format!("mean |X|², of white², {}", normalisation.formula())
}
