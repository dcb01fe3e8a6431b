// SPDX-License-Identifier: MIT OR Apache-2.0
//! `hdl/fft_skid_buffer.v` against its twin `fft::SkidBuffer`, on every clock.

mod common;
mod twins;

use common::build;
use twins::clocks::{Duty, Timeline, Twin};
use twins::wrapper;
use utsushi::fft::SkidBuffer;
use utsushi_sim::Design;

const WIDTHS: [u32; 3] = [1, 34, 64];

const PORTS: [&str; 6] = ["s_valid", "s_ready", "s_data", "m_valid", "m_ready", "m_data"];

impl Twin for SkidBuffer<u64> {
    fn ready(&self) -> bool {
        Self::ready(self)
    }

    fn head(&self) -> Option<u64> {
        self.output().copied()
    }

    fn clock(&mut self, offered: Option<u64>, taken: bool) {
        Self::clock(self, offered, taken);
    }
}

fn design() -> Design {
    let ports = WIDTHS.map(|w| {
        format!(
            "input wire s_valid_{w}, m_ready_{w}, input wire [{w}-1:0] s_data_{w}, \
             output wire s_ready_{w}, m_valid_{w}, output wire [{w}-1:0] m_data_{w}"
        )
    });
    let body = WIDTHS.map(|w| {
        let connections = PORTS.map(|port| format!(".{port}({port}_{w})")).join(", ");
        format!("    fft_skid_buffer #(.WIDTH({w})) u_{w} (.clk(clk), .rst(rst), {connections});\n")
    });
    let text = format!(
        "module skid_buffers (input wire clk, input wire rst, {});\n{}endmodule",
        ports.join(", "),
        body.concat()
    );
    wrapper("skid_buffers", &text, &["fft_skid_buffer"])
}

#[test]
fn every_buffer_shows_on_every_clock_what_its_twin_shows() {
    let library = build(&design());
    let mut compared = 0;
    for width in WIDTHS {
        for seed in 0..8 {
            let time = Timeline::new(SkidBuffer::new, Duty::Hold, width, seed);
            assert!(time.full > 100 && time.empty > 100 && time.both > 500, "{width}: every state is met");
            compared += time.compare(&library, PORTS, width, seed);
        }
    }
    println!("skid_buffers: {} widths, {compared} clocks", WIDTHS.len());
    assert!(compared > 3 * 8 * 5000, "{compared} clocks");
}
