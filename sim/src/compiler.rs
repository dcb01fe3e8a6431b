// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which C++ compiler is used, and how it is called.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Environment, SimError};

/// Variables that would let the user's surroundings into a build whose key does not know them.
const FOREIGN: [&str; 12] = [
    "CPATH",
    "C_INCLUDE_PATH",
    "CPLUS_INCLUDE_PATH",
    "CPPFLAGS",
    "CFLAGS",
    "CXXFLAGS",
    "LDFLAGS",
    "LIBRARY_PATH",
    "LD_RUN_PATH",
    "GCC_EXEC_PREFIX",
    "COMPILER_PATH",
    "VERILATOR_ROOT",
];

/// A C++ compiler that can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiler {
    /// The program.
    pub path: PathBuf,
    /// The first line of its `--version`.
    pub version: String,
}

impl Compiler {
    /// `CXX`, or the first of `g++`, `c++` and `clang++` on `PATH`.
    ///
    /// # Errors
    /// If there is none, or it does not run.
    pub fn find(environment: &Environment) -> Result<Self, SimError> {
        let chosen = environment.cxx.clone();
        let names: Vec<_> =
            chosen.map_or_else(|| ["g++", "c++", "clang++"].map(Into::into).to_vec(), |name| vec![name]);
        let found = names.iter().find_map(|name| environment.which(Path::new(name)));
        let tried = || names.iter().map(|name| name.to_string_lossy()).collect::<Vec<_>>().join(", ");
        let path = found.ok_or_else(|| SimError::NoCompiler { tried: tried() })?;
        let version = version_of(&path).ok_or_else(|| SimError::NoCompiler { tried: tried() })?;
        Ok(Self { path, version })
    }

    /// Flags that every object of one library must share: no symbol may leave it or be bound elsewhere,
    /// so that many libraries with the same class names live in one process.
    pub(crate) fn common_flags(&self) -> Vec<&'static str> {
        let mut flags = vec![
            "-std=gnu++17",
            "-fPIC",
            "-pipe",
            "-w",
            "-fvisibility=hidden",
            "-fvisibility-inlines-hidden",
        ];
        if !self.version.contains("clang") {
            flags.push("-fno-gnu-unique");
        }
        flags
    }

    /// A call of the compiler that inherits nothing which could change its output.
    pub(crate) fn command(&self) -> Command {
        clean_command(&self.path)
    }
}

/// A call of `program` without the variables that could change what it makes.
pub(crate) fn clean_command(program: &Path) -> Command {
    let mut command = Command::new(program);
    for name in FOREIGN {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C");
    command
}

fn version_of(path: &Path) -> Option<String> {
    let output = clean_command(path).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}
