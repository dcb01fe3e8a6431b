// SPDX-License-Identifier: MIT OR Apache-2.0
//! `utsushi vectors import`: files of other formats, named and turned.

mod common;

use std::fs;

use common::{refused, utsushi};

#[test]
fn files_are_read_and_turned_into_others() {
    let folder = tempfile::tempdir().unwrap();
    let make = "vectors make --len 16 --data 8 --twiddle 10 --out kit --sets random";
    assert_eq!(utsushi(folder.path(), make).code, 0);
    let line = "vectors import kit/random/expected.mem --width 8 --len 16";
    let read = utsushi(folder.path(), &format!("{line} --json")).json();
    assert_eq!([&read["frames"], &read["len"], &read["width"]], [16, 16, 8]);
    // Through every format and back: the same words.
    let mut from = "kit/random/expected.mem".to_owned();
    for to in [
        "a.coe",
        "b.mif",
        "c.vivado.mif",
        "d.ihex",
        "e.csv",
        "f.npy",
        "g.axis.txt",
        "h_pkg.sv",
        "i.h",
        "j.mat",
        "k.mem",
    ] {
        let run = utsushi(folder.path(), &format!("vectors import {from} --width 8 --len 16 --out {to}"));
        assert_eq!(run.code, 0, "{from} to {to}: {}", run.stderr);
        to.clone_into(&mut from);
    }
    let words = |path: &str| {
        let text = fs::read_to_string(folder.path().join(path)).unwrap();
        text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(words("k.mem"), words("kit/random/expected.mem"));
    refused(
        folder.path(),
        "vectors import none.mem",
        "cannot read none.mem; check the path: No such file or directory (os error 2)",
    );
    refused(
        folder.path(),
        "vectors import kit/spec.toml",
        "kit/spec.toml: the name tells no format; name one with --format",
    );
    refused(
        folder.path(),
        "vectors import kit/random/expected.mem --width 4",
        "kit/random/expected.mem, as mem: a word has more than 4 bits; give the width of a component with --width",
    );
}
