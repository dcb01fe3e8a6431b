// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi match`: the objects of images against a gallery, on any engine.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use serde::Serialize;
use utsushi::fft::{FftSpec, Transform};
use utsushi::picture;
use utsushi::shape::{Descriptor, Gallery, Settings};

use crate::args::{Match, Recognition};
use crate::objects::{self, Scene};
use crate::report::{self, ObjectReport};
use crate::{engine, failure, inputs, output};

#[derive(Serialize)]
struct MatchReport {
    spec: FftSpec,
    descriptor: &'static str,
    engine: String,
    gallery: Vec<String>,
    objects: Vec<ObjectReport>,
    #[serde(serialize_with = "report::all_lossy")]
    files: Vec<PathBuf>,
}

/// Runs the verb.
pub(crate) fn run(arguments: &Match) -> Result<ExitCode> {
    let spec = arguments.spec.checked(FftSpec::default())?;
    let settings = objects::settings(&arguments.segmentation);
    let files = inputs::expand(&arguments.images)?;
    let mut engine = engine::engine(arguments.engine, &spec, &arguments.hardware)?;
    let recognition = &arguments.recognition;
    let gallery = objects::gallery(Some(&arguments.gallery), recognition.descriptor, engine.as_mut())?
        .ok_or_else(|| anyhow!("match needs --gallery"))?;
    let mut report = MatchReport {
        spec: spec.spec().clone(),
        descriptor: recognition.descriptor.word(),
        engine: arguments.engine.word().to_owned(),
        gallery: gallery.labels().into_iter().map(str::to_owned).collect(),
        objects: Vec::new(),
        files: Vec::new(),
    };
    if let Some(out) = &arguments.out {
        inputs::prepare(out, &files, &["objects.png"])?;
    }
    for (file, name) in files.iter().zip(inputs::result_names(&files)) {
        let out = arguments.out.as_ref().map(|out| out.join(format!("{name}_objects.png")));
        let found = recognise(file, &settings, engine.as_mut(), &gallery, recognition, out.as_deref())?;
        report.objects.extend(found);
        report.files.extend(out);
    }
    if let Some(out) = &arguments.out {
        report.files.push(out.join(report::NAME));
        report::write_json(out, &report)?;
    }
    show(&report, arguments.json)?;
    Ok(ExitCode::from(failure::HOLDS))
}

fn recognise(
    file: &Path,
    settings: &Settings,
    engine: &mut dyn Transform<f64>,
    gallery: &Gallery,
    recognition: &Recognition,
    out: Option<&Path>,
) -> Result<Vec<ObjectReport>> {
    let picture = picture::load(file)?;
    let spec = engine.spec().clone();
    let scene = Scene::find(file, &picture, settings, recognition.descriptor, &spec)?;
    let spectra = engine.transform(&scene.frames())?;
    let descriptors = scene.descriptors(&spec, &spectra);
    let nearest =
        |descriptor: &Descriptor| Ok(Some(gallery.nearest_by(descriptor, recognition.mirror, engine)?));
    let found = scene.recognise(file, &descriptors, nearest, &recognition.limits())?;
    if let Some(out) = out {
        scene.write_annotated(&picture, &found, out)?;
    }
    Ok(found)
}

fn show(report: &MatchReport, json: bool) -> Result<()> {
    if json {
        return output::print(&format!("{}\n", serde_json::to_string(report)?));
    }
    let files = report.files.iter().map(|file| format!("wrote {}\n", file.display()));
    output::print(&(report::tables(&report.objects) + &files.collect::<String>()))
}
