// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bundles, and the tools that read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::{Run, utsushi};

/// Specs that differ in order, direction, schedule, decomposition and widths; each has another way to its tables:
/// none, quarters read at once, octants, quarters in block memories, octants in block memories.
pub(crate) const SPECS: [&str; 7] = [
    "--len 4 --data 7 --twiddle 7 --name quartet",
    "--len 16 --data 8 --twiddle 10",
    "--len 32 --data 12 --twiddle 12 --schedule guarded:2 --order bit-reversed --inverse --rounding half-up",
    "--len 8 --data 6 --twiddle 7 --schedule grow --overflow wrap --rounding truncate --name small_core",
    "--len 128 --data 9 --twiddle 9 --decomposition radix22 --sets overflow,random --frames 4",
    "--len 256 --data 8 --twiddle 11 --decomposition radix22 --order bit-reversed --overflow wrap --sets corners,random --frames 4",
    "--len 4096 --data 6 --twiddle 6 --decomposition radix22 --sets random --frames 1",
];

/// A folder with the bundle of a spec in `bundle`.
pub(crate) struct Bundle {
    pub(crate) folder: TempDir,
    pub(crate) name: String,
}

impl Bundle {
    pub(crate) fn new(flags: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let run = utsushi(folder.path(), &format!("hdl {flags} --out bundle --json"));
        assert_eq!((run.code, &*run.stderr), (0, ""), "{flags}");
        let name = run.json()["name"].as_str().unwrap().to_owned();
        Self { folder, name }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("bundle")
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub(crate) fn manifest(&self) -> serde_json::Value {
        serde_json::from_str(&self.read("manifest.json")).unwrap()
    }

    /// Runs a tool in the bundle's folder.
    pub(crate) fn tool(&self, program: &str, arguments: &[&str]) -> Output {
        Command::new(program).current_dir(self.path()).args(arguments).output().unwrap()
    }

    /// Compiles with Icarus, which must have nothing to say, and runs: all that vvp prints.
    pub(crate) fn icarus(&self, plusargs: &[&str]) -> String {
        let (top, files, bench) =
            (format!("tb_{}", self.name), format!("{}.f", self.name), format!("tb/tb_{}.v", self.name));
        let arguments = ["-g2005", "-Wall", "-s", &top, "-o", "../bench", "-f", &files, &bench];
        let compiled = self.tool("iverilog", &arguments);
        assert!(compiled.status.success() && said(&compiled).is_empty(), "{}", said(&compiled));
        let all: Vec<_> = ["../bench"].iter().chain(plusargs).copied().collect();
        said(&self.tool("vvp", &all))
    }

    /// Runs with a changed file, then puts it back.
    pub(crate) fn icarus_with(&self, file: &str, change: impl Fn(&str) -> String) -> String {
        let right = self.read(file);
        let wrong = change(&right);
        assert_ne!(right, wrong, "{file} is not changed");
        fs::write(self.path().join(file), wrong).unwrap();
        let said = self.icarus(&[]);
        fs::write(self.path().join(file), right).unwrap();
        said
    }
}

/// Everything a tool said.
pub(crate) fn said(output: &Output) -> String {
    let text = Run::from(output.clone());
    text.stdout + &text.stderr
}

/// Whether a tool is here; says so if not.
pub(crate) fn there(name: &str) -> bool {
    let found = Command::new(name).arg("-V").output().is_ok();
    if !found {
        println!("left out: {name} is not installed; run sim/setup.sh test");
    }
    found
}

/// Every file below a folder by its path, with its bytes, in order.
pub(crate) fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn add(root: &Path, folder: &Path, files: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(root, &path, files);
            } else {
                let below = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                files.push((below, fs::read(&path).unwrap()));
            }
        }
    }
    let mut files = Vec::new();
    add(folder, folder, &mut files);
    files.sort();
    files
}
