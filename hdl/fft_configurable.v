// SPDX-License-Identifier: MIT OR Apache-2.0
//
// fft for frames of any length from 2^LOG2_LEN_MIN to N = 2^LOG2_LEN; length, direction and
// shifts of each frame come as a word of s_axis_config, see fft_configuration.
//
// The last l stages of a decimation in frequency are the transform of 2^l words, so a
// frame enters at stage LOG2_LEN - l. Radix-2^2 pairs begin with stage 0: a frame enters
// at the first of a pair, and its length is N, N/4, N/16, ...
// A frame's first beat is accepted once its word has come. No beat is lost between frames
// of one length and shifts, whatever their directions; before another the frames inside
// leave first: as many clocks without a beat as the bit-reversed latency, and 1; in natural
// order more while a longer frame before them still leaves its memory.
// Latency: that of `fft` of the frame's length. One beat a clock; frames leave by themselves.
// Rounding: once per stage and word. SHIFTS are each stage's largest shifts; words have
// the WIDTHS of their stages whatever the length. m_axis_tuser as in fft.
// Caller: no beat counts with rst high, which drops words of s_axis_config as well; the
// counter, not s_axis_tlast, ends a frame. Does not choose shifts by data.
`default_nettype none

module fft_configurable #(
    parameter LOG2_LEN      = 10,           // 2 to 16, of the longest frame
    parameter LOG2_LEN_MIN  = 2,            // 2 to LOG2_LEN, of the shortest
    parameter DATA_WIDTH    = 16,           // 2 to 32, component of the input
    parameter TWIDDLE_WIDTH = 16,           // 2 to 32
    parameter ALIGN         = 0,            // zero bits below the input
    parameter [63:0] SHIFTS = {16{4'd1}},   // 4 bits a stage, 0 to 8: the largest
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
    input  wire                                    s_axis_config_tvalid,
    output wire                                    s_axis_config_tready,
    input  wire [16+8*((LOG2_LEN+1)/2)-1:0]        s_axis_config_tdata,
    input  wire                                    s_axis_tvalid,
    output wire                                    s_axis_tready,
    input  wire [2*DATA_WIDTH-1:0]                 s_axis_tdata,
    input  wire                                    s_axis_tlast,
    output wire                                    m_axis_tvalid,
    input  wire                                    m_axis_tready,
    output wire [2*WIDTHS[6*((LOG2_LEN-1)&15) +: 6]-1:0] m_axis_tdata,
    output wire                                    m_axis_tlast,
    output wire                                    m_axis_tuser,
    output wire                                    event_frame_started,
    output wire                                    event_tlast_missing,
    output wire                                    event_tlast_unexpected,
    output wire                                    event_config_invalid
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
        .LOG2_LEN(LOG2_LEN), .LOG2_LEN_MIN(LOG2_LEN_MIN), .DATA_WIDTH(DATA_WIDTH),
        .TWIDDLE_WIDTH(TWIDDLE_WIDTH), .ALIGN(ALIGN), .SHIFTS(SHIFTS), .WIDTHS(WIDTHS),
        .ROUNDING(ROUNDING), .OVERFLOW(OVERFLOW), .ORDER(ORDER), .DECOMPOSITION(DECOMPOSITION)
    ) u_parameters ();

    // ------------------------------------------------------------ configuration
    wire         enable, open, inverse, left;
    wire         accept = s_axis_tvalid && s_axis_tready;
    wire [L-1:0] enters, skip;
    wire [4*L-1:0] shifts;

    // Both are flip-flops: stages stop together, and no beat comes before its frame's word.
    assign s_axis_tready = enable && open;

    reg [L-1:0] index_q;

    wire first = index_q == {L{1'b0}};
    wire last  = &(index_q | skip);

    fft_configuration #(
        .LOG2_LEN(L), .LOG2_LEN_MIN(LOG2_LEN_MIN), .SHIFTS(SHIFTS), .DECOMPOSITION(DECOMPOSITION)
    ) u_configuration (
        .clk(clk), .rst(rst),
        .s_axis_config_tvalid(s_axis_config_tvalid),
        .s_axis_config_tready(s_axis_config_tready),
        .s_axis_config_tdata(s_axis_config_tdata),
        .over(accept && last), .left(left), .open(open),
        .inverse(inverse), .enters(enters), .skip(skip), .shifts(shifts),
        .invalid(event_config_invalid)
    );

    // --------------------------------------------------------- frames coming in
    always @(posedge clk) begin
        if (accept) index_q <= (index_q + 1'b1) & ~skip;
        if (rst) index_q <= {L{1'b0}};
    end

    fft_events u_events (
        .clk(clk), .rst(rst),
        .accept(accept), .first(first), .last(last), .s_axis_tlast(s_axis_tlast),
        .event_frame_started(event_frame_started),
        .event_tlast_missing(event_tlast_missing),
        .event_tlast_unexpected(event_tlast_unexpected)
    );

    // ------------------------------------------------------------------ stages
    genvar s;
    generate
        for (s = 0; s < L; s = s + 1) begin : g_stage

            localparam [31:0] WIDTH    = width_of(s);
            localparam [31:0] SHIFT    = {28'd0, SHIFTS[4*s +: 4]};
            // Stage 0 reads its own width in the branch not taken: no index below 0.
            localparam [31:0] EARLIER  = width_of((s == 0) ? 0 : s - 1);
            localparam [31:0] BEFORE   = (s == 0) ? ALIGNED : EARLIER;
            // Where frames enter the wider of both words fits.
            localparam        ENTERS   = s == 0 || (s <= L - LOG2_LEN_MIN && (DECOMPOSITION == 0 || s % 2 == 0));
            localparam [31:0] IN_WIDTH = (ENTERS && BEFORE < ALIGNED) ? ALIGNED : BEFORE;

            wire                  in_valid, in_inverse, in_overflow;
            wire [2*IN_WIDTH-1:0] in_data;
            wire [L-1-s:0]        in_index;
            wire                  out_valid, out_inverse, out_overflow;
            wire [2*WIDTH-1:0]    out_data;

            // Taps in simulation see the words that move.
            wire out_ready = enable;
            wire unused    = out_ready || |in_index;

            wire                before_valid, before_inverse, before_overflow;
            wire [2*BEFORE-1:0] before_data;

            if (s == 0) begin : g_first
                assign {before_valid, before_inverse, before_overflow} = 3'd0;
                assign before_data = {(2*BEFORE){1'b0}};
            end else begin : g_next
                assign before_valid    = g_stage[s-1].out_valid;
                assign before_data     = g_stage[s-1].out_data;
                assign before_inverse  = g_stage[s-1].out_inverse;
                assign before_overflow = g_stage[s-1].out_overflow;
            end

            fft_entrance #(
                .DATA_WIDTH(DATA_WIDTH), .ALIGN(ALIGN), .BEFORE_WIDTH(BEFORE), .WIDTH(IN_WIDTH),
                .ENTERS(ENTERS ? 1 : 0)
            ) u_entrance (
                .enters(enters[s]),
                .s_valid(s_axis_tvalid && open), .s_data(s_axis_tdata), .s_inverse(inverse),
                .before_valid(before_valid), .before_data(before_data),
                .before_inverse(before_inverse), .before_overflow(before_overflow),
                .m_valid(in_valid), .m_data(in_data),
                .m_inverse(in_inverse), .m_overflow(in_overflow)
            );

            fft_stage #(
                .LOG2_HALF(L - 1 - s), .ROTATION((DECOMPOSITION == 0) ? 0 : 1 + s % 2),
                .IN_WIDTH(IN_WIDTH), .OUT_WIDTH(WIDTH), .SHIFT(SHIFT), .RUNTIME(1),
                .TWIDDLE_WIDTH(TWIDDLE_WIDTH), .ROUNDING(ROUNDING), .OVERFLOW(OVERFLOW),
                .BLOCK(BLOCK), .ROM_BLOCK(ROM_BLOCK), .ROM_DIR(ROM_DIR)
            ) u_stage (
                .clk(clk), .rst(rst), .enable(enable),
                .s_valid(in_valid), .s_data(in_data), .s_inverse(in_inverse), .s_overflow(in_overflow),
                .s_shift(shifts[4*(L-1-s) +: 4]), .s_index(in_index),
                .m_valid(out_valid), .m_data(out_data), .m_inverse(out_inverse), .m_overflow(out_overflow)
            );

        end
    endgenerate

    // -------------------------------------------------------- frames going out
    wire unused_inverse = g_stage[L-1].out_inverse;

    fft_output #(
        .LOG2_LEN(L),
        .WIDTH(2*OUT_WIDTH),
        .ORDER(ORDER)
    ) u_output (
        .clk(clk), .rst(rst), .enable(enable),
        .s_valid(g_stage[L-1].out_valid),
        .s_data(g_stage[L-1].out_data),
        .s_overflow(g_stage[L-1].out_overflow),
        .s_skip(skip), .left(left),
        .m_axis_tvalid(m_axis_tvalid), .m_axis_tready(m_axis_tready), .m_axis_tdata(m_axis_tdata),
        .m_axis_tlast(m_axis_tlast), .m_axis_tuser(m_axis_tuser)
    );

endmodule

`default_nettype wire
