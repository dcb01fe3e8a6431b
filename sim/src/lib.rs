// SPDX-License-Identifier: MIT OR Apache-2.0
//! Verilate, load and drive Verilog from Rust.

mod cache;
mod compiler;
mod coverage;
mod design;
mod digest;
mod dut;
mod environment;
mod error;
pub mod fault;
mod harness;
pub mod hdl;
mod library;
mod pipeline;
mod port;
mod runtime;
mod simulation;
pub mod stall;
#[cfg(feature = "static-model")]
mod static_model;
pub mod stream;
mod temporary;
mod toolchain;
mod verilate;
mod verilator;
mod words;

pub use cache::Cache;
pub use compiler::Compiler;
pub use coverage::{Coverage, FileCoverage};
pub use design::{Axis, DATA_FOLDER, DataFile, Design, Lint, Literal, Optimisation, Source, StreamPorts};
pub use dut::{Dut, DutOptions, Events, Run};
pub use environment::Environment;
pub use error::SimError;
pub use hdl::Hdl;
pub use library::{Direction, Library, Port};
pub use simulation::{Samples, Simulation};
pub use stall::{SplitMix64, Stall, StallError};
#[cfg(feature = "static-model")]
pub use static_model::StaticModel;
pub use temporary::remove_temporaries;
pub use toolchain::{ToolOptions, Toolchain};
pub use verilator::Verilator;
