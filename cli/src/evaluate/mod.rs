// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi evaluate`: how well a descriptor tells a folder's classes apart, on any engine.

mod page;
mod report;
mod shapes;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Args;
use rayon::prelude::*;
use utsushi::fft::{CheckedSpec, FftPlan, FftSpec, Reference};
use utsushi::shape::evaluate::{Distances, Engine, Evaluation, nearest_others};
use utsushi::shape::{Descriptor, Mirror, Profile, Tier, describe};

use crate::args::{EngineName, Hardware};
use crate::spec_args::SpecArgs;
use crate::{engine, failure, output, progress};
use report::Report;
use shapes::Labelled;

/// `utsushi evaluate`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Folder or archive (.zip, .tar, .tar.xz) of images named class-NN, or of one folder a class
    #[arg(value_name = "DIR")]
    images: PathBuf,
    /// complex, rings, composite, aligned or elastic
    #[arg(long, value_name = "TIER", default_value = "complex")]
    descriptor: Tier,
    /// Mirror images are the same or distinct; counts for aligned and elastic
    #[arg(long, default_value = "same")]
    mirror: Mirror,
    /// What computes the transforms
    #[arg(long, value_enum, default_value_t = EngineName::F64)]
    engine: EngineName,
    #[command(flatten)]
    spec: SpecArgs,
    #[command(flatten)]
    hardware: Hardware,
    /// Write report.json, a page and its figures into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

/// Shapes need no more samples than this; so few make a transform short.
const LEN: usize = 128;

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let spec = arguments.spec.checked(FftSpec { len: LEN, ..FftSpec::default() })?;
    let spec = FftSpec { inverse: false, ..spec.spec().clone() }.check()?;
    let shapes = shapes::load(&arguments.images)?;
    if let Some(out) = &arguments.out {
        output::folder(out)?;
        output::remove_stale(out, &report::FILES)?;
    }
    let report = evaluate(arguments, &spec, &shapes)?;
    let files = match &arguments.out {
        Some(out) => page::write(out, &report)?,
        None => Vec::new(),
    };
    let text = if arguments.json { serde_json::to_string(&report)? + "\n" } else { report.text(&files) };
    output::print(&text)?;
    Ok(ExitCode::from(failure::HOLDS))
}

fn evaluate(arguments: &Arguments, spec: &CheckedSpec, shapes: &[Labelled]) -> Result<Report> {
    let tier = arguments.descriptor;
    let labels: Vec<String> = shapes.iter().map(|shape| shape.label.clone()).collect();
    let mut engines = engines(arguments, spec)?;
    let begun = Instant::now();
    let profiles = profiles(shapes, tier, spec)?;
    let descriptors = describe(&profiles, engines[0].as_mut())?;
    let described = begun.elapsed().as_secs_f64();
    let spinner = progress::spinner("comparing every shape with every other");
    let begun = Instant::now();
    let distances = match arguments.engine {
        EngineName::F64 => Distances::new(&descriptors, arguments.mirror),
        _ => Distances::by_engines(&descriptors, arguments.mirror, &mut engines)?,
    };
    let compared = begun.elapsed().as_secs_f64();
    let evaluation = Evaluation::new(&labels, &distances);
    let ranked = begun.elapsed().as_secs_f64() - compared;
    let changed = match arguments.engine {
        EngineName::F64 => 0,
        _ => changed(&labels, &distances, &unrounded(shapes, arguments, spec)?),
    };
    spinner.finish_and_clear();
    let pairs = (shapes.len() * (shapes.len() - 1) / 2) as f64;
    Ok(Report {
        descriptor: tier.word(),
        mirror: arguments.mirror.word(),
        engine: arguments.engine.word(),
        spec: spec.spec().clone(),
        numbers: descriptors[0].features().len(),
        decisions_changed_vs_f64: changed,
        us_per_shape: described * 1e6 / shapes.len() as f64,
        ns_per_comparison: compared * 1e9 / pairs,
        seconds_of_comparing: compared,
        seconds_of_ranking: ranked,
        threads: rayon::current_num_threads(),
        evaluation,
    })
}

/// From masks to frames, one thread, so that the time says what one shape costs.
fn profiles(shapes: &[Labelled], tier: Tier, spec: &CheckedSpec) -> Result<Vec<Profile>> {
    let profile = |shape: &Labelled| {
        let object = shape.object()?;
        Profile::of(&object, tier, spec).with_context(|| format!("cannot describe {}", shape.file))
    };
    shapes.iter().map(profile).collect()
}

/// The distances that no rounding has touched: input of 30 bits, transform in f64.
fn unrounded(shapes: &[Labelled], arguments: &Arguments, spec: &CheckedSpec) -> Result<Distances> {
    let wide = FftSpec { len: spec.spec().len, data: 30, ..FftSpec::default() }.check()?;
    let profile = |shape: &Labelled| -> Result<Profile> {
        Ok(Profile::of(&shape.object()?, arguments.descriptor, &wide)?)
    };
    let profiles: Vec<Profile> = shapes.par_iter().map(profile).collect::<Result<_>>()?;
    let descriptors: Vec<Descriptor> = describe(&profiles, &mut Reference::new(&wide))?;
    Ok(Distances::new(&descriptors, arguments.mirror))
}

/// Shapes whose nearest other shape is of another class than without rounding.
fn changed(labels: &[String], distances: &Distances, unrounded: &Distances) -> usize {
    let pairs = nearest_others(distances).into_iter().zip(nearest_others(unrounded));
    pairs.filter(|&(a, b)| labels[a] != labels[b]).count()
}

/// One engine a thread.
fn engines(arguments: &Arguments, spec: &CheckedSpec) -> Result<Vec<Engine>> {
    let threads = rayon::current_num_threads();
    Ok(match arguments.engine {
        EngineName::F64 => vec![Box::new(Reference::new(spec))],
        EngineName::Model => {
            let plan = FftPlan::new(spec)?;
            (0..threads).map(|_| Box::new(plan.clone()) as Engine).collect()
        }
        EngineName::Hdl => {
            let dut = engine::dut(spec, &arguments.hardware)?;
            (0..threads).map(|_| Box::new(dut.clone()) as Engine).collect()
        }
    })
}
