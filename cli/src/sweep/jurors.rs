// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whose decisions a sweep asks for.

use anyhow::{Context, Result, bail};
use utsushi::picture::{self, Picture, is_picture};
use utsushi::quality::Jury;
use utsushi::shape::{Object, Settings, find_objects};

use super::Arguments;
use crate::scene::{self, Scene};
use crate::{inputs, progress};

/// Scenes of the demo, if no pictures are named.
const SCENES: u64 = 5;

/// The jury that the flags call, and in words who it is.
pub(super) fn called(arguments: &Arguments) -> Result<(Option<Jury>, String)> {
    if arguments.no_decisions {
        return Ok((None, "nothing".into()));
    }
    let spinner = progress::spinner("finding objects");
    let (known, contours, who) = match &arguments.gallery {
        Some(gallery) => {
            let files = inputs::expand(&arguments.images)?;
            let mut contours = Vec::new();
            for file in &files {
                contours.extend(objects(&picture::load(file)?));
            }
            (of_folder(gallery)?, contours, format!("the objects of {} pictures", files.len()))
        }
        None => of_scenes(),
    };
    spinner.finish_and_clear();
    let (shapes, objects) = (known.len(), contours.len());
    let who = format!("{who} ({objects} contours, {shapes} known shapes)");
    let Some(jury) = Jury::new(known, contours) else {
        bail!("{who}: nothing to recognise; name other --images and --gallery, or use --no-decisions")
    };
    Ok((Some(jury), who))
}

fn of_scenes() -> (Vec<Object>, Vec<Object>, String) {
    let known = scene::gallery().iter().filter_map(|(_, picture)| largest(picture)).collect();
    let contours = (1..=SCENES).flat_map(|seed| objects(&Scene::draw(seed).picture)).collect();
    (known, contours, format!("{SCENES} scenes of the demo"))
}

/// The largest object of every picture of a gallery's folder.
fn of_folder(folder: &std::path::Path) -> Result<Vec<Object>> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>())
        .with_context(|| format!("cannot read the gallery {}; check the path", folder.display()))?;
    files.retain(|path| is_picture(path));
    files.sort();
    let mut known = Vec::new();
    for file in files {
        known.extend(largest(&picture::load(&file)?));
    }
    Ok(known)
}

fn objects(picture: &Picture) -> Vec<Object> {
    find_objects(picture, &Settings::default()).1
}

fn largest(picture: &Picture) -> Option<Object> {
    objects(picture).into_iter().max_by_key(|object| object.area)
}
