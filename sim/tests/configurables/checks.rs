// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bits and flags: whatever the sequence, the stalls and the words between, they are the model's.

use utsushi::fft::{Configurable, ConfigurableModel, Spectrum};
use utsushi_sim::{ConfigurableBatch, ConfigurableDut, SplitMix64, StreamStalls};

use super::{Configured, any_config, equal, expected, samples};

/// How to see a finding again.
fn case(dut: &ConfigurableDut, stalls: StreamStalls, seed: u64) -> String {
    let (toml, shortest) = (dut.core().largest().spec().to_toml(), dut.core().shortest());
    format!("{stalls:?}, frames of seed {seed}, shortest {shortest}, core\n{toml}")
}

/// The frames under the stalls: the model's bits and flags, a start for each, no other event.
pub fn bits(
    dut: &mut ConfigurableDut,
    frames: &[Configured],
    stalls: StreamStalls,
    seed: u64,
) -> Result<Vec<Spectrum>, String> {
    let wanted = expected(dut.core(), frames);
    dut.set_stalls(stalls);
    let case = case(dut, stalls, seed);
    let run = dut.run(frames).map_err(|error| format!("{error}; {case}"))?;
    equal(frames, &wanted, &run.spectra).map_err(|error| format!("{error}; {case}"))?;
    let other = [&run.streamed.tlast_missing, &run.streamed.tlast_unexpected, &run.streamed.config_invalid];
    if run.streamed.frame_started.len() != frames.len() || other.iter().any(|event| !event.is_empty()) {
        return Err(format!(
            "{} frames started and other events {other:?}; {case}",
            run.streamed.frame_started.len()
        ));
    }
    Ok(wanted)
}

/// A word that the core must drop, with noise where it is not looked at.
pub fn bad_word(core: &Configurable, random: &mut SplitMix64) -> u128 {
    let mask = u128::MAX >> (128 - core.word_width());
    loop {
        let word = (u128::from(random.next_word()) << 64 | u128::from(random.next_word())) & mask;
        // A good word with one field broken is nearer to what might slip through than noise is.
        let near = core.word(&any_config(core, random)).unwrap();
        let field = 16 + 4 * (random.next_word() as u32 % core.largest().log2_len());
        let word = match random.next_word() % 4 {
            0 => word,
            1 => near & !31 | word & 31,
            _ => near & !(15 << field) | word & 15 << field,
        };
        if core.config(word).is_err() {
            return word;
        }
    }
}

/// `word` with noise in all bits that mean nothing.
pub fn noisy(core: &Configurable, word: u128, len: usize, random: &mut SplitMix64) -> u128 {
    let mask = u128::MAX >> (128 - core.word_width());
    let noise = u128::from(random.next_word()) << 64 | u128::from(random.next_word());
    let meant = 31 | 1 << 8 | ((1 << (4 * len.trailing_zeros())) - 1) << 16;
    (word & meant | noise & !meant) & mask
}

/// Bad words between good ones, noise in bits without a meaning, wrong ends of frames: each bad word an event and no frame, each wrong end an
/// event in the clock behind its beat, and nothing else changes. How many words were bad.
pub fn words(
    dut: &mut ConfigurableDut,
    frames: &[Configured],
    stalls: StreamStalls,
    seed: u64,
) -> Result<usize, String> {
    let core = dut.core().clone();
    let mut random = SplitMix64::new(seed);
    let mut batch = ConfigurableBatch::default();
    for (config, samples) in frames {
        while random.next_word().is_multiple_of(3) {
            batch.words.push(bad_word(&core, &mut random));
        }
        batch.words.push(noisy(&core, core.word(config).unwrap(), config.len, &mut random));
        let last =
            |n: usize, random: &mut SplitMix64| (n + 1 == config.len) ^ random.next_word().is_multiple_of(5);
        batch.beats.extend(samples.iter().enumerate().map(|(n, &z)| (z, last(n, &mut random))));
    }
    batch.words.push(bad_word(&core, &mut random));
    batch.output_beats = batch.beats.len();
    dut.set_stalls(stalls);
    let case = case(dut, stalls, seed);
    let streamed = dut.stream(&batch).map_err(|error| format!("{error}; {case}"))?;
    let found = dut
        .spectra(frames.iter().map(|frame| &frame.0), &streamed)
        .map_err(|error| format!("{error}; {case}"))?;
    let beats: Vec<_> = batch.beats.iter().map(|beat| beat.0).collect();
    let wanted = ConfigurableModel::new(&core).stream(&batch.words, &beats).unwrap();
    equal(frames, &wanted.spectra, &found).map_err(|error| format!("{error}; {case}"))?;
    if streamed.config_invalid.len() != wanted.invalid {
        let (found, wanted) = (streamed.config_invalid.len(), wanted.invalid);
        return Err(format!("{found} invalid words instead of {wanted}; {case}"));
    }
    let events = [streamed.frame_started, streamed.tlast_missing, streamed.tlast_unexpected];
    let wanted_events = ends(frames, &batch.beats, &streamed.input_stamps);
    if events == wanted_events {
        Ok(wanted.invalid)
    } else {
        Err(format!("events at {events:?} instead of {wanted_events:?}; {case}"))
    }
}

/// The clocks of the three events of frames, from the clocks of the beats.
fn ends(frames: &[Configured], beats: &[(num_complex::Complex<i32>, bool)], stamps: &[u64]) -> [Vec<u64>; 3] {
    let mut events = [const { Vec::new() }; 3];
    let mut at = 0;
    for (config, _) in frames {
        for n in 0..config.len {
            let ends = n + 1 == config.len;
            let high = [n == 0, ends && !beats[at].1, !ends && beats[at].1];
            for (event, _) in events.iter_mut().zip(high).filter(|(_, high)| *high) {
                event.push(stamps[at] + 1);
            }
            at += 1;
        }
    }
    events
}

/// A run that ends in any clock, then a reset: what was inside is gone, and the next frames are right.
pub fn resets(dut: &mut ConfigurableDut, seed: u64) -> Result<usize, String> {
    let core = dut.core().clone();
    let mut random = SplitMix64::new(seed);
    let longest = core.largest().spec().len as u64;
    let mut count = 0;
    for clocks in (1..6 * longest).step_by(7) {
        let config = any_config(&core, &mut random);
        let others = super::sequence(&core, 12, random.next_word());
        let mut batch = ConfigurableBatch {
            output_beats: usize::MAX,
            clocks: Some(clocks),
            ..ConfigurableBatch::default()
        };
        for (config, samples) in &others {
            batch.words.push(core.word(config).unwrap());
            batch.beats.extend(samples.iter().map(|&z| (z, false)));
        }
        let shares = [(100, 100, 100), (100, 100, 20), (40, 60, 80)][count % 3];
        let stalls = StreamStalls { seed: clocks, config: shares.0, input: shares.1, output: shares.2 };
        dut.set_stalls(stalls);
        dut.stream(&batch)
            .map_err(|error| format!("{error}, before a reset at clock {clocks}, seed {seed}"))?;
        let frames = [(config.clone(), samples(&core, &config, &mut random)), others[0].clone()];
        bits(dut, &frames, StreamStalls::default(), seed)
            .map_err(|error| format!("after a reset at clock {clocks}, {stalls:?}: {error}"))?;
        count += 1;
    }
    Ok(count)
}
