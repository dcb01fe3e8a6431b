// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where frames begin and end: resets in their middle, and wrong `tlast`.

use utsushi::fft::{CheckedSpec, FftModel, Spectrum, Transform};
use utsushi_sim::{Dut, SplitMix64, Stall};

use super::bench::{Bench, Drive, Seen, beats, spectra, stream};
use super::frames::{mixed, quiet_first};
use super::{Finding, equal};

/// How the output is taken before a reset: always, never, two thirds of the time.
pub const READINESS: [fn(u64) -> bool; 3] = [|_| true, |_| false, |draw| !draw.is_multiple_of(3)];

/// Resets after `phase` clocks of offered input, in a clock that offers a beat too; then the next frames
/// must be right. Returns whether output was pending.
pub fn reset_at(dut: &Dut, phase: u64, readiness: fn(u64) -> bool) -> Result<bool, Finding> {
    let (spec, model) = (spec_of(dut), FftModel::new(spec_of(dut)));
    let mut bench = Bench::new(dut.library(), phase)?;
    let seen = run_for(&mut bench, &beats(spec, &mixed(spec, 8, 6)), phase, readiness)?;
    bench.clock(Drive { rst: true, valid: true, data: 1, last: true, user: true, ready: true })?;
    let after = bench.clock(Drive { ready: true, ..Drive::default() })?;
    if after.valid || after.started || after.missing || after.unexpected {
        return Err(Finding::Other(format!("right after a reset in clock {phase}: {after:?}")));
    }
    let frames = quiet_first(spec, phase);
    let (words, flags) = beats(spec, &frames);
    let stall = Stall::Random { seed: phase, input: 80, output: 80 };
    let streamed = stream(&mut bench.simulation, spec, (&words, &flags), stall)?;
    let expected: Vec<_> = frames.iter().map(|frame| model.run(frame)).collect();
    equal(spec, &expected, &spectra(spec, &streamed))?;
    count("events after a reset", &streamed.events[..3], &[frames.len() as u64, 0, 0]).map(|()| seen.valid)
}

/// Drives `clocks` clocks, input always offered; returns the last clock's outputs.
fn run_for(
    bench: &mut Bench,
    beats: &(Vec<u64>, Vec<u8>),
    clocks: u64,
    readiness: fn(u64) -> bool,
) -> Result<Seen, Finding> {
    let mut random = SplitMix64::new(clocks);
    let (mut at, mut seen) = (0, Seen::default());
    for _ in 0..clocks {
        let (data, flags) = (beats.0[at], beats.1[at]);
        let (last, user, ready) = (flags & 1 != 0, flags & 2 != 0, readiness(random.next_word()));
        seen = bench.clock(Drive { rst: false, valid: true, data, last, user, ready })?;
        at = (at + usize::from(seen.ready)) % beats.0.len();
    }
    Ok(seen)
}

/// Random `tlast` everywhere and random `tuser` after each first beat: the counter decides, so bits and
/// flags are the model's; the events count every wrong `tlast`.
pub fn wrong_ends(dut: &Dut, stall: Stall) -> Result<(), Finding> {
    let spec = spec_of(dut);
    let (len, model) = (spec.spec().len, FftModel::new(spec));
    let frames = mixed(spec, 40, 5);
    let (words, mut flags) = beats(spec, &frames);
    let mut random = SplitMix64::new(11);
    for (n, flag) in flags.iter_mut().enumerate() {
        let junk = random.next_word() as u8;
        *flag = if n.is_multiple_of(len) { *flag & 2 | junk & 1 } else { junk & 3 };
    }
    let (ends, inner): (Vec<_>, Vec<_>) = (0..flags.len()).partition(|n| (n + 1).is_multiple_of(len));
    let missing = ends.iter().filter(|&&n| flags[n] & 1 == 0).count() as u64;
    let unexpected = inner.iter().filter(|&&n| flags[n] & 1 == 1).count() as u64;
    assert!((1..40).contains(&missing) && unexpected > 0, "the junk holds both errors");
    let mut simulation = dut.library().simulation(3)?;
    simulation.reset(1)?;
    let streamed = stream(&mut simulation, spec, (&words, &flags), stall)?;
    let expected: Vec<Spectrum> = frames.iter().map(|frame| model.run(frame)).collect();
    equal(spec, &expected, &spectra(spec, &streamed))?;
    if inner.iter().any(|&n| streamed.flags[n] & 2 != 0) {
        return Err(Finding::Other("the overflow flag stands before a frame's last beat".to_owned()));
    }
    count("started, missing, unexpected", &streamed.events[..3], &[40, missing, unexpected])
}

fn count(what: &str, got: &[u64], expected: &[u64]) -> Result<(), Finding> {
    if got == expected {
        return Ok(());
    }
    Err(Finding::Other(format!("{what}: expected {expected:?}, got {got:?}")))
}

fn spec_of(dut: &Dut) -> &CheckedSpec {
    Transform::<i32>::spec(dut)
}
