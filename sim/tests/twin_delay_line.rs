// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_delay_line.v` against its twin `fft::DelayLine`, on every clock.

mod common;
mod twins;

use common::build;
use twins::clocks::{Duty, Timeline, Twin};
use twins::wrapper;
use utsushi::fft::DelayLine;
use utsushi_sim::Design;

/// (log2 of the depth, width): both tiny lines and lines with a memory.
const LINES: [(u32, u32); 5] = [(0, 8), (1, 34), (2, 64), (3, 1), (4, 34)];

const PORTS: [&str; 6] = ["push", "push_ready", "push_data", "pop_valid", "pop", "pop_data"];

impl Twin for DelayLine<u64> {
    fn ready(&self) -> bool {
        self.push_ready()
    }

    fn head(&self) -> Option<u64> {
        Self::head(self).copied()
    }

    fn clock(&mut self, offered: Option<u64>, taken: bool) {
        Self::clock(self, offered, taken);
    }
}

fn design() -> Design {
    let ports = LINES.map(|(k, width)| {
        format!(
            "input wire push_{k}, pop_{k}, input wire [{width}-1:0] push_data_{k}, \
             output wire push_ready_{k}, pop_valid_{k}, output wire [{width}-1:0] pop_data_{k}"
        )
    });
    let body = LINES.map(|(k, width)| {
        let connections = PORTS.map(|port| format!(".{port}({port}_{k})")).join(", ");
        let parameters = format!(".LOG2_DEPTH({k}), .WIDTH({width})");
        format!("    fft_delay_line #({parameters}) u_{k} (.clk(clk), .rst(rst), {connections});\n")
    });
    let text = format!(
        "module delay_lines (input wire clk, input wire rst, {});\n{}endmodule",
        ports.join(", "),
        body.concat()
    );
    wrapper("delay_lines", &text, &["fft_delay_line"])
}

#[test]
fn every_line_shows_on_every_clock_what_its_twin_shows() {
    let library = build(&design());
    let mut compared = 0;
    for (k, width) in LINES {
        for seed in 0..8 {
            let time = Timeline::new(|| DelayLine::new(k), Duty::Ask, width, seed);
            assert!(time.full > 100 && time.empty > 100 && time.both > 500, "{k}: every state is met");
            compared += time.compare(&library, PORTS, k, seed);
        }
    }
    println!("delay_lines: {} lines, {compared} clocks", LINES.len());
    assert!(compared > 5 * 8 * 5000, "{compared} clocks");
}

/// Exactly 2^K words inside, one in and one out on every clock: what a stage asks of it.
#[test]
fn a_full_delay_runs_at_one_word_a_clock() {
    let mut clocks = 0;
    for (k, _) in LINES {
        let mut twin = DelayLine::new(k);
        let depth = 1_u64 << k;
        // The head needs three clocks to arrive where there is a memory: shorter lines are filled ahead.
        for word in 0..depth {
            assert!(Twin::ready(&twin), "{k}: there is room for {depth} words");
            Twin::clock(&mut twin, Some(word), false);
        }
        while Twin::head(&twin).is_none() {
            Twin::clock(&mut twin, None, false);
        }
        for word in 0..1000 {
            assert!(Twin::ready(&twin), "{k}: a push beside a pop never waits");
            assert_eq!(Twin::head(&twin), Some(word), "{k}: the delay is {depth} words");
            Twin::clock(&mut twin, Some(depth + word), true);
            clocks += 1;
        }
    }
    assert_eq!(clocks, 5000);
}
