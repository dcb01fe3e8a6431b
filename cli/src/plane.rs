// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi cosim --plane`: whole images through the model and the hardware of two dimensions.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use num_complex::Complex;
use utsushi::compare::{Comparison, Difference, Mismatch, compare_planes};
use utsushi::fft::{CheckedSpec, FftSpec, Frame, PlaneFrame, PlanePlan, Spectrum};
use utsushi::picture::frequency::{Normalisation, Origin, PlaneSpectrum, fitted, magnitude_picture};
use utsushi::picture::{self, Fit, RANGE_DB};
use utsushi_sim::PlaneDut;

use crate::args::Cosim;
use crate::plane_report::{PlaneImageReport, PlaneReport};
use crate::report::{self, MismatchReport, VerilatorReport};
use crate::{engine, inputs, output, progress};

/// Every image of the command through both.
pub(crate) fn compare_images(arguments: &Cosim) -> Result<PlaneReport> {
    let spec = arguments.run.spec.checked(FftSpec::default())?;
    let files = inputs::expand(&arguments.images)?;
    let out = arguments.out.as_deref();
    if let Some(out) = out {
        inputs::prepare(out, &files, &["plane.png"])?;
    }
    let mut run =
        Planes { arguments, spec: spec.spec().clone(), pairs: Vec::new(), report: empty(arguments, &spec) };
    let bar = progress::bar(files.len() as u64, "images through both");
    for (file, name) in files.iter().zip(inputs::result_names(&files)) {
        let hardware = run.image(file)?;
        if let Some(out) = out {
            run.picture(&hardware, out.join(format!("{name}_plane.png")))?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let mut report = run.report;
    report.cycles_per_second = report.cycles as f64 / report.seconds.max(f64::MIN_POSITIVE);
    if let Some(out) = out {
        report.files.push(out.join(report::NAME));
        report::write_json(out, &report)?;
    }
    Ok(report)
}

fn empty(arguments: &Cosim, spec: &CheckedSpec) -> PlaneReport {
    PlaneReport {
        spec: spec.spec().clone(),
        samples: 0,
        cycles: 0,
        seconds: 0.0,
        cycles_per_second: 0.0,
        mismatches: 0,
        first_mismatch: None,
        overflow_images: 0,
        stall: arguments.run.hardware.stall.to_string(),
        verilator: None,
        images: Vec::new(),
        files: Vec::new(),
    }
}

/// A run over several images; one size of image has one hardware.
struct Planes<'a> {
    arguments: &'a Cosim,
    spec: FftSpec,
    pairs: Vec<([usize; 2], PlanePlan, PlaneDut)>,
    report: PlaneReport,
}

/// What the hardware gave for one image, and its place among the sizes.
struct Hardware {
    pair: usize,
    spectrum: Spectrum,
}

impl Planes<'_> {
    fn image(&mut self, file: &Path) -> Result<Hardware> {
        let picture = picture::load(file)?;
        let from = [picture.width(), picture.height()];
        let fit = self.arguments.run.fit.unwrap_or_default();
        let fitted = fitted(&picture, fit, self.arguments.run.spec.len());
        let sides = [fitted.width(), fitted.height()];
        let pair = self.pair(sides).with_context(|| {
            format!("{} cannot be transformed in {} x {}", file.display(), sides[0], sides[1])
        })?;
        let (_, plan, dut) = &mut self.pairs[pair];
        let rows = plan.rows().spec();
        let samples: Vec<Complex<i32>> =
            picture::rows(&fitted, rows, Fit::Pad)?.iter().flat_map(Frame::samples).copied().collect();
        let frame = PlaneFrame::new(plan, samples, rows.direction())?;
        let expected = plan.run(&frame);
        let run = dut.run(std::slice::from_ref(&frame))?;
        let outcome = compare_planes(plan, std::slice::from_ref(&expected), &run.spectra);
        let how = if from == sides { "as it is".to_owned() } else { format!("by {fit}") };
        self.report.images.push(PlaneImageReport {
            path: file.to_owned(),
            from,
            to: sides,
            fit: how,
            overflow: expected.overflow,
            exponent: expected.exponent,
        });
        self.report.samples += frame.samples().len() as u64;
        self.report.cycles += run.clocks;
        self.report.seconds += run.seconds;
        self.report.overflow_images += usize::from(expected.overflow);
        self.note(&outcome, file, sides[0]);
        let spectrum = run.spectra.into_iter().next().context("the hardware gave no spectrum")?;
        Ok(Hardware { pair, spectrum })
    }

    /// The place of the model and the hardware of this size, made when it is first met.
    fn pair(&mut self, sides: [usize; 2]) -> Result<usize> {
        if let Some(place) = self.pairs.iter().position(|pair| pair.0 == sides) {
            return Ok(place);
        }
        let [rows, columns] = PlanePlan::axes(sides[0], sides[1], &self.spec)?;
        let plan = PlanePlan::new(&rows, &columns)?;
        let dut = engine::plane_dut(&plan, &self.arguments.run.hardware)?;
        let verilator = dut.verilator();
        self.report.verilator =
            Some(VerilatorReport { path: verilator.binary.clone(), version: verilator.version.clone() });
        self.pairs.push((sides, plan, dut));
        Ok(self.pairs.len() - 1)
    }

    fn note(&mut self, outcome: &Comparison, file: &Path, width: usize) {
        self.report.mismatches += outcome.mismatches;
        let Some(first) = &outcome.first else { return };
        if self.report.first_mismatch.is_none() {
            let first = Mismatch { frame: self.report.images.len() - 1, ..*first };
            let remark = match first.difference {
                Difference::Bin { bin, .. } => {
                    format!(
                        "it is of frequency {} along the rows, {} along the columns",
                        bin % width,
                        bin / width
                    )
                }
                _ => "every word is right".to_owned(),
            };
            let source = file.display().to_string();
            self.report.first_mismatch = Some(MismatchReport::new(&first, &source, None, &remark));
        }
    }

    /// The hardware's spectrum as a picture, its mean in the middle.
    fn picture(&mut self, hardware: &Hardware, path: PathBuf) -> Result<()> {
        let ([width, height], plan, _) = &self.pairs[hardware.pair];
        let bin = |n: usize| {
            let z = hardware.spectrum.bins[plan.position(n % width, n / width)];
            Complex::new(f64::from(z.re), f64::from(z.im))
        };
        let bins = (0..width * height).map(bin).collect();
        let spectrum = PlaneSpectrum::from_bins(*width, *height, bins, Normalisation::None);
        let picture = magnitude_picture(&spectrum, Origin::Centred, RANGE_DB);
        output::write(&path, &picture.to_png(&path.display().to_string())?)?;
        self.report.files.push(path);
        Ok(())
    }
}
