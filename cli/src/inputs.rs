// SPDX-License-Identifier: MIT OR Apache-2.0
//! The images of a command line: files, and folders of them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use utsushi::picture::is_picture;

use crate::{output, report};

/// Every file that was named, and the pictures of every folder that was named, in the order of their names.
pub(crate) fn expand(named: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            files.extend(pictures_in(path)?);
        } else {
            files.push(path.clone());
        }
    }
    // A misspelt name should not wait for the images before it.
    match files.iter().find(|file| !file.exists()) {
        Some(missing) => bail!("{}: there is no such file; check the path", missing.display()),
        None => Ok(files),
    }
}

fn pictures_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot = || format!("cannot read the folder {}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if is_picture(&path) {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("folder {} holds no picture; name another folder, or the files themselves", folder.display());
    }
    files.sort();
    Ok(files)
}

/// Creates the folder of a run's results, `suffixes` being those of each file's. No result may take an input's
/// place, and no result of an earlier run may be taken for this one's.
pub(crate) fn prepare(out: &Path, files: &[PathBuf], suffixes: &[&str]) -> Result<()> {
    output::folder(out)?;
    let names = result_names(files);
    let pictures =
        names.iter().flat_map(|name| suffixes.iter().map(move |suffix| format!("{name}_{suffix}")));
    let fixed = [report::NAME, report::WAVEFORM];
    let results: Vec<_> = pictures.chain(fixed.map(str::to_owned)).map(|name| out.join(name)).collect();
    output::keep_inputs(files, &results)?;
    output::remove_stale(out, &fixed)
}

/// A name for each file's results: its stem, with a number where two files share one.
pub(crate) fn result_names(files: &[PathBuf]) -> Vec<String> {
    let stem = |path: &PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut names: Vec<String> = Vec::with_capacity(files.len());
    for file in files {
        let stem = stem(file);
        let free = |name: &String| !names.contains(name);
        let numbered = (2..).map(|n| format!("{stem}-{n}"));
        names.extend(std::iter::once(stem.clone()).chain(numbered).find(free));
    }
    names
}
