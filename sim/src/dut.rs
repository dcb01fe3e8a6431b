// SPDX-License-Identifier: MIT OR Apache-2.0
//! The pipeline as an engine: frames in, spectra out, in Verilog.

use std::ops::Range;
use std::path::Path;
use std::time::Instant;

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, Frame, Spectrum, Transform, TransformError};

use crate::instance::Instance;
use crate::run::Run;
use crate::stream::{Batch, Streamed, TapWindow};
use crate::temporary::{self, Temporary};
use crate::{
    Coverage, Hdl, Library, Optimisation, SimError, Simulation, Stall, ToolOptions, Toolchain, Verilator,
};
use crate::{pipeline, words};

/// What a [`Dut`] is made of and how it is driven.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DutOptions {
    /// Which Verilog.
    pub hdl: Hdl,
    /// When input is held back and output refused.
    pub stall: Stall,
    /// Seed of every bit that the Verilog leaves unset at the start.
    pub x_seed: u64,
    /// Verilator and the cache folder.
    pub tools: ToolOptions,
    /// Clocks without progress after which the pipeline counts as stuck; `None` takes 4 N + 1000.
    pub idle_limit: Option<u64>,
    /// Whether the clock of every beat is kept in [`Run`].
    pub stamps: bool,
    /// How hard the C++ compiler tries.
    pub optimisation: Optimisation,
}

/// The verilated pipeline of one spec.
///
/// A clone shares the library and has an instance of its own: clones run side by side in threads.
#[derive(Clone, Debug)]
pub struct Dut {
    spec: CheckedSpec,
    options: DutOptions,
    tools: Toolchain,
    instance: Instance,
}

impl Dut {
    /// The pipeline for `spec`, built or from the cache.
    ///
    /// # Errors
    /// If a tool is missing, the Verilog is refused, or the cache folder cannot be written.
    pub fn build(spec: &CheckedSpec, options: &DutOptions) -> Result<Self, SimError> {
        let tools = Toolchain::find(&options.tools)?;
        let library = tools.build(&pipeline::design(spec, options)?)?;
        let widths = [spec.input().width, spec.output().width];
        pipeline::check_ports(pipeline::TOP, widths, options, &library)?;
        Ok(Self { spec: spec.clone(), options: options.clone(), tools, instance: Instance::new(library) })
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

    /// Whether the cache had the library.
    #[must_use]
    pub fn cache_hit(&self) -> bool {
        self.instance.library().cache_hit()
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

    /// Resets the pipeline and streams `frames` through it, back to back, each in its own direction.
    ///
    /// # Errors
    /// If a frame has another length, or the pipeline breaks the protocol, hangs or stops itself.
    pub fn run(&mut self, frames: &[Frame]) -> Result<Run, SimError> {
        let mut simulation = self.instance.take(self.options.x_seed)?;
        let started = Instant::now();
        let streamed = self.stream(&mut simulation, frames, None, 0..0)?;
        let seconds = started.elapsed().as_secs_f64();
        self.instance.keep(simulation);
        Ok(self.collect(streamed, seconds))
    }

    /// The words after every stage for frame `index`, in streaming order: as `FftModel::taps` gives them.
    /// The frames before it run first, so that the pipeline has the same history.
    ///
    /// Builds the pipeline a second time, with its inner streams brought out.
    ///
    /// # Errors
    /// [`SimError::NoTaps`] if a foreign pipeline has no such streams; else as [`run`](Self::run).
    ///
    /// # Panics
    /// If there is no frame `index`.
    pub fn taps(&self, frames: &[Frame], index: usize) -> Result<Vec<Vec<Complex<i32>>>, SimError> {
        let design = pipeline::tapped(&self.spec, &self.options)?;
        let library =
            self.tools.build(&design).map_err(|error| pipeline::explain_taps(&self.options, error))?;
        let mut simulation = library.simulation(self.options.x_seed)?;
        let (stages, beats) = (self.spec.stages().len(), self.spec.spec().len);
        let window = TapWindow { stages, first: index * beats, beats };
        let streamed = self.stream(&mut simulation, &frames[..=index], Some(window), 0..0)?;
        let formats = self.spec.stages().iter().map(|stage| stage.width_out);
        Ok(streamed.taps.iter().zip(formats).map(|(tap, width)| words::unpack(tap, width)).collect())
    }

    /// Writes a waveform (VCD) of the clocks in which frame `index` is inside the pipeline, some clocks
    /// around it, and returns those clocks. A pipeline that fails is traced up to its failure.
    ///
    /// # Errors
    /// If the file cannot be written, or as [`build`](Self::build).
    ///
    /// # Panics
    /// If there is no frame `index`.
    pub fn trace_window(&self, frames: &[Frame], index: usize, path: &Path) -> Result<Range<u64>, SimError> {
        let frames = &frames[..=index];
        let window = self.window(frames)?;
        let design = crate::Design { trace: true, ..pipeline::design(&self.spec, &self.options)? };
        let mut simulation = self.tools.build(&design)?.simulation(self.options.x_seed)?;
        let name = format!("{}.tmp-{}-{}", path.display(), std::process::id(), temporary::unique());
        let unfinished = Temporary::new(name.into());
        let written = |source| SimError::Io { verb: "written", path: path.to_owned(), source };
        std::fs::File::create(unfinished.path()).map_err(written)?;
        simulation.reset(pipeline::RESET_CLOCKS)?;
        simulation.trace(Some(unfinished.path()))?;
        match self.stream_on(&mut simulation, frames, None, window.clone(), false) {
            Ok(_) | Err(SimError::Timeout(_) | SimError::Protocol(_)) => simulation.trace(None)?,
            // The waveform up to the fault is what was asked for: freeing the instance completes it.
            Err(SimError::Fault(_)) => {}
            Err(error) => return Err(error),
        }
        drop(simulation);
        unfinished.publish(path).map_err(written)?;
        Ok(window)
    }

    /// Streams `frames` with every line and branch counted.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn coverage(&self, frames: &[Frame]) -> Result<Coverage, SimError> {
        let design = crate::Design { coverage: true, ..pipeline::design(&self.spec, &self.options)? };
        let mut simulation = self.tools.build(&design)?.simulation(self.options.x_seed)?;
        self.stream(&mut simulation, frames, None, 0..0)?;
        Coverage::of(&mut simulation)
    }

    /// The clocks from the first beat in to the last beat out of the last frame, with a margin.
    fn window(&self, frames: &[Frame]) -> Result<Range<u64>, SimError> {
        const MARGIN: u64 = 8;
        let mut simulation = self.instance.library().simulation(self.options.x_seed)?;
        simulation.reset(pipeline::RESET_CLOCKS)?;
        let first = (frames.len() - 1) * self.spec.spec().len;
        let around = |from: u64, to: u64| from.saturating_sub(MARGIN)..to + MARGIN;
        match self.stream_on(&mut simulation, frames, None, 0..0, true) {
            Ok(streamed) => Ok(around(streamed.input_stamps[first], streamed.clocks)),
            Err(SimError::Timeout(stuck)) => {
                let moved = stuck.clock.saturating_sub(stuck.idle);
                Ok(around(moved.saturating_sub(4 * self.spec.spec().len as u64), moved))
            }
            Err(SimError::Protocol(fault)) => {
                Ok(around(fault.clock.saturating_sub(4 * self.spec.spec().len as u64), fault.clock))
            }
            Err(SimError::Fault(_)) => Ok(0..u64::MAX),
            Err(error) => Err(error),
        }
    }

    fn stream(
        &self,
        simulation: &mut Simulation,
        frames: &[Frame],
        taps: Option<TapWindow>,
        trace: Range<u64>,
    ) -> Result<Streamed, SimError> {
        simulation.reset(pipeline::RESET_CLOCKS)?;
        self.stream_on(simulation, frames, taps, trace, self.options.stamps)
    }

    /// Streams without a reset.
    fn stream_on(
        &self,
        simulation: &mut Simulation,
        frames: &[Frame],
        taps: Option<TapWindow>,
        trace: Range<u64>,
        stamps: bool,
    ) -> Result<Streamed, SimError> {
        let len = self.spec.spec().len;
        let (words, flags) = words::pack(frames, &self.spec)?;
        simulation.stream(&Batch {
            words: &words,
            flags: &flags,
            output_beats: words.len(),
            frame: Some(len),
            stall: self.options.stall,
            idle_limit: self.options.idle_limit.unwrap_or(4 * len as u64 + 1000),
            stamps,
            taps,
            trace,
        })
    }

    fn collect(&self, streamed: Streamed, seconds: f64) -> Run {
        let len = self.spec.spec().len;
        let width = self.spec.output().width;
        let spectrum = |(words, flags): (&[u64], &[u8])| Spectrum {
            bins: words::unpack(words, width),
            overflow: flags[len - 1] & 2 != 0,
            exponent: self.spec.exponent(),
        };
        let spectra = streamed.words.chunks(len).zip(streamed.flags.chunks(len)).map(spectrum).collect();
        Run::new(streamed, spectra, seconds)
    }
}

impl Transform for Dut {
    fn spec(&self) -> &CheckedSpec {
        &self.spec
    }

    fn transform(&mut self, frames: &[Frame]) -> Result<Vec<Spectrum>, TransformError> {
        Ok(self.run(frames)?.spectra)
    }
}
