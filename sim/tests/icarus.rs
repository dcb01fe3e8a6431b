// SPDX-License-Identifier: MIT OR Apache-2.0
//! A second simulator, with four-valued logic and a bench of its own, gives the model's bits.

mod common;
mod twins;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use num_complex::Complex;
use tempfile::TempDir;
use twins::{any_word, bits, modes, tool, word};
use utsushi::fft::{CheckedSpec, Decomposition, Direction, FftModel, FftSpec, Frame, Order, Rotation, Tap};
use utsushi_sim::SplitMix64;

/// (len, data, twiddle, schedule), dealt in turn to every combination of rounding, overflow mode and order.
const SHAPES: [(usize, u32, u32, &str); 8] = [
    (16, 16, 16, "halve"),
    (32, 12, 14, "grow"),
    (64, 10, 16, "guarded:3"),
    (8, 32, 32, "halve"),
    (16, 2, 2, "halve"),
    (16, 24, 18, "0,1,2/20,0/32"),
    (4, 5, 9, "align:3,0/8,0/7"),
    (32, 9, 10, "align:1,0,1/12,0/11,1/9,0/8"),
];

const FRAMES: usize = 30;

fn specs() -> Vec<CheckedSpec> {
    let modes = modes().flat_map(|mode| Order::ALL.map(|order| (mode, order)));
    let shapes = SHAPES.iter().cycle();
    // In pairs, so that both orders meet both.
    let decompositions = Decomposition::ALL.into_iter().rev().flat_map(|one| [one; 2]).cycle();
    let spec = |((((rounding, overflow), order), &(len, data, twiddle, schedule)), decomposition)| {
        let schedule = str::parse(schedule).unwrap();
        let spec = FftSpec {
            len,
            data,
            twiddle,
            rounding,
            overflow,
            schedule,
            decomposition,
            order,
            inverse: false,
        };
        spec.check().unwrap()
    };
    modes.zip(shapes).zip(decompositions).map(spec).collect()
}

/// A frame with its direction and the beats on which its `last` stands.
struct Sent {
    frame: Frame,
    lasts: Vec<bool>,
}

/// Loud and quiet frames of both directions; one in four has a wrong `last`.
fn sent(spec: &CheckedSpec, random: &mut SplitMix64) -> Sent {
    let (len, width) = (spec.spec().len, spec.spec().data);
    let quiet = random.next_word() as u32 % (width / 2);
    let mut part = || (any_word(random, width) >> quiet) as i32;
    let samples = (0..len).map(|_| Complex::new(part(), part())).collect();
    let direction = if random.next_word() & 1 == 1 { Direction::Inverse } else { Direction::Forward };
    let mut lasts: Vec<_> = (0..len).map(|beat| beat + 1 == len).collect();
    if random.next_word().is_multiple_of(4) {
        let beat = random.next_word() as usize % len;
        lasts[beat] = !lasts[beat];
    }
    Sent { frame: Frame::new(spec, samples).unwrap().with_direction(direction), lasts }
}

/// A frame in which nothing overflows but the very last word, if some draws find one: its flag has one clock to
/// get out.
fn late(spec: &CheckedSpec, random: &mut SplitMix64) -> Option<Sent> {
    let model = FftModel::new(spec);
    (0..2000).map(|_| sent(spec, random)).find(|sent| {
        let taps = model.taps(&sent.frame);
        let (last, before) = taps.split_last().unwrap();
        last.overflow && !before.iter().any(|tap| tap.overflow) && only_the_last_overflows(spec, before)
    })
}

/// Whether only the last word of the last stage leaves its range, in a stage that knows no factor but 1.
fn only_the_last_overflows(spec: &CheckedSpec, before: &[Tap]) -> bool {
    let stage = spec.stages().last().unwrap();
    if stage.rotation == Rotation::Both {
        return false;
    }
    let quantizer = stage.butterfly().sum;
    let leaves = |x: i64| quantizer.apply(x.into()).overflowed;
    let words = before.last().unwrap().words.chunks(2);
    let marks: Vec<_> = words
        .flat_map(|pair| {
            let [a, b] = [0, 1].map(|i: usize| Complex::new(i64::from(pair[i].re), i64::from(pair[i].im)));
            [a + b, a - b].map(|z| leaves(z.re) || leaves(z.im))
        })
        .collect();
    marks.iter().position(|&mark| mark) == Some(marks.len() - 1)
}

/// `beats.hex`: {user, last, data}; user is the direction on the first beat and noise on the others.
fn beats(spec: &CheckedSpec, all: &[Sent], random: &mut SplitMix64) -> String {
    let width = spec.spec().data;
    let mut text = String::new();
    for sent in all {
        let inverse = sent.frame.direction() == Direction::Inverse;
        for (i, (z, &last)) in sent.frame.samples().iter().zip(&sent.lasts).enumerate() {
            let user = if i == 0 { inverse } else { random.next_word() & 1 == 1 };
            let data = u128::from(bits(z.im.into(), width)) << width | u128::from(bits(z.re.into(), width));
            let beat = (u128::from(user) << 1 | u128::from(last)) << (2 * width) | data;
            let _ = writeln!(text, "{beat:x}");
        }
    }
    text
}

/// `clocks.hex`: {ready, offer}; stretches at full speed, with gaps, and with either side closed.
fn clocks(random: &mut SplitMix64) -> Vec<u64> {
    let mut all = Vec::new();
    while all.len() < 2000 {
        let [offer, ready] = [0, 1].map(|_| [100, 100, 70, 30, 0][random.next_word() as usize % 5]);
        for _ in 0..=random.next_word() % 60 {
            let open = |percent, draw: u64| u64::from(draw % 100 < percent);
            all.push(open(offer, random.next_word()) | open(ready, random.next_word()) << 1);
        }
    }
    all
}

/// Compiles and runs the bench; what it printed and what it wrote.
fn run(folder: &TempDir, spec: &CheckedSpec, beat_count: usize, clock_count: usize) -> (String, String) {
    let mut parameters = tool::parameters(spec);
    parameters.push(("BEATS", beat_count.to_string()));
    parameters.push(("CLOCKS", clock_count.to_string()));
    let program = folder.path().join("bench.vvp");
    let bench = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/icarus/bench.v");
    let built = tool::icarus("bench", &[&bench], &parameters, &program);
    assert!(built.status.success(), "{parameters:?}: {}", tool::said(&built));
    let output = Command::new("vvp").arg("-n").arg(&program).current_dir(folder.path()).output().unwrap();
    let said = tool::said(&output);
    assert!(output.status.success(), "{spec:?}: {said}");
    (said, fs::read_to_string(folder.path().join("out.txt")).unwrap())
}

/// "user last data" of an output line; a bit that is x is refused.
fn parse(line: &str, width: u32) -> Option<(bool, bool, Complex<i32>)> {
    let fields: Vec<_> =
        line.split(' ').map(|field| u64::from_str_radix(field, 2)).collect::<Result<_, _>>().ok()?;
    let [user, last, data] = fields[..] else { return None };
    let part = |bits: u64| word(bits.into(), width) as i32;
    Some((user == 1, last == 1, Complex::new(part(data), part(data >> width))))
}

/// Frames that were compared, those with an overflow, the inverse ones, and those that overflow in the last word alone.
#[derive(Default)]
struct Count {
    specs: usize,
    frames: usize,
    overflowed: usize,
    inverse: usize,
    late: usize,
}

fn compare(spec: &CheckedSpec, seed: u64, count: &mut Count) {
    let mut random = SplitMix64::new(seed);
    let mut all: Vec<_> = (0..FRAMES).map(|_| sent(spec, &mut random)).collect();
    if let Some(late) = late(spec, &mut random) {
        all[FRAMES / 2] = late;
        count.late += 1;
    }
    let len = spec.spec().len;
    let folder = tool::folder_with_roms(spec);
    let pattern = clocks(&mut random);
    let lines: Vec<_> = pattern.iter().map(|word| format!("{word:x}")).collect();
    fs::write(folder.path().join("beats.hex"), beats(spec, &all, &mut random)).unwrap();
    fs::write(folder.path().join("clocks.hex"), lines.join("\n")).unwrap();
    let (said, out) = run(&folder, spec, FRAMES * len, pattern.len());

    let wrong = |end: bool| {
        let beats = all.iter().flat_map(|sent| sent.lasts.iter().enumerate());
        beats.filter(|&(beat, &last)| (beat + 1 == len) == end && last != end).count()
    };
    assert_eq!(
        said.trim(),
        format!("{FRAMES} {} {}", wrong(true), wrong(false)),
        "{spec:?}, seed {seed}: events"
    );
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines.len(), FRAMES * len, "{spec:?}, seed {seed}: beats");
    let model = FftModel::new(spec);
    for (f, (sent, lines)) in all.iter().zip(lines.chunks(len)).enumerate() {
        let spectrum = model.run(&sent.frame);
        for (i, (line, &bin)) in lines.iter().zip(&spectrum.bins).enumerate() {
            let last = i + 1 == len;
            let expected = Some((last && spectrum.overflow, last, bin));
            assert_eq!(
                parse(line, spec.output().width),
                expected,
                "{spec:?}, seed {seed}, frame {f}, beat {i}: {line}"
            );
        }
        count.frames += 1;
        count.overflowed += usize::from(spectrum.overflow);
        count.inverse += usize::from(sent.frame.direction() == Direction::Inverse);
    }
    count.specs += 1;
}

/// Every second spec from `first`, so that two tests share the work.
fn compare_every_second(first: usize) {
    if !tool::is_here("iverilog") {
        return;
    }
    let mut count = Count::default();
    for (seed, spec) in (0..).zip(specs()).skip(first).step_by(2) {
        compare(&spec, seed, &mut count);
    }
    let Count { specs, frames, overflowed, inverse, late } = count;
    println!(
        "icarus: {specs} specs, {frames} frames, {overflowed} with overflow ({late} late), {inverse} inverse"
    );
    assert_eq!(frames, 6 * FRAMES);
    assert!(
        overflowed > frames / 20 && overflowed < frames - frames / 20,
        "{overflowed} of {frames} overflow"
    );
    assert!(late >= 1, "{late} frames overflow in the last word alone");
    assert!(inverse > frames / 4 && inverse < frames - frames / 4, "{inverse} of {frames} inverse");
}

#[test]
fn bit_reversed_order_in_every_mode() {
    compare_every_second(0);
}

#[test]
fn natural_order_in_every_mode() {
    compare_every_second(1);
}
