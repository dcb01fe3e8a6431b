// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is to be simulated.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::SimError;

/// Stands in a text parameter for the folder that holds the design's [data files](Design::data).
pub const DATA_FOLDER: &str = "{data}";

/// Verilog with everything that decides what is built from it. Plain data: take the default and change fields.
///
/// ```
/// use utsushi_sim::{Design, Literal, Source};
///
/// let design = Design {
///     top: "adder".into(),
///     sources: vec![Source::text(
///         "adder.v",
///         "module adder #(parameter W = 4) (input [W-1:0] a, b, output [W-1:0] s); assign s = a + b; endmodule",
///     )],
///     parameters: vec![("W".into(), Literal::Integer(8))],
///     clock: None,
///     ..Design::default()
/// };
/// assert_eq!(design.parameters[0].1.to_string(), "8");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Design {
    /// The top module.
    pub top: String,
    /// The Verilog files; no two may have the same name.
    pub sources: Vec<Source>,
    /// Folders that are searched for `` `include `` files.
    pub includes: Vec<PathBuf>,
    /// Parameters of the top module.
    pub parameters: Vec<(String, Literal)>,
    /// Macros, as by `` `define ``.
    pub defines: Vec<(String, String)>,
    /// Files that the Verilog reads while it runs; `{data}` in a text parameter is their folder.
    pub data: Vec<DataFile>,
    /// The clock port; `None` for a design without one.
    pub clock: Option<String>,
    /// The reset port: synchronous, active high.
    pub reset: Option<String>,
    /// The streams that a batch goes through, if the design has them.
    pub stream: Option<StreamPorts>,
    /// Single-bit outputs that are counted on every clock of a batch, at most 8; those missing count 0.
    pub events: Vec<String>,
    /// Stages whose streams the ports `tap_valid`, `tap_ready` and `tap_data` bring out; 0 for none.
    pub taps: u32,
    /// Which of Verilator's warnings stop the build.
    pub lint: Lint,
    /// Whether waveforms can be written.
    pub trace: bool,
    /// Whether lines and branches are counted.
    pub coverage: bool,
    /// Whether, besides, every bit's rises and falls are counted.
    pub toggles: bool,
    /// How hard the C++ compiler tries.
    pub optimisation: Optimisation,
}

impl Default for Design {
    fn default() -> Self {
        Self {
            top: String::new(),
            sources: Vec::new(),
            includes: Vec::new(),
            parameters: Vec::new(),
            defines: Vec::new(),
            data: Vec::new(),
            clock: Some("clk".to_owned()),
            reset: None,
            stream: None,
            events: Vec::new(),
            taps: 0,
            lint: Lint::Standard,
            trace: false,
            coverage: false,
            toggles: false,
            optimisation: Optimisation::default(),
        }
    }
}

/// One Verilog file. Its name stands in messages, so a copy of a folder builds the same library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file's name, without folders.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Where it was read from; stands in messages of the build.
    pub path: Option<PathBuf>,
}

impl Source {
    /// A file from memory.
    #[must_use]
    pub fn text(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned(), path: None }
    }

    /// A file from disk.
    ///
    /// # Errors
    /// If it cannot be read, or is no UTF-8.
    pub fn read(path: &Path) -> Result<Self, SimError> {
        let failed = |source| SimError::Io { verb: "read", path: path.to_owned(), source };
        let text = std::fs::read_to_string(path).map_err(failed)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, text, path: Some(path.to_owned()) })
    }
}

/// A file that the Verilog reads while it runs, for example by `$readmemh`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// The file's name, without folders.
    pub name: String,
    /// Its content.
    pub content: Vec<u8>,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A plain integer.
    Integer(i64),
    /// A number of `width` bits in 64-bit words, least significant first.
    Bits {
        /// Its width in bits.
        width: u32,
        /// Its words.
        words: Vec<u64>,
    },
    /// A string.
    Text(String),
}

impl fmt::Display for Literal {
    /// As Verilog: `-3`, `96'h1f`, `"rom"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => write!(f, "{value}"),
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::Bits { width, words } => {
                // No more digits than the width has, for some tools warn of them.
                write!(f, "{width}'h")?;
                let digit = |i: usize| words.get(i / 16).map_or(0, |word| word >> (4 * (i % 16)) & 15);
                (0..width.div_ceil(4) as usize).rev().try_for_each(|i| write!(f, "{:x}", digit(i)))
            }
        }
    }
}

/// The two AXI-Streams of a pipeline, by the names of their ports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamPorts {
    /// Where beats go in.
    pub input: Axis,
    /// Where beats come out.
    pub output: Axis,
}

/// The ports of one stream. `last` and `user` may be missing in the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The beat is there.
    pub valid: String,
    /// The beat is taken.
    pub ready: String,
    /// Its word, at most 64 bits.
    pub data: String,
    /// It ends a frame.
    pub last: String,
    /// One bit beside it.
    pub user: String,
}

impl Axis {
    /// The usual names: `<prefix>_tvalid`, `_tready`, `_tdata`, `_tlast`, `_tuser`.
    #[must_use]
    pub fn named(prefix: &str) -> Self {
        let name = |suffix| format!("{prefix}_{suffix}");
        Self {
            valid: name("tvalid"),
            ready: name("tready"),
            data: name("tdata"),
            last: name("tlast"),
            user: name("tuser"),
        }
    }
}

impl Default for StreamPorts {
    /// `s_axis_*` in, `m_axis_*` out.
    fn default() -> Self {
        Self { input: Axis::named("s_axis"), output: Axis::named("m_axis") }
    }
}

/// Which of Verilator's warnings stop the build. Errors always do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lint {
    /// All (`-Wall`).
    Strict,
    /// Those that Verilator shows by default.
    #[default]
    Standard,
    /// Only those that are neither lint nor style: the simulation itself is in doubt.
    Lenient,
}

/// How hard the C++ compiler tries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Optimisation {
    /// Builds in half the time, for simulations of few clocks.
    Quick,
    /// Runs fastest.
    #[default]
    Fast,
}

impl Optimisation {
    pub(crate) fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Quick => &["-O0"],
            // Partial redundancy elimination makes the one big function of a model outgrow the instruction
            // cache: without it the 1024-point pipeline runs 1.3 times as fast.
            Self::Fast => &["-O3", "-fno-tree-pre"],
        }
    }
}
