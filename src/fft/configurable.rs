// SPDX-License-Identifier: MIT OR Apache-2.0
//! One core for frames of many lengths, directions and shifts; twin of `hdl/fft_configurable.v`.

use std::collections::HashMap;

use num_complex::Complex;

use super::{
    CheckedSpec, ConfigurableError, Decomposition, Direction, FftModel, FftSpec, Frame, FrameConfig,
    Schedule, Spectrum, StageFormat,
};

/// A core whose frames bring their length, direction and shifts with them (numeric contract, C1 to C5).
///
/// Plain data: take the default and change fields, then [`check`](Self::check) once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ConfigurableSpec {
    /// The spec of the longest frames. Its shifts are each stage's largest; its direction is not looked at.
    pub largest: FftSpec,
    /// Samples in the shortest frames: a power of two from 4 to those of the longest.
    pub shortest: usize,
}

impl Default for ConfigurableSpec {
    /// The default spec, and frames down to 4 samples.
    fn default() -> Self {
        Self { largest: FftSpec::default(), shortest: 4 }
    }
}

impl ConfigurableSpec {
    /// Checks every value against the contract.
    ///
    /// # Errors
    /// If the largest spec is refused, or the shortest length is no power of two from 4 to the largest.
    pub fn check(&self) -> Result<Configurable, ConfigurableError> {
        let (largest, shortest, len) = (self.largest.check()?, self.shortest, self.largest.len);
        if !shortest.is_power_of_two() || !(4..=len).contains(&shortest) {
            return Err(ConfigurableError::Shortest { shortest, len });
        }
        Ok(Configurable { largest, shortest })
    }
}

/// A core that keeps the contract.
///
/// ```
/// use utsushi::fft::{ConfigurableModel, ConfigurableSpec, Direction, Schedule};
///
/// let core = ConfigurableSpec::default().check()?; // up to 1024 samples
/// let config = core.configure(8, Direction::Forward, &Schedule::Halve)?;
/// let mut impulse = [0.into(); 8];
/// impulse[0] = 8000.into();
/// let spectrum = ConfigurableModel::new(&core).run(&config, &impulse)?;
/// assert_eq!(spectrum.bins, [1000.into(); 8]); // DFT(x) / 8: flat
/// assert_eq!(core.word(&config)?, 0x0111_0003); // 2^3 samples, forward, three shifts of 1
/// # Ok::<(), utsushi::fft::ConfigurableError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configurable {
    largest: CheckedSpec,
    shortest: usize,
}

impl Configurable {
    /// The spec of the longest frames, its shifts each stage's largest.
    #[must_use]
    pub fn largest(&self) -> &CheckedSpec {
        &self.largest
    }

    /// The shortest length asked for, in samples.
    #[must_use]
    pub fn shortest(&self) -> usize {
        self.shortest
    }

    /// The lengths of frames that the core takes, ascending.
    ///
    /// Under radix 2² a frame enters at the first stage of a pair: every second power of two.
    #[must_use]
    pub fn lens(&self) -> Vec<usize> {
        let longest = self.largest.log2_len();
        let enters = |l: &u32| {
            self.largest.spec().decomposition == Decomposition::Radix2 || (longest - l).is_multiple_of(2)
        };
        (self.shortest.trailing_zeros()..=longest).filter(enters).map(|l| 1 << l).collect()
    }

    /// The configuration of a frame of `len` samples with the shifts of `schedule`.
    ///
    /// Widths and alignment are the core's. A schedule that names others is refused, for its bits would not be those of its name;
    /// `grow` may have wider words than it needs: its results are the same, sign-extended. An explicit stage without a width takes the core's.
    ///
    /// # Errors
    /// If the core does not take the length, cannot shift so far, or has other words than the schedule wants.
    pub fn configure(
        &self,
        len: usize,
        direction: Direction,
        schedule: &Schedule,
    ) -> Result<FrameConfig, ConfigurableError> {
        self.check_len(len)?;
        let (given, core) = (schedule.align(), self.largest.align());
        if given != core {
            return Err(ConfigurableError::Align { schedule: schedule.to_string(), given, core });
        }
        let formats = schedule.expand(self.largest.spec().data, len.trailing_zeros());
        let config = FrameConfig { len, direction, shifts: formats.iter().map(|format| format.0).collect() };
        self.check(&config)?;
        for (stage, (&(_, width), core)) in (0..).zip(formats.iter().zip(self.widths(len))) {
            let fits = match schedule {
                Schedule::Grow => core >= width,
                Schedule::Explicit { stages, .. } => stages[stage as usize].width.is_none_or(|w| w == core),
                _ => core == width,
            };
            if !fits {
                let schedule = schedule.to_string();
                return Err(ConfigurableError::Width { schedule, stage, len, width, core });
            }
        }
        Ok(config)
    }

    /// Whether the core obeys `config`.
    ///
    /// # Errors
    /// The first value that it does not.
    pub fn check(&self, config: &FrameConfig) -> Result<(), ConfigurableError> {
        let FrameConfig { len, ref shifts, .. } = *config;
        self.check_len(len)?;
        let needed = len.trailing_zeros();
        if shifts.len() != needed as usize {
            return Err(ConfigurableError::ShiftCount { given: shifts.len(), needed, len });
        }
        let mosts = self.tail(len).map(|stage| stage.shift);
        match (0..).zip(shifts.iter().zip(mosts)).find(|(_, (shift, most))| *shift > most) {
            Some((stage, (&shift, most))) => Err(ConfigurableError::Shift { stage, len, shift, most }),
            None => Ok(()),
        }
    }

    /// The spec that a frame of `config` is transformed by: with it [`FftModel`] and `fft` give the same bits.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    pub fn frame_spec(&self, config: &FrameConfig) -> Result<CheckedSpec, ConfigurableError> {
        self.check(config)?;
        let formats = config.shifts.iter().zip(self.widths(config.len));
        let stages = formats.map(|(&shift, width)| StageFormat { shift, width: Some(width) }).collect();
        let schedule = Schedule::Explicit { align: self.largest.align(), stages };
        let inverse = config.direction == Direction::Inverse;
        Ok(FftSpec { len: config.len, schedule, inverse, ..self.largest.spec().clone() }.check()?)
    }

    pub(super) fn check_len(&self, len: usize) -> Result<(), ConfigurableError> {
        let lens = self.lens();
        if lens.contains(&len) { Ok(()) } else { Err(ConfigurableError::Len { len, lens }) }
    }

    /// The stages that a frame of `len` samples passes: the last.
    fn tail(&self, len: usize) -> impl Iterator<Item = &super::Stage> {
        let skipped = self.largest.log2_len() - len.trailing_zeros();
        self.largest.stages().iter().skip(skipped as usize)
    }

    fn widths(&self, len: usize) -> impl Iterator<Item = u32> {
        self.tail(len).map(|stage| stage.width_out)
    }
}

/// The bit-accurate model of the core: [`FftModel`] for each frame, its tables kept.
#[derive(Clone, Debug)]
pub struct ConfigurableModel {
    core: Configurable,
    /// By length and shifts.
    models: HashMap<(usize, Vec<u32>), FftModel>,
}

/// What a core makes of two streams.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Configured {
    /// The spectra of whole frames, in order.
    pub spectra: Vec<Spectrum>,
    /// Words that were dropped: pulses of `event_config_invalid`.
    pub invalid: usize,
}

impl ConfigurableModel {
    /// The model of `core`.
    #[must_use]
    pub fn new(core: &Configurable) -> Self {
        Self { core: core.clone(), models: HashMap::new() }
    }

    /// The core.
    #[must_use]
    pub fn core(&self) -> &Configurable {
        &self.core
    }

    /// Transforms one frame.
    ///
    /// # Errors
    /// If the core does not obey `config`, or the samples are no frame of it.
    pub fn run(
        &mut self,
        config: &FrameConfig,
        samples: &[Complex<i32>],
    ) -> Result<Spectrum, ConfigurableError> {
        let spec = self.core.frame_spec(config)?;
        let frame = Frame::new(&spec, samples.to_vec())?;
        let key = (config.len, config.shifts.clone());
        Ok(self.models.entry(key).or_insert_with(|| FftModel::new(&spec)).run(&frame))
    }

    /// Transforms what comes on both streams: each legal word takes the samples of its frame, others are dropped.
    /// Samples of a frame that is not whole, and words without samples, wait for more and give nothing.
    ///
    /// # Errors
    /// If a sample does not fit the input format.
    pub fn stream(
        &mut self,
        words: &[u128],
        mut samples: &[Complex<i32>],
    ) -> Result<Configured, ConfigurableError> {
        let mut made = Configured::default();
        for &word in words {
            match self.core.config(word) {
                Err(_) => made.invalid += 1,
                Ok(config) if config.len <= samples.len() => {
                    let (frame, rest) = samples.split_at(config.len);
                    made.spectra.push(self.run(&config, frame)?);
                    samples = rest;
                }
                // Frames keep their order: no later one can overtake.
                Ok(_) => samples = &[],
            }
        }
        Ok(made)
    }
}
