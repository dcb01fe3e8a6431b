// SPDX-License-Identifier: MIT OR Apache-2.0
//! The core of run-time length as an engine: configurations and frames in, spectra out, in Verilog.

use num_complex::Complex;
use utsushi::fft::{Configurable, Frame, FrameConfig, Order, Spectrum};

use crate::configurable_run::{ConfigurableBatch, ConfigurableStreamed, Driver};
use crate::design::DATA_FOLDER;
use crate::fault::{ProtocolFault, Rule};
use crate::instance::Instance;
use crate::{Coverage, Design, DutOptions, Library, Literal, SimError, Toolchain};
use crate::{latency, pipeline};

/// On which share of the clocks each stream of a core moves, in percent, 1 to 100; drawn from a seed.
///
/// On every clock three words of [`SplitMix64`](crate::SplitMix64) are drawn, for configuration, input and output: a side is open if its word
/// modulo 100 is below its share. A beat is first offered on a clock on which its side is open and then held until it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StreamStalls {
    /// Seed of the draws.
    pub seed: u64,
    /// Share of the clocks on which a word of the configuration stream is offered.
    pub config: u8,
    /// Share of the clocks on which an input beat is offered.
    pub input: u8,
    /// Share of the clocks on which an output beat is accepted.
    pub output: u8,
}

impl Default for StreamStalls {
    /// Full speed.
    fn default() -> Self {
        Self { seed: 0, config: 100, input: 100, output: 100 }
    }
}

/// The verilated core of run-time length, `fft_configurable`, the copy of [`ConfigurableModel`](utsushi::fft::ConfigurableModel).
///
/// The options' `stall` and `stamps` are not looked at: stalls are [`StreamStalls`], and the clock of every beat is always kept.
#[derive(Clone, Debug)]
pub struct ConfigurableDut {
    core: Configurable,
    options: DutOptions,
    stalls: StreamStalls,
    instance: Instance,
}

/// What frames gave.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigurableRun {
    /// One spectrum a frame, in order.
    pub spectra: Vec<Spectrum>,
    /// Beats, clocks and events.
    pub streamed: ConfigurableStreamed,
}

impl ConfigurableDut {
    /// The pipeline of `core`, built or from the cache.
    ///
    /// # Errors
    /// If a tool is missing, the Verilog is refused, or the cache folder cannot be written.
    pub fn build(core: &Configurable, options: &DutOptions) -> Result<Self, SimError> {
        let tools = Toolchain::find(&options.tools)?;
        Ok(Self::with_library(core, options, tools.build(&design(core, options)?)?))
    }

    /// The pipeline of `core` in a library that was built otherwise, for example with coverage: its top has the ports of
    /// `fft_configurable`, and of the options only `x_seed` and `idle_limit` are looked at.
    #[must_use]
    pub fn with_library(core: &Configurable, options: &DutOptions, library: Library) -> Self {
        let (core, options) = (core.clone(), options.clone());
        Self { core, options, stalls: StreamStalls::default(), instance: Instance::new(library) }
    }

    /// The core it was built for.
    #[must_use]
    pub fn core(&self) -> &Configurable {
        &self.core
    }

    /// The loaded library.
    #[must_use]
    pub fn library(&self) -> &Library {
        self.instance.library()
    }

    /// Other stalls from the next run on.
    pub fn set_stalls(&mut self, stalls: StreamStalls) {
        self.stalls = stalls;
    }

    /// What was reached since the instance that the last run left was made, if the library counts it.
    ///
    /// # Errors
    /// If the library was built without coverage, or its file cannot be written or read.
    pub fn coverage(&mut self) -> Result<Coverage, SimError> {
        let mut simulation = self.instance.take(self.options.x_seed)?;
        let coverage = Coverage::of(&mut simulation)?;
        self.instance.keep(simulation);
        Ok(coverage)
    }

    /// Another noise in what the Verilog leaves unset, in a fresh instance from the next run on.
    pub fn set_x_seed(&mut self, x_seed: u64) {
        self.options.x_seed = x_seed;
        self.instance.forget();
    }

    /// Resets the core and streams frames through it, each with its configuration.
    ///
    /// # Errors
    /// If a configuration is none that the core obeys, samples are no frame of it, or the core breaks the protocol, hangs or stops itself.
    pub fn run(&mut self, frames: &[(FrameConfig, Vec<Complex<i32>>)]) -> Result<ConfigurableRun, SimError> {
        let mut batch = ConfigurableBatch::default();
        for (config, samples) in frames {
            batch.words.push(self.core.word(config)?);
            Frame::new(&self.core.frame_spec(config)?, samples.clone())
                .map_err(utsushi::fft::ConfigurableError::from)?;
            let last = samples.len() - 1;
            batch.beats.extend(samples.iter().enumerate().map(|(n, &z)| (z, n == last)));
        }
        batch.output_beats = batch.beats.len();
        let streamed = self.stream(&batch)?;
        let spectra = self.spectra(frames.iter().map(|(config, _)| config), &streamed)?;
        Ok(ConfigurableRun { spectra, streamed })
    }

    /// Resets the core and drives its streams with whatever words and beats there are.
    ///
    /// # Errors
    /// If a sample does not fit, or the core breaks the protocol, hangs or stops itself.
    pub fn stream(&mut self, batch: &ConfigurableBatch) -> Result<ConfigurableStreamed, SimError> {
        let mut simulation = self.instance.take(self.options.x_seed)?;
        // One clock must do: a longer reset would let a stale word leave by itself.
        simulation.reset(1)?;
        let patience = 8 * self.core.largest().spec().len as u64 + 1000;
        let idle_limit = self.options.idle_limit.unwrap_or(patience);
        let widths = (self.core.largest().input().width, self.core.largest().output().width);
        let streamed = Driver::new(self.instance.library(), &mut simulation, widths)?.run(
            batch,
            self.stalls,
            idle_limit,
        )?;
        self.instance.keep(simulation);
        Ok(streamed)
    }

    /// The output beats as spectra of frames of these configurations.
    ///
    /// # Errors
    /// If `last` stands where no frame ends, or is missing where one does.
    pub fn spectra<'a>(
        &self,
        configs: impl Iterator<Item = &'a FrameConfig>,
        streamed: &ConfigurableStreamed,
    ) -> Result<Vec<Spectrum>, SimError> {
        let mut from = 0;
        let mut spectrum = |config: &FrameConfig| {
            let beats = &streamed.outputs[from..from + config.len];
            if let Some(i) = (0..config.len).find(|&i| beats[i].last != (i + 1 == config.len)) {
                let rule = if beats[i].last { Rule::LastUnexpected } else { Rule::LastMissing };
                let (beat, clock) = ((from + i) as u64, beats[i].clock);
                return Err(SimError::from(ProtocolFault { rule, beat, clock }));
            }
            from += config.len;
            Ok(Spectrum {
                bins: beats.iter().map(|beat| beat.word).collect(),
                overflow: beats.iter().any(|beat| beat.user),
                exponent: self.core.frame_spec(config)?.exponent(),
            })
        };
        configs.map(&mut spectrum).collect()
    }
}

fn design(core: &Configurable, options: &DutOptions) -> Result<Design, SimError> {
    let shortest = core.shortest().trailing_zeros();
    let mut parameters = pipeline::verilog_parameters(core.largest(), DATA_FOLDER);
    parameters.push(("LOG2_LEN_MIN".to_owned(), Literal::Integer(shortest.into())));
    let fixed = pipeline::design(core.largest(), options)?;
    Ok(Design { top: "fft_configurable".to_owned(), parameters, stream: None, events: Vec::new(), ..fixed })
}

/// Clocks on which no beat is accepted between a frame of `before` and one of another length or other shifts, if the input is always offered,
/// the word is there, and the output is never held up: until the last word of `before` has left the stages and the queue, and one more.
///
/// In natural order a longer frame before `before` may still be leaving the memory; then the gap is longer, by less than that frame's length and 8.
///
/// # Errors
/// If the core does not obey `before`.
pub fn reconfiguration_gap(core: &Configurable, before: &FrameConfig) -> Result<u64, SimError> {
    let spec = core.frame_spec(before)?;
    let reversed = utsushi::fft::FftSpec { order: Order::BitReversed, ..spec.spec().clone() };
    Ok(latency(&reversed.check().map_err(utsushi::fft::ConfigurableError::from)?) + 1)
}
