// SPDX-License-Identifier: MIT OR Apache-2.0
//! A picture through the engine that was asked for.

use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;
use utsushi::fft::FftSpec;
use utsushi::picture::frequency::{Deviation, FixedPlane, Normalisation, Plane, PlaneSpectrum, fitted};
use utsushi::picture::{Fit, Picture};

use super::args::{Engine, EngineArgs};

/// What the fixed engine did.
#[derive(Serialize)]
pub(crate) struct FixedReport {
    /// Of the rows and of the columns.
    pub(crate) specs: Vec<FftSpec>,
    pub(crate) fit: Fitting,
    pub(crate) overflow: bool,
    /// e in X = DFT·2^−e, both as words.
    pub(crate) exponent: i32,
    /// The spectrum against the float one of the same pixels.
    pub(crate) error: Deviation,
}

/// How a picture became one of powers of two.
#[derive(Serialize)]
pub(crate) struct Fitting {
    pub(crate) how: &'static str,
    pub(crate) from: [usize; 2],
    pub(crate) to: [usize; 2],
}

impl Fitting {
    /// In words: how, from which size to which.
    pub(crate) fn words(&self) -> String {
        let ([w, h], [width, height]) = (self.from, self.to);
        match self.how {
            "none" => format!("{w} x {h} as it is"),
            how => format!("{w} x {h} by {how} to {width} x {height}"),
        }
    }
}

/// A picture and its spectrum.
pub(crate) struct Transformed {
    /// The picture that was transformed: fitted for the fixed engine.
    pub(crate) picture: Picture,
    pub(crate) spectrum: PlaneSpectrum,
    /// The words and what is said of them, by the fixed engine.
    pub(crate) fixed: Option<(FixedPlane, FixedReport)>,
}

/// The picture in the size of its spectrum: fitted for the fixed engine.
pub(crate) fn sized(engine: &EngineArgs, picture: Picture) -> Picture {
    match engine.engine {
        Engine::F64 => picture,
        Engine::Model => fitted(&picture, engine.fit.unwrap_or_default(), engine.spec.len()).into_owned(),
    }
}

/// Transforms `picture`; `file` stands for it in sentences.
pub(crate) fn transformed(
    picture: Picture,
    engine: &EngineArgs,
    normalisation: Normalisation,
    file: &Path,
) -> Result<Transformed> {
    let Some(spec) = engine.fixed()? else {
        let spectrum = PlaneSpectrum::of(&Plane::of_picture(&picture), normalisation);
        return Ok(Transformed { picture, spectrum, fixed: None });
    };
    let fit = engine.fit.unwrap_or_default();
    let from = [picture.width(), picture.height()];
    let picture = sized(engine, picture);
    let to = [picture.width(), picture.height()];
    let plane = FixedPlane::of(&picture, &spec)
        .with_context(|| format!("{} cannot be transformed in {} x {}", file.display(), to[0], to[1]))?;
    let report = FixedReport {
        specs: plane.specs.iter().map(|spec| spec.spec().clone()).collect(),
        fit: Fitting { how: how(fit, from, to), from, to },
        overflow: plane.overflow,
        exponent: plane.exponent,
        error: plane.error(&picture, normalisation),
    };
    Ok(Transformed { picture, spectrum: plane.spectrum(normalisation), fixed: Some((plane, report)) })
}

/// The fit, if it did anything.
fn how(fit: Fit, from: [usize; 2], to: [usize; 2]) -> &'static str {
    if from == to { "none" } else { fit.word() }
}

impl FixedReport {
    /// What it did, in a line.
    pub(crate) fn words(&self) -> String {
        let spec = &self.specs[0];
        let flag = if self.overflow { "overflowed" } else { "no overflow" };
        let ratio = self.error.sqnr_db.map_or("exact".to_owned(), |db| format!("{db:.2} dB"));
        format!(
            "{}; {} bits, twiddles of {}, {}, {}; {flag}, exponent {}; signal to error {ratio}, largest error {}",
            self.fit.words(),
            spec.data,
            spec.twiddle,
            spec.schedule,
            spec.rounding,
            self.exponent,
            crate::gather::short(self.error.worst)
        )
    }
}
