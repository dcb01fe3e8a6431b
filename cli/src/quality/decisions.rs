// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi quality --decisions GALLERY`: the smallest word length that changes no match.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use utsushi::fft::{CheckedSpec, FftSpec, Transform};
use utsushi::picture;
use utsushi::quality::{WordLength, word_length};
use utsushi::shape::{Gallery, Object, Settings, Tier};

use super::args::Quality;
use crate::objects::{self, Scene};
use crate::{inputs, output, progress};

/// Widest word that is tried, in bits.
const WIDEST: u32 = 24;

/// Tries word lengths from 4 bits up; the twiddles are as wide as the data unless a flag fixes them.
pub(super) fn run(arguments: &Quality, gallery: &Path) -> Result<()> {
    let base = arguments.spec.checked(FftSpec::default())?;
    let specs = specs(arguments, base.spec());
    let objects = found(arguments, &base)?;
    let spinner = progress::spinner("trying word lengths");
    let mut of_engine = |engine: &mut dyn Transform<f64>| {
        Gallery::from_folder(gallery, Tier::Complex, &Settings::default(), engine)
    };
    let result = word_length(&specs, &objects, &mut of_engine);
    spinner.finish_and_clear();
    let result = result.context("cannot search the word length")?;
    let text = if arguments.json { serde_json::to_string(&result)? + "\n" } else { text(&result) };
    output::print(&text)
}

/// The base spec in every word length that the contract allows it, forward: contours are.
fn specs(arguments: &Quality, base: &FftSpec) -> Vec<FftSpec> {
    let fixed = arguments.spec.fixed();
    let spec =
        |data: u32| FftSpec { data, twiddle: fixed.twiddle.unwrap_or(data), inverse: false, ..base.clone() };
    let widths = fixed.data.map_or(4..=WIDEST, |data| data..=data);
    widths.map(spec).filter(|spec| spec.check().is_ok()).collect()
}

/// The objects of every image, but for those too thin for a contour.
fn found(arguments: &Quality, spec: &CheckedSpec) -> Result<Vec<Object>> {
    let settings = objects::settings(&arguments.segmentation);
    let mut objects = Vec::new();
    for file in inputs::expand(&arguments.input.images)? {
        objects.extend(Scene::find(&file, &picture::load(&file)?, &settings, Tier::Complex, spec)?.objects);
    }
    Ok(objects)
}

fn text(result: &WordLength) -> String {
    let mut text = String::from("bits  changed  certified  descriptor error  predicted (mean)\n");
    for width in &result.widths {
        let (error, mean) = (width.descriptor_error, width.predicted_error);
        let _ = writeln!(
            text,
            "{:>4}  {:>7}  {:>9}  {error:>16.5}  {mean:>16.5}",
            width.data, width.changed, width.certified
        );
    }
    let _ = writeln!(text, "\nno decision of {} changes from {} bits on", result.objects, result.data);
    match (result.certified, result.least_margin) {
        (Some(bits), Some(margin)) => {
            let _ = writeln!(
                text,
                "at {bits} bits every margin (the least is {margin:.4}) exceeds twice the descriptors' error: none can change"
            );
        }
        (Some(bits), None) => {
            let _ = writeln!(text, "at {bits} bits none can change: the gallery has one label");
        }
        _ => {
            let _ = writeln!(
                text,
                "no length tried is certified: a margin is smaller than twice the descriptors' error"
            );
        }
    }
    text
}
