// SPDX-License-Identifier: MIT OR Apache-2.0
//! One running instance of a design.
#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char};
use std::path::Path;
use std::ptr::NonNull;

use crate::fault::{Fault, FaultKind};
use crate::library::{Direction, Instance, Library, Port};
use crate::stall::SplitMix64;
use crate::{SimError, stream};

/// An instance of a [`Library`]: its own state, its own time. It may move between threads but serves one at
/// a time; run several for parallel work.
///
/// Once the Verilog has stopped itself, every further call is refused.
#[derive(Debug)]
pub struct Simulation {
    pub(crate) instance: NonNull<Instance>,
    library: Library,
}

// SAFETY: an instance keeps no reference to the thread that made it: the harness sets the thread's context at
// the start of every call. `&mut self` keeps two threads from being in it at once.
unsafe impl Send for Simulation {}

impl Simulation {
    pub(crate) fn new(library: &Library, x_seed: u64) -> Result<Self, SimError> {
        // The runtime takes a positive 31-bit seed; zero would mean a random one.
        let seed = (SplitMix64::new(x_seed).next_word() >> 33) as u32 | 1;
        // SAFETY: the function may be called at any time.
        let raw = unsafe { (library.shared.abi.new)(seed) };
        let instance = NonNull::new(raw).expect("an instance of some kilobytes fits into memory");
        let simulation = Self { instance, library: library.clone() };
        // SAFETY: the instance is alive.
        let status = unsafe { (library.shared.abi.status)(raw) };
        simulation.check(status).map(|()| simulation)
    }

    /// The library it is an instance of.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The port called `name`.
    ///
    /// # Errors
    /// If the module has none.
    pub fn port(&self, name: &str) -> Result<Port, SimError> {
        self.library.port(name)
    }

    /// Sets an input of at most 64 bits. Nothing moves before [`eval`](Self::eval) or [`clock`](Self::clock).
    ///
    /// # Errors
    /// If the port is an output, is wider, or the value does not fit.
    pub fn set(&mut self, port: Port, value: u64) -> Result<(), SimError> {
        self.set_wide(port, &[value])
    }

    /// Sets an input of any width in 64-bit words, least significant first.
    ///
    /// # Errors
    /// If the port is an output, the number of words is wrong, or the value does not fit.
    pub fn set_wide(&mut self, port: Port, words: &[u64]) -> Result<(), SimError> {
        self.expect(port, Direction::Input)?;
        if words.len() != words_of(port) {
            return Err(self.refuse(port, format!("it takes {} words, not {}", words_of(port), words.len())));
        }
        let top = Port { width: (port.width - 1) % 64 + 1, ..port };
        let last = words[words.len() - 1];
        if last & !top.mask() != 0 {
            return Err(self.refuse(port, format!("{last:#x} does not fit {} bits", port.width)));
        }
        // SAFETY: the instance is alive, the port is its own, and there are as many words as it reads.
        let status = unsafe { (self.abi().set)(self.instance.as_ptr(), port.index, words.as_ptr()) };
        self.check(status)
    }

    /// The value of a port of at most 64 bits.
    ///
    /// # Errors
    /// If the port is wider, or the simulation has stopped.
    pub fn get(&mut self, port: Port) -> Result<u64, SimError> {
        if port.width > 64 {
            return Err(self.refuse(port, format!("it has {} bits; read it with get_wide", port.width)));
        }
        self.get_wide(port).map(|words| words[0])
    }

    /// The value of a port of any width in 64-bit words, least significant first.
    ///
    /// # Errors
    /// If the simulation has stopped.
    pub fn get_wide(&mut self, port: Port) -> Result<Vec<u64>, SimError> {
        self.own(port)?;
        let mut words = vec![0; words_of(port)];
        // SAFETY: the instance is alive, the port is its own, and there is room for its words.
        let status = unsafe { (self.abi().get)(self.instance.as_ptr(), port.index, words.as_mut_ptr()) };
        self.check(status).map(|()| words)
    }

    /// Lets everything that depends on the inputs settle, without a clock edge.
    ///
    /// # Errors
    /// If the Verilog stops itself.
    pub fn eval(&mut self) -> Result<(), SimError> {
        // SAFETY: the instance is alive.
        let status = unsafe { (self.abi().eval)(self.instance.as_ptr()) };
        self.check(status)
    }

    /// Gives `clocks` rising edges, and leaves the clock low.
    ///
    /// # Errors
    /// If the design has no clock, or the Verilog stops itself.
    pub fn clock(&mut self, clocks: u64) -> Result<(), SimError> {
        // SAFETY: the instance is alive.
        let status = unsafe { (self.abi().clock)(self.instance.as_ptr(), clocks) };
        self.check(status)
    }

    /// Holds the reset for `clocks` clocks.
    ///
    /// # Errors
    /// If the design names no reset, or the Verilog stops itself.
    pub fn reset(&mut self, clocks: u64) -> Result<(), SimError> {
        let name = self.library.shared.reset.clone();
        let name = name.ok_or_else(|| self.lacks("it names no reset port"))?;
        let port = self.port(&name)?;
        self.set(port, 1)?;
        self.clock(clocks)?;
        self.set(port, 0)?;
        self.eval()
    }

    /// Runs a batch through the design's streams; see [`stream::Batch`].
    ///
    /// # Errors
    /// If the design names no streams, breaks the protocol, makes no progress, or stops itself.
    pub fn stream(&mut self, batch: &stream::Batch<'_>) -> Result<stream::Streamed, SimError> {
        stream::run(batch, |raw| {
            // SAFETY: the instance is alive; `stream::run` keeps every buffer in `raw` alive and long enough.
            let status = unsafe { (self.abi().stream)(self.instance.as_ptr(), raw) };
            self.check(status)
        })
    }

    /// Starts a waveform file (VCD); `None` ends it. Needs a design built with `trace`.
    ///
    /// # Errors
    /// If it was not, or the file cannot be opened.
    pub fn trace(&mut self, path: Option<&Path>) -> Result<(), SimError> {
        let name = path.map(|path| self.c_path(path)).transpose()?;
        let raw = name.as_ref().map_or(std::ptr::null(), |name| name.as_ptr());
        // SAFETY: the instance is alive, the name NUL-terminated or null.
        let status = unsafe { (self.abi().trace)(self.instance.as_ptr(), raw) };
        self.check(status)
    }

    /// Writes Verilator's coverage file. Needs a design built with `coverage`.
    ///
    /// # Errors
    /// If it was not, or the file cannot be written.
    pub fn write_coverage(&mut self, path: &Path) -> Result<(), SimError> {
        let name = self.c_path(path)?;
        // SAFETY: the instance is alive, the name NUL-terminated.
        let status = unsafe { (self.abi().coverage)(self.instance.as_ptr(), name.as_ptr()) };
        self.check(status)
    }

    /// What the Verilog printed so far (`$display` and its like), at most 64 KiB.
    #[must_use]
    pub fn log(&self) -> String {
        // SAFETY: the instance is alive and gives a NUL-terminated string that lives until its next call.
        unsafe { text((self.abi().log)(self.instance.as_ptr())) }
    }

    pub(crate) fn abi(&self) -> &crate::library::Abi {
        &self.library.shared.abi
    }

    fn c_path(&self, path: &Path) -> Result<CString, SimError> {
        CString::new(path.as_os_str().as_encoded_bytes()).map_err(|_| self.lacks("a file name holds a NUL"))
    }

    fn lacks(&self, reason: &str) -> SimError {
        SimError::Design { top: self.library.shared.top.clone(), reason: reason.to_owned() }
    }

    pub(crate) fn refuse(&self, port: Port, reason: String) -> SimError {
        let name = self.library.shared.ports.get(port.index as usize).map(|(name, _)| name.clone());
        SimError::Port { port: name.unwrap_or_default(), reason }
    }

    /// A port of another library must not reach the harness, which trusts its number and width.
    pub(crate) fn own(&self, port: Port) -> Result<(), SimError> {
        match self.library.shared.ports.get(port.index as usize) {
            Some((_, own)) if *own == port => Ok(()),
            _ => Err(self.refuse(port, "it belongs to another design".to_owned())),
        }
    }

    pub(crate) fn expect(&self, port: Port, direction: Direction) -> Result<(), SimError> {
        self.own(port)?;
        if port.direction == direction {
            return Ok(());
        }
        Err(self.refuse(port, "it is an output and cannot be set".to_owned()))
    }

    pub(crate) fn check(&self, status: i32) -> Result<(), SimError> {
        let kind = match status {
            0 => return Ok(()),
            6 => return Err(SimError::Stopped(self.fault(self.kind()))),
            7 => return Err(self.lacks(self.not_built())),
            _ => self.kind(),
        };
        Err(self.fault(kind).into())
    }

    fn not_built(&self) -> &'static str {
        if self.library.shared.clocked {
            "it was built without the streams, the trace or the coverage that this call needs"
        } else {
            "it has no clock"
        }
    }

    fn kind(&self) -> FaultKind {
        // SAFETY: the instance is alive.
        match unsafe { (self.abi().status)(self.instance.as_ptr()) } {
            1 => FaultKind::Finish,
            2 => FaultKind::Stop,
            3 => FaultKind::Runtime,
            4 => FaultKind::Warning,
            _ => FaultKind::Exception,
        }
    }

    fn fault(&self, kind: FaultKind) -> Fault {
        // SAFETY: the instance is alive; its strings live until it is freed or called again.
        let (file, message, line) = unsafe {
            let raw = (self.abi().fault)(self.instance.as_ptr());
            (text(raw.file), text(raw.message), raw.line)
        };
        Fault::new(kind, file, line, &message)
    }
}

impl Drop for Simulation {
    fn drop(&mut self) {
        // SAFETY: the instance is alive and nobody uses it after this.
        unsafe { (self.abi().free)(self.instance.as_ptr()) }
    }
}

fn words_of(port: Port) -> usize {
    port.width.div_ceil(64) as usize
}

/// # Safety
/// `raw` must be a NUL-terminated string.
unsafe fn text(raw: *const c_char) -> String {
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(raw) }.to_string_lossy().into_owned()
}
