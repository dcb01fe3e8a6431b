// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi filter`: a band of an image's frequencies, as a picture and its spectrum.

mod args;
mod figures;
mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use utsushi::picture::frequency::{Band, Deviation, Filter, Plane, PlaneSpectrum};
use utsushi::picture::{self, Picture};

pub(crate) use args::Filter as Arguments;

use crate::gather::{self, Gatherer, ON_PAGE};
use crate::spectrum::{Transformed, sized, transformed};
use crate::{failure, inputs, output, progress};
use report::{ImageReport, Report};

/// What is added to the values of a picture without its mean, so that negative ones show: mid-grey is 0.
const MID_GREY: f64 = 0.5;

/// One image before and after.
pub(super) struct Filtered {
    pub(super) before: Transformed,
    pub(super) filter: Filter,
    /// The spectrum times the gains.
    pub(super) spectrum: PlaneSpectrum,
    pub(super) plane: Plane,
    /// What the picture has more than the plane: 0, or mid-grey.
    pub(super) offset: f64,
    pub(super) picture: Picture,
    /// Of the fixed engine: the result against float, and whether the inverse overflowed.
    pub(super) fixed: Option<(Deviation, bool)>,
}

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    if arguments.engine.spec.inverse() {
        bail!("--inverse is no direction of a filter, which goes there and back; leave it out");
    }
    arguments.engine.check_fit()?;
    arguments.engine.fixed()?;
    let files = inputs::expand(&arguments.images)?;
    let stems = inputs::result_names(&files);
    // Whatever can be wrong with an image or a radius is said before anything is written.
    for file in &files {
        filter_for(arguments, file, &sized(&arguments.engine, picture::load(file)?))?;
    }
    let mut gatherer = Gatherer::new(Some(&arguments.out), &files, &result_names(&stems))?;
    let mut report = Report::new(arguments);
    let bar = progress::bar(files.len() as u64, "filtering images");
    for (file, stem) in files.iter().zip(&stems) {
        gatherer.show(report.images.len() < ON_PAGE);
        let filtered = filtered(arguments, file)?;
        let name = format!("{stem}_filtered.png");
        gatherer.file(&name, &filtered.picture.to_png(&name)?)?;
        let image = ImageReport::new(file, &filtered);
        figures::figures(arguments, stem, &image, &filtered, &mut gatherer)?;
        report.images.push(image);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let (text, lead) = (report.text(), report.lead());
    let (files, json) = gatherer.finish("Filtered images", &lead, &text, |files| report.json(files))?;
    output::print(&if arguments.json { json } else { text + &gather::wrote(&files) })?;
    Ok(ExitCode::from(failure::HOLDS))
}

/// The filter for a picture of this size.
fn filter_for(arguments: &Arguments, file: &Path, picture: &Picture) -> Result<Filter> {
    let (width, height) = (picture.width(), picture.height());
    Filter::new(arguments.band(), arguments.profile, arguments.unit, width, height)
        .with_context(|| file.display().to_string())
}

fn filtered(arguments: &Arguments, file: &Path) -> Result<Filtered> {
    let before = transformed(picture::load(file)?, &arguments.engine, arguments.norm, file)?;
    let filter = filter_for(arguments, file, &before.picture)?;
    let mut exact = PlaneSpectrum::of(&Plane::of_picture(&before.picture), arguments.norm);
    filter.apply(&mut exact);
    let (spectrum, plane, fixed) = match &before.fixed {
        None => (exact.clone(), exact.inverse(), None),
        Some((words, _)) => {
            let words = words.filtered(&filter);
            let (plane, overflow) =
                words.inverse().with_context(|| format!("{} cannot be transformed back", file.display()))?;
            let pairs = exact.inverse();
            let pairs = pairs.values().iter().zip(plane.values()).map(|(&a, &b)| [(a, 0.0), (b, 0.0)]);
            let error = Deviation::of(pairs);
            (words.spectrum(arguments.norm), plane, Some((error, overflow)))
        }
    };
    let offset = if matches!(arguments.band(), Band::Low { .. }) { 0.0 } else { MID_GREY };
    let plane = unpadded(plane, &before);
    let picture = plane.to_picture(before.picture.depth(), offset);
    Ok(Filtered { before, filter, spectrum, plane, offset, picture, fixed })
}

/// What was padded for the fixed engine is cut off again.
fn unpadded(plane: Plane, before: &Transformed) -> Plane {
    let Some((_, report)) = before.fixed.as_ref().filter(|(_, report)| report.fit.how == "pad") else {
        return plane;
    };
    let [width, height] = report.fit.from;
    let (width, height) = (width.min(plane.width()), height.min(plane.height()));
    let rows = plane.values().chunks_exact(plane.width()).take(height);
    Plane::new(width, height, rows.flat_map(|row| row[..width].to_vec()).collect())
}

/// Every name that a run may write.
fn result_names(stems: &[String]) -> Vec<String> {
    let names = |stem: &String| {
        let drawn = ["sheet", "original", "before", "after", "result", "gain", "curve"];
        let endings =
            drawn.iter().flat_map(move |name| ["png", "svg"].map(|ending| format!("{name}.{ending}")));
        let stem = stem.clone();
        endings
            .chain(["filtered.png".to_owned()])
            .map(move |name| format!("{stem}_{name}"))
            .collect::<Vec<_>>()
    };
    stems.iter().flat_map(names).collect()
}

/// A name for people: the file's own.
pub(super) fn file_name(path: &Path) -> String {
    PathBuf::from(path.file_name().unwrap_or(path.as_os_str())).display().to_string()
}
