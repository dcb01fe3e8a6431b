// SPDX-License-Identifier: MIT OR Apache-2.0
//! The core of run-time length in a second, four-valued simulator: the model's bits, and no x gets out.

mod common;
mod configurables;
mod support;
mod twins;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use configurables::checks::{bad_word, noisy};
use configurables::{few, sequence};
use num_complex::Complex;
use twins::{bits, tool, word};
use utsushi::fft::{Configurable, ConfigurableModel};
use utsushi_sim::SplitMix64;

/// What goes in on both streams.
struct Sent {
    words: Vec<u128>,
    samples: Vec<Complex<i32>>,
    /// Ends of frames without `last`, and `last` where none ends.
    wrong: [usize; 2],
    beats: String,
}

fn sent(core: &Configurable, seed: u64) -> Sent {
    let (mut random, width) = (SplitMix64::new(seed), core.largest().input().width);
    let mut sent = Sent { words: Vec::new(), samples: Vec::new(), wrong: [0; 2], beats: String::new() };
    for (config, samples) in sequence(core, 40, seed) {
        while random.next_word().is_multiple_of(4) {
            sent.words.push(bad_word(core, &mut random));
        }
        sent.words.push(noisy(core, core.word(&config).unwrap(), config.len, &mut random));
        for (n, &z) in samples.iter().enumerate() {
            let (ends, wrong) = (n + 1 == config.len, random.next_word().is_multiple_of(9));
            sent.wrong[usize::from(!ends)] += usize::from(wrong);
            let data = u128::from(bits(z.im.into(), width)) << width | u128::from(bits(z.re.into(), width));
            let _ = writeln!(sent.beats, "{:x}", u128::from(ends ^ wrong) << (2 * width) | data);
        }
        sent.samples.extend(samples);
    }
    sent
}

/// Stretches at full speed, with gaps, and with a side closed.
fn clocks(random: &mut SplitMix64) -> Vec<String> {
    let mut all = Vec::new();
    while all.len() < 2000 {
        let shares = [0; 3].map(|_| [100, 100, 70, 30, 0][random.next_word() as usize % 5]);
        for _ in 0..=random.next_word() % 60 {
            let open = shares.map(|share| u64::from(random.next_word() % 100 < share));
            all.push(format!("{:x}", open[0] | open[1] << 1 | open[2] << 2));
        }
    }
    all
}

/// "user last data" of an output line; a bit that is x is refused.
fn parse(line: &str, width: u32) -> Option<(bool, bool, Complex<i32>)> {
    let fields: Vec<_> =
        line.split(' ').map(|field| u64::from_str_radix(field, 2)).collect::<Result<_, _>>().ok()?;
    let [user, last, data] = fields[..] else { return None };
    let part = |bits: u64| word(bits.into(), width) as i32;
    Some((user == 1, last == 1, Complex::new(part(data), part(data >> width))))
}

/// Beats compared.
fn compare(core: &Configurable, seed: u64) -> usize {
    let sent = sent(core, seed);
    let folder = tool::folder_with_roms(core.largest());
    let pattern = clocks(&mut SplitMix64::new(!seed));
    let words: Vec<_> = sent.words.iter().map(|word| format!("{word:x}")).collect();
    for (name, text) in
        [("words.hex", &words.join("\n")), ("beats.hex", &sent.beats), ("clocks.hex", &pattern.join("\n"))]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut parameters = tool::parameters(core.largest());
    parameters.push(("LOG2_LEN_MIN", core.shortest().trailing_zeros().to_string()));
    parameters.push(("WORDS", words.len().to_string()));
    parameters.push(("BEATS", sent.samples.len().to_string()));
    parameters.push(("CLOCKS", pattern.len().to_string()));
    let bench = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/icarus/configurable_bench.v");
    let program = folder.path().join("bench.vvp");
    let built = tool::icarus("bench", &[&bench], &parameters, &program);
    assert!(built.status.success(), "{parameters:?}: {}", tool::said(&built));
    let output = Command::new("vvp").arg("-n").arg(&program).current_dir(folder.path()).output().unwrap();
    let said = tool::said(&output);

    let case = format!("seed {seed}, core\n{}", core.largest().spec().to_toml());
    let expected = ConfigurableModel::new(core).stream(&sent.words, &sent.samples).unwrap();
    let events = [expected.spectra.len(), sent.wrong[0], sent.wrong[1], expected.invalid]
        .map(|count| count.to_string());
    assert!(
        output.status.success() && said.trim() == events.join(" "),
        "{said} should be {events:?}; {case}"
    );
    let out = fs::read_to_string(folder.path().join("out.txt")).unwrap();
    let mut lines = out.lines();
    for (f, spectrum) in expected.spectra.iter().enumerate() {
        for (i, &bin) in spectrum.bins.iter().enumerate() {
            let last = i + 1 == spectrum.bins.len();
            let line = lines.next().unwrap_or_else(|| panic!("frame {f}, beat {i} is missing; {case}"));
            let found = parse(line, core.largest().output().width);
            assert_eq!(
                found,
                Some((last && spectrum.overflow, last, bin)),
                "frame {f}, beat {i}: {line}; {case}"
            );
        }
    }
    assert_eq!(lines.next(), None, "{case}");
    out.lines().count()
}

#[test]
fn frames_of_every_length_in_a_second_simulator() {
    if !tool::is_here("iverilog") {
        return;
    }
    let counts: Vec<_> = few().iter().zip(1..).map(|(core, seed)| compare(core, seed)).collect();
    println!("icarus: {counts:?} beats");
    assert!(counts.iter().all(|&beats| beats > 40 * 4));
}
