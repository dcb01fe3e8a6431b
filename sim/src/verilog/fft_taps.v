// SPDX-License-Identifier: MIT OR Apache-2.0
//
// `fft` with the streams between its stages brought out; simulation only.
//
//   stage s: tap_valid[s], tap_ready[s], tap_data[64s+63:64s] = {im, re}, zeros above
//
// Latency, rounding and duties: those of `fft`, whose ports and parameters it repeats.
// Does not alter the pipeline: the taps only read `dut.g_stage[s].out_*`.
`default_nettype none

module fft_taps #(
    parameter LOG2_LEN      = 10,
    parameter DATA_WIDTH    = 16,
    parameter TWIDDLE_WIDTH = 16,
    parameter ALIGN         = 0,
    parameter [63:0] SHIFTS = {16{4'd1}},
    parameter [95:0] WIDTHS = {16{6'd16}},
    parameter ROUNDING      = 2,
    parameter OVERFLOW      = 1,
    parameter ORDER         = 1,
    parameter DECOMPOSITION = 0,
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
    output wire [LOG2_LEN-1:0]     tap_valid,
    output wire [LOG2_LEN-1:0]     tap_ready,
    output wire [64*LOG2_LEN-1:0]  tap_data
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

    genvar s;
    generate
        for (s = 0; s < LOG2_LEN; s = s + 1) begin : g_tap
            localparam WIDTH = 2 * {26'd0, WIDTHS[6*s +: 6]};
            wire [63:0] word;
            assign word[WIDTH-1:0] = dut.g_stage[s].out_data;
            if (WIDTH < 64) begin : g_above
                assign word[63:WIDTH] = {(64-WIDTH){1'b0}};
            end
            assign tap_valid[s] = dut.g_stage[s].out_valid;
            assign tap_ready[s] = dut.g_stage[s].out_ready;
            assign tap_data[64*s +: 64] = word;
        end
    endgenerate

endmodule

`default_nettype wire
