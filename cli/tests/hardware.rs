// SPDX-License-Identifier: MIT OR Apache-2.0
//! Verilog that does not do its part, tools that are missing, caches that cannot be used, interrupts.

mod common;

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use common::{Run, changed_verilog, command, utsushi, workbench};
use serde_json::Value;

const LINE: &str = "cosim parts.png --len 64 --json";

fn run_with(folder: &Path, line: &str, variable: &str, value: impl AsRef<std::ffi::OsStr>) -> Run {
    command().current_dir(folder).args(line.split_whitespace()).env(variable, value).output().unwrap().into()
}

#[test]
fn a_syntax_error_is_named_with_file_and_line() {
    let bench = workbench();
    changed_verilog(bench.path(), "fft_butterfly.v", "assign sent =", "assign sent = = ");
    let text = std::fs::read_to_string(bench.path().join("rtl/fft_butterfly.v")).unwrap();
    let line = 1 + text.lines().position(|line| line.contains("= =")).unwrap();
    let run = utsushi(bench.path(), &format!("{LINE} --hdl rtl"));
    let file = bench.path().join("rtl/fft_butterfly.v");
    let start = format!("utsushi: {}:{line}: syntax error, unexpected '='", file.display());
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.starts_with(&start), "{}", run.stderr);
}

#[test]
fn a_pipeline_that_never_answers_ends_in_a_sentence() {
    let bench = workbench();
    changed_verilog(bench.path(), "fft_output.v", "m_axis_tvalid = fifo_valid;", "m_axis_tvalid = 1'b0;");
    let run = utsushi(bench.path(), &format!("{LINE} --order bit-reversed --hdl rtl"));
    assert_eq!(run.code, 1, "{}", run.stderr);
    let start = "utsushi: the pipeline gave no output for ";
    assert!(run.stderr.starts_with(start), "{}", run.stderr);
    assert!(run.json()["error"].as_str().is_some_and(|error| error.starts_with(&start[9..])));
}

#[test]
fn a_folder_without_the_pipeline() {
    let bench = workbench();
    std::fs::create_dir(bench.path().join("rtl")).unwrap();
    let run = utsushi(bench.path(), &format!("{LINE} --hdl rtl"));
    let sentence =
        "utsushi: folder rtl has no fft.v; --hdl DIR wants a folder whose fft.v holds the module `fft`\n";
    assert_eq!((run.code, run.stderr.as_str()), (2, sentence));
}

#[test]
fn no_compiler_is_exit_code_3() {
    let bench = workbench();
    let empty = bench.path().join("bin");
    std::fs::create_dir(&empty).unwrap();
    let found = verilator();
    let run = run_with(bench.path(), &format!("{LINE} --verilator {}", found.display()), "PATH", &empty);
    let sentence = "utsushi: no C++ compiler found (tried g++, c++, clang++); install one with `apt-get install g++`, or name it in the variable CXX\n";
    assert_eq!((run.code, run.stderr.as_str()), (3, sentence));
}

/// The Verilator that the suite uses, as the program itself reports it.
fn verilator() -> PathBuf {
    let bench = workbench();
    let report = utsushi(bench.path(), LINE).json();
    PathBuf::from(report["verilator"]["path"].as_str().unwrap())
}

#[test]
fn a_cache_that_cannot_be_written() {
    let bench = workbench();
    std::fs::write(bench.path().join("file"), "in the way").unwrap();
    for cache in [bench.path().join("file/cache"), PathBuf::from("/proc/utsushi")] {
        let run = utsushi(bench.path(), &format!("{LINE} --cache {}", cache.display()));
        let start = format!("utsushi: cache folder {} cannot be written (", cache.display());
        let end = "); name another with --cache DIR or the variable UTSUSHI_CACHE\n";
        assert_eq!(run.code, 2);
        assert!(run.stderr.starts_with(&start) && run.stderr.ends_with(end), "{}", run.stderr);
    }
}

fn started(folder: &Path, cache: &Path) -> Child {
    let mut command = command();
    command
        .current_dir(folder)
        .args(LINE.split_whitespace())
        .args(["--out", "out"])
        .env("UTSUSHI_CACHE", cache);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn two_processes_fill_one_cache_and_both_succeed() {
    let (bench, other) = (workbench(), workbench());
    let cache = tempfile::tempdir().unwrap();
    let children = [started(bench.path(), cache.path()), started(other.path(), cache.path())];
    let mut hits = 0;
    for child in children {
        let run = Run::from(child.wait_with_output().unwrap());
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(run.json()["mismatches"], 0);
        hits += usize::from(run.json()["cache_hit"] == true);
    }
    assert_eq!(hits, 1, "one built it, the other waited and took it");
}

/// Interrupts at moments spread over a cold run: whatever is left must be whole, and the next run must succeed.
#[test]
fn an_interrupt_leaves_nothing_half_written() {
    let bench = workbench();
    let cache = tempfile::tempdir().unwrap();
    let mut interrupted = 0;
    for delay in [5, 60, 250, 600, 1000, 1500, 2200] {
        let child = started(bench.path(), cache.path());
        std::thread::sleep(Duration::from_millis(delay));
        let id = child.id().to_string();
        let killed = std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success();
        let run = Run::from(child.wait_with_output().unwrap());
        assert!(
            killed && matches!(run.code, 130 | 0 | -1),
            "exit code {} after {delay} ms: {}",
            run.code,
            run.stderr
        );
        interrupted += usize::from(run.code != 0);
        let left: Vec<_> = [cache.path(), &bench.path().join("out")]
            .into_iter()
            .flat_map(|folder| files_under(folder).into_iter().filter(move |path| is_temporary(folder, path)))
            .collect();
        // Before the handler stands (the first milliseconds) nothing has been written yet.
        assert_eq!(left, Vec::<PathBuf>::new(), "half-written files after {delay} ms");
    }
    assert!(interrupted > 0, "at least one run was caught in the middle");
    let run = Run::from(started(bench.path(), cache.path()).wait_with_output().unwrap());
    assert_eq!((run.code, &run.json()["mismatches"]), (0, &Value::from(0)), "{}", run.stderr);
    println!("{interrupted} of 7 runs were interrupted");
}

/// Whether a file stands under a temporary name, its own or a folder's within `folder`.
fn is_temporary(folder: &Path, file: &Path) -> bool {
    let within = file.strip_prefix(folder).unwrap().to_string_lossy();
    within.contains("tmp") || within.ends_with(".part")
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_under(&path) } else { vec![path] }).collect()
}

/// A port that is missing or of another width would make the comparison say more than it saw.
#[test]
fn a_pipeline_with_other_ports_is_refused() {
    let (user, last) = ("output wire                                    m_axis_tuser", "m_axis_tlast,");
    let cases = [
        ("m_axis_tuser", user, "output wire [3:0] m_axis_tuser", "m_axis_tuser as an output of 4 bits"),
        ("m_axis_tlast", last, "m_axis_tlost,", "no port m_axis_tlast"),
    ];
    for (port, from, to, found) in cases {
        let bench = workbench();
        let rtl = changed_verilog(bench.path(), "fft.v", from, to);
        if port == "m_axis_tlast" {
            let text = std::fs::read_to_string(rtl.join("fft.v")).unwrap();
            let renamed = text
                .replace("(m_axis_tlast)", "(m_axis_tlost)")
                .replace("assign m_axis_tlast", "assign m_axis_tlost");
            std::fs::write(rtl.join("fft.v"), renamed).unwrap();
        }
        let run = utsushi(bench.path(), &format!("{LINE} --hdl rtl"));
        let sentence = format!(
            "utsushi: the module fft in rtl has {found} and the spec wants {port} as an output of 1 bit; the ports stand in hdl/README.md\n"
        );
        assert_eq!((run.code, run.stderr), (2, sentence));
    }
}

#[test]
fn a_fatal_of_the_verilog_brings_its_words() {
    let bench = workbench();
    let from = "assign event_frame_started    = frame_started_q;";
    let to = format!("{from}\n    always @(posedge clk) if (frame_started_q) $fatal(1, \"boom %0d\", 7);");
    changed_verilog(bench.path(), "fft_events.v", from, &to);
    let run = utsushi(bench.path(), &format!("{LINE} --hdl rtl --out out"));
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("fft_events.v:") && run.stderr.contains("boom 7"), "{}", run.stderr);
    assert!(!bench.path().join("out/report.json").exists());
}

/// A report that says "no mismatch" must not outlive the run that found one.
#[test]
fn a_failed_run_leaves_no_report_of_an_earlier_one() {
    let bench = workbench();
    assert_eq!(utsushi(bench.path(), &format!("{LINE} --out out")).code, 0);
    assert!(bench.path().join("out/report.json").exists());
    changed_verilog(bench.path(), "fft_output.v", "m_axis_tvalid = fifo_valid;", "m_axis_tvalid = 1'b0;");
    let run = utsushi(bench.path(), &format!("{LINE} --order bit-reversed --hdl rtl --out out"));
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(!bench.path().join("out/report.json").exists());
}
