// SPDX-License-Identifier: MIT OR Apache-2.0
//! One running instance of a design.
#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char};
use std::path::Path;
use std::ptr::NonNull;

use crate::fault::{Fault, FaultKind};
use crate::library::{Direction, Instance, Library, Port, RawSweep};
use crate::stall::SplitMix64;
use crate::{SimError, stream};

/// An instance of a [`Library`]: its own state, its own time. It may move between threads but serves one at
/// a time; run several for parallel work.
///
/// Once the Verilog has stopped itself, every further call is refused.
#[derive(Debug)]
pub struct Simulation {
    instance: NonNull<Instance>,
    library: Library,
}

// SAFETY: an instance keeps no reference to the thread that made it: the harness sets the thread's context at
// the start of every call. `&mut self` keeps two threads from being in it at once.
unsafe impl Send for Simulation {}

/// The samples of a clocked sweep: one vector a port, one word a clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samples {
    /// Outputs as they stand before the rising edge, with the clock's inputs applied.
    pub before: Vec<Vec<u64>>,
    /// Outputs right after the rising edge.
    pub after: Vec<Vec<u64>>,
}

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

    /// Combinational sweep: for each i sets the inputs to their i-th words, settles, and reads the outputs.
    /// One call for millions of vectors; one result vector an output.
    ///
    /// # Errors
    /// If a port is used against its direction or is wider than 64 bits, the inputs differ in length, a word
    /// does not fit, or the Verilog stops itself.
    pub fn evaluate(
        &mut self,
        inputs: &[(Port, &[u64])],
        outputs: &[Port],
    ) -> Result<Vec<Vec<u64>>, SimError> {
        self.sweep(inputs, outputs, &[], false).map(|samples| samples.before)
    }

    /// Clocked sweep: on clock i sets the inputs to their i-th words, settles, reads `before`, gives the
    /// rising edge, and reads `after`.
    ///
    /// # Errors
    /// As [`evaluate`](Self::evaluate), or if the design has no clock.
    pub fn cycles(
        &mut self,
        inputs: &[(Port, &[u64])],
        before: &[Port],
        after: &[Port],
    ) -> Result<Samples, SimError> {
        self.sweep(inputs, before, after, true)
    }

    fn sweep(
        &mut self,
        inputs: &[(Port, &[u64])],
        before: &[Port],
        after: &[Port],
        clocked: bool,
    ) -> Result<Samples, SimError> {
        let vectors = self.check_sweep(inputs, before, after)?;
        let room = |ports: &[Port]| vec![vec![0_u64; vectors]; ports.len()];
        let mut samples = Samples { before: room(before), after: room(after) };
        let index = |ports: &[Port]| ports.iter().map(|port| port.index).collect::<Vec<_>>();
        let input_ports: Vec<_> = inputs.iter().map(|(port, _)| port.index).collect();
        let words: Vec<_> = inputs.iter().map(|(_, words)| words.as_ptr()).collect();
        let (before_ports, after_ports) = (index(before), index(after));
        let pointers = |rows: &mut Vec<Vec<u64>>| rows.iter_mut().map(Vec::as_mut_ptr).collect::<Vec<_>>();
        let (before_rows, after_rows) = (pointers(&mut samples.before), pointers(&mut samples.after));
        let raw = RawSweep {
            vectors: vectors as u64,
            clocked: u32::from(clocked),
            input_count: inputs.len() as u32,
            input_ports: input_ports.as_ptr(),
            inputs: words.as_ptr(),
            before_count: before.len() as u32,
            after_count: after.len() as u32,
            before_ports: before_ports.as_ptr(),
            before: before_rows.as_ptr(),
            after_ports: after_ports.as_ptr(),
            after: after_rows.as_ptr(),
        };
        // SAFETY: every pointer in `raw` outlives the call; each row has `vectors` words, each port is this
        // instance's and at most 64 bits wide.
        let status = unsafe { (self.abi().sweep)(self.instance.as_ptr(), &raw const raw) };
        self.check(status).map(|()| samples)
    }

    /// The common length of the inputs, if everything about a sweep is right.
    fn check_sweep(
        &self,
        inputs: &[(Port, &[u64])],
        before: &[Port],
        after: &[Port],
    ) -> Result<usize, SimError> {
        let vectors = inputs.first().map_or(0, |(_, words)| words.len());
        for &(port, words) in inputs {
            self.expect(port, Direction::Input)?;
            if words.len() != vectors {
                return Err(self.refuse(port, format!("it has {} words and others {vectors}", words.len())));
            }
            let union = words.iter().fold(0, |union, word| union | word);
            if union & !port.mask() != 0 {
                let word = words.iter().find(|&&word| word & !port.mask() != 0).unwrap_or(&0);
                return Err(self.refuse(port, format!("{word:#x} does not fit {} bits", port.width)));
            }
        }
        for &port in before.iter().chain(after) {
            self.own(port)?;
        }
        let ports = inputs.iter().map(|(port, _)| port).chain(before).chain(after);
        match ports.into_iter().find(|port| port.width > 64) {
            Some(&wide) => Err(self.refuse(wide, "a sweep takes ports of at most 64 bits".to_owned())),
            None => Ok(vectors),
        }
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

    fn abi(&self) -> &crate::library::Abi {
        &self.library.shared.abi
    }

    fn c_path(&self, path: &Path) -> Result<CString, SimError> {
        CString::new(path.as_os_str().as_encoded_bytes()).map_err(|_| self.lacks("a file name holds a NUL"))
    }

    fn lacks(&self, reason: &str) -> SimError {
        SimError::Design { top: self.library.shared.top.clone(), reason: reason.to_owned() }
    }

    fn refuse(&self, port: Port, reason: String) -> SimError {
        let name = self.library.shared.ports.get(port.index as usize).map(|(name, _)| name.clone());
        SimError::Port { port: name.unwrap_or_default(), reason }
    }

    /// A port of another library must not reach the harness, which trusts its number and width.
    fn own(&self, port: Port) -> Result<(), SimError> {
        match self.library.shared.ports.get(port.index as usize) {
            Some((_, own)) if *own == port => Ok(()),
            _ => Err(self.refuse(port, "it belongs to another design".to_owned())),
        }
    }

    fn expect(&self, port: Port, direction: Direction) -> Result<(), SimError> {
        self.own(port)?;
        if port.direction == direction {
            return Ok(());
        }
        Err(self.refuse(port, "it is an output and cannot be set".to_owned()))
    }

    fn check(&self, status: i32) -> Result<(), SimError> {
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
