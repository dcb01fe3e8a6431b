// SPDX-License-Identifier: MIT OR Apache-2.0
//! Images: each one's spectrum and numbers, then what they have in common.

use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::Serialize;
use utsushi::picture;
use utsushi::picture::frequency::{Peak, RadialPsd, Summary};

use super::args::Spectrum;
use super::groups::{Comparison, compare};
use super::noise::{Noisy, under_noise};
use super::transform::{FixedReport, Transformed, sized, transformed};
use super::{Inputs, curves, file_name, picture_figures};
use crate::gather::{Gatherer, ON_PAGE};
use crate::progress;

/// One image.
#[derive(Serialize)]
pub(super) struct ImageReport {
    #[serde(serialize_with = "crate::report::lossy")]
    pub(super) path: PathBuf,
    /// 1 or 2.
    pub(super) group: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) summary: Summary,
    /// The strongest bin but that of the mean.
    pub(super) peak: Option<Peak>,
    pub(super) fixed: Option<FixedReport>,
    /// Radially averaged power over min(width, height)/2 rings.
    pub(super) curve: RadialPsd,
    pub(super) noise: Vec<Noisy>,
    /// The curve over as many rings as every image of the run has.
    #[serde(skip)]
    pub(super) common: RadialPsd,
    #[serde(skip)]
    pub(super) name: String,
}

/// All images, and the groups.
pub(super) struct Analysed {
    pub(super) images: Vec<ImageReport>,
    pub(super) comparison: Comparison,
}

/// Transforms every image of both groups.
pub(super) fn run(
    arguments: &Spectrum,
    given: &Inputs,
    stems: &[String],
    gatherer: &mut Gatherer,
) -> Result<Analysed> {
    let files: Vec<(usize, &Path)> = given
        .images
        .iter()
        .map(|file| (1, file.as_path()))
        .chain(given.against.iter().map(|file| (2, file.as_path())))
        .collect();
    let rings = common_rings(arguments, &files)?;
    let bar = progress::bar(files.len() as u64, "transforming images");
    let (mut images, mut leaders) = (Vec::<ImageReport>::new(), Vec::new());
    for ((group, file), stem) in files.into_iter().zip(stems) {
        gatherer.show(images.len() < ON_PAGE);
        let transformed = transformed(picture::load(file)?, &arguments.engine, arguments.norm, file)?;
        let mut report = report(file, group, &transformed, rings);
        if gatherer.wanted() {
            gatherer.section(file_name(file));
            picture_figures::figures(arguments, stem, &report, &transformed, gatherer)?;
            if images.iter().all(|image| image.group != group) {
                leaders.push(picture_figures::drawings(arguments, &report, &transformed));
            }
        }
        report.noise = under_noise(arguments, file, stem, &transformed, &report.curve, gatherer)?;
        // What was computed for the sake of the error is not needed any more.
        report.fixed = transformed.fixed.map(|(_, report)| report);
        images.push(report);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let comparison = compare(arguments, &images);
    if gatherer.wanted() {
        gatherer.show(true);
        gatherer.section("Radially averaged power");
        let more = images.len().saturating_sub(ON_PAGE);
        if more > 0 {
            gatherer.words(format!("{more} more images are in files beside this page."));
        }
        curves::figures(arguments, &images, &comparison, leaders, gatherer)?;
    }
    Ok(Analysed { images, comparison })
}

/// The fewest rings that an image of the run has. Every image is read for it, so that a bad one is refused before anything is
/// drawn.
fn common_rings(arguments: &Spectrum, files: &[(usize, &Path)]) -> Result<usize> {
    let bar = progress::bar(files.len() as u64, "reading images");
    let mut fewest = usize::MAX;
    for (_, file) in files {
        let picture = sized(&arguments.engine, picture::load(file)?);
        fewest = fewest.min(RadialPsd::natural_rings(picture.width(), picture.height()));
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(fewest)
}

fn report(file: &Path, group: usize, transformed: &Transformed, rings: usize) -> ImageReport {
    let spectrum = &transformed.spectrum;
    ImageReport {
        path: file.to_owned(),
        name: file_name(file),
        group,
        width: spectrum.width(),
        height: spectrum.height(),
        summary: Summary::of(spectrum),
        peak: spectrum.peak(),
        fixed: None,
        curve: RadialPsd::of(spectrum, None),
        noise: Vec::new(),
        common: RadialPsd::of(spectrum, Some(rings)),
    }
}
