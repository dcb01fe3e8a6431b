// SPDX-License-Identifier: MIT OR Apache-2.0
//! The engines that a command can ask for.

use anyhow::Result;
use utsushi::fft::{CheckedSpec, FftPlan, PlanePlan, Reference, Transform};
use utsushi_sim::{Dut, DutOptions, Hdl, PlaneDut, ToolOptions};

use crate::args::{EngineName, Hardware};
use crate::progress;

/// The engine of that name.
pub(crate) fn engine(
    name: EngineName,
    spec: &CheckedSpec,
    hardware: &Hardware,
) -> Result<Box<dyn Transform<f64>>> {
    Ok(match name {
        EngineName::F64 => Box::new(Reference::new(spec)),
        EngineName::Model => Box::new(FftPlan::new(spec)?),
        EngineName::Hdl => Box::new(dut(spec, hardware)?),
    })
}

/// The verilated pipeline, from the cache or built now.
pub(crate) fn dut(spec: &CheckedSpec, hardware: &Hardware) -> Result<Dut> {
    let spinner = progress::spinner("verilating and compiling the pipeline");
    let dut = Dut::build(spec, &options(hardware));
    spinner.finish_and_clear();
    Ok(dut?)
}

/// The verilated transform in two dimensions, from the cache or built now.
pub(crate) fn plane_dut(plan: &PlanePlan, hardware: &Hardware) -> Result<PlaneDut> {
    let spinner = progress::spinner("verilating and compiling the plane");
    let dut = PlaneDut::build(plan, &options(hardware));
    spinner.finish_and_clear();
    Ok(dut?)
}

fn options(hardware: &Hardware) -> DutOptions {
    DutOptions {
        hdl: hardware.hdl.clone().map_or(Hdl::default(), Hdl::Folder),
        stall: hardware.stall,
        x_seed: hardware.x_seed,
        tools: ToolOptions { verilator: hardware.verilator.clone(), cache: hardware.cache.clone() },
        ..DutOptions::default()
    }
}
