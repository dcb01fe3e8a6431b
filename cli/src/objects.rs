// SPDX-License-Identifier: MIT OR Apache-2.0
//! From a picture to the frames of its objects, and from their spectra to names.

use std::path::Path;

use anyhow::{Context, Result};
use utsushi::fft::{CheckedSpec, Frame, Spectrum, Transform};
use utsushi::picture::Picture;
use utsushi::shape::{
    Annotation, Descriptor, Gallery, Limits, Match, Object, Profile, Segmentation as Found, Settings,
    ShapeError, Tier, annotate, descriptors, find_objects,
};

use crate::args::Segmentation;
use crate::report::ObjectReport;
use crate::{output, progress};

/// The objects of one picture, ready for an engine.
pub(crate) struct Scene {
    pub(crate) objects: Vec<Object>,
    pub(crate) profiles: Vec<Profile>,
    /// How they were found, in words.
    pub(crate) threshold: String,
}

impl Scene {
    /// Finds the objects of `picture`. Those too thin for a contour of three points are left out.
    pub(crate) fn find(
        file: &Path,
        picture: &Picture,
        settings: &Settings,
        tier: Tier,
        spec: &CheckedSpec,
    ) -> Result<Self> {
        let (segmentation, found) = find_objects(picture, settings);
        if found.is_empty() {
            let (file, least) = (file.display(), settings.min_area(picture.width(), picture.height()));
            output::remark(&format!(
                "{file} has no object of at least {least} pixels; try another --threshold or --min-area"
            ));
        }
        let mut scene = Self { objects: vec![], profiles: vec![], threshold: describe(&segmentation) };
        let count = found.len();
        for object in found {
            match Profile::of(&object, tier, spec) {
                Ok(profile) => {
                    scene.objects.push(object);
                    scene.profiles.push(profile);
                }
                Err(ShapeError::TooFewPoints { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if scene.objects.len() < count {
            output::remark(&format!(
                "{}: {} of {count} objects have contours of less than three different pixels and are left out; raise --min-area, or turn --polarity if they are the ground",
                file.display(),
                count - scene.objects.len()
            ));
        }
        Ok(scene)
    }

    /// The contours' frames.
    pub(crate) fn frames(&self) -> Vec<Frame> {
        self.profiles.iter().flat_map(|profile| profile.frames().to_vec()).collect()
    }

    /// The descriptors by the `spectra` of the frames.
    pub(crate) fn descriptors(&self, spec: &CheckedSpec, spectra: &[Spectrum<f64>]) -> Vec<Descriptor> {
        descriptors(spec, &self.profiles, spectra)
    }

    /// What the objects are; `nearest` asks the gallery, if there is one.
    pub(crate) fn recognise(
        &self,
        image: &Path,
        descriptors: &[Descriptor],
        mut nearest: impl FnMut(&Descriptor) -> Result<Option<Match>>,
        limits: &Limits,
    ) -> Result<Vec<ObjectReport>> {
        let mut reports = Vec::with_capacity(descriptors.len());
        for (object, descriptor) in self.objects.iter().zip(descriptors) {
            // A contour whose every bin was rounded to zero resembles nothing.
            let seen = descriptor.magnitudes().iter().any(|&magnitude| magnitude > 0.0);
            let found = if seen { nearest(descriptor)? } else { None };
            reports.push(object_report(image, object, found, limits));
        }
        Ok(reports)
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
    Settings {
        threshold: flags.threshold,
        min_area: flags.min_area,
        polarity: flags.polarity,
        split: flags.split,
        ..Settings::default()
    }
}

/// The gallery of a file, or of a folder, its pictures transformed by `engine`. How the objects of the scene are told from
/// their ground says nothing about the gallery's pictures, so these have their own, automatic, threshold.
pub(crate) fn gallery(
    path: Option<&Path>,
    tier: Tier,
    engine: &mut dyn Transform<f64>,
) -> Result<Option<Gallery>> {
    let Some(path) = path else { return Ok(None) };
    let spinner = progress::spinner("reading the gallery");
    let gallery = if path.is_file() {
        Gallery::load(path).and_then(|gallery| {
            gallery.accepts(&path.display().to_string(), tier, engine.spec())?;
            Ok(gallery)
        })
    } else {
        Gallery::from_folder(path, tier, &Settings::default(), engine)
    };
    spinner.finish_and_clear();
    gallery.map(Some).context("cannot use --gallery")
}

/// Method, polarity, and why, if the picture was asked: `local mean …, dark objects (light uneven by 0.41)`.
fn describe(found: &Found) -> String {
    let why = found.unevenness.map(|u| format!(" (chosen by the light's unevenness, {u:.2})"));
    format!("{}, {} objects{}", found.method, found.polarity, why.unwrap_or_default())
}

fn object_report(image: &Path, object: &Object, found: Option<Match>, limits: &Limits) -> ObjectReport {
    let of = |value: fn(&Match) -> f64| found.as_ref().map(value);
    let accepted = found.as_ref().is_some_and(|found| limits.accept(found));
    ObjectReport {
        image: image.to_owned(),
        label: found.as_ref().filter(|_| accepted).map(|found| found.label.clone()),
        distance: of(|found| found.distance),
        margin: found.as_ref().and_then(|found| found.margin),
        angle_degrees: of(|found| found.angle_degrees),
        scale: of(|found| found.scale),
        nearest: found.map(|found| found.label),
        bbox: object.bbox,
        area: object.area,
        touches_border: object.touches_border,
        touching: object.touching(),
    }
}

/// What stands beside an object: its name, or a question mark if it was rejected; distance, and margin after a plus.
fn lines(number: usize, report: &ObjectReport) -> Vec<String> {
    match (&report.nearest, report.distance) {
        (Some(_), Some(distance)) => {
            let margin = report.margin.map(|margin| format!(" +{margin:.3}")).unwrap_or_default();
            let name = report.label.clone().unwrap_or_else(|| "?".to_owned());
            vec![name, format!("{distance:.3}{margin}")]
        }
        _ => vec![number.to_string()],
    }
}
