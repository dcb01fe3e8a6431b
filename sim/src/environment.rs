// SPDX-License-Identifier: MIT OR Apache-2.0
//! The variables and folders that decide which tools are found.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What the search for tools and for the cache folder looks at; [`Environment::of_process`] is the usual one.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `PATH`.
    pub path: OsString,
    /// `VERILATOR_ROOT`.
    pub verilator_root: Option<PathBuf>,
    /// `UTSUSHI_TOOLS`: the project's tool environment.
    pub tools: Option<PathBuf>,
    /// `CXX`.
    pub cxx: Option<OsString>,
    /// `UTSUSHI_CACHE`.
    pub cache: Option<PathBuf>,
    /// `XDG_CACHE_HOME`.
    pub xdg_cache: Option<PathBuf>,
    /// `HOME`.
    pub home: Option<PathBuf>,
    /// The current folder.
    pub current: PathBuf,
}

impl Environment {
    /// The environment of this process. An empty variable counts as not set.
    #[must_use]
    pub fn of_process() -> Self {
        let var = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let folder = |name| var(name).map(PathBuf::from);
        Self {
            path: var("PATH").unwrap_or_default(),
            verilator_root: folder("VERILATOR_ROOT"),
            tools: folder("UTSUSHI_TOOLS"),
            cxx: var("CXX"),
            cache: folder("UTSUSHI_CACHE"),
            xdg_cache: folder("XDG_CACHE_HOME"),
            home: folder("HOME"),
            current: std::env::current_dir().unwrap_or_default(),
        }
    }

    /// The first file called `name` in the folders of `PATH`, or `name` itself if it is a path.
    pub(crate) fn which(&self, name: &Path) -> Option<PathBuf> {
        if name.components().count() > 1 {
            return name.is_file().then(|| name.to_owned());
        }
        std::env::split_paths(&self.path).map(|folder| folder.join(name)).find(|path| is_program(path))
    }

    /// The tool folders: `UTSUSHI_TOOLS`, then `.tools` here and in every folder above.
    pub(crate) fn tool_folders(&self) -> impl Iterator<Item = PathBuf> + '_ {
        let above = self.current.ancestors().map(|folder| folder.join(".tools"));
        self.tools.clone().into_iter().chain(above)
    }
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}
