// SPDX-License-Identifier: MIT OR Apache-2.0
//! When things happen: latency, full rate, the gap before another length or other shifts, words before their frames.

use utsushi::fft::Order;
use utsushi_sim::{ConfigurableDut, StreamStalls, latency, reconfiguration_gap};

use super::{Configured, any_config, samples};
use utsushi_sim::SplitMix64;

/// What [`rate`] counted: frames right behind the one before, of them with another direction, and gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    pub behind: usize,
    pub turned: usize,
    pub gaps: usize,
}

/// Without stalls: no clock without a beat between frames of one length and shifts, whatever their directions, and the documented gap else.
/// In natural order a longer frame that still leaves the memory holds up those behind it, at most as long as that takes: such are not counted.
pub fn rate(dut: &mut ConfigurableDut, frames: &[Configured]) -> Result<Rate, String> {
    dut.set_stalls(StreamStalls::default());
    let run = dut.run(frames).map_err(|error| error.to_string())?;
    let stamps = &run.streamed.input_stamps;
    let natural = dut.core().largest().spec().order == Order::Natural;
    let (mut rate, mut first, mut longest) = (Rate::default(), 0, 0);
    for pair in frames.windows(2) {
        let [before, after] = [&pair[0].0, &pair[1].0];
        first += before.len;
        longest = longest.max(before.len);
        let held = if natural && longest > before.len { longest as u64 + 8 } else { 0 };
        let same = before.shifts == after.shifts;
        let wanted = if same { 0 } else { reconfiguration_gap(dut.core(), before).unwrap() };
        let gap = stamps[first] - stamps[first - 1] - 1;
        if !(wanted..=wanted + held).contains(&gap) {
            return Err(format!(
                "{gap} clocks without a beat instead of {wanted} between {before:?} and {after:?}"
            ));
        }
        if held > 0 {
            continue;
        }
        rate.behind += usize::from(same);
        rate.turned += usize::from(same && before.direction != after.direction);
        rate.gaps += usize::from(!same);
    }
    Ok(rate)
}

/// A frame alone takes the latency of `fft` of its length, goes in and comes out without a gap, and drains by itself.
pub fn alone(dut: &mut ConfigurableDut, seed: u64) -> Result<usize, String> {
    dut.set_stalls(StreamStalls::default());
    let core = dut.core().clone();
    let mut random = SplitMix64::new(seed);
    for len in core.lens() {
        let config =
            std::iter::repeat_with(|| any_config(&core, &mut random)).find(|c| c.len == len).unwrap();
        let frame = (config.clone(), samples(&core, &config, &mut random));
        let run = dut.run(&[frame]).map_err(|error| error.to_string())?;
        let latency = latency(&core.frame_spec(&config).unwrap());
        // A word takes 3 clocks to open its frame.
        let first = run.streamed.config_stamps[0] + 3;
        let even = |mut stamps: Box<dyn Iterator<Item = u64> + '_>, from: u64| {
            stamps.by_ref().zip(from..).all(|(stamp, clock)| stamp == clock)
        };
        let input = even(Box::new(run.streamed.input_stamps.iter().copied()), first);
        let output = even(Box::new(run.streamed.outputs.iter().map(|beat| beat.clock)), first + latency);
        if !input || !output {
            let (came, left) = (run.streamed.input_stamps[0], run.streamed.outputs[0].clock);
            return Err(format!(
                "{config:?}: in from {came}, out from {left}; documented {first} and {latency} later"
            ));
        }
    }
    Ok(core.lens().len())
}

/// No frame begins within three clocks of its word, and as many words wait as the header says: the open frame's and two.
pub fn words_first(dut: &mut ConfigurableDut, frames: &[Configured]) -> Result<usize, String> {
    let mut ahead = 0;
    for (seed, config) in [(1, 100), (2, 30), (3, 2)] {
        dut.set_stalls(StreamStalls { seed, config, input: 90, output: 100 });
        let run = dut.run(frames).map_err(|error| error.to_string())?;
        let mut first = 0;
        for (f, (config, _)) in frames.iter().enumerate() {
            let (word, beat) = (run.streamed.config_stamps[f], run.streamed.input_stamps[first]);
            if beat < word + 3 {
                return Err(format!("frame {f} begins in clock {beat} and its word came in {word}"));
            }
            let begun = run.streamed.input_stamps.iter().take_while(|&&stamp| stamp < word).count();
            let whole = frames
                .iter()
                .scan(0, |all, frame| {
                    *all += frame.0.len;
                    Some(*all)
                })
                .filter(|&all| all <= begun)
                .count();
            if f > whole + 2 {
                return Err(format!(
                    "the word of frame {f} is taken in clock {word} when {whole} frames are in"
                ));
            }
            ahead = ahead.max(f - whole);
            first += config.len;
        }
    }
    if ahead == 2 { Ok(frames.len()) } else { Err(format!("{ahead} words wait at most, 2 are documented")) }
}
