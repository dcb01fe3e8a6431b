// SPDX-License-Identifier: MIT OR Apache-2.0
//! An image's curve under noise: uniform over all frequencies, it hides the weak ones first, and those are the high ones.

use std::path::Path;

use anyhow::Result;
use serde::Serialize;
use utsushi::picture::Depth;
use utsushi::picture::frequency::{Plane, PlaneSpectrum, RadialPsd};

use super::args::{Engine, Spectrum};
use super::file_name;
use super::picture_figures::{curve_figure, curve_series};
use super::transform::{Transformed, transformed};
use crate::gather::Gatherer;
use crate::plot::{Mark, Series};
use crate::progress;

/// A strength of noise.
#[derive(Serialize)]
pub(super) struct Noisy {
    /// Standard deviation, a fraction of white.
    pub(super) sigma: f64,
    /// Its power in every bin: sigma² times the normalisation's.
    pub(super) floor: f64,
    /// From this radius on, in cycles per pixel, the clean image's power is below the noise's; null if it never is.
    pub(super) hides_from: Option<f64>,
    /// The curve of image and noise.
    pub(super) curve: RadialPsd,
}

/// The curves of one image under every strength that was asked for.
pub(super) fn under_noise(
    arguments: &Spectrum,
    file: &Path,
    stem: &str,
    clean: &Transformed,
    curve: &RadialPsd,
    gatherer: &mut Gatherer,
) -> Result<Vec<Noisy>> {
    let strengths = &arguments.group.noise;
    if strengths.is_empty() {
        return Ok(Vec::new());
    }
    let bar = progress::bar(strengths.len() as u64, "adding noise");
    let plane = Plane::of_picture(&clean.picture);
    let mut all = Vec::new();
    for &sigma in strengths {
        let spectrum =
            noisy_spectrum(arguments, file, clean, &plane.with_noise(sigma, arguments.group.seed))?;
        let len = plane.values().len();
        let floor = sigma * sigma / arguments.norm.energy(len);
        let hides_from = curve.below_from(floor);
        all.push(Noisy { sigma, floor, hides_from, curve: RadialPsd::of(&spectrum, None) });
        bar.inc(1);
    }
    bar.finish_and_clear();
    if gatherer.wanted() {
        figure(arguments, file, stem, curve, &all, gatherer)?;
    }
    Ok(all)
}

/// The fixed engine takes pixels: noise is clipped at black and white there, and rounded to 16 bits.
fn noisy_spectrum(
    arguments: &Spectrum,
    file: &Path,
    clean: &Transformed,
    noisy: &Plane,
) -> Result<PlaneSpectrum> {
    if arguments.engine.engine == Engine::F64 {
        return Ok(PlaneSpectrum::of(noisy, clean.spectrum.normalisation()));
    }
    let pixels = noisy.to_picture(Depth::Sixteen, 0.0);
    Ok(transformed(pixels, &arguments.engine, arguments.norm, file)?.spectrum)
}

fn figure(
    arguments: &Spectrum,
    file: &Path,
    stem: &str,
    clean: &RadialPsd,
    all: &[Noisy],
    gatherer: &mut Gatherer,
) -> Result<()> {
    let mut series = vec![curve_series("clean", 6, clean.rings())];
    let ends = [clean.rings().first(), clean.rings().last()].map(|ring| ring.map_or(0.0, |ring| ring.radius));
    for (colour, noisy) in all.iter().enumerate() {
        series.push(curve_series(&format!("sigma {}", noisy.sigma), colour % 6, noisy.curve.rings()));
        let points = ends.map(|radius| (radius, noisy.floor)).to_vec();
        series.push(Series { name: String::new(), colour: colour % 6, mark: Mark::Dashes, points });
    }
    let figure = curve_figure(format!("{} under Gaussian noise", file_name(file)), arguments.norm, series);
    let clipped = if arguments.engine.engine == Engine::Model { ", clipped at black and white" } else { "" };
    let caption = format!(
        "Noise of standard deviation sigma (of white){clipped}, seed {}; dashed: the noise's own power, the same at all frequencies. Where the clean curve is below it, the image is hidden.",
        arguments.group.seed
    );
    gatherer.figure(&format!("{stem}_noise"), figure, &caption)
}
