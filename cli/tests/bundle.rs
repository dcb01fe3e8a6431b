// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi hdl`: a bundle is whole, the same whenever it is made, and refused with a sentence.

mod common;

use std::fs;

use common::bundle::{Bundle, SPECS, tree};
use common::{command, on_a_full_disk, refused, utsushi};

const MAKE: &str = "hdl --len 16 --data 8 --twiddle 10 --out bundle";

#[test]
fn a_bundle_holds_what_its_manifest_says_and_nothing_else() {
    let mut counted = 0;
    for flags in SPECS {
        let bundle = Bundle::new(flags);
        let manifest = bundle.manifest();
        assert_eq!((&manifest["schema"], &manifest["version"]), (&"utsushi-bundle".into(), &1.into()));
        assert_eq!(manifest["name"], *bundle.name);
        let mut listed: Vec<_> = manifest["files"].as_array().unwrap().iter().collect();
        listed.sort_by_key(|file| file["path"].as_str().unwrap().to_owned());
        let files = tree(&bundle.path());
        let (names, said): (Vec<_>, Vec<_>) = (
            files.iter().map(|(path, _)| path.as_str()).filter(|path| *path != "manifest.json").collect(),
            listed.iter().map(|file| file["path"].as_str().unwrap()).collect(),
        );
        assert_eq!(names, said, "{flags}");
        let files = files.iter().filter(|(path, _)| path != "manifest.json");
        for ((path, bytes), file) in files.zip(listed) {
            assert_eq!(file["bytes"], bytes.len(), "{path}");
            assert_eq!(file["sha256"], utsushi::vectors::sha256(bytes), "{path}");
            let text = std::str::from_utf8(bytes).unwrap();
            assert!(!text.contains(env!("CARGO_MANIFEST_DIR")) && !left_open(text), "{path}");
            counted += 1;
        }
    }
    println!("{counted} files");
    assert!(counted > 200, "{counted} files");
}

/// Whether a template's `@NAME@` was not filled.
fn left_open(text: &str) -> bool {
    let name = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let pieces: Vec<_> = text.split('@').collect();
    pieces.len() > 2 && pieces[1..pieces.len() - 1].iter().any(|piece| !piece.is_empty() && name(piece))
}

#[test]
fn only_modules_and_tables_that_the_core_can_use_are_in_it() {
    let bundle = Bundle::new("--len 256 --data 8 --twiddle 9 --sets random --frames 1");
    let paths: Vec<_> = tree(&bundle.path()).into_iter().map(|(path, _)| path).collect();
    let within = |folder: &str| {
        paths.iter().filter_map(|path| path.strip_prefix(folder)).map(str::to_owned).collect::<Vec<_>>()
    };
    let modules = [
        "ecp5/fft_block_ram.v",
        "ecp5/fft_butterfly.v",
        "ecp5/fft_multiplier.v",
        "fft.v",
        "fft_256.v",
        "fft_bit_reversal.v",
        "fft_block_ram.v",
        "fft_butterfly.v",
        "fft_complex_mul.v",
        "fft_delay_line.v",
        "fft_events.v",
        "fft_fifo.v",
        "fft_multiplier.v",
        "fft_output.v",
        "fft_pairing.v",
        "fft_parameters.v",
        "fft_quantize.v",
        "fft_rotation.v",
        "fft_sequence.v",
        "fft_shift.v",
        "fft_skid_buffer.v",
        "fft_stage.v",
        "fft_twiddle_rom.v",
    ];
    assert_eq!(within("rtl/"), modules);
    // Turns of 8 to 64 and of 256 in quarters, of 128 in octants.
    let tables = ["o00128_t09", "q00008_t09", "q00016_t09", "q00032_t09", "q00064_t09", "q00256_t09"];
    assert_eq!(within("rom/"), tables.map(|table| format!("twiddle_{table}.hex")));
    let listed = bundle.read("fft_256.f");
    let mut listed: Vec<_> = listed.lines().collect();
    listed.sort_unstable();
    let portable: Vec<_> = modules[3..].iter().map(|module| format!("rtl/{module}")).collect();
    assert_eq!(listed, portable);
}

#[test]
fn the_same_spec_gives_the_same_bytes_on_any_number_of_threads() {
    let [first, second] = [0, 1].map(|_| tempfile::tempdir().unwrap());
    assert_eq!(utsushi(first.path(), MAKE).code, 0);
    let run =
        command().current_dir(second.path()).args(MAKE.split(' ')).env("RAYON_NUM_THREADS", "1").output();
    assert!(run.unwrap().status.success());
    assert!(tree(first.path()) == tree(second.path()));
    assert_eq!(fs::read_dir(first.path()).unwrap().count(), 1, "nothing is left beside the bundle");
}

#[test]
fn the_command_in_the_manifest_makes_the_bundle_again() {
    for flags in [SPECS[2], SPECS[4]] {
        let bundle = Bundle::new(&format!("{flags} --clock 62.5 --seed 3"));
        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join("spec.toml"), bundle.read("spec.toml")).unwrap();
        let line = bundle.manifest()["command"].as_str().unwrap().to_owned();
        let run = utsushi(other.path(), line.strip_prefix("utsushi ").unwrap());
        assert_eq!(run.code, 0, "{line}: {}", run.stderr);
        assert!(tree(&other.path().join("bundle")) == tree(&bundle.path()), "{line}");
        assert!(bundle.read("datasheet.md").contains(&line));
    }
}

#[test]
fn a_clock_is_in_every_constraint() {
    let bundle = Bundle::new("--len 8 --clock 62.5 --name eight");
    for (ending, line) in [
        ("lpf", "\nFREQUENCY PORT \"clk\" 62.5 MHZ;\n"),
        ("sdc", "\ncreate_clock -name clk -period 16.000 [get_ports clk]\n"),
        ("xdc", "\ncreate_clock -name clk -period 16.000 [get_ports clk]\n"),
    ] {
        let text = bundle.read(&format!("constraints/eight.{ending}"));
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn people_and_programs_are_told_what_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let run = utsushi(folder.path(), MAKE);
    assert_eq!((run.code, &*run.stderr), (0, ""));
    let begin = "fft_16: latency 57 clocks, 6 multipliers, 748 bits of memory\nwrote 48 files to bundle: ";
    assert!(run.stdout.starts_with(begin), "{}", run.stdout);
    let run = utsushi(folder.path(), "hdl --len 16 --data 8 --twiddle 10 --out other --json");
    let made = run.json();
    assert_eq!((&made["name"], &made["out"]), (&"fft_16".into(), &"other".into()));
    assert_eq!((&made["latency_clocks"], &made["spec"]["data"]), (&57.into(), &8.into()));
    assert_eq!(made["files"], tree(&folder.path().join("other")).len());
}

#[test]
fn what_cannot_be_made_is_refused_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
    write("broken.toml", b"len = \n");
    write("wide.toml", b"data = 40\n");
    write("binary.toml", &[0xff, 0xfe]);
    let long = "n".repeat(65);
    for (flags, sentence) in [
        (
            "--spec none.toml",
            "cannot read the spec none.toml; check the path: No such file or directory (os error 2)",
        ),
        (
            "--spec broken.toml",
            "cannot use broken.toml: the spec is not valid: TOML parse error at line 1, column 7\n  |\n1 | len = \n  |       ^\n\
             string values must be quoted, expected literal string",
        ),
        ("--spec wide.toml", "cannot use wide.toml: data 40 is out of range; a component has 2 to 32 bits"),
        (
            "--spec binary.toml",
            "binary.toml is no text; a spec is TOML: invalid utf-8 sequence of 1 bytes from index 0",
        ),
        ("--len 12", "len 12 is not a power of two from 4 to 65536; the nearest that is: 16"),
        (
            "--name 4fft",
            "name '4fft' is no Verilog identifier; use a letter or an underscore, then letters, digits and underscores",
        ),
        (
            "--name my-fft",
            "name 'my-fft' is no Verilog identifier; use a letter or an underscore, then letters, digits and underscores",
        ),
        ("--name module", "name 'module' is a keyword of Verilog; choose another --name"),
        ("--name logic", "name 'logic' is a keyword of Verilog; choose another --name"),
        ("--name fft_stage", "name 'fft_stage' is a module of the pipeline itself; choose another --name"),
        (&format!("--name {long}"), &format!("name '{long}' has 65 characters; use at most 64")),
        ("--frames 0", "--frames 0 leaves a set without a frame; ask for at least 1"),
        (
            "--schedule grow --sets overflow",
            "the bundle would have no vector, for the spec reaches no goal of its sets; name others with --sets",
        ),
        (
            "--sets image-rows",
            "the set image-rows is made of a picture, and a bundle is made of none; name others with --sets",
        ),
    ] {
        refused(
            folder.path(),
            &format!("{MAKE} {flags}").replace("--len 16 --data 8 --twiddle 10 ", ""),
            sentence,
        );
    }
    fs::create_dir(folder.path().join("bundle")).unwrap();
    write("bundle/mine.txt", b"mine");
    refused(folder.path(), MAKE, "bundle exists and is not empty; choose another folder, or remove it");
    refused(
        folder.path(),
        "hdl --out wide.toml",
        "wide.toml exists and is not empty; choose another folder, or remove it",
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
}

#[test]
fn words_that_are_no_clock() {
    let folder = tempfile::tempdir().unwrap();
    for word in ["0", "-5", "fast", "inf", "NaN", "20000"] {
        let run = utsushi(folder.path(), &format!("{MAKE} --clock={word}"));
        let sentence = format!(
            "error: invalid value '{word}' for '--clock <MHZ>': '{word}' is no clock; use a number of MHz from 0.001 to 10000\n"
        );
        assert!(run.code == 2 && run.stderr.starts_with(&sentence), "{}", run.stderr);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_full_disk_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let run = on_a_full_disk(folder.path(), 8, "hdl --len 64 --out bundle");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("free the disk or choose another folder"), "{}", run.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
