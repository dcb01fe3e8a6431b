// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi match`: the objects of images against a gallery, on any engine.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use serde::Serialize;
use utsushi::fft::{FftSpec, Transform};
use utsushi::picture;
use utsushi::shape::{Gallery, Settings};

use crate::args::{EngineName, Match};
use crate::objects::{self, Scene};
use crate::report::{self, ObjectReport};
use crate::{engine, failure, inputs, output};

#[derive(Serialize)]
struct MatchReport {
    spec: FftSpec,
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
    let gallery = objects::gallery(Some(&arguments.gallery), engine.as_mut())?
        .ok_or_else(|| anyhow!("match needs --gallery DIR"))?;
    let mut report = MatchReport {
        spec: spec.spec().clone(),
        engine: name(arguments.engine).to_owned(),
        gallery: gallery.entries().iter().map(|entry| entry.label.clone()).collect(),
        objects: Vec::new(),
        files: Vec::new(),
    };
    if let Some(out) = &arguments.out {
        inputs::prepare(out, &files, &["objects.png"])?;
    }
    for (file, name) in files.iter().zip(inputs::result_names(&files)) {
        let out = arguments.out.as_ref().map(|out| out.join(format!("{name}_objects.png")));
        report.objects.extend(recognise(file, &settings, engine.as_mut(), &gallery, out.as_deref())?);
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
    out: Option<&Path>,
) -> Result<Vec<ObjectReport>> {
    let picture = picture::load(file)?;
    let spec = engine.spec().clone();
    let scene = Scene::find(file, &picture, settings, &spec);
    let spectra = engine.transform(&scene.frames())?;
    let found = scene.recognise(file, &spec, spectra, Some(gallery));
    if let Some(out) = out {
        scene.write_annotated(&picture, &found, out)?;
    }
    Ok(found)
}

fn name(engine: EngineName) -> &'static str {
    match engine {
        EngineName::F64 => "f64",
        EngineName::Model => "model",
        EngineName::Hdl => "hdl",
    }
}

fn show(report: &MatchReport, json: bool) -> Result<()> {
    if json {
        return output::print(&format!("{}\n", serde_json::to_string(report)?));
    }
    let files = report.files.iter().map(|file| format!("wrote {}\n", file.display()));
    output::print(&(report::tables(&report.objects) + &files.collect::<String>()))
}
