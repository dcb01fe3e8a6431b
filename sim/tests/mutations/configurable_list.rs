// SPDX-License-Identifier: MIT OR Apache-2.0
//! One-line changes of what makes a core configurable, and the suite that must catch them.

use std::path::Path;

use crate::configurables::{build, checks, clocks, few, sequence, stalls};
use crate::list::{Mutation, mutations};

/// What is wrong with the core of run-time length in a folder of Verilog, if anything is.
pub(crate) fn configurable_finding(hdl: &Path) -> Option<String> {
    few().iter().zip(0..).find_map(|(core, seed)| {
        let check = || -> Result<(), String> {
            let mut dut = build(core, Some(hdl))?;
            let frames = sequence(core, 40, seed);
            for (x_seed, stalls) in (0..).zip(stalls(seed)) {
                dut.set_x_seed(x_seed);
                checks::bits(&mut dut, &frames, stalls, seed)?;
                checks::words(&mut dut, &frames, stalls, seed)?;
            }
            clocks::rate(&mut dut, &frames)?;
            clocks::alone(&mut dut, seed)?;
            clocks::words_first(&mut dut, &frames)?;
            checks::resets(&mut dut, seed).map(drop)
        };
        check().err()
    })
}

mutations! {
    /// The configuration stream, entrances, shifts, and frames shorter than the memory.
    CONFIGURABLE_MUTATIONS:
    "fft_configuration.v": "log2_len_q >= SHORTEST[4:0] && log2_len_q" => "log2_len_q";
    "fft_configuration.v": "log2_len_q <= LONGEST[4:0]\n" => "1'b1\n";
    "fft_configuration.v": "(DECOMPOSITION == 0 || log2_len_q[0] == LONGEST[0])" => "1'b1";
    "fft_configuration.v": "legal  = length && !(|too_far)" => "legal  = length";
    "fft_configuration.v": "masked[4*i +: 4] > MOST" => "shifts_q[4*i +: 4] > MOST";
    "fft_configuration.v": "SHIFTS[4*(L-1-i) +: 4]" => "SHIFTS[4*i +: 4]";
    "fft_configuration.v": "log2_len_q > PLACE[4:0]" => "log2_len_q >= PLACE[4:0]";
    "fft_configuration.v": "shifts_q[4*i +: 4] & {4{reaches[i]}}" => "shifts_q[4*i +: 4]";
    "fft_configuration.v": "log2_len_q == next_log2_len_q && masked" => "masked";
    "fft_configuration.v": "&& masked == next_shifts_q" => "";
    "fft_configuration.v": "(next_same_q || inside_q == 4'd0)" => "1'b1";
    "fft_configuration.v": "(next_same_q || inside_q == 4'd0)" => "inside_q == 4'd0";
    "fft_configuration.v": "(next_same_q || inside_q == 4'd0)" => "(next_same_q || inside_q <= 4'd1)";
    "fft_configuration.v": "next_valid_q && (over || !open_q)" => "next_valid_q && !open_q";
    "fft_configuration.v": "waiting_q && legal && !next_valid_q" => "waiting_q && legal";
    "fft_configuration.v": "next_valid_q <= move || (next_valid_q && !take)" => "next_valid_q <= move || next_valid_q";
    "fft_configuration.v": "open_q       <= take || (open_q && !over)" => "open_q       <= take || open_q";
    "fft_configuration.v": "- {3'd0, left}" => "";
    "fft_configuration.v": "invalid_q    <= refuse" => "invalid_q    <= waiting_q && !length";
    "fft_configuration.v": "waiting_q ? !move && !refuse" => "waiting_q ? !move";
    "fft_configuration.v": "if (!waiting_q) begin" => "if (s_axis_config_tvalid) begin";
    "fft_configuration.v": "            waiting_q    <= 1'b0;\n" => "";
    "fft_configuration.v": "            next_valid_q <= 1'b0;\n" => "";
    "fft_configuration.v": "            open_q       <= 1'b0;\n" => "";
    "fft_configuration.v": "            inside_q     <= 4'd0;\n" => "";
    "fft_configuration.v": "next_log2_len_q <= PLACE[4:0]" => "next_log2_len_q < PLACE[4:0]";
    "fft_configuration.v": "LONGEST[4:0] - PLACE[4:0]" => "PLACE[4:0]";
    "fft_configuration.v": "open_inverse_q <= next_inverse_q" => "open_inverse_q <= inverse_q";
    "fft_configurable.v": "s_axis_tready = enable && open" => "s_axis_tready = enable";
    "fft_configurable.v": "last  = &(index_q | skip)" => "last  = &index_q";
    "fft_configurable.v": "(index_q + 1'b1) & ~skip" => "index_q + 1'b1";
    "fft_configurable.v": ".over(accept && last)" => ".over(last)";
    "fft_configurable.v": ".s_valid(s_axis_tvalid && open)" => ".s_valid(s_axis_tvalid)";
    "fft_configurable.v": ".first(first)," => ".first(last),";
    "fft_configurable.v": ".last(last)," => ".last(&index_q),";
    "fft_configurable.v": "if (rst) index_q <= {L{1'b0}}" => "if (rst) index_q[0] <= 1'b0";
    "fft_configurable.v": "shifts[4*(L-1-s) +: 4]" => "shifts[4*s +: 4]";
    "fft_configurable.v": "ENTERS && BEFORE < ALIGNED" => "1'b0";
    "fft_entrance.v": "{{(WIDTH+1-B){prior[B-1]}}, prior}" => "{{(WIDTH+1-B){1'b0}}, prior}";
    "fft_entrance.v": "{{(WIDTH+1-D){data[D-1]}}, data}" => "{{(WIDTH+1-D){1'b0}}, data}";
    "fft_entrance.v": "<< ALIGN" => "<< 0";
    "fft_entrance.v": "enters ? s_inverse : before_inverse" => "s_inverse";
    "fft_entrance.v": "m_overflow = !enters && before_overflow" => "m_overflow = 1'b0";
    "fft_entrance.v": "enters ? s_valid : before_valid" => "s_valid || before_valid";
    "fft_shift.v": "LARGEST[B-1:0] - shift[B-1:0]" => "shift[B-1:0]";
    "fft_shift.v": "{{MOST{y[WIDTH-1]}}, y[WIDTH-1:0]}" => "{{MOST{1'b0}}, y[WIDTH-1:0]}";
    "fft_shift.v": "{im << zeros, re << zeros}" => "{im << zeros, re}";
    "fft_shift.v": "(MOST < 4) ? 2" => "(MOST < 4) ? 1";
    "fft_shift.v": "(MOST < 8) ? 3 : 4" => "(MOST < 8) ? 3 : 3";
    "fft_stage.v": "BIASED     = RUNTIME == 0 && " => "BIASED     = ";
    "fft_stage.v": "CEILING    = RUNTIME == 0 && " => "CEILING    = ";
    "fft_output.v": "last = &(index_q | s_skip)" => "last = &index_q";
    "fft_output.v": "(index_q + 1'b1) & ~s_skip" => "index_q + 1'b1";
    "fft_output.v": "left = fifo_valid && fifo_ready && fifo_last" => "left = fifo_valid && fifo_last";
    "fft_bit_reversal.v": "(!full || fetch) && !differs" => "(!full || fetch)";
    "fft_bit_reversal.v": "if (!complete) read_skip_q" => "if (1'b1) read_skip_q";
    "fft_bit_reversal.v": "write_q[L] ? reverse(s_skip) : s_skip" => "s_skip";
    "fft_bit_reversal.v": "read_q[L] ? read_skip_q : reverse(read_skip_q)" => "reverse(read_skip_q)";
    "fft_bit_reversal.v": "& ~{1'b0, write_skip}" => "";
    "fft_bit_reversal.v": "& ~{1'b0, read_skip}" => "";
    "fft_bit_reversal.v": "last = &read_full" => "last = &read_q[L-1:0]";
}
