// SPDX-License-Identifier: MIT OR Apache-2.0
//! Runs the cases in two threads, and stops all at the first difference.

use std::fmt;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use utsushi::compare::compare;
use utsushi::fft::FftPlan;
use utsushi_sim::{Dut, DutOptions, Hdl, SimError, ToolOptions};

use crate::cases::{Batch, Case, cases};
use crate::record::{Counts, Done, Record, hdl_sha256};

/// What to run.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) seed: u64,
    /// Clocks of all cases together, at least.
    pub(crate) clocks: u64,
    pub(crate) cases: u64,
    /// One case of them alone.
    pub(crate) only: Option<u64>,
    pub(crate) threads: usize,
    pub(crate) hdl: Hdl,
    pub(crate) tools: ToolOptions,
}

impl Default for Options {
    fn default() -> Self {
        let (hdl, tools) = (Hdl::default(), ToolOptions::default());
        Self { seed: 1, clocks: 1_000_000_000, cases: 125, only: None, threads: 2, hdl, tools }
    }
}

/// Why a soak ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Hardware and model differ, or the hardware broke down: everything to see it again.
    Differs(String),
    /// The pipelines cannot be built at all.
    Tools(SimError),
    /// The record cannot be written.
    Record(PathBuf, std::io::Error),
}

impl Failure {
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Differs(_) => 1,
            Self::Tools(error) if error.is_missing_tool() => 3,
            Self::Tools(_) | Self::Record(..) => 2,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Differs(text) => f.write_str(text),
            Self::Tools(error) => error.fmt(f),
            Self::Record(path, error) => {
                write!(f, "{} cannot be written ({error}); name another file with --record", path.display())
            }
        }
    }
}

/// Runs all cases; `progress` gets a line when a case is done.
pub(crate) fn run(options: &Options, progress: &mut (dyn FnMut(String) + Send)) -> Result<Record, Failure> {
    let started = Instant::now();
    let list: Vec<_> = cases(options.seed, options.cases)
        .into_iter()
        .filter(|case| options.only.is_none_or(|only| only == case.number))
        .collect();
    let (next, stop, finished) =
        (AtomicUsize::new(0), AtomicBool::new(false), Mutex::new((Vec::new(), progress)));
    let worker = || -> Result<(), Failure> {
        while let Some(case) = list.get(next.fetch_add(1, Ordering::Relaxed)) {
            let counts =
                run_case(case, options, &stop).inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
            let mut finished = finished.lock().expect("no thread panics while it holds the list");
            finished.0.push(Done {
                number: case.number,
                seed: case.seed,
                spec: case.spec.spec().clone(),
                counts,
            });
            let line = line(&finished.0, list.len(), started);
            (finished.1)(line);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..options.threads).map(|_| scope.spawn(worker)).collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, _>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        threads.into_iter().map(join).collect::<Vec<_>>().into_iter().collect::<Result<(), _>>()
    })?;
    let mut cases = finished.into_inner().expect("no thread panicked").0;
    cases.sort_by_key(|case| case.number);
    Ok(Record {
        schema: Record::SCHEMA.to_owned(),
        seed: options.seed,
        clocks_asked: options.clocks,
        verilator: verilator(options)?,
        hdl_sha256: hdl_sha256(&options.hdl).map_err(Failure::Tools)?,
        seconds: started.elapsed().as_secs_f64(),
        totals: Record::sum(&cases),
        cases,
    })
}

fn line(done: &[Done], all: usize, started: Instant) -> String {
    let Counts { clocks, frames, .. } = Record::sum(done);
    let seconds = started.elapsed().as_secs_f64();
    let spec = &done[done.len() - 1].spec;
    format!(
        "{}/{all} specs, {clocks} clocks, {frames} frames equal, {seconds:.0} s; last: {} points, {} bits, {}",
        done.len(),
        spec.len,
        spec.data,
        spec.schedule
    )
}

fn verilator(options: &Options) -> Result<String, Failure> {
    utsushi_sim::Toolchain::find(&options.tools).map(|tools| tools.verilator.version).map_err(Failure::Tools)
}

fn dut_options(options: &Options) -> DutOptions {
    DutOptions { hdl: options.hdl.clone(), tools: options.tools.clone(), ..DutOptions::default() }
}

/// Batches until the case has its share of the clocks, or another case failed.
fn run_case(case: &Case, options: &Options, stop: &AtomicBool) -> Result<Counts, Failure> {
    let mut dut = Dut::build(&case.spec, &dut_options(options)).map_err(Failure::Tools)?;
    let model = FftPlan::new(&case.spec).map_err(|error| Failure::Differs(error.to_string()))?;
    let mut counts = Counts::default();
    let share = options.clocks.div_ceil(options.cases);
    for index in 0.. {
        if counts.clocks >= share || stop.load(Ordering::Relaxed) {
            break;
        }
        let batch = case.batch(index);
        let more = run_batch(&mut dut, &model, &batch)
            .map_err(|what| Failure::Differs(again(case, options, index, &batch, &what)))?;
        counts.add(&more);
    }
    Ok(counts)
}

fn run_batch(dut: &mut Dut, model: &FftPlan, batch: &Batch) -> Result<Counts, String> {
    dut.set_stall(batch.stall);
    dut.set_x_seed(batch.x_seed);
    let run = dut.run(&batch.frames).map_err(|error| error.to_string())?;
    let expected: Vec<_> = batch.frames.iter().map(|frame| model.run(frame)).collect();
    let spec = model.spec();
    let comparison = compare(spec, &expected, &run.spectra);
    if let Some(first) = comparison.first {
        return Err(format!("{} words differ; first: {first}", comparison.mismatches));
    }
    let (frames, events) = (batch.frames.len() as u64, run.events);
    if (events.frame_started, events.tlast_missing, events.tlast_unexpected) != (frames, 0, 0) {
        return Err(format!("{frames} frames raised {events:?}"));
    }
    Ok(Counts {
        frames,
        samples: frames * spec.spec().len as u64,
        clocks: run.clocks,
        overflow_frames: expected.iter().filter(|spectrum| spectrum.overflow).count() as u64,
        mismatches: comparison.mismatches,
    })
}

/// Everything that is needed to see a difference again.
fn again(case: &Case, options: &Options, index: u64, batch: &Batch, what: &str) -> String {
    let Options { seed, clocks, cases, .. } = options;
    let hdl = match &options.hdl {
        Hdl::Folder(dir) => format!(" --hdl {}", dir.display()),
        Hdl::Embedded => String::new(),
    };
    format!(
        "case {}, batch {index} (seed {}, stall {}, x seed {}): {what}\n{}again: cargo run --release -p utsushi-sim --example soak -- --seed {seed} --clocks {clocks} --cases {cases} --only {}{hdl}",
        case.number,
        case.seed,
        batch.stall,
        batch.x_seed,
        case.spec.spec().to_toml(),
        case.number
    )
}
