// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi gallery`: known shapes in one file: made, listed, added to, removed from.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use serde::Serialize;
use utsushi::fft::{CheckedSpec, FftPlan, FftSpec, Transform};
use utsushi::picture::{self};
use utsushi::shape::{Entry, Gallery, Profile, Settings, Tier, describe, largest_object};

use crate::spec_args::SpecArgs;
use crate::{failure, inputs, output};

/// `utsushi gallery`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

/// What to do with a gallery.
#[derive(Subcommand)]
enum Verb {
    /// Make a gallery of pictures, one part each; a file's stem is its label, or what stands before a number: gear-2.png
    Make(Make),
    /// List what a gallery holds
    List(List),
    /// Add the parts of pictures
    Add(Add),
    /// Remove all entries of a label
    Remove(Remove),
}

#[derive(Args)]
struct Make {
    /// Images, or folders of images
    #[arg(required = true, value_name = "IMAGE")]
    images: Vec<PathBuf>,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// complex, rings, composite, aligned or elastic
    #[arg(long, value_name = "TIER", default_value = "complex")]
    descriptor: Tier,
    #[command(flatten)]
    spec: SpecArgs,
    /// Print one JSON object on standard output
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct List {
    /// The gallery's file
    #[arg(value_name = "FILE")]
    gallery: PathBuf,
    /// Print one JSON object on standard output
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Add {
    /// The gallery's file
    #[arg(value_name = "FILE")]
    gallery: PathBuf,
    /// Images, or folders of images
    #[arg(required = true, value_name = "IMAGE")]
    images: Vec<PathBuf>,
    /// Their label [default: by the file's name]
    #[arg(long)]
    label: Option<String>,
    /// Print one JSON object on standard output
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Remove {
    /// The gallery's file
    #[arg(value_name = "FILE")]
    gallery: PathBuf,
    /// The label
    label: String,
    /// Print one JSON object on standard output
    #[arg(long)]
    json: bool,
}

impl Arguments {
    /// Whether standard output is for one JSON object.
    pub(crate) fn json(&self) -> bool {
        match &self.verb {
            Verb::Make(verb) => verb.json,
            Verb::List(verb) => verb.json,
            Verb::Add(verb) => verb.json,
            Verb::Remove(verb) => verb.json,
        }
    }
}

/// What a gallery holds.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(serialize_with = "crate::report::lossy")]
    file: &'a Path,
    descriptor: &'static str,
    spec: &'a FftSpec,
    entries: usize,
    labels: Vec<LabelReport<'a>>,
}

#[derive(Serialize)]
struct LabelReport<'a> {
    label: &'a str,
    entries: usize,
}

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let json = arguments.json();
    match &arguments.verb {
        Verb::Make(verb) => {
            let spec = verb.spec.checked(FftSpec::default())?;
            let spec = FftSpec { inverse: false, ..spec.spec().clone() }.check()?;
            let files = inputs::expand(&verb.images)?;
            output::keep_inputs(&files, std::slice::from_ref(&verb.out))?;
            let entries = entries(&files, None, verb.descriptor, &spec)?;
            let gallery = Gallery::new(&verb.out.display().to_string(), &spec, entries)?;
            save(&gallery, &verb.out)?;
            show(&gallery, &verb.out, json)?;
        }
        Verb::List(verb) => show(&Gallery::load(&verb.gallery)?, &verb.gallery, json)?,
        Verb::Add(verb) => {
            let mut gallery = Gallery::load(&verb.gallery)?;
            let spec = gallery.spec().check()?;
            let files = inputs::expand(&verb.images)?;
            for entry in entries(&files, verb.label.as_deref(), gallery.tier(), &spec)? {
                gallery.add(entry)?;
            }
            save(&gallery, &verb.gallery)?;
            show(&gallery, &verb.gallery, json)?;
        }
        Verb::Remove(verb) => {
            let mut gallery = Gallery::load(&verb.gallery)?;
            gallery
                .remove(&verb.label)
                .with_context(|| format!("cannot change {}", verb.gallery.display()))?;
            save(&gallery, &verb.gallery)?;
            show(&gallery, &verb.gallery, json)?;
        }
    }
    Ok(ExitCode::from(failure::HOLDS))
}

/// The largest object of every picture, described by the model.
fn entries(files: &[PathBuf], label: Option<&str>, tier: Tier, spec: &CheckedSpec) -> Result<Vec<Entry>> {
    let mut engine = FftPlan::new(spec)?;
    let mut profiles = Vec::with_capacity(files.len());
    for file in files {
        let shown = file.display().to_string();
        let object = largest_object(&shown, &picture::load(file)?, &Settings::default())?;
        let spec = Transform::<f64>::spec(&engine);
        profiles.push(Profile::of(&object, tier, spec).with_context(|| format!("cannot describe {shown}"))?);
    }
    let descriptors = describe(&profiles, &mut engine)?;
    let labels = files.iter().map(|file| label.map_or_else(|| label_of(file), str::to_owned));
    Ok(labels.zip(descriptors).map(|(label, descriptor)| Entry { label, descriptor }).collect())
}

/// The stem, without a hyphen and number at its end.
fn label_of(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match stem.rsplit_once('-') {
        Some((label, number)) if !label.is_empty() && number.parse::<u32>().is_ok() => label.to_owned(),
        _ => stem,
    }
}

fn save(gallery: &Gallery, path: &Path) -> Result<()> {
    if path.is_dir() {
        bail!("{} is a folder; name the file that the gallery shall be", path.display());
    }
    output::write(path, &gallery.to_bytes())
}

fn show(gallery: &Gallery, path: &Path, json: bool) -> Result<()> {
    let count = |label: &str| gallery.entries().iter().filter(|entry| entry.label == label).count();
    let labels: Vec<_> =
        gallery.labels().into_iter().map(|label| LabelReport { label, entries: count(label) }).collect();
    let entries = gallery.entries().len();
    let descriptor = gallery.tier().word();
    if json {
        let report = Report { file: path, descriptor, spec: gallery.spec(), entries, labels };
        return output::print(&(serde_json::to_string(&report)? + "\n"));
    }
    let FftSpec { len, data, twiddle, rounding, schedule, .. } = gallery.spec();
    let mut text = format!(
        "{}: {entries} entries, {} labels; descriptor {descriptor}, N = {len}, {data}/{twiddle} bits, {rounding}, {schedule}\n",
        path.display(),
        labels.len()
    );
    text.extend(labels.iter().map(|label| format!("{:>6}  {}\n", label.entries, label.label)));
    output::print(&text)
}
