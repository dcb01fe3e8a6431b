// SPDX-License-Identifier: MIT OR Apache-2.0
//! Interleaved rounds: in each, every engine of every case is timed once, so that whatever else the machine does in a
//! while falls on all of them.
//!
//! A transform in place eats its samples: again and again on the same memory it would soon work on zeros or infinities.
//! So a timing is many passes over a set of fresh frames, put back before each pass outside the clock. The set is
//! as large for every engine, 4096 samples, and in the first-level cache when the pass begins; frames of many sets
//! would measure memory instead. The clock's own 20 to 40 ns fall on a pass of at least 2 µs and are not subtracted.

use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder};
use utsushi::fft::kernels::Backend;

use crate::case::{Call, Case};
use crate::check;
use crate::engine::{self, Engine, Model, SET};
use crate::peer::peers;

/// What a timing lasts, about.
const TARGET: Duration = Duration::from_micros(100);
const MOST_PASSES: u128 = 200;

/// A case with its engines and their times.
pub(crate) struct Group {
    /// The case.
    pub(crate) case: Case,
    /// The engines, `rustfft` among them.
    pub(crate) lanes: Vec<Lane>,
    pool: Option<ThreadPool>,
}

/// An engine and its times.
pub(crate) struct Lane {
    /// The engine.
    pub(crate) engine: Box<dyn Engine>,
    /// Nanoseconds a frame or plane, one entry a round.
    pub(crate) times: Vec<f64>,
    passes: u32,
    units: usize,
}

impl Group {
    /// The engines of the case, each checked against the readable model.
    pub(crate) fn new(case: Case) -> Result<Self, String> {
        let size = if case.threads().is_some() { case.unit() } else { SET };
        let samples = case.input.samples(&case.spec, size);
        let mut engines = peers(&case, &samples);
        if !matches!(case.call, Call::Plane(_)) {
            engines.push(Box::new(Model::new(&case, &samples)));
        }
        engines.extend(Backend::available().map(|backend| engine::plan(&case, backend, &samples)));
        let units = size / case.unit();
        let lane = |engine| Lane { engine, times: Vec::new(), passes: 1, units };
        let pool = case.threads().map(|threads| ThreadPoolBuilder::new().num_threads(threads).build());
        let pool = pool.transpose().map_err(|error| error.to_string())?;
        let mut group = Self { case, lanes: engines.into_iter().map(lane).collect(), pool };
        group.check(&samples)?;
        group.each(Lane::calibrate);
        Ok(group)
    }

    fn each(&mut self, work: fn(&mut Lane)) {
        within(self.pool.as_ref(), || self.lanes.iter_mut().for_each(work));
    }

    fn check(&mut self, samples: &[num_complex::Complex<i32>]) -> Result<(), String> {
        let expected = check::Expected::new(&self.case, samples);
        let Self { case, lanes, pool } = self;
        within(pool.as_ref(), || {
            lanes.iter_mut().try_for_each(|lane| expected.check(case, lane.engine.as_mut()))
        })
    }
}

impl Lane {
    fn calibrate(&mut self) {
        let once = self.time().as_nanos().max(1);
        self.passes = TARGET.as_nanos().div_ceil(once).clamp(1, MOST_PASSES) as u32;
    }

    fn round(&mut self) {
        let nanoseconds = self.time().as_secs_f64() * 1e9;
        self.times.push(nanoseconds / f64::from(self.passes) / self.units as f64);
    }

    fn time(&mut self) -> Duration {
        // The engine's code and tables come into the caches.
        self.engine.refresh();
        self.engine.pass();
        (0..self.passes).map(|_| self.pass()).sum()
    }

    fn pass(&mut self) -> Duration {
        self.engine.refresh();
        let start = Instant::now();
        self.engine.pass();
        start.elapsed()
    }
}

/// Does the work on the pool's threads, if there is one: they are awake when the clock starts.
fn within<R: Send>(pool: Option<&ThreadPool>, work: impl FnOnce() -> R + Send) -> R {
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// Runs rounds until `budget` is spent, at least one; how many there were.
pub(crate) fn run(groups: &mut [Group], budget: Duration) -> usize {
    let start = Instant::now();
    for rounds in 1.. {
        for group in &mut *groups {
            group.each(Lane::round);
        }
        if start.elapsed() >= budget {
            return rounds;
        }
    }
    unreachable!("the clock does not stand still")
}
