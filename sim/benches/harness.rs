// SPDX-License-Identifier: MIT OR Apache-2.0
//! The batch harness against a hand-written C++ main on the same verilated model, in turn.
//!
//! `cargo bench -p utsushi-sim`; prints the speeds and their ratio for no stall and for 75 % on both sides.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use num_complex::Complex;
use utsushi::fft::{CheckedSpec, FftSpec, FoldedRom, Frame};
use utsushi_sim::{
    Design, Dut, DutOptions, Lint, Simulation, Source, SplitMix64, ToolOptions, Toolchain, hdl,
};

const ROUNDS: usize = 15;
const FRAMES: usize = 300;
const CLOCKS: usize = 1024 * FRAMES;

const STALLS: [(&str, u64); 2] = [("none", 100), ("random:1", 75)];

fn main() {
    let spec = FftSpec::default().check().expect("the default spec is sound");
    if let Some(stall) = std::env::args().skip_while(|argument| argument != "--round").nth(1) {
        println!("{}", round(&spec, &stall));
        return;
    }
    let dut = build_dut(&spec);
    let native = build_native(&dut, &spec);
    println!("Verilator {}, N = {}, {} bits", dut.verilator().version, spec.spec().len, spec.spec().data);
    for (stall, percent) in STALLS {
        let (mut batch, mut by_hand) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            // One and the same code runs faster or slower by up to a half with the memory pages of its file,
            // its stack and its heap: either side gets a new file and a new process in every round.
            move_to_new_pages(dut.library().path());
            move_to_new_pages(&native);
            let this = std::env::current_exe().expect("this program has a path");
            batch.push(speed_of(Command::new(this).args(["--round", stall])));
            let arguments = [CLOCKS.to_string(), percent.to_string()];
            by_hand.push(speed_of(Command::new(&native).args(arguments)));
        }
        let ((batch, fastest), (by_hand, fastest_by_hand)) =
            (median_and_best(&mut batch), median_and_best(&mut by_hand));
        println!(
            "stall {stall:9} harness {batch:.3} Mcycle/s (best {fastest:.3}), C++ main {by_hand:.3} (best \
             {fastest_by_hand:.3}), ratio of medians {:.3}, of bests {:.3}",
            batch / by_hand,
            fastest / fastest_by_hand
        );
    }
    sweeps();
}

/// The speed of one batch in this process, in Mcycle/s.
fn round(spec: &CheckedSpec, stall: &str) -> f64 {
    let mut dut = build_dut(spec);
    dut.set_stall(stall.parse().expect("a stall"));
    let frames = noise(spec);
    // Makes the instance and its buffers, as the C++ main does before its clock starts.
    dut.run(&frames).expect("the pipeline runs");
    let before = cpu_seconds();
    let run = dut.run(&frames).expect("the pipeline runs");
    run.clocks as f64 / (cpu_seconds() - before) / 1e6
}

/// The speed that `program` prints first.
fn speed_of(program: &mut Command) -> f64 {
    let output = program.output().expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("it prints text");
    text.split_whitespace().next().expect("the speed").parse().expect("a number")
}

fn build_dut(spec: &CheckedSpec) -> Dut {
    Dut::build(spec, &DutOptions::default()).expect("the pipeline builds")
}

fn move_to_new_pages(path: &Path) {
    let content = std::fs::read(path).expect("the file is there");
    let mode = path.metadata().expect("the file is there").permissions();
    std::fs::remove_file(path).expect("the folder can be written");
    std::fs::write(path, content).expect("the folder can be written");
    std::fs::set_permissions(path, mode).expect("the file is ours");
}

fn median_and_best(speeds: &mut [f64]) -> (f64, f64) {
    speeds.sort_by(f64::total_cmp);
    (speeds[speeds.len() / 2], speeds[speeds.len() - 1])
}

/// The calls of twin tests: vectors through a small module, combinational and clocked.
fn sweeps() {
    const TEXT: &str = "module twin(input clk, input [15:0] a, b, output [31:0] p, output reg [31:0] q);
        assign p = a * b; always @(posedge clk) q <= p; endmodule";
    let (top, sources) = ("twin".to_owned(), vec![Source::text("twin.v", TEXT)]);
    let design = Design { top, sources, lint: Lint::Lenient, ..Design::default() };
    let tools = Toolchain::find(&ToolOptions::default()).expect("the tools are installed");
    let library = tools.build(&design).expect("the module builds");
    let port = |name| library.port(name).expect("a port");
    let mut sim = library.simulation(1).expect("an instance");
    let a: Vec<u64> = (0..4_000_000).map(|i| i & 0xffff).collect();
    let b: Vec<u64> = (0..4_000_000).map(|i| i >> 6 & 0xffff).collect();
    let inputs = [(port("a"), &a[..]), (port("b"), &b[..])];
    let mut speed = |call: &mut dyn FnMut(&mut Simulation)| {
        let rounds = (0..3).map(|_| {
            let before = cpu_seconds();
            call(&mut sim);
            a.len() as f64 / (cpu_seconds() - before) / 1e6
        });
        median_and_best(&mut rounds.collect::<Vec<_>>()).0
    };
    let combinational = speed(&mut |sim| drop(sim.evaluate(&inputs, &[port("p")]).expect("a sweep")));
    let clocked = speed(&mut |sim| drop(sim.cycles(&inputs, &[port("p")], &[port("q")]).expect("a sweep")));
    println!("sweep of a 16 x 16 product: {combinational:.1} Mvector/s; clocked: {clocked:.1} Mcycle/s");
}

/// CPU time of this thread: the machine may have other work.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux keeps it");
    let nanoseconds: f64 = text.split(' ').next().expect("a field").parse().expect("a number");
    nanoseconds / 1e9
}

fn noise(spec: &CheckedSpec) -> Vec<Frame> {
    let mut random = SplitMix64::new(1);
    let mut component = || i32::from((random.next_word() as u16).cast_signed());
    let mut frame = || (0..spec.spec().len).map(|_| Complex::new(component(), component())).collect();
    (0..FRAMES).map(|_| Frame::new(spec, frame()).expect("16 bits fit")).collect()
}

/// Verilates with the harness's options and compiles with its optimisation.
fn build_native(dut: &Dut, spec: &CheckedSpec) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("native");
    // Another Verilator leaves files of other names.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("rom")).expect("the target folder can be written");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
    for (name, text) in hdl::EMBEDDED {
        write(name, text);
    }
    for rom in FoldedRom::of_spec(spec) {
        write(&format!("rom/{}", rom.file_name()), &rom.to_hex());
    }
    write("native.cpp", include_str!("native.cpp"));
    let verilator = dut.verilator();
    let mut verilate = Command::new(&verilator.binary);
    verilate.current_dir(&folder).env("VERILATOR_ROOT", &verilator.root);
    verilate.args([
        "--cc",
        "-O3",
        "--no-timing",
        "--x-initial",
        "unique",
        "--x-assign",
        "unique",
        "-Wno-lint",
    ]);
    verilate.args(["--top-module", "fft", "--prefix", "Vmodel", "-Mdir", "model"]);
    verilate.arg(format!("-GROM_DIR=\"{}\"", folder.join("rom").display()));
    verilate.args(hdl::EMBEDDED.map(|(name, _)| name));
    assert!(verilate.status().expect("Verilator runs").success());
    let include = verilator.include();
    let mut unity = String::from("#include \"native.cpp\"\n");
    for entry in folder.join("model").read_dir().expect("the model").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "cpp") {
            let _ = writeln!(unity, "#include \"{}\"", path.display());
        }
    }
    write("unity.cpp", &unity);
    let mut compile = Command::new("g++");
    compile.current_dir(&folder).args([
        "-O3",
        "-fno-tree-pre",
        "-w",
        "-std=gnu++17",
        "-DVM_TRACE=0",
        "-DVM_COVERAGE=0",
        "-I",
        "model",
    ]);
    compile.arg("-I").arg(&include).arg("-I").arg(include.join("vltstd")).arg("unity.cpp");
    compile.args(["verilated.cpp", "verilated_threads.cpp"].map(|name| include.join(name)));
    compile.args(["-lpthread", "-o", "native"]);
    assert!(compile.status().expect("g++ runs").success());
    folder.join("native")
}
