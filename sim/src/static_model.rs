// SPDX-License-Identifier: MIT OR Apache-2.0
//! The default pipeline linked at build time, on the runtime of the crate `verilated`.
//!
//! An alternative to [`Dut`](crate::Dut) for a program that must run without Verilator and a compiler. It knows
//! one spec, stops the process where the Verilog does, keeps one instance at a time, and is driven clock by clock.
#![allow(unsafe_code)]

use std::ptr::NonNull;
use std::sync::{Mutex, MutexGuard, PoisonError};

use utsushi::fft::{CheckedSpec, FftSpec, FoldedRom, Frame, Spectrum, Transform, TransformError};
use verilated::vcd::Vcd;

use crate::fault::Timeout;
use crate::{SimError, words};

/// The runtime's default context serves one model at a time.
static CONTEXT: Mutex<()> = Mutex::new(());

/// The linked pipeline of `FftSpec::default()`.
pub struct StaticModel {
    model: NonNull<Model>,
    spec: CheckedSpec,
    vcd: Option<Vcd>,
    clock: u64,
    _alone: MutexGuard<'static, ()>,
}

/// `Vfft` in C++.
#[repr(C)]
struct Model {
    _private: [u8; 0],
}

/// `Pins` of `static-model/shim.cpp`.
#[repr(C)]
#[derive(Clone, Copy, Default)]
struct Pins {
    s_data: u32,
    m_data: u32,
    rst: u8,
    s_valid: u8,
    s_last: u8,
    s_user: u8,
    m_ready: u8,
    s_ready: u8,
    m_valid: u8,
    m_last: u8,
    m_user: u8,
}

unsafe extern "C" {
    fn utsushi_static_new() -> *mut Model;
    fn utsushi_static_free(model: *mut Model);
    fn utsushi_static_settle(model: *mut Model, pins: *mut Pins);
    fn utsushi_static_rise(model: *mut Model);
    fn utsushi_static_trace(model: *mut Model, vcd: *mut verilated::vcd::VcdC);
}

impl StaticModel {
    /// The pipeline after its reset, with random values in what the Verilog leaves unset; with `trace` a
    /// waveform (VCD) of every clock is written there. Waits until no other instance lives.
    ///
    /// # Errors
    /// If the twiddle files or the waveform cannot be written.
    ///
    /// # Panics
    /// If there is no memory for the model.
    pub fn new(trace: Option<&std::path::Path>) -> Result<Self, SimError> {
        let spec = FftSpec::default().check().expect("the default spec is sound");
        let alone = CONTEXT.lock().unwrap_or_else(PoisonError::into_inner);
        write_roms(&spec)?;
        verilated::set_rand_reset(verilated::RandomMode::Randomize);
        verilated::trace_ever_on(trace.is_some());
        // SAFETY: no other model lives in the default context.
        let model = NonNull::new(unsafe { utsushi_static_new() }).expect("there is memory for the model");
        let mut linked = Self { model, spec, vcd: None, clock: 0, _alone: alone };
        if let Some(path) = trace {
            let mut vcd = Vcd::default();
            // SAFETY: both are alive, and the trace is set up before its file is opened.
            unsafe { utsushi_static_trace(linked.model.as_ptr(), vcd.0) };
            vcd.open(path).map_err(|source| SimError::Io {
                verb: "written",
                path: path.to_owned(),
                source,
            })?;
            linked.vcd = Some(vcd);
        }
        for _ in 0..crate::pipeline::RESET_CLOCKS {
            linked.cycle(&mut Pins { rst: 1, ..Pins::default() });
        }
        Ok(linked)
    }

    /// Streams `frames` through at full speed.
    ///
    /// # Errors
    /// If a frame has another length, or the pipeline makes no progress.
    pub fn run(&mut self, frames: &[Frame]) -> Result<Vec<Spectrum>, SimError> {
        let (input, flags) = words::pack(frames, &self.spec)?;
        let len = self.spec.spec().len;
        let limit = 4 * len as u64 + 1000;
        let (mut taken, mut idle) = (0, 0);
        let mut output: Vec<(u64, bool)> = Vec::with_capacity(input.len());
        while output.len() < input.len() {
            let flag = flags.get(taken).copied().unwrap_or(0);
            let mut pins = Pins {
                s_data: input.get(taken).map_or(0, |&word| word as u32),
                s_valid: u8::from(taken < input.len()),
                s_last: flag & 1,
                s_user: flag >> 1,
                m_ready: 1,
                ..Pins::default()
            };
            self.cycle(&mut pins);
            let took = pins.s_valid & pins.s_ready == 1;
            taken += usize::from(took);
            if pins.m_valid == 1 {
                output.push((u64::from(pins.m_data), pins.m_user == 1));
            }
            idle = if took || pins.m_valid == 1 { 0 } else { idle + 1 };
            if idle >= limit {
                let (accepted, produced, beats) = (taken as u64, output.len() as u64, input.len() as u64);
                let (offered, expected, clock) = (beats, beats, self.clock);
                return Err(Timeout { idle, accepted, offered, produced, expected, clock }.into());
            }
        }
        Ok(output.chunks(len).map(|frame| self.spectrum(frame)).collect())
    }

    fn spectrum(&self, frame: &[(u64, bool)]) -> Spectrum {
        let words: Vec<_> = frame.iter().map(|(word, _)| *word).collect();
        Spectrum {
            bins: words::unpack(&words, self.spec.output().width),
            overflow: frame.last().is_some_and(|(_, user)| *user),
            exponent: self.spec.exponent(),
        }
    }

    fn cycle(&mut self, pins: &mut Pins) {
        // SAFETY: the model is alive and has this thread to itself.
        unsafe { utsushi_static_settle(self.model.as_ptr(), pins) };
        self.dump(0);
        // SAFETY: as above.
        unsafe { utsushi_static_rise(self.model.as_ptr()) };
        self.dump(5);
        self.clock += 1;
    }

    fn dump(&mut self, nanoseconds: u64) {
        if let Some(vcd) = &mut self.vcd {
            vcd.dump(10 * self.clock + nanoseconds);
        }
    }
}

impl Drop for StaticModel {
    fn drop(&mut self) {
        self.vcd = None;
        // SAFETY: the model is alive and nobody uses it after this.
        unsafe { utsushi_static_free(self.model.as_ptr()) }
    }
}

impl Transform for StaticModel {
    fn spec(&self) -> &CheckedSpec {
        &self.spec
    }

    fn transform(&mut self, frames: &[Frame]) -> Result<Vec<Spectrum>, TransformError> {
        Ok(self.run(frames)?)
    }
}

/// Where the build script told the Verilog to look for its twiddle files.
fn write_roms(spec: &CheckedSpec) -> Result<(), SimError> {
    let folder = std::path::Path::new(env!("OUT_DIR")).join("rom");
    let failed = |source| SimError::Io { verb: "written", path: folder.clone(), source };
    std::fs::create_dir_all(&folder).map_err(failed)?;
    for rom in FoldedRom::of_spec(spec) {
        let unfinished = folder.join(format!("{}.tmp-{}", rom.file_name(), std::process::id()));
        std::fs::write(&unfinished, rom.to_hex()).map_err(failed)?;
        std::fs::rename(&unfinished, folder.join(rom.file_name())).map_err(failed)?;
    }
    Ok(())
}
