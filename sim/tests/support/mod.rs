// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the co-simulation suites share: pipeline and model side by side.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each suite takes what it needs")]

pub mod bench;
pub mod boundaries;
pub mod clocks;
pub mod frames;
pub mod overflows;
pub mod planes;

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use utsushi::compare::{Mismatch, compare, origin};
use utsushi::fft::{CheckedSpec, FftModel, FftSpec, Frame, Spectrum};
use utsushi_sim::{Dut, DutOptions, Events, Optimisation, SimError, ToolOptions};

/// One cache for all suites of a build, and quick builds: most runs are short.
pub fn options() -> DutOptions {
    let cache = Some(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cache"));
    DutOptions {
        tools: ToolOptions { verilator: None, cache },
        optimisation: Optimisation::Quick,
        ..DutOptions::default()
    }
}

/// A spec from TOML; keys left out take their default.
pub fn spec(toml: &str) -> CheckedSpec {
    FftSpec::from_toml(toml).unwrap_or_else(|error| panic!("{error}\n{toml}")).check().unwrap()
}

/// How the pipeline was caught.
#[derive(Debug)]
pub enum Finding {
    /// It cannot be built, or it stopped, hung or broke the protocol.
    Sim(SimError),
    /// A bit or a flag differs from the model.
    Bits(Mismatch),
    /// An event, a clock or a port is wrong.
    Other(String),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sim(error) => error.fmt(f),
            Self::Bits(mismatch) => mismatch.fmt(f),
            Self::Other(sentence) => f.write_str(sentence),
        }
    }
}

impl From<SimError> for Finding {
    fn from(error: SimError) -> Self {
        Self::Sim(error)
    }
}

/// Runs `frames` through both: equal bits, equal flags, one start a frame and no other event.
pub fn run_both(dut: &mut Dut, model: &FftModel, frames: &[Frame]) -> Result<Vec<Spectrum>, Finding> {
    let expected: Vec<_> = frames.iter().map(|frame| model.run(frame)).collect();
    let run = dut.run(frames)?;
    equal(utsushi::fft::Transform::<i32>::spec(dut), &expected, &run.spectra)?;
    let wanted = Events { frame_started: frames.len() as u64, ..Events::default() };
    if run.events != wanted {
        return Err(Finding::Other(format!("expected {wanted:?}, got {:?}", run.events)));
    }
    Ok(expected)
}

/// The first difference between the model's and the pipeline's spectra is a finding.
pub fn equal(spec: &CheckedSpec, expected: &[Spectrum], got: &[Spectrum]) -> Result<(), Finding> {
    compare(spec, expected, got).first.map_or(Ok(()), |mismatch| Err(Finding::Bits(mismatch)))
}

/// Everything that is needed to see a finding again.
pub fn report(dut: &Dut, model: &FftModel, frames: &[Frame], finding: &Finding, seed: u64) -> String {
    let spec = utsushi::fft::Transform::<i32>::spec(dut);
    let began = match finding {
        Finding::Bits(mismatch) if mismatch.frame < frames.len() => {
            dut.taps(frames, mismatch.frame).map_or_else(
                |e| e.to_string(),
                |got| origin(spec, &model.taps(&frames[mismatch.frame]), &got).to_string(),
            )
        }
        _ => String::new(),
    };
    let (stall, x_seed) = (dut.options().stall, dut.options().x_seed);
    format!(
        "{finding}; {began}\nstall {stall}, x seed {x_seed}, frames of seed {seed}, spec\n{}",
        spec.spec().to_toml()
    )
}

/// [`run_both`], or a panic that says all.
pub fn assert_equal(dut: &mut Dut, model: &FftModel, frames: &[Frame], seed: u64) -> Vec<Spectrum> {
    match run_both(dut, model, frames) {
        Ok(spectra) => spectra,
        Err(finding) => panic!("{}", report(dut, model, frames, &finding, seed)),
    }
}

/// `work` on every item, in two threads; the results in the items' order.
pub fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        while let Some((index, item)) = items.iter().enumerate().nth(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((index, work(item)));
        }
        done
    };
    let mut done = std::thread::scope(|scope| {
        let other = scope.spawn(worker);
        let mut done = worker();
        done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
