// SPDX-License-Identifier: MIT OR Apache-2.0
//! Running the binary, and pictures to run it on.
#![allow(dead_code, reason = "each suite takes what it needs")]

pub(crate) mod bundle;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use utsushi::picture::Picture;

/// A folder that all tests of a build share, so that each pipeline is compiled once.
pub(crate) fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

/// The command, its cache set and nothing of the caller's environment that could move a tool.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_utsushi"));
    command.env("UTSUSHI_CACHE", cache()).env_remove("CXX").env_remove("VERILATOR_ROOT");
    command
}

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

impl Run {
    /// Standard output as the one JSON object it must be.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in {}", self.stdout))
    }
}

/// Runs `utsushi` in `folder` with the words of `line`.
pub(crate) fn utsushi(folder: &Path, line: &str) -> Run {
    command().current_dir(folder).args(line.split_whitespace()).output().unwrap().into()
}

/// Asserts that `line` is refused with exactly this sentence and exit code 2.
pub(crate) fn refused(folder: &Path, line: &str, sentence: &str) {
    let run = utsushi(folder, line);
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (2, "", &*format!("utsushi: {sentence}\n")),
        "{line}"
    );
}

/// A dark picture with bright rectangles (left, top, width, height), as PNG.
pub(crate) fn rectangles(path: &Path, width: usize, height: usize, rectangles: &[[usize; 4]]) {
    let mut bytes = vec![40; width * height];
    for [left, top, w, h] in rectangles {
        for y in *top..top + h {
            bytes[y * width + left..y * width + left + w].fill(200);
        }
    }
    Picture::from_bytes(width, height, &bytes).write_png(path).unwrap();
}

/// A folder with `parts.png` (a square and a bar) and a gallery of the two.
pub(crate) fn workbench() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let gallery = folder.path().join("gallery");
    std::fs::create_dir(&gallery).unwrap();
    rectangles(&gallery.join("square.png"), 64, 64, &[[12, 12, 40, 40]]);
    rectangles(&gallery.join("bar.png"), 64, 64, &[[8, 26, 48, 12]]);
    rectangles(&folder.path().join("parts.png"), 120, 90, &[[10, 10, 30, 30], [60, 20, 12, 48]]);
    folder
}

/// A copy of the project's Verilog in `folder/rtl` with `from` changed to `to` in one file.
pub(crate) fn changed_verilog(folder: &Path, file: &str, from: &str, to: &str) -> PathBuf {
    let rtl = folder.join("rtl");
    std::fs::create_dir_all(&rtl).unwrap();
    for (name, text) in utsushi_sim::hdl::EMBEDDED {
        std::fs::write(rtl.join(name), text).unwrap();
    }
    let path = rtl.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{file} has '{from}' once");
    std::fs::write(&path, text.replace(from, to)).unwrap();
    rtl
}

/// Where real pictures are, if they are: `../shared/data` beside the project, or `UTSUSHI_DATA`.
pub(crate) fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let data = std::env::var_os("UTSUSHI_DATA").map_or(beside, PathBuf::from);
    if data.is_dir() {
        return Some(data);
    }
    println!("left out: no pictures at {}; name a folder with UTSUSHI_DATA", data.display());
    None
}

/// The command with files that may not grow beyond `kib` KiB, which stops a write as a full disk does.
pub(crate) fn on_a_full_disk(folder: &Path, kib: u32, line: &str) -> Run {
    let shell = format!("ulimit -f {kib}; trap '' XFSZ; exec {} {line}", env!("CARGO_BIN_EXE_utsushi"));
    Command::new("bash").current_dir(folder).args(["-c", &shell]).output().unwrap().into()
}
