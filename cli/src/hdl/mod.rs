// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi hdl`: a core as a bundle, with all that another needs to simulate, judge and build it.

mod args;
mod bundle;
mod datasheet;
mod manifest;
mod name;
mod noise;
mod numbers;
mod project;
mod record;
mod rtl;
mod waveform;
mod waveform_svg;

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::json;
use utsushi::fft::{CheckedSpec, FftSpec};
use utsushi::vectors::{Format, Kit, KitOptions, KitSet, SetName, VectorSet, must_be_new};
use utsushi_sim::{Resources, latency};

pub(crate) use args::Hdl as Arguments;

use self::bundle::Bundle;
use self::manifest::BundleManifest;
use crate::{failure, output, progress};

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let spec = arguments.spec.checked(FftSpec::default())?;
    let name = arguments.name.clone().unwrap_or_else(|| format!("fft_{}", spec.spec().len));
    name::check(&name)?;
    if arguments.frames == 0 {
        bail!("--frames 0 leaves a set without a frame; ask for at least 1");
    }
    must_be_new(&arguments.out)?;
    let sets = sets(arguments, &spec)?;
    let options = KitOptions {
        formats: vec![Format::Mem],
        stages: false,
        seed: arguments.seed,
        command: command(arguments, &name, &sets),
        parameters: Vec::new(),
    };
    let kit = Kit::new(&spec, sets, options)?;
    let bar = progress::bar(kit.work(), "writing frames");
    let bundle = Bundle { name, clock: arguments.clock, spec, kit };
    if let Some(parent) = arguments.out.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        output::folder(parent)?;
    }
    let temporary = output::Temporary::beside(&arguments.out);
    let manifest = bundle.write(&arguments.out, temporary.path(), &|frames| bar.inc(frames as u64))?;
    bar.finish_and_clear();
    show(arguments, &bundle, &manifest)?;
    Ok(ExitCode::from(failure::HOLDS))
}

/// The sets that are asked for; what a spec does not reach is left out, but not all.
fn sets(arguments: &Arguments, spec: &CheckedSpec) -> Result<Vec<KitSet>> {
    let made = || SetName::ALL.into_iter().filter(|name| !name.is_given()).collect();
    let mut sets = Vec::new();
    for name in arguments.sets.0.clone().unwrap_or_else(made) {
        if name.is_given() {
            bail!(
                "the set {name} is made of a picture, and a bundle is made of none; name others with --sets"
            );
        }
        let set = VectorSet::new(name, spec, Some(arguments.frames), arguments.seed)?;
        sets.push(KitSet { set, picture: None });
    }
    if sets.iter().all(|set| set.set.frames() == 0) {
        bail!(
            "the bundle would have no vector, for the spec reaches no goal of its sets; name others with --sets"
        );
    }
    Ok(sets)
}

/// The command that makes the bundle again, in a folder where `spec.toml` is.
fn command(arguments: &Arguments, name: &str, sets: &[KitSet]) -> String {
    let sets: Vec<_> = sets.iter().map(|set| set.set.name().word()).collect();
    format!(
        "utsushi hdl --spec spec.toml --name {name} --clock {} --sets {} --frames {} --seed {} --out bundle",
        arguments.clock,
        sets.join(","),
        arguments.frames,
        arguments.seed
    )
}

fn show(arguments: &Arguments, bundle: &Bundle, manifest: &BundleManifest) -> Result<()> {
    let (files, out) = (manifest.files.len() + 1, arguments.out.display());
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    let (latency, resources) = (latency(&bundle.spec), Resources::of(&bundle.spec));
    if arguments.json {
        let object = json!({
            "out": arguments.out.to_string_lossy(),
            "name": bundle.name,
            "spec": bundle.spec.spec(),
            "clock_mhz": bundle.clock,
            "latency_clocks": latency,
            "multipliers": resources.multiplier_count(),
            "memory_bits": resources.memory_bits(),
            "files": files,
            "bytes": bytes,
        });
        return output::print(&format!("{object}\n"));
    }
    output::print(&format!(
        "{}: latency {latency} clocks, {} multipliers, {} bits of memory\nwrote {files} files to {out}: {:.1} MB; read {out}/README.md\n",
        bundle.name,
        resources.multiplier_count(),
        resources.memory_bits(),
        bytes as f64 / 1e6
    ))
}
