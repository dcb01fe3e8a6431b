// SPDX-License-Identifier: MIT OR Apache-2.0
//! Runs of the cores of run-time length: frames, words and resets, right in every bit while lines are counted.

use utsushi::fft::Configurable;
use utsushi_sim::{
    ConfigurableDut, Coverage, DATA_FOLDER, Design, Literal, StreamStalls, verilog_parameters,
};

use super::cases::{counted, marked};
use crate::common::tools;
use crate::configurables::{checks, clocks, core, few, sequence, stalls};
use crate::streams;
use crate::support::options;
use crate::twins::{files_of, hdl_folder};

/// Frames of a run.
const FRAMES: usize = 60;

/// Cores with every kind of stage, and one whose stages shift by up to 8 each.
pub(crate) fn all() -> Vec<Configurable> {
    let shifted = core("len = 64\ndata = 8\ntwiddle = 8\nschedule = '8,8,8,8,8,8'\n", 4);
    few().into_iter().chain([shifted]).collect()
}

/// What a core shows under every stall, with bad words between good ones, and after resets in any clock.
pub(crate) fn run(core: &Configurable) -> Coverage {
    let library = tools().build(&design(core)).unwrap_or_else(|error| panic!("{core:?}: {error}"));
    let mut dut = ConfigurableDut::with_library(core, &options(), library);
    // As of the pipelines' frames.
    let right = |found: Result<_, String>| found.unwrap_or_else(|finding| panic!("{finding}"));
    right(checks::bits(&mut dut, &sequence(core, FRAMES, 20), StreamStalls::default(), 20));
    let start = dut.coverage().unwrap();
    for (seed, stalls) in (0..).zip(stalls(1)) {
        let frames = sequence(core, FRAMES, seed);
        right(checks::bits(&mut dut, &frames, stalls, seed));
        checks::words(&mut dut, &frames, stalls, seed).unwrap();
    }
    clocks::alone(&mut dut, 1).unwrap();
    checks::resets(&mut dut, 1).unwrap();
    dut.coverage().unwrap().since(&start)
}

fn design(core: &Configurable) -> Design {
    let shortest = Literal::Integer(core.shortest().trailing_zeros().into());
    let shortest = ("LOG2_LEN_MIN".to_owned(), shortest);
    Design {
        top: "fft_configurable".to_owned(),
        sources: streams::sources(&hdl_folder()).into_iter().map(marked).collect(),
        parameters: verilog_parameters(core.largest(), DATA_FOLDER).into_iter().chain([shortest]).collect(),
        data: files_of(core.largest()),
        reset: Some("rst".to_owned()),
        ..counted()
    }
}
