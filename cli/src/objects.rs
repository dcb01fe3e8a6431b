// SPDX-License-Identifier: MIT OR Apache-2.0
//! From a picture to the frames of its objects, and from their spectra to names.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use utsushi::fft::{CheckedSpec, Frame, Spectrum, Transform};
use utsushi::picture::Picture;
use utsushi::shape::{
    Annotation, Descriptor, Gallery, Match, Object, Segmentation as Found, Settings, Signature, annotate,
    find_objects,
};

use crate::args::Segmentation;
use crate::report::ObjectReport;
use crate::{output, progress};

/// The objects of one picture, ready for an engine.
pub(crate) struct Scene {
    pub(crate) objects: Vec<Object>,
    pub(crate) signatures: Vec<Signature>,
    /// How they were found, in words.
    pub(crate) threshold: String,
}

impl Scene {
    /// Finds the objects of `picture`. Those too thin for a contour of three points are left out.
    pub(crate) fn find(file: &Path, picture: &Picture, settings: &Settings, spec: &CheckedSpec) -> Self {
        let (segmentation, found) = find_objects(picture, settings);
        if found.is_empty() {
            let (file, least) = (file.display(), settings.min_area(picture.width(), picture.height()));
            output::remark(&format!(
                "{file} has no object of at least {least} pixels; try another --threshold or --min-area"
            ));
        }
        let pairs = found.into_iter().filter_map(|object| Some((Signature::of(&object, spec).ok()?, object)));
        let (signatures, objects) = pairs.unzip();
        Self { objects, signatures, threshold: describe(&segmentation) }
    }

    /// The contours' frames.
    pub(crate) fn frames(&self) -> Vec<Frame> {
        self.signatures.iter().map(|signature| signature.frame().clone()).collect()
    }

    /// What the objects are, by the `spectra` of their frames.
    pub(crate) fn recognise(
        &self,
        image: &Path,
        spec: &CheckedSpec,
        spectra: Vec<Spectrum<f64>>,
        gallery: Option<&Gallery>,
    ) -> Vec<ObjectReport> {
        let matched = spectra.into_iter().zip(&self.signatures).map(|(spectrum, signature)| {
            let descriptor = Descriptor::new(spec, &spectrum, signature.radius());
            // A contour whose every bin was rounded to zero resembles nothing.
            let seen = descriptor.magnitudes().iter().any(|&magnitude| magnitude > 0.0);
            gallery.filter(|_| seen).map(|gallery| gallery.nearest(&descriptor))
        });
        self.objects.iter().zip(matched).map(|(object, found)| object_report(image, object, found)).collect()
    }

    /// Writes the picture with contours and names.
    pub(crate) fn write_annotated(
        &self,
        picture: &Picture,
        reports: &[ObjectReport],
        path: &Path,
    ) -> Result<()> {
        let annotations: Vec<_> = self
            .objects
            .iter()
            .zip(reports)
            .enumerate()
            .map(|(i, (object, report))| Annotation { object, lines: lines(i + 1, report) })
            .collect();
        output::write(path, &annotate(picture, &annotations).to_png(&path.display().to_string())?)
    }
}

/// The settings that the flags ask for.
pub(crate) fn settings(flags: &Segmentation) -> Settings {
    Settings { threshold: flags.threshold, min_area: flags.min_area, ..Settings::default() }
}

/// The gallery of a folder, its pictures transformed by `engine`. How the objects of the scene are told from
/// their ground says nothing about the gallery's pictures, so these have their own, automatic, threshold.
pub(crate) fn gallery(folder: Option<&PathBuf>, engine: &mut dyn Transform<f64>) -> Result<Option<Gallery>> {
    let Some(folder) = folder else { return Ok(None) };
    let spinner = progress::spinner("reading the gallery");
    let gallery = Gallery::from_folder(folder, &Settings::default(), engine);
    spinner.finish_and_clear();
    gallery.map(Some).context("cannot use --gallery")
}

/// Method, polarity, and why, if the picture was asked: `local mean …, dark objects (light uneven by 0.41)`.
fn describe(found: &Found) -> String {
    let why = found.unevenness.map(|u| format!(" (chosen by the light's unevenness, {u:.2})"));
    format!("{}, {} objects{}", found.method, found.polarity, why.unwrap_or_default())
}

fn object_report(image: &Path, object: &Object, found: Option<Match>) -> ObjectReport {
    let of = |value: fn(&Match) -> f64| found.as_ref().map(value);
    ObjectReport {
        image: image.to_owned(),
        distance: of(|found| found.distance),
        margin: found.as_ref().and_then(|found| found.margin),
        angle_degrees: of(|found| found.angle_degrees),
        scale: of(|found| found.scale),
        label: found.map(|found| found.label),
        bbox: object.bbox,
        area: object.area,
        touches_border: object.touches_border,
        touching: object.touching(),
    }
}

fn lines(number: usize, report: &ObjectReport) -> Vec<String> {
    match (&report.label, report.distance) {
        (Some(label), Some(distance)) => vec![label.clone(), format!("{distance:.3}")],
        _ => vec![number.to_string()],
    }
}
