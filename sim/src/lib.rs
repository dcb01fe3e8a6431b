// SPDX-License-Identifier: MIT OR Apache-2.0
//! Verilate, load and drive Verilog from Rust: the hardware side of utsushi.
//!
//! ```text
//!  FftSpec ─► Design ─► Toolchain ──────────► Library ─► Simulation ─► Dut
//!             Verilog,   Verilator, g++,       dlopen     ports,        frames in,
//!             parameters the cache                        clocks,       spectra out
//!                                                         streams
//! ```
//!
//! [`Dut`] is the pipeline as a [`Transform`](utsushi::fft::Transform): what the bit-accurate model is compared with.
//!
//! ```
//! use num_complex::Complex;
//! use utsushi::fft::{FftModel, FftSpec, Frame};
//! use utsushi_sim::{Dut, DutOptions};
//!
//! let spec = FftSpec { len: 64, ..FftSpec::default() }.check()?;
//! let ramp = (0..64).map(|n| Complex::new(500 * n - 16000, -100 * n)).collect();
//! let frames = vec![Frame::new(&spec, ramp)?; 3];
//!
//! let options = DutOptions { stall: "random:7".parse()?, ..DutOptions::default() };
//! let run = Dut::build(&spec, &options)?.run(&frames)?;
//! assert_eq!(run.spectra[2], FftModel::new(&spec).run(&frames[2])); // bit for bit, overflow flag too
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`PlaneDut`] is the same in two dimensions. Any other module is a [`Design`]; [`Simulation`] sets and reads its ports, sweeps millions of input vectors in
//! one call, scripts single clocks, or streams batches with published [stalls](stall).
//!
//! A library is built once: the [`Cache`] is addressed by everything that decides it. Whatever the Verilog does to
//! stop itself, whatever rule its output breaks, however long it gives nothing, ends as a [`SimError`], with file
//! and line where there is one. Speed comes from instances in threads, never from Verilator's own threads.

mod cache;
mod compiler;
mod configurable;
mod configurable_run;
mod coverage;
mod design;
mod digest;
mod dut;
mod environment;
mod error;
pub mod fault;
mod harness;
pub mod hdl;
mod instance;
mod latency;
mod library;
mod pipeline;
mod plane;
mod port;
mod resources;
mod run;
mod runtime;
mod simulation;
pub mod stall;
#[cfg(feature = "static-model")]
mod static_model;
pub mod stream;
mod sweep;
mod temporary;
mod toolchain;
mod verilate;
mod verilator;
mod words;

pub use cache::Cache;
pub use compiler::Compiler;
pub use configurable::{ConfigurableDut, ConfigurableRun, StreamStalls, reconfiguration_gap};
pub use configurable_run::{ConfigurableBatch, ConfigurableBeat, ConfigurableStreamed};
pub use coverage::{Coverage, CoverageKind, CoveragePoint, FileCoverage};
pub use design::{Axis, DATA_FOLDER, DataFile, Design, Lint, Literal, Optimisation, Source, StreamPorts};
pub use dut::{Dut, DutOptions};
pub use environment::Environment;
pub use error::SimError;
pub use fault::{Fault, FaultKind, ProtocolFault, Timeout};
pub use hdl::Hdl;
pub use latency::{latency, plane_latency};
pub use library::{Direction, Library, Port};
pub use pipeline::{ports, tables, verilog_parameters};
pub use plane::{PlaneDut, plane_parameters};
pub use resources::{Multiplier, Resources};
pub use run::{Events, Run};
pub use simulation::Simulation;
pub use stall::{SplitMix64, Stall, StallError};
#[cfg(feature = "static-model")]
pub use static_model::StaticModel;
pub use sweep::Samples;
pub use temporary::remove_temporaries;
pub use toolchain::{ToolOptions, Toolchain};
pub use verilator::Verilator;
