// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi demo`: an inspection scene of its own, through `cosim`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;

use crate::args::Demo;
use crate::report::{CosimReport, ObjectReport};
use crate::scene::{self, Placed, Scene};
use crate::{cosim, failure, output, report};

/// Runs the verb.
pub(crate) fn run(arguments: &Demo) -> Result<ExitCode> {
    let out = &arguments.out;
    let gallery = out.join("gallery");
    let scene = Scene::draw(arguments.seed);
    let picture = write_pictures(&scene, out, &gallery)?;
    let report = cosim::compare_images(&[picture], Some(&gallery), Some(out), &arguments.run)?;
    cosim::show(&report, report::text, arguments.run.json)?;
    let recognised = scene.truth.iter().filter(|placed| is_recognised(placed, &report)).count();
    let all = scene.truth.len();
    output::remark(&format!("{recognised} of {all} parts recognised"));
    if recognised == all {
        Ok(cosim::exit_code(report.mismatches))
    } else {
        Ok(ExitCode::from(failure::COMPARISON_FAILED))
    }
}

/// The scene and one picture a part; the scene's path.
fn write_pictures(scene: &Scene, out: &Path, gallery: &Path) -> Result<PathBuf> {
    output::folder(gallery)?;
    for (label, picture) in scene::gallery() {
        let path = gallery.join(format!("{label}.png"));
        output::write(&path, &picture.to_png(&path.display().to_string())?)?;
    }
    let path = out.join("scene.png");
    output::write(&path, &scene.picture.to_png(&path.display().to_string())?)?;
    Ok(path)
}

/// Whether an object at the part's place bears its label.
fn is_recognised(placed: &Placed, report: &CosimReport) -> bool {
    let there = |object: &&ObjectReport| {
        let [left, top, width, height] = object.bbox.map(f64::from);
        let [x, y] = placed.centre;
        (left..left + width).contains(&x) && (top..top + height).contains(&y)
    };
    let found: Vec<_> = report.objects.iter().filter(there).collect();
    matches!(found.as_slice(), [object] if object.label.as_deref() == Some(placed.label))
}
