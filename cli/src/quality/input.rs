// SPDX-License-Identifier: MIT OR Apache-2.0
//! From flags to frames.

use anyhow::{Context, Result, bail};
use utsushi::fft::{CheckedSpec, Frame};
use utsushi::picture::{self, Picture};
use utsushi::quality::{Measurer, Stimulus};
use utsushi::shape::{Settings, Tier};

use super::args::{Input, InputArgs};
use crate::cosim::natural_fit;
use crate::objects::Scene;
use crate::{inputs, progress};

/// The measurer of a spec's length and width on what the flags ask for.
pub(super) fn measurer(flags: &InputArgs, settings: &Settings, spec: &CheckedSpec) -> Result<Measurer> {
    let (len, data) = (spec.spec().len, spec.spec().data);
    let spinner = progress::spinner("transforming the input exactly");
    let measurer = match flags.input {
        Input::Made(shape) if flags.images.is_empty() => {
            let stimulus = Stimulus { shape, level_db: flags.level };
            Measurer::new(len, data, &stimulus, flags.samples, flags.seed)?
        }
        Input::Made(shape) => bail!(
            "--input {shape} takes no --image; use --input rows or --input contours, or leave the images out"
        ),
        Input::Rows | Input::Contours => Measurer::of_frames(len, data, &frames(flags, settings, spec)?)?,
    };
    spinner.finish_and_clear();
    Ok(measurer)
}

fn frames(flags: &InputArgs, settings: &Settings, spec: &CheckedSpec) -> Result<Vec<Frame>> {
    if flags.images.is_empty() {
        bail!("--input {} needs pictures; name them with --image", flags.input.word());
    }
    let mut frames = Vec::new();
    for file in inputs::expand(&flags.images)? {
        let picture: Picture = picture::load(&file)?;
        let fit = flags.fit.unwrap_or_else(|| natural_fit(&picture, spec.spec().len));
        frames.extend(match flags.input {
            Input::Contours => Scene::find(&file, &picture, settings, Tier::Complex, spec)?.frames(),
            _ => picture::rows(&picture, spec, fit).with_context(|| file.display().to_string())?,
        });
    }
    Ok(frames)
}
