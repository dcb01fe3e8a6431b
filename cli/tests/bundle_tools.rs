// SPDX-License-Identifier: MIT OR Apache-2.0
//! A bundle in the hands of others: built and run with what lies in it alone, by Icarus, Verilator, yosys and `FuseSoC`.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::bundle::{Bundle, SPECS, said, there};

#[test]
fn icarus_alone_builds_it_and_every_word_is_right() {
    if !there("iverilog") {
        return;
    }
    let (mut runs, mut words) = (0, 0);
    for flags in SPECS {
        let bundle = Bundle::new(flags);
        let sets = bundle.manifest()["sets"].clone();
        let frames: u64 = sets.as_array().unwrap().iter().map(|set| set["frames"].as_u64().unwrap()).sum();
        let beats = frames * bundle.manifest()["spec"]["len"].as_u64().unwrap();
        let pass = format!("PASS: {}, {frames} frames, {beats} words\n", bundle.name);
        for plusargs in [&[][..], &["+stall=7"]] {
            assert_eq!(bundle.icarus(plusargs), pass, "{flags} {plusargs:?}");
            runs += 1;
            words += beats;
        }
    }
    println!("{runs} runs, {words} words");
    assert!(runs == 14 && words > 20_000, "{runs} runs, {words} words");
}

#[test]
fn a_changed_table_word_or_line_fails() {
    if !there("iverilog") {
        return;
    }
    let mut failed = 0;
    for flags in [SPECS[1], SPECS[2], SPECS[4], SPECS[5], SPECS[6]] {
        let bundle = Bundle::new(flags);
        let fails = |what: &str, said: &str| {
            let last = said.lines().last().unwrap_or_default();
            assert!(last.starts_with(&format!("FAIL: {}, ", bundle.name)), "{flags}, {what}: {said}");
        };
        let tables: Vec<_> = fs::read_dir(bundle.path().join("rom"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert!(tables.len() >= 2, "{tables:?}");
        for table in tables {
            let file = format!("rom/{}", table.to_string_lossy());
            // The last word; the first of a quarter is that of angle 0, which no bit depends on.
            let zeroed = |text: &str| {
                let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
                let last = lines.last_mut().unwrap();
                *last = "0".repeat(last.len());
                lines.join("\n") + "\n"
            };
            fails(&file, &bundle.icarus_with(&file, zeroed));
            failed += 1;
        }
        for (file, from, to) in [
            ("rtl/fft_butterfly.v", "- {a[2*W+1]", "+ {a[2*W+1]"),
            ("rtl/fft_complex_mul.v", "y_re_q <= k1 - k2", "y_re_q <= k1 + k2"),
            (&*format!("rtl/{}.v", bundle.name), ".ORDER(", ".ORDER(1 - "),
            ("vectors/random/expected.mem", "\n0", "\n1"),
        ] {
            fails(file, &bundle.icarus_with(file, |text| text.replacen(from, to, 1)));
            failed += 1;
        }
        assert!(bundle.icarus(&[]).starts_with("PASS"), "{flags}");
    }
    println!("{failed} changes, each noticed");
}

#[test]
fn it_runs_from_elsewhere_by_its_parameters() {
    if !there("iverilog") {
        return;
    }
    let bundle = Bundle::new(SPECS[1]);
    let elsewhere = tempfile::tempdir().unwrap();
    let inside = |file: &str| bundle.path().join(file).display().to_string();
    let listed = bundle.read("fft_16.f");
    let run = |rom: &str| {
        let folders = [("ROM_DIR", rom), ("VECTORS", "vectors")]
            .map(|(name, folder)| format!("-Ptb_fft_16.{name}=\"{}\"", inside(folder)));
        let compiled = Command::new("iverilog")
            .current_dir(elsewhere.path())
            .args(["-g2005", "-Wall", "-s", "tb_fft_16", "-o", "bench"])
            .args(folders)
            .args(listed.lines().map(inside))
            .arg(inside("tb/tb_fft_16.v"))
            .output()
            .unwrap();
        assert!(compiled.status.success() && said(&compiled).is_empty(), "{}", said(&compiled));
        said(&Command::new("vvp").current_dir(elsewhere.path()).arg("bench").output().unwrap())
    };
    let right = run("rom");
    assert!(right.starts_with("PASS: fft_16, "), "{right}");
    let wrong = run("moved");
    assert!(wrong.contains("moved/twiddle_q00016_t10.hex") && wrong.contains("FAIL: fft_16, "), "{wrong}");
}

#[test]
fn verilator_has_nothing_to_say() {
    if !there("verilator") {
        return;
    }
    for flags in SPECS {
        let bundle = Bundle::new(flags);
        let (files, bench) = (format!("{}.f", bundle.name), format!("tb/tb_{}.v", bundle.name));
        let top = format!("tb_{}", bundle.name);
        for more in [&["--top-module", &bundle.name][..], &["--top-module", &top, "--timing", &bench]] {
            let arguments: Vec<_> =
                ["--lint-only", "-Wall", "-f", &files].iter().chain(more).copied().collect();
            let output = bundle.tool("verilator", &arguments);
            let silent = said(&output).lines().all(|line| line.starts_with("- V"));
            assert!(output.status.success() && silent, "{flags} {more:?}: {}", said(&output));
        }
    }
}

#[test]
fn yosys_finds_every_module_in_either_form() {
    if !there("yosys") {
        return;
    }
    for flags in &SPECS[..5] {
        let bundle = Bundle::new(flags);
        let portable = bundle.read(&format!("{}.f", bundle.name)).replace('\n', " ");
        let ecp5 = ["fft_block_ram", "fft_butterfly", "fft_multiplier"]
            .iter()
            .fold(portable.clone(), |files, module| {
                files.replace(&format!("rtl/{module}.v"), &format!("rtl/ecp5/{module}.v"))
            });
        assert_ne!(portable, ecp5);
        let cells = "read_verilog -lib +/ecp5/cells_sim.v +/ecp5/cells_bb.v; ";
        for (cells, files) in [("", portable), (cells, ecp5)] {
            let script = format!(
                "{cells}read_verilog -defer {files}; hierarchy -check -top {}; proc; check -assert",
                bundle.name
            );
            let output = bundle.tool("yosys", &["-q", "-p", &script]);
            assert!(output.status.success() && said(&output).is_empty(), "{flags}: {}", said(&output));
        }
        fs::remove_file(bundle.path().join("rtl/fft_fifo.v")).unwrap();
        let listed = bundle.read(&format!("{}.f", bundle.name)).replace("rtl/fft_fifo.v", "");
        let script = format!(
            "read_verilog -defer {}; hierarchy -check -top {}",
            listed.replace('\n', " "),
            bundle.name
        );
        let output = bundle.tool("yosys", &["-q", "-p", &script]);
        assert!(!output.status.success() && said(&output).contains("fft_fifo"), "{}", said(&output));
    }
}

/// `FuseSoC` of the project's tools, if it is there.
fn fusesoc() -> Option<std::path::PathBuf> {
    let bin = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/venv/bin/fusesoc");
    if !bin.is_file() {
        println!("left out: no fusesoc in .tools/venv; run sim/setup.sh test");
        return None;
    }
    Some(bin.canonicalize().unwrap())
}

#[test]
fn fusesoc_simulates_lints_and_sets_up_synthesis() {
    let Some(fusesoc) = fusesoc() else { return };
    if !there("iverilog") || !there("verilator") {
        return;
    }
    for flags in [SPECS[0], SPECS[2]] {
        let bundle = Bundle::new(flags);
        let run = |more: &[&str]| {
            let output = Command::new(&fusesoc)
                .current_dir(bundle.folder.path())
                .args(["--cores-root", "bundle", "run"])
                .args(more)
                .arg(format!("utsushi:fft:{}", bundle.name))
                .output()
                .unwrap();
            (output.status.success(), said(&output))
        };
        let (ran, text) = run(&["--target=sim"]);
        assert!(ran && text.contains(&format!("PASS: {}, ", bundle.name)), "{text}");
        let (ran, text) = run(&["--target=lint"]);
        assert!(ran && !text.contains("%Warning"), "{text}");
        let (ran, text) = run(&["--target=synth", "--setup"]);
        assert!(ran, "{text}");
        let script = common::bundle::tree(&bundle.folder.path().join("build"))
            .into_iter()
            .find(|(path, _)| path.ends_with("edalize_yosys_procs.tcl"))
            .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
            .unwrap();
        assert!(
            script.contains("rtl/ecp5/fft_multiplier.v") && !script.contains("rtl/fft_multiplier.v"),
            "{script}"
        );
        let words = bundle.path().join("vectors/random/expected.mem");
        let text = fs::read_to_string(&words).unwrap();
        fs::write(&words, text.replacen("\n0", "\n1", 1)).unwrap();
        let (_, text) = run(&["--target=sim", "--clean"]);
        assert!(text.contains(&format!("FAIL: {}, ", bundle.name)), "{text}");
    }
}
