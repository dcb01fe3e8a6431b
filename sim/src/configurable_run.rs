// SPDX-License-Identifier: MIT OR Apache-2.0
//! Three streams of a core of run-time length, clock by clock.

use num_complex::Complex;
use utsushi::random::SplitMix64;

use crate::fault::{ProtocolFault, Rule, Timeout};
use crate::words::{unpack, word};
use crate::{Library, Port, SimError, Simulation, StreamStalls};

/// What goes in, and what is expected of the output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigurableBatch {
    /// Words of the configuration stream.
    pub words: Vec<u128>,
    /// Input beats: sample and `tlast`.
    pub beats: Vec<(Complex<i32>, bool)>,
    /// Output beats to wait for.
    pub output_beats: usize,
    /// Clocks after which the run ends whatever is inside; `None` waits until everything is in and out.
    pub clocks: Option<u64>,
}

/// One beat that came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConfigurableBeat {
    /// Its word.
    pub word: Complex<i32>,
    /// It ends a frame.
    pub last: bool,
    /// Some stage overflowed in the frame that it ends.
    pub user: bool,
    /// The clock on which it was accepted.
    pub clock: u64,
}

/// What happened, in clocks from the first after the reset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigurableStreamed {
    /// The output beats.
    pub outputs: Vec<ConfigurableBeat>,
    /// The clock on which each word of the configuration stream was accepted.
    pub config_stamps: Vec<u64>,
    /// The clock on which each input beat was accepted.
    pub input_stamps: Vec<u64>,
    /// The clocks on which `event_frame_started` was high.
    pub frame_started: Vec<u64>,
    /// Those of `event_tlast_missing`.
    pub tlast_missing: Vec<u64>,
    /// Those of `event_tlast_unexpected`.
    pub tlast_unexpected: Vec<u64>,
    /// Those of `event_config_invalid`.
    pub config_invalid: Vec<u64>,
}

/// Clocks after the last beat in which events may still come, and output must not.
const REST: u64 = 16;

/// The ports of `fft_configurable` and what was offered on them last.
pub(crate) struct Driver<'a> {
    simulation: &'a mut Simulation,
    input_width: u32,
    output_width: u32,
    config: [Port; 3],
    input: [Port; 4],
    output: [Port; 5],
    events: [Port; 4],
    /// An output beat that was not accepted yet.
    waiting: Option<(u64, u64, u64)>,
    held: [bool; 2],
}

impl<'a> Driver<'a> {
    pub(crate) fn new(
        library: &Library,
        simulation: &'a mut Simulation,
        (input_width, output_width): (u32, u32),
    ) -> Result<Self, SimError> {
        let port = |name: &str| library.port(name);
        Ok(Self {
            simulation,
            input_width,
            output_width,
            config: [
                port("s_axis_config_tvalid")?,
                port("s_axis_config_tdata")?,
                port("s_axis_config_tready")?,
            ],
            input: [
                port("s_axis_tvalid")?,
                port("s_axis_tdata")?,
                port("s_axis_tlast")?,
                port("s_axis_tready")?,
            ],
            output: [
                port("m_axis_tready")?,
                port("m_axis_tvalid")?,
                port("m_axis_tdata")?,
                port("m_axis_tlast")?,
                port("m_axis_tuser")?,
            ],
            events: [
                port("event_frame_started")?,
                port("event_tlast_missing")?,
                port("event_tlast_unexpected")?,
                port("event_config_invalid")?,
            ],
            waiting: None,
            held: [false; 2],
        })
    }

    /// Clocks until everything is in and out, and a few more.
    pub(crate) fn run(
        mut self,
        batch: &ConfigurableBatch,
        stalls: StreamStalls,
        idle_limit: u64,
    ) -> Result<ConfigurableStreamed, SimError> {
        let mut random = SplitMix64::new(stalls.seed);
        let mut done = ConfigurableStreamed::default();
        let (mut idle, mut rest) = (0, REST);
        for clock in 0.. {
            let through = done.config_stamps.len() == batch.words.len()
                && done.input_stamps.len() == batch.beats.len()
                && done.outputs.len() == batch.output_beats;
            rest -= u64::from(through);
            if rest == 0 || batch.clocks == Some(clock) {
                break;
            }
            let shares = [stalls.config, stalls.input, stalls.output];
            let open = shares.map(|share| random.next_word() % 100 < u64::from(share.max(1)));
            let before = (done.config_stamps.len(), done.input_stamps.len(), done.outputs.len());
            self.drive(batch, &done, open, random.next_word())?;
            self.observe(clock, batch, &mut done, open[2])?;
            self.simulation.clock(1)?;
            let after = (done.config_stamps.len(), done.input_stamps.len(), done.outputs.len());
            idle = if before == after && !through { idle + 1 } else { 0 };
            if idle >= idle_limit {
                return Err(timeout(batch, &done, idle, clock).into());
            }
        }
        Ok(done)
    }

    /// Offers what comes next on the sides that are open or held; the other lines carry noise.
    fn drive(
        &mut self,
        batch: &ConfigurableBatch,
        done: &ConfigurableStreamed,
        open: [bool; 3],
        noise: u64,
    ) -> Result<(), SimError> {
        let config = batch.words.get(done.config_stamps.len()).filter(|_| open[0] || self.held[0]);
        let beat = batch.beats.get(done.input_stamps.len()).filter(|_| open[1] || self.held[1]);
        self.held = [config.is_some(), beat.is_some()];
        let bits = |word: u128, port: Port| word & (u128::MAX >> (128 - port.width));
        let data =
            bits(config.copied().unwrap_or(u128::from(noise) << 64 | u128::from(!noise)), self.config[1]);
        let words = [data as u64, (data >> 64) as u64];
        self.simulation.set(self.config[0], u64::from(config.is_some()))?;
        self.simulation.set_wide(self.config[1], &words[..self.config[1].width.div_ceil(64) as usize])?;
        let sample = beat
            .map_or(noise & (u64::MAX >> (64 - 2 * self.input_width)), |&(z, _)| word(z, self.input_width));
        self.simulation.set(self.input[0], u64::from(beat.is_some()))?;
        self.simulation.set(self.input[1], sample)?;
        self.simulation.set(self.input[2], beat.map_or(noise >> 63, |&(_, last)| u64::from(last)))?;
        self.simulation.set(self.output[0], u64::from(open[2]))?;
        self.simulation.eval()
    }

    /// Looks at the settled clock.
    fn observe(
        &mut self,
        clock: u64,
        batch: &ConfigurableBatch,
        done: &mut ConfigurableStreamed,
        ready: bool,
    ) -> Result<(), SimError> {
        let [frame_started, tlast_missing, tlast_unexpected, config_invalid] = self.events;
        for (event, clocks) in [
            (frame_started, &mut done.frame_started),
            (tlast_missing, &mut done.tlast_missing),
            (tlast_unexpected, &mut done.tlast_unexpected),
            (config_invalid, &mut done.config_invalid),
        ] {
            clocks.extend((self.simulation.get(event)? == 1).then_some(clock));
        }
        for (side, ready, stamps) in
            [(0, self.config[2], &mut done.config_stamps), (1, self.input[3], &mut done.input_stamps)]
        {
            if self.held[side] && self.simulation.get(ready)? == 1 {
                self.held[side] = false;
                stamps.push(clock);
            }
        }
        let fault = |rule| Err(ProtocolFault { rule, beat: done.outputs.len() as u64, clock }.into());
        let [_, valid, data, last, user] = self.output;
        let mut get = |port| self.simulation.get(port);
        let shown = if get(valid)? == 1 { Some((get(data)?, get(last)?, get(user)?)) } else { None };
        match (self.waiting, shown) {
            (Some(_), None) => return fault(Rule::ValidHeld),
            (Some(waiting), Some(shown)) if waiting != shown => return fault(Rule::Stable),
            (None, Some(_)) if done.outputs.len() == batch.output_beats => return fault(Rule::Surplus),
            _ => {}
        }
        self.waiting = shown.filter(|_| !ready);
        if let Some((data, last, user)) = shown.filter(|_| ready) {
            let word = unpack(&[data], self.output_width)[0];
            done.outputs.push(ConfigurableBeat { word, last: last == 1, user: user == 1, clock });
        }
        Ok(())
    }
}

fn timeout(batch: &ConfigurableBatch, done: &ConfigurableStreamed, idle: u64, clock: u64) -> Timeout {
    Timeout {
        idle,
        accepted: done.input_stamps.len() as u64,
        offered: batch.beats.len() as u64,
        produced: done.outputs.len() as u64,
        expected: batch.output_beats as u64,
        clock,
    }
}
