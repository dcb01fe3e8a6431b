// SPDX-License-Identifier: MIT OR Apache-2.0
//! What every stream has to keep to: bits under stalls, full rate and latency, resets, registered handshakes.

use utsushi_sim::{SplitMix64, Stall};

use super::{Beat, Bench, Twin};
use crate::twins::selected;

impl Bench {
    /// Every check; beats and clocks compared.
    pub fn check(&self) -> Result<usize, String> {
        Ok(self.under_every_stall()? + self.at_full_rate()? + self.after_resets()? + self.handshakes()?)
    }

    /// The same bits whenever either side waits; the last beat comes out without another going in.
    pub fn under_every_stall(&self) -> Result<usize, String> {
        let mut beats = 0;
        for (index, twin) in self.twins.iter().enumerate() {
            for (seed, stall) in (0..).zip(selected::stalls(index as u64)) {
                beats += self.compare(index, &twin.beats(seed), seed, stall)?;
            }
        }
        Ok(beats)
    }

    fn compare(&self, index: usize, beats: &[Beat], seed: u64, stall: Stall) -> Result<usize, String> {
        let twin = &self.twins[index];
        let case = || format!("{}, stall {stall}, seed {seed}", twin.module());
        let mut sim = self.library.simulation(seed).map_err(|error| error.to_string())?;
        sim.reset(2).map_err(|error| error.to_string())?;
        let expected = twin.expected(beats);
        let found = selected::run(&mut sim, index, beats, expected.len(), stall)
            .map_err(|error| format!("{}: {error}", case()))?;
        equal(&expected, &found.words, &found.flags).map_err(|error| format!("{}: {error}", case()))
    }

    /// Without stalls a beat moves in every clock on either side, and the first takes the documented latency.
    pub fn at_full_rate(&self) -> Result<usize, String> {
        let mut beats = 0;
        for (index, twin) in self.twins.iter().enumerate().filter(|(_, twin)| twin.even()) {
            let mut sim = self.library.simulation(1).map_err(|error| error.to_string())?;
            sim.reset(1).map_err(|error| error.to_string())?;
            let input = twin.beats(7);
            let found = selected::run(&mut sim, index, &input, twin.expected(&input).len(), Stall::None)
                .map_err(|error| format!("{}: {error}", twin.module()))?;
            let first = found.input_stamps[0];
            let even =
                |stamps: &[u64], from: u64| stamps.iter().zip(from..).all(|(&stamp, clock)| stamp == clock);
            let latency = found.output_stamps[0] - first;
            if latency != twin.latency() {
                let module = twin.module();
                return Err(format!("{module}: latency {latency}, documented {}", twin.latency()));
            }
            if !even(&found.input_stamps, first) || !even(&found.output_stamps, first + latency) {
                return Err(format!("{}: less than a beat a clock", twin.module()));
            }
            beats += input.len();
        }
        Ok(beats)
    }

    /// A whole frame is offered though nobody is ready for it. Whatever is inside when a reset of one clock comes, the next
    /// frame starts anew.
    pub fn after_resets(&self) -> Result<usize, String> {
        let mut beats = 0;
        for (index, twin) in self.twins.iter().enumerate() {
            let len = twin.frame();
            let mut sim = self.library.simulation(3).map_err(|error| error.to_string())?;
            let valid = self.library.port("m_axis_tvalid").unwrap();
            for (before, out) in
                [(1, 0), (len - 1, 0), (len, 0), (len, 1), (2 * len - 1, len / 2), (2 * len + 1, len + 1)]
            {
                let case = || format!("{}, reset after {before} beats in and {out} out", twin.module());
                sim.reset(1).map_err(|error| error.to_string())?;
                let (first, second) = (twin.beats(11), twin.beats(12));
                let expected = twin.expected(&first);
                let found = selected::fill(&mut sim, index, &first[..before], out);
                if found[..] != expected[..out] {
                    return Err(format!("{}: {found:x?} before it, not {:x?}", case(), &expected[..out]));
                }
                if before > out && before >= len && sim.get(valid).unwrap() == 0 {
                    return Err(format!("{}: valid waits for ready", case()));
                }
                sim.reset(1).map_err(|error| error.to_string())?;
                let expected = twin.expected(&second);
                let found = selected::run(&mut sim, index, &second, expected.len(), Stall::None)
                    .map_err(|error| format!("{}: {error}", case()))?;
                beats += equal(&expected, &found.words, &found.flags)
                    .map_err(|error| format!("{}: {error}", case()))?;
            }
        }
        Ok(beats)
    }

    /// Within a clock no output looks through to an input, and nothing comes out right after a reset.
    pub fn handshakes(&self) -> Result<usize, String> {
        let mut clocks = 0;
        for (index, twin) in self.twins.iter().enumerate() {
            self.handshake(index, &**twin).map_err(|error| format!("{}: {error}", twin.module()))?;
            clocks += CLOCKS;
        }
        Ok(clocks)
    }

    fn handshake(&self, index: usize, twin: &dyn Twin) -> Result<(), String> {
        let mut sim = self.library.simulation(2).map_err(|error| error.to_string())?;
        let port = |name: &str| self.library.port(name).unwrap();
        let inputs =
            ["m_axis_tready", "s_axis_tvalid", "s_axis_tlast", "s_axis_tuser", "s_axis_tdata"].map(port);
        let outputs =
            ["s_axis_tready", "m_axis_tvalid", "m_axis_tlast", "m_axis_tuser", "m_axis_tdata"].map(port);
        let mask = u64::MAX >> (64 - twin.in_width());
        sim.set(port("select"), index as u64).unwrap();
        sim.reset(1).unwrap();
        let mut random = SplitMix64::new(5);
        for clock in 0..CLOCKS {
            let drive = [4, 3, 2, 2].map(|one_in| u64::from(!random.next_word().is_multiple_of(one_in)));
            let drive = [drive[0], drive[1], drive[2], drive[3], random.next_word() & mask];
            let mut look = |words: [u64; 5]| {
                inputs.iter().zip(words).for_each(|(&port, word)| sim.set(port, word).unwrap());
                sim.eval().unwrap();
                outputs.map(|port| sim.get(port).unwrap())
            };
            let opposite = [1 - drive[0], 1 - drive[1], 1 - drive[2], 1 - drive[3], !drive[4] & mask];
            let (through, seen) = (look(opposite), look(drive));
            if seen != through {
                return Err(format!("clock {clock}: an output depends on an input: {seen:x?}, {through:x?}"));
            }
            if clock == 0 && (seen[0], seen[1]) != (1, 0) && (seen[1] == 1 || twin.even()) {
                return Err(format!("right after a reset ready, valid are {}, {}", seen[0], seen[1]));
            }
            sim.clock(1).unwrap();
        }
        Ok(())
    }
}

/// Clocks in which handshakes are looked at.
const CLOCKS: usize = 400;

fn equal(expected: &[Beat], words: &[u64], flags: &[u8]) -> Result<usize, String> {
    let found = || words.iter().copied().zip(flags.iter().copied());
    match expected.iter().copied().zip(found()).position(|(expected, found)| expected != found) {
        None => Ok(expected.len()),
        Some(i) => {
            let (word, flags) = found().nth(i).unwrap();
            let (should, marks) = expected[i];
            Err(format!("beat {i} is {word:x}, flags {flags}, and should be {should:x}, flags {marks}"))
        }
    }
}
