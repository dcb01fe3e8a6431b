// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi spectrum`: what it refuses, and what it leaves alone.

mod common;
#[path = "common/signals.rs"]
#[allow(dead_code, reason = "shared with the suite of spectra")]
mod signals;

use std::fs;

use common::{on_a_full_disk, refused, utsushi};
use signals::{files, picture, tone};

#[test]
fn wrong_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    tone(&folder.path().join("stereo.wav"), 3.0, 2);
    tone(&folder.path().join("good.wav"), 3.0, 1);
    picture(&folder.path().join("p.png"), 20, 20, 1);
    let whole = fs::read(folder.path().join("good.wav")).unwrap();
    write("cut.wav", &whole[..whole.len() - 1000]);
    write("empty.png", b"");
    write("text.png", b"no picture");
    write("cut.png", &fs::read(folder.path().join("p.png")).unwrap()[..90]);
    write("nan.csv", b"v\n1\nnan\n");
    write("ragged.csv", b"a,b\n1,2\n3\n");
    write("word.csv", b"a,b\n1,2\n3,four\n");
    fs::create_dir(folder.path().join("none")).unwrap();
    for (line, sentence) in [
        ("missing.png", "missing.png: there is no such file; check the path"),
        ("missing.wav", "missing.wav: there is no such file; check the path"),
        ("none", "folder none holds no picture; name another folder, or the files themselves"),
        ("empty.png", "empty.png is empty (0 bytes); fetch or export the picture again"),
        (
            "text.png",
            "text.png is no picture: it does not begin as PNG, JPEG, BMP, TIFF, PNM, WebP or GIF do; convert it to PNG",
        ),
        (
            "p.png cut.png",
            "cut.png is damaged or cut short: unexpected end of file; fetch or export it again",
        ),
        (
            "stereo.wav",
            "stereo.wav has 2 channels; choose one with --channel 1 to 2, or their mean with --channel mix",
        ),
        ("stereo.wav --channel 3", "stereo.wav has no channel 3; choose one with --channel 1 to 2"),
        (
            "cut.wav",
            "cut.wav is damaged or cut short: 500 of 1000 samples are there; record or export it again",
        ),
        (
            "nan.csv",
            "nan.csv, line 3, column 1 (v) is 'nan', which is no finite number; write a decimal number",
        ),
        (
            "ragged.csv --column a",
            "ragged.csv, line 3 has 1 fields and the first line has 2; make all lines alike",
        ),
        (
            "word.csv --column b",
            "word.csv, line 3, column 2 (b) is 'four', which is no finite number; write a decimal number",
        ),
        ("word.csv", "word.csv has 2 columns (a, b); choose one with --column"),
        ("word.csv --inverse", "word.csv has no column 'amplitude'; its columns are a, b"),
        (
            "good.wav --frame 2000",
            "good.wav has 1000 samples and the frame takes 2000 from sample 0 on; use --fit pad to add zeros, or --frame 1000 or less",
        ),
        (
            "good.wav --start 1000",
            "good.wav has 1000 samples and the frame begins at sample 1000; use --start 999 or less",
        ),
        ("p.png --row 20", "p.png has rows 0 to 19, and --row is 20; use one of them"),
    ] {
        refused(folder.path(), &format!("spectrum {line} --out out"), sentence);
    }
}

#[test]
fn wrong_flags_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    tone(&folder.path().join("t.wav"), 3.0, 1);
    picture(&folder.path().join("p.png"), 20, 20, 1);
    for (line, sentence) in [
        (
            "p.png --data 12",
            "--spec and its flags are for the fixed-point model; add --engine model, or leave them out",
        ),
        (
            "p.png --fit crop",
            "--fit crop is for --engine model, which takes powers of two; float takes any size: leave it out",
        ),
        (
            "p.png --engine model --len 100",
            "len 100 is not a power of two from 4 to 65536; the nearest that is: 128",
        ),
        ("p.png --engine model --data 40", "data 40 is out of range; a component has 2 to 32 bits"),
        ("t.wav --against p.png", "--against compares images with images; name the first group as well"),
        ("p.png --against t.wav", "t.wav is a signal, and groups are of images; leave it out"),
        (
            "p.png --against p.png --names a",
            "--names takes two names, and 1 were given; write --names parts,photographs",
        ),
        ("p.png --noise 0.1 --row 3", "--against and --noise are for whole images; leave --row out"),
        ("t.wav --noise 0.1", "--noise is added to images; name one"),
        (
            "p.png --inverse",
            "--inverse makes a signal of a CSV with the columns amplitude and phase, in float; give such files only, without --engine model",
        ),
        (
            "t.wav --inverse",
            "--inverse makes a signal of a CSV with the columns amplitude and phase; a WAV has none",
        ),
    ] {
        refused(folder.path(), &format!("spectrum {line}"), sentence);
    }
    for (flag, word, why) in [
        ("--noise", "0.1,-1", "strength '-1' is none; use fractions of white above 0, up to 10"),
        ("--range", "0", "range '0' is none; use decibels from 1 to 400"),
        ("--norm", "half", "normalisation 'half' is unknown; use none, root or mean"),
        ("--window", "kaiser", "window 'kaiser' is unknown; use rectangular, hann, hamming or blackman"),
        ("--colours", "jet", "colour map 'jet' is unknown; use grey, heat, viridis or cyclic"),
        ("--channel", "left", "channel 'left' is unknown; use 1, 2, … or mix"),
        ("--frame", "0", "0 is not in 1..=67108864"),
    ] {
        let run = utsushi(folder.path(), &format!("spectrum p.png {flag} {word}"));
        assert_eq!(run.code, 2, "{flag} {word}");
        assert!(run.stderr.contains(why), "{flag}: {}", run.stderr);
    }
}

#[test]
fn outputs_spare_the_inputs() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    picture(&folder.path().join("out/p.png"), 20, 20, 1);
    picture(&folder.path().join("out/p_sheet.png"), 20, 20, 2);
    let before = files(&folder.path().join("out"));
    refused(
        folder.path(),
        "spectrum out --out out",
        "out/p_sheet.png is an input and would be overwritten; choose another --out",
    );
    assert_eq!(files(&folder.path().join("out")), before);
    let run = utsushi(folder.path(), "spectrum out/p.png --out out/p.png");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.starts_with("utsushi: cannot create the folder out/p.png; choose another --out: "),
        "{}",
        run.stderr
    );
}

#[test]
fn a_full_disk_is_said_and_leaves_no_half_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    picture(&folder.path().join("p.png"), 200, 200, 1);
    for verb in ["spectrum p.png", "filter p.png --low 9"] {
        let run = on_a_full_disk(folder.path(), 32, &format!("{verb} --out out"));
        assert_eq!(run.code, 2, "{verb}");
        assert!(run.stderr.starts_with("utsushi: cannot write out/p_"), "{}", run.stderr);
        assert!(run.stderr.contains("; free the disk or choose another --out: "), "{}", run.stderr);
        for (name, bytes) in files(&folder.path().join("out")) {
            assert!(!name.contains(".part") && !bytes.is_empty(), "{name}");
        }
    }
}
