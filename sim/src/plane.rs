// SPDX-License-Identifier: MIT OR Apache-2.0
//! The transform in two dimensions as an engine: images in, spectra out, in Verilog.

use std::time::Instant;

use utsushi::fft::{CheckedSpec, CornerTurn, Order, PlaneFrame, PlanePlan, Spectrum};

use crate::design::DATA_FOLDER;
use crate::instance::Instance;
use crate::pipeline::{self, twiddle_files};
use crate::run::Run;
use crate::stream::{Batch, Streamed};
use crate::{
    Design, DutOptions, Library, Literal, SimError, Simulation, Stall, Toolchain, Verilator,
    verilog_parameters, words,
};

const TOP: &str = "fft_plane";

/// The verilated `fft_plane` of the specs of a plan, its memory inside.
///
/// ```
/// use num_complex::Complex;
/// use utsushi::fft::{Direction, FftSpec, PlaneFrame, PlanePlan};
/// use utsushi_sim::{DutOptions, PlaneDut};
///
/// let [rows, columns] = PlanePlan::axes(8, 4, &FftSpec::default())?;
/// let plan = PlanePlan::new(&rows, &columns)?;
/// let ramp = (0..32).map(|n| Complex::new(1000 * n - 16000, 0)).collect();
/// let image = PlaneFrame::new(&plan, ramp, Direction::Forward)?;
///
/// let run = PlaneDut::build(&plan, &DutOptions::default())?.run(&[image.clone()])?;
/// assert_eq!(run.spectra[0], plan.run(&image)); // bit for bit, overflow flag too
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PlaneDut {
    rows: CheckedSpec,
    columns: CheckedSpec,
    options: DutOptions,
    tools: Toolchain,
    instance: Instance,
}

impl PlaneDut {
    /// The hardware of the plan's specs, built or from the cache.
    ///
    /// # Errors
    /// If the plane has more than 2^24 samples, a tool is missing, the Verilog is refused, or the cache folder cannot be written.
    pub fn build(plan: &PlanePlan, options: &DutOptions) -> Result<Self, SimError> {
        let (rows, columns) = (plan.rows().spec().clone(), plan.columns().spec().clone());
        let (width, height) = (rows.spec().len, columns.spec().len);
        if width * height > 1 << 24 {
            return Err(SimError::PlaneTooLarge { width, height });
        }
        let tools = Toolchain::find(&options.tools)?;
        let library = tools.build(&design(&rows, &columns, options)?)?;
        let widths = [rows.input().width, columns.output().width];
        pipeline::check_ports(TOP, widths, options, &library)?;
        Ok(Self { rows, columns, options: options.clone(), tools, instance: Instance::new(library) })
    }

    /// The spec of the rows.
    #[must_use]
    pub fn rows(&self) -> &CheckedSpec {
        &self.rows
    }

    /// The spec of the columns.
    #[must_use]
    pub fn columns(&self) -> &CheckedSpec {
        &self.columns
    }

    /// The options it was built with.
    #[must_use]
    pub fn options(&self) -> &DutOptions {
        &self.options
    }

    /// The Verilator in use.
    #[must_use]
    pub fn verilator(&self) -> &Verilator {
        &self.tools.verilator
    }

    /// The loaded library.
    #[must_use]
    pub fn library(&self) -> &Library {
        self.instance.library()
    }

    /// Other stalls from the next run on.
    pub fn set_stall(&mut self, stall: Stall) {
        self.options.stall = stall;
    }

    /// Another noise in what the Verilog leaves unset, in a fresh instance from the next run on.
    pub fn set_x_seed(&mut self, x_seed: u64) {
        self.options.x_seed = x_seed;
        self.instance.forget();
    }

    /// Resets the hardware and streams `images` through it, back to back, each in its own direction. The spectra
    /// lie row after row, as [`PlanePlan::run`] gives them.
    ///
    /// # Errors
    /// If an image has another size, or the hardware breaks the protocol, hangs or stops itself.
    pub fn run(&mut self, images: &[PlaneFrame]) -> Result<Run, SimError> {
        let mut simulation = self.instance.take(self.options.x_seed)?;
        let started = Instant::now();
        let streamed = self.stream(&mut simulation, images)?;
        let seconds = started.elapsed().as_secs_f64();
        self.instance.keep(simulation);
        let spectra = self.spectra(&streamed);
        Ok(Run::new(streamed, spectra, seconds))
    }

    fn stream(&self, simulation: &mut Simulation, images: &[PlaneFrame]) -> Result<Streamed, SimError> {
        let (width, height) = (self.rows.spec().len, self.columns.spec().len);
        let sizes = images.iter().map(|image| image.samples().len()).enumerate();
        if let Some((image, given)) = sizes.into_iter().find(|&(_, given)| given != width * height) {
            return Err(SimError::PlaneSize { image, given, width, height });
        }
        simulation.reset(pipeline::RESET_CLOCKS)?;
        let (words, flags) = words::pack_planes(images, self.rows.input().width);
        // Nothing moves but between the last word of an image in and its first one out.
        let idle = 4 * (width + height) as u64 + 1000;
        simulation.stream(&Batch {
            words: &words,
            flags: &flags,
            output_beats: words.len(),
            frame: Some(width * height),
            stall: self.options.stall,
            idle_limit: self.options.idle_limit.unwrap_or(idle),
            stamps: self.options.stamps,
            taps: None,
            trace: 0..0,
        })
    }

    /// Columns as they came, turned into rows.
    fn spectra(&self, streamed: &Streamed) -> Vec<Spectrum> {
        let turn = CornerTurn::new(self.columns.log2_len(), self.rows.log2_len(), Order::BitReversed);
        let spectrum = |(words, flags): (&[u64], &[u8])| Spectrum {
            bins: turn.turned(&words::unpack(words, self.columns.output().width)),
            overflow: flags[flags.len() - 1] & 2 != 0,
            exponent: self.rows.exponent() + self.columns.exponent(),
        };
        let words = turn.words();
        streamed.words.chunks(words).zip(streamed.flags.chunks(words)).map(spectrum).collect()
    }
}

fn design(rows: &CheckedSpec, columns: &CheckedSpec, options: &DutOptions) -> Result<Design, SimError> {
    let mut data = twiddle_files(rows);
    data.extend(twiddle_files(columns));
    data.sort_by(|a, b| a.name.cmp(&b.name));
    data.dedup();
    Ok(Design {
        top: TOP.to_owned(),
        sources: options.hdl.plane_sources()?,
        parameters: plane_parameters(rows, columns, DATA_FOLDER),
        data,
        ..pipeline::streaming(options)
    })
}

/// The parameters of `fft_plane` for the specs of rows and columns: those of `fft` for each, with the axis in front,
/// but the input's width, which the columns have from the rows, and the folder of the twiddle files, which they share.
#[must_use]
pub fn plane_parameters(rows: &CheckedSpec, columns: &CheckedSpec, rom_dir: &str) -> Vec<(String, Literal)> {
    let shared = |name: &str| ["DATA_WIDTH", "ROM_DIR"].contains(&name);
    let axis = |spec, prefix: &str| {
        let own = verilog_parameters(spec, rom_dir).into_iter().filter(|(name, _)| !shared(name));
        own.map(|(name, value)| (format!("{prefix}_{name}"), value)).collect::<Vec<_>>()
    };
    let common = verilog_parameters(rows, rom_dir).into_iter().filter(|(name, _)| shared(name));
    common.chain(axis(rows, "ROW")).chain(axis(columns, "COLUMN")).collect()
}
