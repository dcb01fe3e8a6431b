// SPDX-License-Identifier: MIT OR Apache-2.0
//! Verilates and links one pipeline for the feature `static-model`; without it there is nothing to do.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "static-model")]
    static_model::build();
}

#[cfg(feature = "static-model")]
mod static_model {
    use std::path::{Path, PathBuf};
    use std::process::Command;

    const REMEDY: &str =
        "the feature static-model needs Verilator 5.006 on PATH: `apt-get install verilator`";

    pub(super) fn build() {
        let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
        let (root, model) = (root(), out.join("model"));
        let hdl = std::fs::canonicalize("../hdl").expect("the folder hdl is in the workspace");
        println!("cargo::rerun-if-changed=../hdl");
        println!("cargo::rerun-if-changed=static-model");
        verilate(&hdl, &model, &out.join("rom"));
        let mut build = cc::Build::new();
        build.cpp(true).std("gnu++17").opt_level(3).flag_if_supported("-fno-tree-pre").warnings(false);
        build.include(&model).include(root.join("include")).include(root.join("include/vltstd"));
        build.define("VM_TRACE", "1").define("VM_TRACE_VCD", "1").define("VM_COVERAGE", "0");
        build.files(files_with(&model, "cpp")).file("static-model/shim.cpp").compile("utsushi_static_model");
    }

    /// The runtime that the crate `verilated` compiles: that of the Verilator on PATH.
    fn root() -> PathBuf {
        let output =
            Command::new("verilator_bin").args(["--getenv", "VERILATOR_ROOT"]).output().expect(REMEDY);
        PathBuf::from(String::from_utf8(output.stdout).expect(REMEDY).trim())
    }

    /// The default pipeline: the default of `FftSpec` is the same.
    fn verilate(hdl: &Path, model: &Path, rom: &Path) {
        let mut command = Command::new("verilator_bin");
        command.current_dir(hdl).args(["--cc", "-O3", "--trace", "--no-timing", "-Wno-lint", "-Wno-style"]);
        command.args([
            "--x-initial",
            "unique",
            "--x-assign",
            "unique",
            "--top-module",
            "fft",
            "--prefix",
            "Vfft",
        ]);
        command.arg("-Mdir").arg(model).arg(format!("-GROM_DIR=\"{}\"", rom.display()));
        let names = files_with(hdl, "v");
        command.args(names);
        assert!(command.status().expect(REMEDY).success(), "Verilator refuses {}", hdl.display());
    }

    fn files_with(folder: &Path, extension: &str) -> Vec<PathBuf> {
        let entries = folder.read_dir().expect("the folder can be read").flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|found| found == extension));
        paths.sort();
        paths
    }
}
