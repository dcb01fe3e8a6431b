// SPDX-License-Identifier: MIT OR Apache-2.0
//! Many stream modules behind one pair of streams: `select` says which one they reach.

use utsushi_sim::stream::{Batch, Streamed};
use utsushi_sim::{Design, SimError, Simulation, Stall, StreamPorts};

use super::wrapper;

/// One instance: its module with parameters, the widths of its words, and its ports beside the handshake,
/// connected to `s_last`, `s_user`, `m_last` and `m_user`, the streams' bits.
pub struct Instance {
    pub module: String,
    pub in_width: u32,
    pub out_width: u32,
    pub side_ports: &'static str,
}

/// The design; its top has the parameter `ROM_DIR` for instances that pass it on.
pub fn design(top: &str, instances: &[Instance], modules: &[&str]) -> Design {
    let count = instances.len();
    let address = count.next_power_of_two().trailing_zeros().max(1);
    let bodies: String = instances.iter().enumerate().map(|(i, instance)| body(i, instance)).collect();
    let text = format!(
        "module {top} #(parameter ROM_DIR = \"rom\") (
    input wire clk, input wire rst, input wire [{address}-1:0] select,
    input wire s_axis_tvalid, output wire s_axis_tready, input wire [63:0] s_axis_tdata,
    input wire s_axis_tlast, input wire s_axis_tuser,
    output wire m_axis_tvalid, input wire m_axis_tready, output wire [63:0] m_axis_tdata,
    output wire m_axis_tlast, output wire m_axis_tuser
);
    wire s_last = s_axis_tlast;
    wire s_user = s_axis_tuser;
    wire [{count}-1:0] ready, valid, last, user;
    wire [64*{count}-1:0] data;
    assign s_axis_tready = ready[select], m_axis_tvalid = valid[select], m_axis_tdata = data[{{select, 6'd0}} +: 64];
    assign m_axis_tlast = last[select], m_axis_tuser = user[select];
    generate
{bodies}    endgenerate
endmodule"
    );
    Design {
        reset: Some("rst".to_owned()),
        stream: Some(StreamPorts::default()),
        ..wrapper(top, &text, modules)
    }
}

fn body(i: usize, instance: &Instance) -> String {
    let Instance { module, in_width, out_width, side_ports } = instance;
    let unused = if *out_width == 64 { String::new() } else { format!("{}'d0, ", 64 - out_width) };
    format!(
        "        if (1) begin : g_{i}
            wire [{out_width}-1:0] m_data; wire m_last, m_user;
            assign data[64*{i} +: 64] = {{{unused}m_data}}, last[{i}] = m_last, user[{i}] = m_user;
            {module} u_dut (
                .clk(clk), .rst(rst), .s_valid(s_axis_tvalid && select == {i}), .s_ready(ready[{i}]),
                .s_data(s_axis_tdata[{in_width}-1:0]), .m_valid(valid[{i}]),
                .m_ready(m_axis_tready && select == {i}), .m_data(m_data), {side_ports}
            );
        end\n"
    )
}

/// Every kind of stall, and none.
pub fn stalls(seed: u64) -> [Stall; 6] {
    [
        Stall::None,
        Stall::Random { seed, input: 75, output: 75 },
        Stall::Random { seed, input: 90, output: 30 },
        Stall::Alternate,
        Stall::Burst { seed, longest: 32 },
        Stall::Block { clocks: 50 },
    ]
}

/// Feeds `beats` clock by clock and takes `out` words, then stops: a batch of the harness would wait for a whole one.
/// Fewer come back if fewer came out.
pub fn fill(sim: &mut Simulation, index: usize, beats: &[(u64, u8)], out: usize) -> Vec<(u64, u8)> {
    let port = |name: &str| sim.library().port(name).unwrap();
    let [select, valid, data, user] = ["select", "s_axis_tvalid", "s_axis_tdata", "s_axis_tuser"].map(port);
    let last = port("s_axis_tlast");
    let [ready, m_valid, m_ready, m_data, m_last, m_user] =
        ["s_axis_tready", "m_axis_tvalid", "m_axis_tready", "m_axis_tdata", "m_axis_tlast", "m_axis_tuser"]
            .map(port);
    sim.set(select, index as u64).unwrap();
    let (mut sent, mut found) = (0, Vec::new());
    for _ in 0..20 * (beats.len() + 10) {
        sim.set(valid, u64::from(sent < beats.len())).unwrap();
        let (word, flags) = beats[sent.min(beats.len() - 1)];
        sim.set(data, word).unwrap();
        sim.set(last, u64::from(flags & 1)).unwrap();
        sim.set(user, u64::from(flags >> 1)).unwrap();
        sim.set(m_ready, u64::from(found.len() < out)).unwrap();
        sim.eval().unwrap();
        if sent < beats.len() && sim.get(ready).unwrap() == 1 {
            sent += 1;
        }
        if found.len() < out && sim.get(m_valid).unwrap() == 1 {
            let flags = sim.get(m_last).unwrap() | sim.get(m_user).unwrap() << 1;
            found.push((sim.get(m_data).unwrap(), flags as u8));
        }
        sim.clock(1).unwrap();
    }
    sim.set(valid, 0).unwrap();
    found
}

/// Sends beats (word, flags: bit 0 last, bit 1 user) through instance `index`, and waits for `expected` beats.
pub fn run(
    sim: &mut Simulation,
    index: usize,
    beats: &[(u64, u8)],
    expected: usize,
    stall: Stall,
) -> Result<Streamed, SimError> {
    let select = sim.port("select")?;
    sim.set(select, index as u64)?;
    let (words, flags): (Vec<_>, Vec<_>) = beats.iter().copied().unzip();
    sim.stream(&Batch {
        words: &words,
        flags: &flags,
        output_beats: expected,
        frame: None,
        stall,
        idle_limit: 4000,
        stamps: true,
        taps: None,
        trace: 0..0,
    })
}
