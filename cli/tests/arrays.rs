// SPDX-License-Identifier: MIT OR Apache-2.0
//! Archives of arrays, read by `NumPy`.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::utsushi;

/// The project's Python with `NumPy`, if set-up made one.
fn python() -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/venv/bin/python");
    let there = Command::new(&python).args(["-c", "import numpy"]).output();
    if there.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    println!("left out: no NumPy in .tools/venv; run sim/setup.sh test");
    None
}

fn holds(folder: &Path, script: &str) {
    let Some(python) = python() else { return };
    let output = Command::new(python).current_dir(folder).args(["-c", script]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_kits_archive_holds_what_its_text_does() {
    let folder = tempfile::tempdir().unwrap();
    let line =
        "vectors make --len 16 --data 9 --sets random --frames 40 --stages --formats csv,npz --out kit";
    assert_eq!(utsushi(folder.path(), line).code, 0);
    holds(
        folder.path(),
        "
import numpy
kit = numpy.load('kit/random/random.npz')
assert sorted(kit.files) == ['expected', 'overflow', 'stage00', 'stage01', 'stage02', 'stage03', 'stimulus'], kit.files
for name in ('stimulus', 'expected', 'stage02'):
    text = numpy.loadtxt(f'kit/random/{name}.csv', delimiter=',', skiprows=1, dtype=int)
    array = kit[name]
    assert array.shape == (40, 16, 2) and array.dtype == numpy.dtype('<i4')
    assert (array.reshape(-1, 2) == text[:, 2:4]).all()
flags = numpy.loadtxt('kit/random/expected.csv', delimiter=',', skiprows=1, dtype=int)[::16, 4]
assert (kit['overflow'][:, 0] == flags).all() and 0 < flags.sum() < 40, flags",
    );
}

#[test]
fn a_sweeps_archive_holds_what_its_table_does() {
    let folder = tempfile::tempdir().unwrap();
    let line = "sweep --len 64,128 --data 8,30 --twiddle 12 --schedule halve,grow --samples 2048 --out out";
    assert_eq!(utsushi(folder.path(), line).code, 0);
    holds(
        folder.path(),
        "
import csv, numpy
points = numpy.load('out/points.npz')
rows = list(csv.DictReader(open('out/points.csv')))
assert len(rows) == 24
for name in points.files:
    for row, value in zip(rows, points[name]):
        if value.dtype.kind == 'S':
            assert row[name] == value.decode(), (name, row)
        elif row[name] == '':
            assert numpy.isnan(value), (name, row)
        else:
            assert float(row[name]) == value, (name, row)
assert numpy.isnan(points['sqnr_db_measured']).sum() == 6, 'grow has no room for 30 bits'",
    );
}
