// SPDX-License-Identifier: MIT OR Apache-2.0
//! Formats read by tools that nobody here wrote.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use num_complex::Complex;
use utsushi::vectors::Format;

use crate::formats::Given;

/// The tool, if it is there; else that it is not, and how it comes.
fn tool(name: &str, install: &str) -> Option<PathBuf> {
    let found = std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file());
    if found.is_none() {
        println!("left out: {name} is not installed; {install}");
    }
    found
}

/// The project's Python with `NumPy` and `SciPy`, if set-up made one.
fn python() -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools/venv/bin/python");
    let there = Command::new(&python).args(["-c", "import numpy, scipy.io"]).output();
    if there.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    println!("left out: no NumPy and SciPy in .tools/venv; run sim/setup.sh test");
    None
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{command:?}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// A folder with the file of `given` in `format`.
fn file(given: &Given, format: Format) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("x{}", format.ending()));
    fs::write(&path, given.written(format)).unwrap();
    (folder, path)
}

/// Words as a memory's bytes: 4 a word of 2 x 16 bits, lowest first.
fn memory(words: &[Complex<i32>]) -> Vec<u8> {
    let word = |z: &Complex<i32>| ((z.im as u32) << 16) | (z.re as u32 & 0xffff);
    words.iter().flat_map(|z| word(z).to_le_bytes()).collect()
}

#[test]
fn srecord_reads_intel_hex() {
    let Some(srec_cat) = tool("srec_cat", "apt-get install srecord") else { return };
    let given = Given::random(64, 700, 16, 1);
    let (folder, path) = file(&given, Format::IntelHex);
    let binary = folder.path().join("x.bin");
    run(Command::new(&srec_cat).arg(&path).args(["-Intel", "-o"]).arg(&binary).arg("-Binary"));
    assert!(fs::read(&binary).unwrap() == memory(&given.words), "179 200 bytes over three pages");
}

#[test]
fn srecord_reads_altera_mif() {
    let Some(srec_cat) = tool("srec_cat", "apt-get install srecord") else { return };
    let given = Given::random(64, 4, 16, 2);
    let (folder, path) = file(&given, Format::Mif);
    let binary = folder.path().join("x.bin");
    run(Command::new(&srec_cat).arg(&path).args(["-MIF", "-o"]).arg(&binary).arg("-Binary"));
    assert_eq!(fs::read(&binary).unwrap(), memory(&given.words));
}

#[test]
fn srecord_writes_the_same_coefficients() {
    let Some(srec_cat) = tool("srec_cat", "apt-get install srecord") else { return };
    let vector = |text: &str| -> Vec<u32> {
        let body = text.rsplit_once("vector").unwrap().1;
        let words = body.split(|c: char| !c.is_ascii_hexdigit()).filter(|word| !word.is_empty());
        words.map(|word| u32::from_str_radix(word, 16).unwrap()).collect()
    };
    // It reads no COE, so it writes one from the same words; version 1.64 sees holes in more than 32 bytes.
    for seed in 0..16 {
        let given = Given::random(8, 1, 16, seed);
        let (folder, path) = file(&given, Format::IntelHex);
        let coe = folder.path().join("theirs.coe");
        let mut convert = Command::new(&srec_cat);
        run(convert.arg(&path).args(["-Intel", "-Byte_Swap", "4", "-o"]).arg(&coe).args(["-COE", "4"]));
        let ours = String::from_utf8(given.written(Format::Coe)).unwrap();
        let theirs = fs::read_to_string(&coe).unwrap();
        assert_eq!(vector(&ours).len(), 8);
        assert_eq!(vector(&ours), vector(&theirs), "{theirs}");
    }
}

#[test]
fn numpy_reads_npy_and_scipy_reads_mat() {
    let Some(python) = python() else { return };
    let given = Given::random(32, 5, 24, 4);
    let folder = tempfile::tempdir().unwrap();
    for format in [Format::Npy, Format::Mat, Format::Csv] {
        fs::write(folder.path().join(format!("x{}", format.ending())), given.written(format)).unwrap();
    }
    let script = "
import numpy, scipy.io
a = numpy.load('x.npy')
assert a.dtype == numpy.dtype('<i4') and a.shape == (5, 32, 2), (a.dtype, a.shape)
m = scipy.io.loadmat('x.mat')['random_expected']
assert m.shape == (32, 5) and numpy.iscomplexobj(m), (m.shape, m.dtype)
assert (m.real == a[:, :, 0].T).all() and (m.imag == a[:, :, 1].T).all()
c = numpy.loadtxt('x.csv', delimiter=',', skiprows=1, dtype=int)
assert (c[:, 2] == a[:, :, 0].ravel()).all() and (c[:, 3] == a[:, :, 1].ravel()).all()
print(a.ravel().tolist())";
    let printed = run(Command::new(python).current_dir(folder.path()).args(["-c", script]));
    let numbers: Vec<i32> = serde_json::from_str(&printed).unwrap();
    let expected: Vec<i32> = given.words.iter().flat_map(|z| [z.re, z.im]).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn gcc_compiles_the_header() {
    let Some(gcc) = tool("gcc", "apt-get install gcc") else { return };
    for width in [2, 16, 32] {
        let given = Given::random(16, 3, width, 5);
        let (folder, _) = file(&given, Format::CHeader);
        let main = "#include <stdio.h>\n#include \"x.h\"\nint main(void) { for (int i = 0; i < RANDOM_EXPECTED_LEN * RANDOM_EXPECTED_FRAMES; i++) printf(\"%d %d\\n\", random_expected_re[i], random_expected_im[i]); return 0; }\n";
        fs::write(folder.path().join("main.c"), main).unwrap();
        let flags = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-o", "a.out", "main.c"];
        run(Command::new(&gcc).current_dir(folder.path()).args(flags));
        let printed = run(&mut Command::new(folder.path().join("a.out")));
        let expected: Vec<_> = given.words.iter().map(|z| format!("{} {}", z.re, z.im)).collect();
        assert_eq!(printed.lines().collect::<Vec<_>>(), expected, "width {width}");
    }
}

/// A bench that prints what `$readmemh` gives.
const MEMORY: &str = "
module bench;
  reg [31:0] memory [0:127];
  integer i;
  initial begin
    $readmemh(\"x.mem\", memory);
    for (i = 0; i < 128; i = i + 1) $display(\"%0d %h\", i, memory[i]);
    $finish;
  end
endmodule
";

/// The same of the package, whose arrays of constants Icarus 11 does not know.
const PACKAGE: &str = "
module bench;
  import random_expected_pkg::*;
  initial begin
    for (int i = 0; WIDTH == 16 && i < LEN * FRAMES; i++) $display(\"%0d %h%h\", i, IM[i], RE[i]);
    $finish;
  end
endmodule
";

fn lines(text: &str) -> Vec<String> {
    text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned).collect()
}

/// A folder with the files and a bench, and what the bench must print.
fn benched(bench: &str) -> (tempfile::TempDir, Vec<String>) {
    let given = Given::random(64, 2, 16, 6);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x.mem"), given.written(Format::Mem)).unwrap();
    fs::write(folder.path().join("x_pkg.sv"), given.written(Format::Package)).unwrap();
    fs::write(folder.path().join("bench.sv"), bench).unwrap();
    let line = |(i, z): (usize, &Complex<i32>)| format!("{i} {:04x}{:04x}", z.im as u16, z.re as u16);
    let expected = given.words.iter().enumerate().map(line).collect();
    (folder, expected)
}

#[test]
fn icarus_reads_mem() {
    let Some(iverilog) = tool("iverilog", "apt-get install iverilog") else { return };
    let (folder, expected) = benched(MEMORY);
    let mut compile = Command::new(iverilog);
    run(compile.current_dir(folder.path()).args(["-g2012", "-Wall", "-o", "bench.vvp", "bench.sv"]));
    let printed = run(Command::new("vvp").current_dir(folder.path()).arg("bench.vvp"));
    assert_eq!(lines(&printed), expected);
}

#[test]
fn verilator_reads_mem_and_package() {
    let Some(verilator) = tool("verilator", "apt-get install verilator") else { return };
    for (bench, files) in [(MEMORY, &["bench.sv"][..]), (PACKAGE, &["x_pkg.sv", "bench.sv"])] {
        let (folder, expected) = benched(bench);
        let mut compile = Command::new(&verilator);
        compile.current_dir(folder.path()).args(["--binary", "-Wall", "-Wno-DECLFILENAME"]);
        run(compile.args(["--top-module", "bench", "-o", "bench"]).args(files));
        let printed = run(Command::new(folder.path().join("obj_dir/bench")).current_dir(folder.path()));
        assert_eq!(lines(&printed), expected);
    }
}
