// SPDX-License-Identifier: MIT OR Apache-2.0
//! The latency that the Verilog's documentation promises.

use utsushi::fft::{CheckedSpec, Order};
use utsushi_sim::hdl;

/// Clocks from the first beat in to the first beat out, by the header of `fft.v`, which the README repeats.
pub fn documented(spec: &CheckedSpec) -> u64 {
    let order = if spec.spec().order == Order::Natural { " natural" } else { " bit-reversed" };
    let (_, header) = hdl::EMBEDDED.iter().find(|(name, _)| *name == "fft.v").unwrap();
    let line =
        header.lines().find(|line| line.starts_with("//") && line.contains(" bit-reversed, ")).unwrap();
    let part = line.trim_start_matches('/').split(',').find(|part| part.contains(order)).unwrap();
    let formula = part.trim().trim_end_matches('.').trim_end_matches(order).trim_end_matches(" clocks");
    let readme = include_str!("../../../hdl/README.md");
    assert!(readme.contains(&format!("`{formula}`")), "hdl/README.md says {formula} too");
    formula.replace("- ", "+ -").split(" + ").map(|term| product(term, spec)).sum::<i64>().cast_unsigned()
}

fn product(term: &str, spec: &CheckedSpec) -> i64 {
    let factor = |factor: &str| match factor {
        "N" => spec.spec().len as i64,
        "LOG2_LEN" => i64::from(spec.log2_len()),
        number => number.parse().unwrap_or_else(|_| panic!("'{number}' in the latency of fft.v")),
    };
    term.split('*').map(factor).product()
}
