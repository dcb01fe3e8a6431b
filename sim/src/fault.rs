// SPDX-License-Identifier: MIT OR Apache-2.0
//! How a running simulation fails: it stops itself, breaks the protocol, or makes no progress.

use std::fmt;

/// The Verilog, or Verilator's runtime, stopped the simulation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}", place(.file, *.line), sentence(*.kind, .message))]
pub struct Fault {
    /// What stopped it.
    pub kind: FaultKind,
    /// The Verilog file, or the data file of a warning; empty if the runtime names none.
    pub file: String,
    /// The line, from 1; 0 if there is none.
    pub line: u32,
    /// The message, may be empty.
    pub message: String,
}

/// What stopped a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// `$finish`.
    Finish,
    /// `$stop`.
    Stop,
    /// `$error`, `$fatal` or a failed assertion.
    Assertion,
    /// Verilator's runtime gave up, for example because logic does not settle.
    Runtime,
    /// A warning of Verilator's runtime, for example a missing `$readmemh` file.
    Warning,
    /// A C++ exception other than these.
    Exception,
}

fn place(file: &str, line: u32) -> String {
    match (file, line) {
        ("", _) => String::new(),
        (_, 0) => format!("{file}: "),
        _ => format!("{file}:{line}: "),
    }
}

fn sentence(kind: FaultKind, message: &str) -> String {
    match kind {
        FaultKind::Finish => "the Verilog called $finish".to_owned(),
        FaultKind::Stop => "the Verilog called $stop".to_owned(),
        FaultKind::Assertion => format!("the Verilog reports an error: {message}"),
        FaultKind::Runtime => format!("Verilator's runtime stopped: {message}"),
        FaultKind::Warning => format!("Verilator's runtime warns: {message}"),
        FaultKind::Exception => format!("the simulation threw an exception: {message}"),
    }
}

/// A pipeline that made no progress although it was offered input and a ready output.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the pipeline gave no output for {idle} clocks ({accepted} of {offered} input beats accepted, {produced} of {expected} output beats seen, clock {clock})"
)]
pub struct Timeout {
    /// Clocks without progress.
    pub idle: u64,
    /// Input beats accepted.
    pub accepted: u64,
    /// Input beats in the batch.
    pub offered: u64,
    /// Output beats seen.
    pub produced: u64,
    /// Output beats the batch should give.
    pub expected: u64,
    /// Clock of the run at which it was given up.
    pub clock: u64,
}

/// An output stream that breaks the AXI-Stream rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("output beat {beat} at clock {clock}: {rule}")]
pub struct ProtocolFault {
    /// The rule that was broken.
    pub rule: Rule,
    /// The output beat, counted from 0 over the batch.
    pub beat: u64,
    /// Clock of the run.
    pub clock: u64,
}

/// A rule of the output stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// valid, once raised, stays until ready.
    ValidHeld,
    /// Data, last and user stand still while valid waits for ready.
    Stable,
    /// last stands on the last beat of every frame.
    LastMissing,
    /// last stands nowhere else.
    LastUnexpected,
    /// No beat follows the batch's last.
    Surplus,
}

impl Rule {
    /// In the order of the harness's codes, which start at 2.
    pub(crate) const ALL: [Self; 5] =
        [Self::ValidHeld, Self::Stable, Self::LastMissing, Self::LastUnexpected, Self::Surplus];
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ValidHeld => "valid fell before the beat was accepted",
            Self::Stable => "data, last or user changed while the beat waited for ready",
            Self::LastMissing => "last is missing on the last beat of the frame",
            Self::LastUnexpected => "last stands on a beat that does not end the frame",
            Self::Surplus => "a beat comes after the last beat of the batch",
        })
    }
}

impl Fault {
    /// From what the harness saw: `printed` is the line that the Verilog printed last, or the runtime's text.
    pub(crate) fn new(kind: FaultKind, file: String, line: u32, printed: &str) -> Self {
        // $error and $fatal print `[time] %Error: file:line: text` right before they stop; $stop prints nothing.
        // The runtime knows the file by its path, the Verilog prints its name alone.
        let name = std::path::Path::new(&file).file_name().unwrap_or_default().to_string_lossy();
        let place = format!("{name}:{line}: ");
        let assertion = printed.find(&place).map(|at| &printed[at + place.len()..]);
        match (kind, assertion) {
            (FaultKind::Stop, Some(text)) => {
                Self { kind: FaultKind::Assertion, file, line, message: without_scope(text).to_owned() }
            }
            (FaultKind::Stop, None) => Self { kind, file, line, message: String::new() },
            _ => Self { kind, file, line, message: printed.trim_start_matches("%Error: ").to_owned() },
        }
    }
}

/// `Assertion failed in top.dut: text` → `text`, where there is one.
fn without_scope(text: &str) -> &str {
    let rest = text.strip_prefix("Assertion failed in ").and_then(|rest| rest.split_once(": "));
    rest.map_or(text, |(_, message)| message)
}
