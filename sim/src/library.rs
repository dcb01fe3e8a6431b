// SPDX-License-Identifier: MIT OR Apache-2.0
//! A built model, loaded into this process.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_char};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::{Design, SimError, Simulation, port};

/// Whether a port goes in or out. (A bidirectional port counts as out.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Written by the caller.
    Input,
    /// Written by the module.
    Output,
}

/// A port of a [`Library`], found once by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Port {
    pub(crate) index: u32,
    /// Width in bits.
    pub width: u32,
    /// In or out.
    pub direction: Direction,
}

impl Port {
    /// The bits that a word of this port may have.
    #[must_use]
    pub fn mask(self) -> u64 {
        u64::MAX >> (64 - self.width.min(64))
    }
}

/// A verilated design in memory, from which any number of [`Simulation`]s can be made. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Library {
    pub(crate) shared: Arc<Shared>,
}

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) abi: Abi,
    pub(crate) ports: Vec<(String, Port)>,
    pub(crate) top: String,
    pub(crate) reset: Option<String>,
    pub(crate) clocked: bool,
    path: PathBuf,
    cache_hit: bool,
    // Last: the functions above live in it.
    _library: libloading::Library,
}

/// Opaque instance of the harness.
#[repr(C)]
pub(crate) struct Instance {
    _private: [u8; 0],
}

#[repr(C)]
pub(crate) struct RawFault {
    pub(crate) file: *const c_char,
    pub(crate) message: *const c_char,
    pub(crate) line: u32,
}

#[repr(C)]
struct RawPort {
    name: *const c_char,
    width: u32,
    is_input: u32,
}

#[repr(C)]
pub(crate) struct RawSweep {
    pub(crate) vectors: u64,
    pub(crate) clocked: u32,
    pub(crate) input_count: u32,
    pub(crate) input_ports: *const u32,
    pub(crate) inputs: *const *const u64,
    pub(crate) before_count: u32,
    pub(crate) after_count: u32,
    pub(crate) before_ports: *const u32,
    pub(crate) before: *const *mut u64,
    pub(crate) after_ports: *const u32,
    pub(crate) after: *const *mut u64,
}

type Run<Argument> = unsafe extern "C" fn(*mut Instance, Argument) -> i32;

/// The functions of `harness/harness.cpp`.
#[derive(Debug)]
pub(crate) struct Abi {
    pub(crate) new: unsafe extern "C" fn(u32) -> *mut Instance,
    pub(crate) free: unsafe extern "C" fn(*mut Instance),
    pub(crate) status: unsafe extern "C" fn(*const Instance) -> i32,
    pub(crate) log: unsafe extern "C" fn(*const Instance) -> *const c_char,
    pub(crate) fault: unsafe extern "C" fn(*const Instance) -> RawFault,
    pub(crate) set: unsafe extern "C" fn(*mut Instance, u32, *const u64) -> i32,
    pub(crate) get: unsafe extern "C" fn(*mut Instance, u32, *mut u64) -> i32,
    pub(crate) eval: unsafe extern "C" fn(*mut Instance) -> i32,
    pub(crate) clock: Run<u64>,
    pub(crate) sweep: Run<*const RawSweep>,
    pub(crate) stream: Run<*mut crate::stream::RawBatch>,
    pub(crate) trace: Run<*const c_char>,
    pub(crate) coverage: Run<*const c_char>,
}

const ABI_VERSION: u32 = 1;

impl Library {
    pub(crate) fn load(path: &Path, design: &Design, cache_hit: bool) -> Result<Self, SimError> {
        let failed = |reason: String| SimError::Load { path: path.to_owned(), reason };
        // SAFETY: the file was built by this crate for this harness; its initialisers only set up Verilator's
        // tables. The version check below guards against one of another layout.
        let (library, abi, ports) = unsafe {
            let library = libloading::Library::new(path).map_err(|error| failed(error.to_string()))?;
            let version: unsafe extern "C" fn() -> u32 = symbol(&library, "utsushi_abi").map_err(&failed)?;
            if version() != ABI_VERSION {
                return Err(failed(format!("its interface has version {}, not {ABI_VERSION}", version())));
            }
            let abi = Abi::of(&library).map_err(&failed)?;
            let ports = ports_of(&library).map_err(&failed)?;
            (library, abi, ports)
        };
        let shared = Shared {
            abi,
            ports,
            top: design.top.clone(),
            reset: design.reset.clone(),
            clocked: design.clock.is_some(),
            path: path.to_owned(),
            cache_hit,
            _library: library,
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// A new simulation. `x_seed` decides every bit that the Verilog leaves unset at the start.
    ///
    /// # Errors
    /// If the Verilog stops itself in an `initial` block, or a data file is missing.
    pub fn simulation(&self, x_seed: u64) -> Result<Simulation, SimError> {
        Simulation::new(self, x_seed)
    }

    /// The port called `name`.
    ///
    /// # Errors
    /// If the module has none.
    pub fn port(&self, name: &str) -> Result<Port, SimError> {
        let found = self.shared.ports.iter().find(|(port, _)| port == name);
        found.map(|(_, port)| *port).ok_or_else(|| SimError::NoPort {
            top: self.shared.top.clone(),
            port: name.to_owned(),
            ports: port::listed(self.shared.ports.iter().map(|(name, _)| name.as_str())),
        })
    }

    /// Every port with its name.
    #[must_use]
    pub fn ports(&self) -> &[(String, Port)] {
        &self.shared.ports
    }

    /// The library's file, in the cache.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Whether the cache had it already.
    #[must_use]
    pub fn cache_hit(&self) -> bool {
        self.shared.cache_hit
    }
}

impl Abi {
    /// # Safety
    /// `library` must be one that this crate built.
    unsafe fn of(library: &libloading::Library) -> Result<Self, String> {
        // SAFETY: the types are those of harness.cpp, whose text is part of the library's cache key.
        unsafe {
            Ok(Self {
                new: symbol(library, "utsushi_new")?,
                free: symbol(library, "utsushi_free")?,
                status: symbol(library, "utsushi_status")?,
                log: symbol(library, "utsushi_log")?,
                fault: symbol(library, "utsushi_fault")?,
                set: symbol(library, "utsushi_set")?,
                get: symbol(library, "utsushi_get")?,
                eval: symbol(library, "utsushi_eval")?,
                clock: symbol(library, "utsushi_clock")?,
                sweep: symbol(library, "utsushi_sweep")?,
                stream: symbol(library, "utsushi_stream")?,
                trace: symbol(library, "utsushi_trace")?,
                coverage: symbol(library, "utsushi_coverage")?,
            })
        }
    }
}

/// # Safety
/// T must be the type of the symbol.
unsafe fn symbol<T: Copy>(library: &libloading::Library, name: &str) -> Result<T, String> {
    // SAFETY: the caller's promise.
    unsafe { library.get::<T>(name).map(|symbol| *symbol).map_err(|error| error.to_string()) }
}

/// # Safety
/// `library` must be one that this crate built.
unsafe fn ports_of(library: &libloading::Library) -> Result<Vec<(String, Port)>, String> {
    // SAFETY: the table is static in the library, of `count` entries with NUL-terminated names.
    unsafe {
        let count: unsafe extern "C" fn() -> u32 = symbol(library, "utsushi_port_count")?;
        let table: unsafe extern "C" fn() -> *const RawPort = symbol(library, "utsushi_ports")?;
        let raw = std::slice::from_raw_parts(table(), count() as usize);
        Ok((0..).zip(raw).map(|(index, port)| describe(index, port)).collect())
    }
}

/// # Safety
/// The port's name must be a NUL-terminated string.
unsafe fn describe(index: u32, port: &RawPort) -> (String, Port) {
    let direction = if port.is_input == 1 { Direction::Input } else { Direction::Output };
    // SAFETY: the caller's promise.
    let name = unsafe { CStr::from_ptr(port.name) }.to_string_lossy().into_owned();
    (name, Port { index, width: port.width, direction })
}
