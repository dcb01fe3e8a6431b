// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi cosim`: every row and every contour of images through model and hardware.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::Serialize;
use utsushi::fft::{CheckedSpec, FftPlan, FftSpec, Spectrum};
use utsushi::picture::{self, Fit, Picture, ZeroBin, row_spectra};
use utsushi::shape::{Gallery, Limits, Settings, Tier};

use crate::args::{Cosim, CosimRun};
use crate::objects::{self, Scene};
use crate::pair::Pair;
use crate::report::{self, CosimReport, ImageReport, ObjectReport, VerilatorReport};
use crate::rows::Rows;
use crate::{engine, failure, inputs, output, plane, plane_report};

/// Runs the verb.
pub(crate) fn run(arguments: &Cosim) -> Result<ExitCode> {
    if arguments.plane {
        let report = plane::compare_images(arguments)?;
        show(&report, plane_report::text, arguments.run.json)?;
        return Ok(exit_code(report.mismatches));
    }
    let report = compare_images(
        &arguments.images,
        arguments.gallery.as_ref(),
        arguments.out.as_deref(),
        &arguments.run,
    )?;
    show(&report, report::text, arguments.run.json)?;
    Ok(exit_code(report.mismatches))
}

/// Everything `cosim` does but print.
pub(crate) fn compare_images(
    images: &[PathBuf],
    gallery: Option<&PathBuf>,
    out: Option<&Path>,
    run: &CosimRun,
) -> Result<CosimReport> {
    let spec = run.spec.checked(FftSpec::default())?;
    let rows = Rows::new(&spec, run.pairs)?;
    let settings = objects::settings(&run.segmentation);
    let files = inputs::expand(images)?;
    let gallery = objects::gallery(gallery.map(PathBuf::as_path), Tier::Complex, &mut FftPlan::new(&spec)?)?;
    if let Some(out) = out {
        inputs::prepare(out, &files, &["objects.png", "spectrum.png"])?;
    }
    let pair = Pair::new(engine::dut(&spec, &run.hardware)?)?;
    let mut inspection = Inspection {
        spec,
        rows,
        settings,
        gallery,
        out,
        fit: run.fit,
        pair,
        images: vec![],
        objects: vec![],
        files: vec![],
    };
    for (file, name) in files.iter().zip(inputs::result_names(&files)) {
        inspection.image(file, &name)?;
    }
    inspection.finish()
}

/// A run over several images.
struct Inspection<'a> {
    spec: CheckedSpec,
    rows: Rows,
    settings: Settings,
    gallery: Option<Gallery>,
    out: Option<&'a Path>,
    fit: Option<Fit>,
    pair: Pair,
    images: Vec<ImageReport>,
    objects: Vec<ObjectReport>,
    files: Vec<PathBuf>,
}

impl Inspection<'_> {
    fn image(&mut self, file: &Path, name: &str) -> Result<()> {
        let picture = picture::load(file)?;
        let fit = self.fit.unwrap_or_else(|| natural_fit(&picture, self.spec.spec().len));
        let shown = file.display();
        let (rows, height) = (&self.rows, picture.height());
        let frames = rows.frames(&picture, fit).with_context(|| shown.to_string())?;
        let source = |frame| format!("{shown}, {}", rows.source(frame, height));
        let spectra = self.pair.run(&frames, self.out.is_some(), source)?;
        drop(frames);
        let scene = Scene::find(file, &picture, &self.settings, Tier::Complex, &self.spec)?;
        let found = self.contours(file, &scene)?;
        self.images.push(ImageReport {
            path: file.to_owned(),
            width: picture.width(),
            height: picture.height(),
            fit: fit.to_string(),
            threshold: scene.threshold.clone(),
            objects: found.len(),
        });
        if let Some(out) = self.out {
            let spectra = self.rows.spectra(spectra, height);
            self.write_spectra(&spectra, out.join(format!("{name}_spectrum.png")))?;
            let path = out.join(format!("{name}_objects.png"));
            scene.write_annotated(&picture, &found, &path)?;
            self.files.push(path);
        }
        self.objects.extend(found);
        Ok(())
    }

    /// Descriptors come from the hardware's own output.
    fn contours(&mut self, file: &Path, scene: &Scene) -> Result<Vec<ObjectReport>> {
        let shown = file.display();
        let spectra =
            self.pair.run(&scene.frames(), true, |i| format!("{shown}, contour of object {}", i + 1))?;
        self.pair.contours += spectra.len();
        let spectra: Vec<_> = spectra.into_iter().map(Spectrum::from).collect();
        let descriptors = scene.descriptors(&self.spec, &spectra);
        scene.recognise(
            file,
            &descriptors,
            |descriptor| Ok(self.gallery.as_ref().map(|g| g.nearest(descriptor))),
            &Limits::default(),
        )
    }

    fn write_spectra(&mut self, spectra: &[Spectrum], path: PathBuf) -> Result<()> {
        if let Some(picture) = row_spectra(&self.spec, spectra, ZeroBin::Centred) {
            output::write(&path, &picture.to_png(&path.display().to_string())?)?;
            self.files.push(path);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<CosimReport> {
        let first_mismatch = self.pair.first_mismatch(self.out)?;
        self.files.extend(self.pair.waveform.take());
        let verilator = self.pair.dut.verilator();
        let mut report = CosimReport {
            spec: self.spec.spec().clone(),
            frames: self.pair.frames,
            rows: self.images.iter().map(|image| image.height).sum(),
            row_pairs: self.rows.in_pairs(),
            row_frames: self.pair.frames - self.pair.contours,
            contours: self.pair.contours,
            samples: (self.pair.frames * self.spec.spec().len) as u64,
            cycles: self.pair.cycles,
            seconds: self.pair.seconds,
            cycles_per_second: self.pair.cycles as f64 / self.pair.seconds.max(f64::MIN_POSITIVE),
            mismatches: self.pair.comparison.mismatches,
            first_mismatch,
            overflow_frames: self.pair.overflow_frames,
            stall: self.pair.dut.options().stall.to_string(),
            verilator: VerilatorReport { path: verilator.binary.clone(), version: verilator.version.clone() },
            cache_hit: self.pair.dut.cache_hit(),
            images: self.images,
            objects: self.objects,
            files: self.files,
        };
        if let Some(out) = self.out {
            report.files.push(out.join(report::NAME));
            report::write_json(out, &report)?;
        }
        Ok(report)
    }
}

/// Rows that are short are padded, rows that are long resampled: nothing is cut off unasked.
pub(crate) fn natural_fit(picture: &Picture, len: usize) -> Fit {
    if picture.width() <= len { Fit::Pad } else { Fit::Resample }
}

/// The report on standard output, as JSON or as text.
pub(crate) fn show<R: Serialize>(report: &R, text: impl Fn(&R) -> String, json: bool) -> Result<()> {
    output::print(&if json { format!("{}\n", serde_json::to_string(report)?) } else { text(report) })
}

/// 0 if every bit was equal.
pub(crate) fn exit_code(mismatches: u64) -> ExitCode {
    ExitCode::from(if mismatches == 0 { failure::HOLDS } else { failure::COMPARISON_FAILED })
}
