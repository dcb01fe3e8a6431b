// SPDX-License-Identifier: MIT OR Apache-2.0
//! A small fixed suite that finds what is wrong with a folder of Verilog.

use std::path::Path;

use utsushi::compare::{Origin, origin};
use utsushi::fft::{CheckedSpec, FftModel, Frame};
use utsushi_sim::{Dut, DutOptions, Hdl, Stall};

use crate::support::boundaries::{READINESS, reset_at, wrong_ends};
use crate::support::clocks::events_and_handshakes;
use crate::support::frames::mixed;
use crate::support::{Finding, options, run_both, spec};

/// What was found, and where it began if that was asked for and a bit is wrong.
pub(crate) struct Found {
    /// The spec, by its number in the suite, and its stages.
    pub(crate) spec: usize,
    pub(crate) stages: usize,
    pub(crate) finding: Finding,
    pub(crate) origin: Option<Origin>,
}

/// All stages multiply, rotate, overflow and round; between them the specs have every mode, both orders and both decompositions.
fn specs() -> [CheckedSpec; 9] {
    [
        "len = 16\ndata = 8\ntwiddle = 8\nschedule = '1/7,0/8,1/9,1/8'\n",
        "len = 8\ndata = 7\ntwiddle = 6\nschedule = 'align:2,1/8,0/8,1'\nrounding = 'half-up'\noverflow = 'wrap'\norder = 'bit-reversed'\n",
        "len = 32\ndata = 6\ntwiddle = 7\nschedule = '1/5,1,0,1,1'\nrounding = 'truncate'\noverflow = 'wrap'\n",
        "len = 4\ndata = 5\ntwiddle = 2\nschedule = '1,0'\n",
        "len = 16\ndata = 8\ntwiddle = 8\ndecomposition = 'radix22'\n",
        "len = 8\ndata = 7\ntwiddle = 6\nrounding = 'half-up'\noverflow = 'wrap'\norder = 'bit-reversed'\ndecomposition = 'radix22'\n",
        // Both kinds of memory, and tables of every kind.
        "len = 128\ndata = 9\ntwiddle = 9\n",
        "len = 256\ndata = 9\ntwiddle = 9\ndecomposition = 'radix22'\n",
        // Operands as wide as a multiplier's.
        "len = 16\ndata = 17\ntwiddle = 5\ndecomposition = 'radix22'\n",
    ]
    .map(spec)
}

fn stalls() -> [Stall; 7] {
    [
        Stall::None,
        Stall::Random { seed: 1, input: 75, output: 75 },
        Stall::Random { seed: 2, input: 20, output: 100 },
        Stall::Random { seed: 3, input: 100, output: 20 },
        Stall::Alternate,
        Stall::Burst { seed: 4, longest: 9 },
        Stall::Block { clocks: 150 },
    ]
}

/// The first thing wrong with `hdl`; nothing if it holds.
pub(crate) fn findings(hdl: &Path, locate: bool) -> Option<Found> {
    specs().iter().enumerate().find_map(|(number, spec)| {
        let (finding, origin) = of_spec(spec, hdl, locate)?;
        Some(Found { spec: number, stages: spec.stages().len(), finding, origin })
    })
}

fn of_spec(spec: &CheckedSpec, hdl: &Path, locate: bool) -> Option<(Finding, Option<Origin>)> {
    let options = DutOptions { hdl: Hdl::Folder(hdl.to_owned()), idle_limit: Some(600), ..options() };
    let mut dut = match Dut::build(spec, &options) {
        Ok(dut) => dut,
        Err(error) => return Some((error.into(), None)),
    };
    let frames = mixed(spec, 24, 1);
    let finding = bits(&mut dut, &frames).and_then(|()| boundaries(&dut)).err()?;
    let origin = match finding {
        Finding::Bits(mismatch) if locate => locate_in(&dut, &frames, mismatch.frame),
        _ => None,
    };
    Some((finding, origin))
}

/// Bits, flags and events under every stall; one sample a clock and the documented latency without.
fn bits(dut: &mut Dut, frames: &[Frame]) -> Result<(), Finding> {
    let model = model(dut);
    for (x_seed, stall) in (0..).zip(stalls()) {
        dut.set_stall(stall);
        dut.set_x_seed(x_seed);
        run_both(dut, &model, frames)?;
    }
    dut.set_stall(Stall::None);
    let (clocks, spec) = (dut.run(frames)?.clocks, utsushi::fft::Transform::<i32>::spec(dut));
    let wanted = (frames.len() * spec.spec().len) as u64 + utsushi_sim::latency(spec);
    if clocks == wanted {
        return Ok(());
    }
    Err(Finding::Other(format!("at full rate {wanted} clocks are documented and it took {clocks}")))
}

/// Wrong frame ends, events clock by clock, and resets at many moments.
fn boundaries(dut: &Dut) -> Result<(), Finding> {
    wrong_ends(dut, Stall::Random { seed: 5, input: 60, output: 60 })?;
    events_and_handshakes(dut, 1000)?;
    let len = utsushi::fft::Transform::<i32>::spec(dut).spec().len as u64;
    for phase in (1..4 * len).step_by((len as usize / 4).max(3)) {
        for readiness in READINESS {
            reset_at(dut, phase, readiness)?;
        }
    }
    Ok(())
}

fn locate_in(dut: &Dut, frames: &[Frame], frame: usize) -> Option<Origin> {
    let taps = dut.taps(frames, frame).ok()?;
    let model = model(dut);
    Some(origin(utsushi::fft::Transform::<i32>::spec(dut), &model.taps(&frames[frame]), &taps))
}

fn model(dut: &Dut) -> FftModel {
    FftModel::new(utsushi::fft::Transform::<i32>::spec(dut))
}
