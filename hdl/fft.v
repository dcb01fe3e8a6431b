// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Streaming fixed-point FFT, N = 2^LOG2_LEN, radix-2 or radix-2^2 decimation in
// frequency:
//
//   X[n] = 2^-(sum of shifts) * sum over t of x[t]*exp(-2*pi*j*n*t/N)
//
// conjugated if s_axis_tuser is 1 on the frame's first beat. tdata is {im, re}.
// Latency, first beat in to first beat out without stalls: N + 1 clocks and the levels
// of the stages (see fft_stage), N + 3 more in natural order. N = 1024: 1093 and 2120
// radix-2, 1076 and 2103 radix-2^2.
// One beat a clock sustained; each frame leaves without further input.
// Rounding: once per stage and word, see fft_quantize. m_axis_tuser on the last
// beat of a frame: some stage overflowed in it; 0 on the beats before.
// Caller: no beat counts in a clock with rst high; the counter, not s_axis_tlast,
// ends a frame. Does not window, does not rescale by data.
`default_nettype none

module fft #(
    parameter LOG2_LEN      = 10,           // 2 to 16
    parameter DATA_WIDTH    = 16,           // 2 to 32, component of the input
    parameter TWIDDLE_WIDTH = 16,           // 2 to 32
    parameter ALIGN         = 0,            // zero bits below the input
    parameter [63:0] SHIFTS = {16{4'd1}},   // 4 bits a stage, 0 to 8
    parameter [95:0] WIDTHS = {16{6'd16}},  // 6 bits a stage, 2 to 32
    parameter ROUNDING      = 2,            // 0 truncate, 1 half-up, 2 convergent
    parameter OVERFLOW      = 1,            // 0 wrap, 1 saturate
    parameter ORDER         = 1,            // 0 bit-reversed, 1 natural
    parameter DECOMPOSITION = 0,            // 0 radix-2, 1 radix-2^2
    parameter BLOCK         = 5,            // log2 of the words from which a delay line is block RAM
    parameter ROM_BLOCK     = 5,            // the same of a twiddle table
    parameter ROM_DIR       = "rom"         // folder of the twiddle files
) (
    input  wire                                    clk,
    input  wire                                    rst,
    input  wire                                    s_axis_tvalid,
    output wire                                    s_axis_tready,
    input  wire [2*DATA_WIDTH-1:0]                 s_axis_tdata,
    input  wire                                    s_axis_tlast,
    input  wire                                    s_axis_tuser,
    output wire                                    m_axis_tvalid,
    input  wire                                    m_axis_tready,
    output wire [2*WIDTHS[6*((LOG2_LEN-1)&15) +: 6]-1:0] m_axis_tdata,
    output wire                                    m_axis_tlast,
    output wire                                    m_axis_tuser,
    output wire                                    event_frame_started,
    output wire                                    event_tlast_missing,
    output wire                                    event_tlast_unexpected
);

    // A length or a width out of range elaborates as a legal one, so that the sentence of
    // fft_parameters is the error that is reported.
    localparam L         = (LOG2_LEN < 2 || LOG2_LEN > 16) ? 2 : LOG2_LEN;
    localparam ALIGNED   = DATA_WIDTH + ALIGN;
    localparam OUT_WIDTH = width_of(L - 1);

    function [31:0] width_of(input integer stage);
        begin
            width_of = {26'd0, WIDTHS[6*stage +: 6]};
            if (width_of < 32'd2 || width_of > 32'd32) width_of = 32'd16;
        end
    endfunction

    fft_parameters #(
        .LOG2_LEN(LOG2_LEN), .DATA_WIDTH(DATA_WIDTH), .TWIDDLE_WIDTH(TWIDDLE_WIDTH), .ALIGN(ALIGN),
        .SHIFTS(SHIFTS), .WIDTHS(WIDTHS), .ROUNDING(ROUNDING), .OVERFLOW(OVERFLOW),
        .ORDER(ORDER), .DECOMPOSITION(DECOMPOSITION)
    ) u_parameters ();

    // One flip-flop stops all stages together while the output is held up, so that
    // they need no buffers between them.
    wire enable;

    assign s_axis_tready = enable;

    // --------------------------------------------------------- frames coming in
    reg inverse_q;

    // A block of the first stage is a frame.
    wire [L-1:0] index = g_stage[0].in_index;

    wire accept  = s_axis_tvalid && s_axis_tready;
    wire first   = index == {L{1'b0}};
    wire last    = &index;
    wire inverse = first ? s_axis_tuser : inverse_q;

    always @(posedge clk) begin
        if (accept) inverse_q <= inverse;
    end

    fft_events u_events (
        .clk(clk), .rst(rst),
        .accept(accept), .first(first), .last(last), .s_axis_tlast(s_axis_tlast),
        .event_frame_started(event_frame_started),
        .event_tlast_missing(event_tlast_missing),
        .event_tlast_unexpected(event_tlast_unexpected)
    );

    wire [2*ALIGNED-1:0] aligned;

    generate
        if (ALIGN == 0) begin : g_align_none
            assign aligned = s_axis_tdata;
        end else begin : g_align
            assign aligned = {s_axis_tdata[2*DATA_WIDTH-1:DATA_WIDTH], {ALIGN{1'b0}},
                              s_axis_tdata[DATA_WIDTH-1:0], {ALIGN{1'b0}}};
        end
    endgenerate

    // ------------------------------------------------------------------ stages
    genvar s;
    generate
        for (s = 0; s < L; s = s + 1) begin : g_stage

            // Stage 0 reads its own width in the branch not taken: no index below 0.
            localparam [31:0] WIDTH    = width_of(s);
            localparam [31:0] SHIFT    = {28'd0, SHIFTS[4*s +: 4]};
            localparam [31:0] BEFORE   = width_of((s == 0) ? 0 : s - 1);
            localparam [31:0] IN_WIDTH = (s == 0) ? ALIGNED : BEFORE;

            wire                  in_valid, in_inverse, in_overflow;
            wire [2*IN_WIDTH-1:0] in_data;
            wire [L-1-s:0]        in_index;
            wire                  out_valid, out_inverse, out_overflow;
            wire [2*WIDTH-1:0]    out_data;

            // Taps in simulation see the words that move.
            wire out_ready = enable;
            wire unused    = out_ready || |in_index;

            if (s == 0) begin : g_first
                assign in_valid    = s_axis_tvalid;
                assign in_data     = aligned;
                assign in_inverse  = inverse;
                assign in_overflow = 1'b0;
            end else begin : g_next
                assign in_valid    = g_stage[s-1].out_valid;
                assign in_data     = g_stage[s-1].out_data;
                assign in_inverse  = g_stage[s-1].out_inverse;
                assign in_overflow = g_stage[s-1].out_overflow;
            end

            fft_stage #(
                .LOG2_HALF(L - 1 - s),
                .BLOCK(BLOCK),
                .ROM_BLOCK(ROM_BLOCK),
                .ROTATION((DECOMPOSITION == 0) ? 0 : 1 + s % 2),
                .IN_WIDTH(IN_WIDTH),
                .OUT_WIDTH(WIDTH),
                .SHIFT(SHIFT),
                .TWIDDLE_WIDTH(TWIDDLE_WIDTH),
                .ROUNDING(ROUNDING),
                .OVERFLOW(OVERFLOW),
                .ROM_DIR(ROM_DIR)
            ) u_stage (
                .clk(clk),
                .rst(rst),
                .enable(enable),
                .s_valid(in_valid),
                .s_data(in_data),
                .s_inverse(in_inverse),
                .s_overflow(in_overflow),
                .s_shift(4'd0),
                .s_index(in_index),
                .m_valid(out_valid),
                .m_data(out_data),
                .m_inverse(out_inverse),
                .m_overflow(out_overflow)
            );

        end
    endgenerate

    // -------------------------------------------------------- frames going out
    wire unused_inverse = g_stage[L-1].out_inverse;
    wire unused_left;

    fft_output #(
        .LOG2_LEN(L),
        .WIDTH(2*OUT_WIDTH),
        .ORDER(ORDER)
    ) u_output (
        .clk(clk),
        .rst(rst),
        .enable(enable),
        .s_valid(g_stage[L-1].out_valid),
        .s_data(g_stage[L-1].out_data),
        .s_overflow(g_stage[L-1].out_overflow),
        .s_skip({L{1'b0}}),
        .left(unused_left),
        .m_axis_tvalid(m_axis_tvalid),
        .m_axis_tready(m_axis_tready),
        .m_axis_tdata(m_axis_tdata),
        .m_axis_tlast(m_axis_tlast),
        .m_axis_tuser(m_axis_tuser)
    );

endmodule

`default_nettype wire
