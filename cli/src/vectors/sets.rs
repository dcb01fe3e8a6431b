// SPDX-License-Identifier: MIT OR Apache-2.0
//! The sets of a kit, those made of a picture included.

use std::path::Path;

use anyhow::{Context, Result, bail};
use utsushi::fft::{CheckedSpec, Frame};
use utsushi::picture::{self, Fit};
use utsushi::shape::{Profile, Settings, Tier, find_objects};
use utsushi::vectors::{KitSet, Picture, SetName, VectorSet};

use super::args::Make;
use crate::output;

/// The sets that the flags ask for. What `all` cannot have is said.
pub(super) fn of(arguments: &Make, spec: &CheckedSpec) -> Result<Vec<KitSet>> {
    let asked = arguments.sets.0.as_ref();
    let mut sets = Vec::new();
    for name in asked.map_or(SetName::ALL.as_slice(), Vec::as_slice) {
        match (name, &arguments.image) {
            (SetName::ImageRows | SetName::Contours, Some(image)) => {
                sets.extend(of_picture(*name, image, arguments.fit, spec, asked.is_some())?);
            }
            (SetName::ImageRows | SetName::Contours, None) if asked.is_some() => {
                bail!("the set {name} is made of a picture; name one with --image")
            }
            (SetName::ImageRows | SetName::Contours, None) => {
                output::remark(&format!("left out: the set {name}, which needs --image"));
            }
            _ => {
                let set = VectorSet::new(*name, spec, Some(arguments.frames), arguments.seed)?;
                sets.push(KitSet { set, picture: None });
            }
        }
    }
    Ok(sets)
}

fn of_picture(
    name: SetName,
    path: &Path,
    fit: Option<Fit>,
    spec: &CheckedSpec,
    asked: bool,
) -> Result<Option<KitSet>> {
    let picture = picture::load(path)?;
    let frames: Vec<Frame> = if name == SetName::ImageRows {
        let natural = if picture.width() <= spec.spec().len { Fit::Pad } else { Fit::Resample };
        picture::rows(&picture, spec, fit.unwrap_or(natural)).with_context(|| path.display().to_string())?
    } else {
        let (_, objects) = find_objects(&picture, &Settings::default());
        let profiles = objects.iter().filter_map(|object| Profile::of(object, Tier::Complex, spec).ok());
        profiles.flat_map(|profile| profile.frames().to_vec()).collect()
    };
    if frames.is_empty() {
        let sentence = format!("{} has no object with a contour", path.display());
        if asked {
            bail!("{sentence}; name another picture with --image");
        }
        output::remark(&format!("left out: the set {name}; {sentence}"));
        return Ok(None);
    }
    let bytes =
        std::fs::read(path).with_context(|| format!("cannot read {}; check the path", path.display()))?;
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let picture = Some(Picture { file, sha256: utsushi::vectors::sha256(&bytes) });
    Ok(Some(KitSet { set: VectorSet::of_frames(name, spec, frames)?, picture }))
}
