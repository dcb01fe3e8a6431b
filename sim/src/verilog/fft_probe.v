// SPDX-License-Identifier: MIT OR Apache-2.0
//
// `fft` with the states of its control brought out; for simulation, where a test says
// which of them were seen. Stage s has bits [8s+7:8s] of the counters and bit s of the rest.
`default_nettype none

module fft_probe #(
    parameter LOG2_LEN      = 3,            // 2 to 6
    parameter DATA_WIDTH    = 16,
    parameter TWIDDLE_WIDTH = 16,
    parameter ALIGN         = 0,
    parameter [63:0] SHIFTS = {16{4'd1}},
    parameter [95:0] WIDTHS = {16{6'd16}},
    parameter ROUNDING      = 2,
    parameter OVERFLOW      = 1,
    parameter ORDER         = 1,
    parameter DECOMPOSITION = 0,
    parameter BLOCK         = 5,
    parameter ROM_BLOCK     = 5,
    parameter ROM_DIR       = "rom"
) (
    input  wire                    clk,
    input  wire                    rst,
    input  wire                    s_axis_tvalid,
    output wire                    s_axis_tready,
    input  wire [2*DATA_WIDTH-1:0] s_axis_tdata,
    input  wire                    s_axis_tlast,
    input  wire                    s_axis_tuser,
    output wire                    m_axis_tvalid,
    input  wire                    m_axis_tready,
    output wire [2*WIDTHS[6*(LOG2_LEN-1) +: 6]-1:0] m_axis_tdata,
    output wire                    m_axis_tlast,
    output wire                    m_axis_tuser,
    output wire                    event_frame_started,
    output wire                    event_tlast_missing,
    output wire                    event_tlast_unexpected,
    output wire                    probe_enable,
    output wire [8*LOG2_LEN-1:0]   probe_in_index,     // of the next word in its block, block's bit above
    output wire [8*LOG2_LEN-1:0]   probe_out_index,
    output wire [LOG2_LEN-1:0]     probe_word,         // a word is there
    output wire [LOG2_LEN-1:0]     probe_inverse,      // its direction
    output wire [LOG2_LEN-1:0]     probe_out_word,
    output wire [2:0]              probe_waiting,      // in the queue
    output wire                    probe_queue_valid,
    output wire                    probe_queue_ready,
    output wire [LOG2_LEN:0]       probe_write,        // bit reversal: counters and states
    output wire [LOG2_LEN:0]       probe_read,
    output wire                    probe_full,
    output wire                    probe_accept,
    output wire                    probe_fetch,
    output wire                    probe_head,         // skid buffer: word offered to it, its two words
    output wire                    probe_skid,
    output wire                    probe_spare
);

    fft #(
        .LOG2_LEN(LOG2_LEN),
        .DATA_WIDTH(DATA_WIDTH),
        .TWIDDLE_WIDTH(TWIDDLE_WIDTH),
        .ALIGN(ALIGN),
        .SHIFTS(SHIFTS),
        .WIDTHS(WIDTHS),
        .ROUNDING(ROUNDING),
        .OVERFLOW(OVERFLOW),
        .ORDER(ORDER),
        .DECOMPOSITION(DECOMPOSITION),
        .BLOCK(BLOCK),
        .ROM_BLOCK(ROM_BLOCK),
        .ROM_DIR(ROM_DIR)
    ) dut (
        .clk(clk),
        .rst(rst),
        .s_axis_tvalid(s_axis_tvalid),
        .s_axis_tready(s_axis_tready),
        .s_axis_tdata(s_axis_tdata),
        .s_axis_tlast(s_axis_tlast),
        .s_axis_tuser(s_axis_tuser),
        .m_axis_tvalid(m_axis_tvalid),
        .m_axis_tready(m_axis_tready),
        .m_axis_tdata(m_axis_tdata),
        .m_axis_tlast(m_axis_tlast),
        .m_axis_tuser(m_axis_tuser),
        .event_frame_started(event_frame_started),
        .event_tlast_missing(event_tlast_missing),
        .event_tlast_unexpected(event_tlast_unexpected)
    );

    assign probe_enable      = dut.enable;
    assign probe_waiting     = dut.u_output.u_fifo.waiting;
    assign probe_queue_valid = dut.u_output.fifo_valid;
    assign probe_queue_ready = dut.u_output.fifo_ready;

    genvar s;
    generate
        for (s = 0; s < LOG2_LEN; s = s + 1) begin : g_stage
            localparam PAD = 6 - LOG2_LEN + s;
            wire [LOG2_LEN-s:0] in_index  = dut.g_stage[s].u_stage.u_sequence.in_index_q;
            wire [LOG2_LEN-s:0] out_index = dut.g_stage[s].u_stage.u_sequence.out_index_q;
            assign probe_in_index[8*s +: 8]  = {1'b0, {PAD{1'b0}}, in_index};
            assign probe_out_index[8*s +: 8] = {1'b0, {PAD{1'b0}}, out_index};
            assign probe_word[s]     = dut.g_stage[s].in_valid;
            assign probe_inverse[s]  = dut.g_stage[s].in_inverse;
            assign probe_out_word[s] = dut.g_stage[s].out_valid;
        end
        if (ORDER == 1) begin : g_natural
            assign probe_write  = dut.u_output.g_natural.u_bit_reversal.write_q;
            assign probe_read   = dut.u_output.g_natural.u_bit_reversal.read_q;
            assign probe_full   = dut.u_output.g_natural.u_bit_reversal.full;
            assign probe_accept = dut.u_output.g_natural.u_bit_reversal.accept;
            assign probe_fetch  = dut.u_output.g_natural.u_bit_reversal.fetch;
            assign probe_head   = dut.u_output.g_natural.u_bit_reversal.head_valid_q;
            assign probe_skid   = dut.u_output.g_natural.u_bit_reversal.u_skid_buffer.head_valid_q;
            assign probe_spare  = dut.u_output.g_natural.u_bit_reversal.u_skid_buffer.spare_valid_q;
        end else begin : g_bit_reversed
            assign probe_write  = {(LOG2_LEN+1){1'b0}};
            assign probe_read   = {(LOG2_LEN+1){1'b0}};
            assign probe_full   = 1'b0;
            assign probe_accept = 1'b0;
            assign probe_fetch  = 1'b0;
            assign probe_head   = 1'b0;
            assign probe_skid   = 1'b0;
            assign probe_spare  = 1'b0;
        end
    endgenerate

endmodule

`default_nettype wire
