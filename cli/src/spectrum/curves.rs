// SPDX-License-Identifier: MIT OR Apache-2.0
//! The curves of all images together, of the groups, and their ratio; and all of it as a table.

use std::fmt::Write as _;

use anyhow::Result;

use super::args::Spectrum;
use super::groups::{Comparison, Named};
use super::images::ImageReport;
use super::picture_figures::{curve_figure, curve_series};
use crate::drawing::Drawing;
use crate::gather::Gatherer;
use crate::plot::{Axis, Figure, Mark, Scale, Series};
use crate::sheet::Sheet;

/// Curves that a legend can name.
const NAMED: usize = 6;

/// Writes the common figures and the table; `leaders` are picture, magnitude and phase of each group's first image.
pub(super) fn figures(
    arguments: &Spectrum,
    images: &[ImageReport],
    comparison: &Comparison,
    leaders: Vec<Vec<Box<dyn Drawing>>>,
    gatherer: &mut Gatherer,
) -> Result<()> {
    let figure = curve_figure("Radially averaged power".into(), arguments.norm, all(images, comparison));
    gatherer.figure("curves", figure, "Mean of |X|² over rings of equal width, one line an image.")?;
    if let [first, second] = &comparison.groups[..] {
        groups(arguments, [first, second], comparison, leaders, gatherer)?;
    }
    gatherer.file("psd.csv", table(images, comparison).as_bytes())
}

/// Both groups' means, their ratio, and a sheet with a row for each group.
fn groups(
    arguments: &Spectrum,
    [first, second]: [&Named; 2],
    comparison: &Comparison,
    leaders: Vec<Vec<Box<dyn Drawing>>>,
    gatherer: &mut Gatherer,
) -> Result<()> {
    let of = |colour, named: &Named| curve_series(&named.name, colour, &named.group.curve);
    let both = |title: &str| curve_figure(title.into(), arguments.norm, vec![of(0, first), of(1, second)]);
    gatherer.figure("groups", both("Two groups"), "Means of the logarithms of the images' curves.")?;
    gatherer.figure(
        "ratio",
        ratio([first, second], comparison),
        "The first group's curve over the second's.",
    )?;
    let last: [Box<dyn Drawing>; 2] =
        [Box::new(both("Mean curves of both groups")), Box::new(ratio([first, second], comparison))];
    let rows = leaders.into_iter().zip(last);
    let drawings = rows.flat_map(|(row, last)| row.into_iter().chain([last])).collect();
    let title = format!(
        "{} ({}) and {} ({}): the first image of each, and both groups' mean curves",
        first.name, first.images, second.name, second.images
    );
    gatherer.written("groups_sheet", &Sheet::new(title, 4, drawings))
}

fn ratio([first, second]: [&Named; 2], comparison: &Comparison) -> Figure {
    let points: Vec<_> =
        comparison.curve_ratio.iter().map(|(radius, ratio)| (*radius, 10.0 * ratio.log10())).collect();
    let ends =
        [points.first(), points.last()].into_iter().flatten().map(|(radius, _)| (*radius, 0.0)).collect();
    let series = |mark, colour, points| Series { name: String::new(), colour, mark, points };
    Figure {
        title: format!("{} over {}", first.name, second.name),
        x: Axis::new("radius, cycles per pixel", Scale::Decades),
        y: Axis::new("ratio of mean |X|², dB", Scale::Linear),
        series: vec![series(Mark::Line, 0, points), series(Mark::Dashes, 6, ends)],
    }
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
