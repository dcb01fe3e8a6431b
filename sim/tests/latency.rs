// SPDX-License-Identifier: MIT OR Apache-2.0
//! The clocks that the pages of the hardware state are those of `latency`, which other suites measure.

use std::path::Path;

use utsushi::fft::{CheckedSpec, ConfigurableSpec, Direction, FftSpec, FrameConfig};
use utsushi_sim::{latency, plane_latency, reconfiguration_gap};

const FORMS: [(&str, &str); 4] = [
    ("radix2", "bit-reversed"),
    ("radix2", "natural"),
    ("radix22", "bit-reversed"),
    ("radix22", "natural"),
];

/// A page of `hdl/`, its lines run on.
fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../hdl").join(name);
    std::fs::read_to_string(path).unwrap().replace("\n// ", " ").replace("\n  ", " ").replace('\n', " ")
}

fn spec(len: usize, (decomposition, order): (&str, &str)) -> FftSpec {
    FftSpec::from_toml(&format!("len = {len}\ndecomposition = '{decomposition}'\norder = '{order}'\n")).unwrap()
}

fn checked(len: usize, form: (&str, &str)) -> CheckedSpec {
    spec(len, form).check().unwrap()
}

/// Clocks without a beat behind a frame as long as the core allows.
fn gap(len: usize, decomposition: &str) -> u64 {
    let largest = spec(len, (decomposition, "natural"));
    let core = ConfigurableSpec { largest, shortest: 4 }.check().unwrap();
    let shifts = vec![1; len.trailing_zeros() as usize];
    reconfiguration_gap(&core, &FrameConfig { len, direction: Direction::Forward, shifts }).unwrap()
}

#[test]
fn the_pages_state_the_latencies() {
    let readme = page("README.md");
    for len in [64, 256, 1024] {
        let [first, second, third, fourth] = FORMS.map(|form| latency(&checked(len, form)));
        let row = format!("| {len} | {first} | {second} | {third} | {fourth} |");
        assert!(readme.contains(&row), "hdl/README.md has no row {row}");
    }
    let [first, second, third, fourth] = FORMS.map(|form| latency(&checked(1024, form)));
    let sentence = format!("N = 1024: {first} and {second} radix-2, {third} and {fourth} radix-2^2.");
    assert!(page("fft.v").contains(&sentence), "hdl/fft.v does not say: {sentence}");
}

#[test]
fn the_pages_state_the_latency_of_an_image() {
    let [rows, columns] = [FORMS[0], FORMS[1]].map(|form| checked(64, form));
    let (first, second) = (latency(&rows), latency(&columns));
    let sentence = format!("radix-2: {first} + 4100 + {second} = {} in natural order", first + 4100 + second);
    assert!(page("README.md").contains(&sentence), "hdl/README.md does not say: {sentence}");
    assert_eq!(plane_latency(&columns, &columns), first + 4100 + second);
}

#[test]
fn the_pages_state_the_gaps() {
    let [long, middle, short] = [1024, 256, 64].map(|len| (gap(len, "radix2"), gap(len, "radix22")));
    let sentence = format!(
        "after 1024 words {} (radix-2²: {}), after 256 {} ({}), after 64 {} ({}).",
        long.0, long.1, middle.0, middle.1, short.0, short.1
    );
    assert!(page("README.md").contains(&sentence), "hdl/README.md does not say: {sentence}");
}
