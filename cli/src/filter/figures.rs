// SPDX-License-Identifier: MIT OR Apache-2.0
//! The figures of one filtered image: before, after, both spectra, the gain and the curves.

use anyhow::Result;
use utsushi::picture::frequency::{RadialPsd, largest_radius};

use super::report::ImageReport;
use super::{Arguments, Filtered};
use crate::drawing::Drawing;
use crate::gather::Gatherer;
use crate::plot::{Axis, Figure, Mark, Scale, Series};
use crate::sheet::Sheet;
use crate::spectrum::{curve_series, magnitude_map, original_map};

/// Points of the gain's line.
const POINTS: usize = 512;

/// Writes the figures and puts them on the page.
pub(super) fn figures(
    arguments: &Arguments,
    stem: &str,
    report: &ImageReport,
    filtered: &Filtered,
    gatherer: &mut Gatherer,
) -> Result<()> {
    let name = &report.name;
    let what = format!("{} {}", arguments.profile, arguments.band());
    let original = || original_map(name.clone(), &filtered.before.picture);
    let result = || original_map(format!("{name}, {}", arguments.band()), &filtered.picture);
    let before = || magnitude_map("Magnitude before".into(), &filtered.before.spectrum, &arguments.view);
    let after = || magnitude_map("Magnitude after".into(), &filtered.spectrum, &arguments.view);
    let drawings: Vec<Box<dyn Drawing>> = vec![
        Box::new(original()),
        Box::new(before()),
        Box::new(gain(filtered)),
        Box::new(result()),
        Box::new(after()),
        Box::new(curves(arguments, filtered)),
    ];
    let title = format!("{name}: {what}, radii in {}", arguments.unit.words());
    gatherer.written(&format!("{stem}_sheet"), &Sheet::new(title, 3, drawings))?;
    gatherer.section(name.clone());
    gatherer.words(report.text().lines().map(str::trim).collect::<Vec<_>>().join(". "));
    let shown = if filtered.offset > 0.0 {
        "Mid-grey is 0: the mean is filtered away."
    } else {
        "Grey levels over white."
    };
    gatherer.figure(&format!("{stem}_original"), original(), "Before.")?;
    gatherer.figure(&format!("{stem}_result"), result(), shown)?;
    gatherer.figure(&format!("{stem}_before"), before(), "In decibels of the strongest bin.")?;
    gatherer.figure(&format!("{stem}_after"), after(), "In decibels of the strongest bin that is left.")?;
    gatherer.figure(&format!("{stem}_gain"), gain(filtered), "The factor of every bin, by its radius.")?;
    gatherer.figure(
        &format!("{stem}_curve"),
        curves(arguments, filtered),
        "Mean of |X|² over rings of equal width.",
    )
}

/// The gain against the radius.
fn gain(filtered: &Filtered) -> Figure {
    let (filter, spectrum) = (&filtered.filter, &filtered.spectrum);
    let unit = filter.unit();
    let largest = largest_radius(unit, spectrum.width(), spectrum.height());
    let point = |i: usize| {
        let radius = largest * i as f64 / POINTS as f64;
        (radius, filter.gain(radius))
    };
    Figure {
        title: "Gain".into(),
        x: Axis::new(format!("radius, {}", unit.words()), Scale::Linear),
        y: Axis::new("gain", Scale::Linear),
        series: vec![Series {
            name: String::new(),
            colour: 0,
            mark: Mark::Line,
            points: (0..=POINTS).map(point).collect(),
        }],
    }
}

fn curves(arguments: &Arguments, filtered: &Filtered) -> Figure {
    let of = |spectrum| RadialPsd::of(spectrum, None);
    let (before, after) = (of(&filtered.before.spectrum), of(&filtered.spectrum));
    // What an ideal filter leaves of a ring is rounding errors, which would stretch the axis to nothing.
    let peak = before.rings().iter().map(|ring| ring.power).fold(0.0, f64::max);
    let mut after = curve_series("after", 1, after.rings());
    after.points.retain(|(_, power)| *power > peak * 1e-15);
    Figure {
        title: "Radial power".into(),
        x: Axis::new("radius, cycles per pixel", Scale::Decades),
        y: Axis::new(format!("mean |X|² of white², {}", arguments.norm.formula()), Scale::Decades),
        series: vec![curve_series("before", 0, before.rings()), after],
    }
}
