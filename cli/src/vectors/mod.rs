// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi vectors`: golden vectors written, verified, listed, read.

mod args;
mod import;
mod sets;

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use num_complex::Complex;
use serde::Serialize;
use serde_json::json;
use utsushi::fft::{CheckedSpec, FftSpec, Frame};
use utsushi::vectors::{
    Format, Kit, KitOptions, KitSet, MANIFEST, Manifest, SetName, SetRecord, VectorSet, load_manifest,
    must_be_new, read,
};

pub(crate) use args::{Sets, Vectors as Arguments};

use crate::{failure, output, progress};
use args::{List, Make, Verb, Verify};

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    match &arguments.verb {
        Verb::Make(verb) => make(verb),
        Verb::Verify(verb) => verify(verb),
        Verb::List(verb) => list(verb),
        Verb::Import(verb) => import::run(verb),
    }
}

fn make(arguments: &Make) -> Result<ExitCode> {
    let spec = arguments.spec.checked(FftSpec::default())?;
    if arguments.frames == 0 {
        bail!("--frames 0 leaves a set without a frame; ask for at least 1");
    }
    must_be_new(&arguments.out)?;
    let sets = sets::of(arguments, &spec)?;
    if sets.is_empty() {
        bail!("the kit would have no set; name others with --sets");
    }
    let options = KitOptions {
        formats: arguments.formats.0.clone(),
        stages: arguments.stages,
        seed: arguments.seed,
        command: command(arguments, &sets),
        parameters: parameters(&spec),
    };
    let kit = Kit::new(&spec, sets, options)?;
    if let Some(parent) = arguments.out.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        output::folder(parent)?;
    }
    let temporary = output::Temporary::beside(&arguments.out);
    let bar = progress::bar(kit.work(), "writing frames");
    let start = Instant::now();
    let manifest = kit.make(&arguments.out, temporary.path(), &|frames| bar.inc(frames as u64))?;
    bar.finish_and_clear();
    show_made(arguments, &manifest, start.elapsed().as_secs_f64())?;
    Ok(ExitCode::from(failure::HOLDS))
}

/// The parameters of the pipeline, its tables in the kit's folder `rom`.
fn parameters(spec: &CheckedSpec) -> Vec<(String, String)> {
    let all = utsushi_sim::verilog_parameters(spec, "rom");
    all.into_iter().map(|(name, value)| (name, value.to_string())).collect()
}

/// The command that makes the kit again, in a folder where `spec.toml` and the picture are.
fn command(arguments: &Make, sets: &[KitSet]) -> String {
    let names = |words: Vec<&str>| words.join(",");
    let mut line = format!(
        "utsushi vectors make --spec spec.toml --sets {} --formats {} --frames {} --seed {}",
        names(sets.iter().map(|set| set.set.name().word()).collect()),
        names(arguments.formats.0.iter().map(|format| format.word()).collect()),
        arguments.frames,
        arguments.seed
    );
    if arguments.stages {
        line += " --stages";
    }
    if let Some(picture) = sets.iter().find_map(|set| set.picture.as_ref()) {
        let _ = write!(line, " --image '{}'", picture.file);
    }
    line.extend(arguments.fit.map(|fit| format!(" --fit {fit}")));
    line + " --out kit"
}

fn show_made(arguments: &Make, manifest: &Manifest, seconds: f64) -> Result<()> {
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    let rate = bytes as f64 / 1e6 / seconds.max(f64::MIN_POSITIVE);
    if arguments.json {
        let object = json!({
            "out": arguments.out.to_string_lossy(),
            "spec": manifest.spec,
            "sets": manifest.sets,
            "files": manifest.files.len() + 1,
            "bytes": bytes,
            "seconds": seconds,
            "megabytes_per_second": rate,
        });
        return output::print(&format!("{object}\n"));
    }
    let files = manifest.files.len() + 1;
    let out = arguments.out.display();
    output::print(&format!(
        "{}wrote {files} files to {out}: {:.1} MB in {seconds:.1} s, {rate:.0} MB/s\n",
        table(&manifest.sets),
        bytes as f64 / 1e6
    ))
}

fn table(sets: &[SetRecord]) -> String {
    let ratio = |ratio: Option<f64>| ratio.map_or("–".to_owned(), |ratio| format!("{ratio:.2}"));
    let head = format!(
        "{:<12} {:>8} {:>9} {:>12} {:>10} {:>10}\n",
        "set", "frames", "overflow", "unreachable", "SQNR, dB", "predicted"
    );
    let row = |set: &SetRecord| {
        format!(
            "{:<12} {:>8} {:>9} {:>12} {:>10} {:>10}\n",
            set.name,
            set.frames,
            set.overflow_frames,
            set.unreachable.len(),
            ratio(set.measured_sqnr_db),
            ratio(set.predicted_sqnr_db)
        )
    };
    sets.iter().fold(head, |text, set| text + &row(set))
}

fn verify(arguments: &Verify) -> Result<ExitCode> {
    let manifest = load_manifest(&arguments.dir)?;
    let kit = rebuilt(&arguments.dir, &manifest)?;
    let bar = progress::bar(kit.work(), "verifying frames");
    let faults = kit.verify(&arguments.dir, &manifest, &|frames| bar.inc(frames as u64))?;
    bar.finish_and_clear();
    let sentences: Vec<_> = faults.iter().map(ToString::to_string).collect();
    let (files, out) = (manifest.files.len() + 1, arguments.dir.display());
    if arguments.json {
        let object = json!({ "files": files, "faults": sentences, "holds": faults.is_empty() });
        output::print(&format!("{object}\n"))?;
    } else if faults.is_empty() {
        output::print(&format!("{out}: {files} files, every byte as the spec gives it\n"))?;
    } else {
        let lines = sentences.join("\n");
        output::print(&format!("{lines}\n{out}: {} of {files} files are wrong\n", faults.len()))?;
    }
    Ok(ExitCode::from(if faults.is_empty() { failure::HOLDS } else { failure::COMPARISON_FAILED }))
}

/// The kit that a manifest describes. Frames of a picture are read from the kit's own stimulus, and all else follows.
fn rebuilt(folder: &Path, manifest: &Manifest) -> Result<Kit> {
    let spec = manifest.spec.check().with_context(|| folder.join(MANIFEST).display().to_string())?;
    let mut formats: Vec<Format> = Vec::new();
    for file in manifest.files.iter().filter(|file| file.set.is_some()) {
        match file.format.parse() {
            Ok(format) if !formats.contains(&format) => formats.push(format),
            _ => {}
        }
    }
    let mut sets = Vec::new();
    for record in &manifest.sets {
        let bad = || format!("{}: the set '{}'", folder.join(MANIFEST).display(), record.name);
        let name: SetName = record.name.parse().map_err(anyhow::Error::msg).with_context(bad)?;
        let set = match &record.picture {
            Some(_) => VectorSet::of_frames(name, &spec, stimulus(folder, manifest, record, &spec)?)?,
            None => VectorSet::new(name, &spec, Some(record.frames.max(1)), manifest.generator.seed)?,
        };
        sets.push(KitSet { set, picture: record.picture.clone() });
    }
    let options = KitOptions {
        formats,
        stages: manifest.files.iter().any(|file| file.role.starts_with("stage")),
        seed: manifest.generator.seed,
        command: manifest.command.clone(),
        parameters: parameters(&spec),
    };
    Ok(Kit::new(&spec, sets, options)?)
}

/// The frames of a set, from the first of its stimulus files that can be read.
fn stimulus(
    folder: &Path,
    manifest: &Manifest,
    record: &SetRecord,
    spec: &CheckedSpec,
) -> Result<Vec<Frame>> {
    let of_set = manifest.files.iter().filter(|file| {
        file.set.as_ref() == Some(&record.name)
            && file.role == "stimulus"
            && file.format != Format::Npz.word()
    });
    for file in of_set {
        let Ok(bytes) = std::fs::read(folder.join(&file.path)) else { continue };
        let Ok(format) = file.format.parse() else { continue };
        let words: Option<Vec<Complex<i32>>> =
            read(format, &bytes).ok().and_then(|words| words.complex(Some(file.width)).ok());
        let frames = words.map(|words| {
            words
                .chunks(spec.spec().len)
                .map(|frame| Frame::new(spec, frame.to_vec()))
                .collect::<Result<Vec<_>, _>>()
        });
        if let Some(Ok(frames)) = frames
            && frames.len() == record.frames
        {
            return Ok(frames);
        }
    }
    bail!(
        "{}: no stimulus of the set {} can be read, and its picture is not in the kit; make the kit again",
        folder.display(),
        record.name
    )
}

#[derive(Serialize)]
struct Listed {
    name: &'static str,
    what: &'static str,
}

fn list(arguments: &List) -> Result<ExitCode> {
    if let Some(dir) = &arguments.dir {
        let manifest = load_manifest(dir)?;
        let text = if arguments.json {
            format!("{}\n", serde_json::to_string(&manifest)?)
        } else {
            let file = |file: &utsushi::vectors::FileRecord| format!("{}  {}\n", file.sha256, file.path);
            table(&manifest.sets) + &manifest.files.iter().map(file).collect::<String>()
        };
        output::print(&text)?;
        return Ok(ExitCode::from(failure::HOLDS));
    }
    let sets = SetName::ALL.map(|set| Listed { name: set.word(), what: set.what() });
    let formats = Format::ALL.map(|format| Listed { name: format.word(), what: format.what() });
    if arguments.json {
        output::print(&format!("{}\n", json!({ "sets": sets, "formats": formats })))?;
    } else {
        let lines = |all: &[Listed]| {
            all.iter().map(|l| format!("\n  {:<12} {}", l.name, l.what)).collect::<Vec<_>>().concat()
        };
        output::print(&format!("sets{}\nformats{}\n", lines(&sets), lines(&formats)))?;
    }
    Ok(ExitCode::from(failure::HOLDS))
}
