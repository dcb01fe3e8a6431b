// SPDX-License-Identifier: MIT OR Apache-2.0
//! The curves of all images together, of the groups, and their ratio; and all of it as a table.

use std::fmt::Write as _;

use anyhow::Result;

use super::args::Spectrum;
use super::groups::Comparison;
use super::images::ImageReport;
use super::picture_figures::{curve_figure, curve_series};
use crate::gather::Gatherer;
use crate::plot::{Axis, Figure, Mark, Scale, Series};

/// Curves that a legend can name.
const NAMED: usize = 6;

/// Writes the common figures and the table.
pub(super) fn figures(
    arguments: &Spectrum,
    images: &[ImageReport],
    comparison: &Comparison,
    gatherer: &mut Gatherer,
) -> Result<()> {
    let norm = arguments.norm;
    gatherer.figure(
        "curves",
        curve_figure("Radially averaged power".into(), norm, all(images, comparison)),
        "Mean of |X|² over rings of equal width, one line an image; black: the mean of the logarithms.",
    )?;
    if let [first, second] = &comparison.groups[..] {
        let of = |colour: usize, named: &super::groups::Named| {
            curve_series(&named.name, colour, &named.group.curve)
        };
        let figure = curve_figure("Two groups".into(), norm, vec![of(0, first), of(1, second)]);
        gatherer.figure("groups", figure, "Means of the logarithms of the images' curves.")?;
    }
    if let ([first, second], false) = (&comparison.groups[..], comparison.curve_ratio.is_empty()) {
        let points = comparison.curve_ratio.clone();
        let figure = Figure {
            title: format!("{} over {}", first.name, second.name),
            x: Axis::new("radius, cycles per pixel", Scale::Decades),
            y: Axis::new("ratio of mean |X|²", Scale::Decades),
            series: vec![Series { name: String::new(), colour: 0, mark: Mark::Line, points }],
        };
        gatherer.figure("ratio", figure, "The first group's curve over the second's.")?;
    }
    gatherer.file("psd.csv", table(images, comparison).as_bytes())
}

/// Every image's line, in its own colour if a legend can name them, else in its group's; and the group's mean.
fn all(images: &[ImageReport], comparison: &Comparison) -> Vec<Series> {
    let few = images.len() <= NAMED;
    let grouped = comparison.groups.len() > 1;
    let mut series = Vec::new();
    for (i, image) in images.iter().enumerate() {
        let first = images.iter().position(|other| other.group == image.group) == Some(i);
        let name = match (few, first) {
            (true, _) => image.name.clone(),
            (_, true) if grouped => comparison.groups[image.group - 1].name.clone(),
            (_, true) => format!("{} images", images.len()),
            _ => String::new(),
        };
        let colour = if few { i } else { 4 + image.group % 2 };
        series.push(curve_series(&name, colour, image.curve.rings()));
    }
    if images.len() > 1 && !grouped {
        series.push(curve_series("mean of logs", 6, &comparison.groups[0].group.curve));
    }
    series
}

/// One line a ring of the common rings, one column an image and a group.
fn table(images: &[ImageReport], comparison: &Comparison) -> String {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let mut text = String::from("radius_cycles_per_pixel");
    let names = images.iter().map(|image| image.name.clone());
    for name in names.chain(comparison.groups.iter().map(|named| format!("mean of logs of {}", named.name))) {
        text.push(',');
        text.push_str(&quoted(&name));
    }
    text.push('\n');
    for i in 0..images[0].common.rings().len() {
        let _ = write!(text, "{}", images[0].common.rings()[i].radius);
        for image in images {
            let _ = write!(text, ",{:e}", image.common.rings()[i].power);
        }
        for named in &comparison.groups {
            let _ = write!(text, ",{:e}", named.group.curve[i].power);
        }
        text.push('\n');
    }
    text
}
