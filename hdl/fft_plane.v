// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Streaming fixed-point FFT in two dimensions: an image of R = 2^COLUMN_LOG2_LEN rows of
// C = 2^ROW_LOG2_LEN words goes in row by row; its spectrum leaves column by column, word
// u*R + v is X[v][u]:
//
//   X[v][u] = 2^-(sum of shifts) * sum over y, x of a[y][x]*exp(-2*pi*j*(u*x/C + v*y/R))
//
// conjugated if s_axis_tuser is 1 on the image's first beat. Rows go through an `fft`,
// the memory of fft_corner_turn, and as columns through another `fft`.
// Latency: those of the two `fft`, the rows' in bit-reversed order, and R*C + 4 clocks.
// One beat a clock sustained; each image leaves without further input.
// Rounding: once per stage and word, see fft_quantize. m_axis_tuser on the last beat of an
// image: some stage of a row or column overflowed in it; 0 on the beats before.
// MEMORY 1: the memory is outside, behind the mem ports, see fft_corner_turn.
// Caller: no beat counts in a clock with rst high; the counter, not s_axis_tlast, ends an
// image. Does not turn the spectrum back, does not window.
`default_nettype none

module fft_plane #(
    parameter ROW_LOG2_LEN         = 6,            // 2 to 16, log2 of the columns
    parameter COLUMN_LOG2_LEN      = 6,            // 2 to 16, log2 of the rows
    parameter DATA_WIDTH           = 16,           // these as of `fft`, for each axis
    parameter ROW_TWIDDLE_WIDTH    = 16,
    parameter COLUMN_TWIDDLE_WIDTH = 16,
    parameter ROW_ALIGN            = 0,
    parameter COLUMN_ALIGN         = 0,
    parameter [63:0] ROW_SHIFTS    = {16{4'd1}},
    parameter [63:0] COLUMN_SHIFTS = {16{4'd1}},
    parameter [95:0] ROW_WIDTHS    = {16{6'd16}},
    parameter [95:0] COLUMN_WIDTHS = {16{6'd16}},
    parameter ROW_ROUNDING         = 2,
    parameter COLUMN_ROUNDING      = 2,
    parameter ROW_OVERFLOW         = 1,
    parameter COLUMN_OVERFLOW      = 1,
    parameter ROW_ORDER            = 1,            // of the index u
    parameter COLUMN_ORDER         = 1,            // of the index v
    parameter ROW_DECOMPOSITION    = 0,
    parameter COLUMN_DECOMPOSITION = 0,
    parameter BLOCK                = 5,
    parameter ROM_BLOCK            = 5,
    parameter ROM_DIR              = "rom",
    parameter MEMORY               = 0,            // 0 inside, 1 outside
    parameter LOG2_CREDITS         = 5             // 3 to 8, log2 of the words asked of it at once
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
    output wire [2*COLUMN_WIDTHS[6*((COLUMN_LOG2_LEN-1)&15) +: 6]-1:0] m_axis_tdata,
    output wire                    m_axis_tlast,
    output wire                    m_axis_tuser,
    output wire                    event_frame_started,
    output wire                    event_tlast_missing,
    output wire                    event_tlast_unexpected,
    output wire                    mem_write_valid,
    input  wire                    mem_write_ready,
    output wire [((ROW_LOG2_LEN+COLUMN_LOG2_LEN)&63):0] mem_write_address,
    output wire [2*ROW_WIDTHS[6*((ROW_LOG2_LEN-1)&15) +: 6]-1:0] mem_write_data,
    output wire                    mem_read_valid,
    input  wire                    mem_read_ready,
    output wire [((ROW_LOG2_LEN+COLUMN_LOG2_LEN)&63):0] mem_read_address,
    input  wire                    mem_data_valid,
    input  wire [2*ROW_WIDTHS[6*((ROW_LOG2_LEN-1)&15) +: 6]-1:0] mem_data
);

    // A value out of range elaborates as a legal one here, so that its sentence, of this
    // module or of an `fft`, is the error that is reported.
    localparam X     = (ROW_LOG2_LEN < 2 || ROW_LOG2_LEN > 16) ? 2 : ROW_LOG2_LEN;
    localparam Y     = (COLUMN_LOG2_LEN < 2 || COLUMN_LOG2_LEN > 16) ? 2 : COLUMN_LOG2_LEN;
    localparam L     = X + Y;

    localparam [31:0] LAST_WIDTH = {26'd0, ROW_WIDTHS[6*(X-1) +: 6]};
    localparam [31:0] WIDTH      = (LAST_WIDTH < 2 || LAST_WIDTH > 32) ? 16 : LAST_WIDTH;

    wire inverse, turn_inverse, turn_end;

    // --------------------------------------------------------------------- rows
    wire               row_valid, row_ready, row_last, row_overflow;
    wire [2*WIDTH-1:0] row_data;
    wire               row_started, row_missing, row_unexpected;
    wire               unused_row = row_last || row_started || row_missing || row_unexpected;

    fft #(
        .LOG2_LEN(ROW_LOG2_LEN), .DATA_WIDTH(DATA_WIDTH), .TWIDDLE_WIDTH(ROW_TWIDDLE_WIDTH),
        .ALIGN(ROW_ALIGN), .SHIFTS(ROW_SHIFTS), .WIDTHS(ROW_WIDTHS),
        .ROUNDING(ROW_ROUNDING), .OVERFLOW(ROW_OVERFLOW),
        .ORDER(0), .DECOMPOSITION(ROW_DECOMPOSITION),
        .BLOCK(BLOCK), .ROM_BLOCK(ROM_BLOCK), .ROM_DIR(ROM_DIR)
    ) u_rows (
        .clk(clk), .rst(rst),
        .s_axis_tvalid(s_axis_tvalid),
        .s_axis_tready(s_axis_tready),
        .s_axis_tdata(s_axis_tdata),
        .s_axis_tlast(1'b0),
        .s_axis_tuser(inverse),
        .m_axis_tvalid(row_valid),
        .m_axis_tready(row_ready),
        .m_axis_tdata(row_data),
        .m_axis_tlast(row_last),
        .m_axis_tuser(row_overflow),
        .event_frame_started(row_started),
        .event_tlast_missing(row_missing),
        .event_tlast_unexpected(row_unexpected)
    );

    // -------------------------------------------------------------- corner turn
    wire               column_valid, column_ready, column_end, column_inverse, rows_overflow;
    wire [2*WIDTH-1:0] column_data;

    fft_corner_turn #(
        .ROW_LOG2_LEN(X),
        .COLUMN_LOG2_LEN(Y),
        .WIDTH(2*WIDTH),
        .ORDER(ROW_ORDER),
        .MEMORY(MEMORY),
        .LOG2_CREDITS(LOG2_CREDITS)
    ) u_corner_turn (
        .clk(clk), .rst(rst),
        .s_valid(row_valid),
        .s_ready(row_ready),
        .s_data(row_data),
        .s_overflow(row_overflow),
        .s_inverse(turn_inverse),
        .s_last(turn_end),
        .m_valid(column_valid),
        .m_ready(column_ready),
        .m_data(column_data),
        .m_last(column_end),
        .m_overflow(rows_overflow),
        .m_inverse(column_inverse),
        .mem_write_valid(mem_write_valid),
        .mem_write_ready(mem_write_ready),
        .mem_write_address(mem_write_address),
        .mem_write_data(mem_write_data),
        .mem_read_valid(mem_read_valid),
        .mem_read_ready(mem_read_ready),
        .mem_read_address(mem_read_address),
        .mem_data_valid(mem_data_valid),
        .mem_data(mem_data)
    );

    // ------------------------------------------------------------------ columns
    wire column_last, column_overflow;
    wire column_started, column_missing, column_unexpected;
    wire unused_column = column_last || column_started || column_missing || column_unexpected;

    fft #(
        .LOG2_LEN(COLUMN_LOG2_LEN), .DATA_WIDTH(WIDTH), .TWIDDLE_WIDTH(COLUMN_TWIDDLE_WIDTH),
        .ALIGN(COLUMN_ALIGN), .SHIFTS(COLUMN_SHIFTS), .WIDTHS(COLUMN_WIDTHS),
        .ROUNDING(COLUMN_ROUNDING), .OVERFLOW(COLUMN_OVERFLOW),
        .ORDER(COLUMN_ORDER), .DECOMPOSITION(COLUMN_DECOMPOSITION),
        .BLOCK(BLOCK), .ROM_BLOCK(ROM_BLOCK), .ROM_DIR(ROM_DIR)
    ) u_columns (
        .clk(clk), .rst(rst),
        .s_axis_tvalid(column_valid),
        .s_axis_tready(column_ready),
        .s_axis_tdata(column_data),
        .s_axis_tlast(1'b0),
        .s_axis_tuser(column_inverse),
        .m_axis_tvalid(m_axis_tvalid),
        .m_axis_tready(m_axis_tready),
        .m_axis_tdata(m_axis_tdata),
        .m_axis_tlast(column_last),
        .m_axis_tuser(column_overflow),
        .event_frame_started(column_started),
        .event_tlast_missing(column_missing),
        .event_tlast_unexpected(column_unexpected)
    );

    // ------------------------------------------------------------------- images
    wire in_move  = s_axis_tvalid && s_axis_tready;
    wire out_move = m_axis_tvalid && m_axis_tready;

    fft_images #(
        .LOG2_LEN(L)
    ) u_images (
        .clk(clk), .rst(rst),
        .in_move(in_move), .s_axis_tlast(s_axis_tlast), .s_axis_tuser(s_axis_tuser), .inverse(inverse),
        .turn_over(row_valid && row_ready && turn_end), .turn_inverse(turn_inverse),
        .rows_over(column_valid && column_ready && column_end), .rows_overflow(rows_overflow),
        .out_move(out_move), .column_overflow(column_overflow),
        .m_axis_tlast(m_axis_tlast), .m_axis_tuser(m_axis_tuser),
        .event_frame_started(event_frame_started),
        .event_tlast_missing(event_tlast_missing),
        .event_tlast_unexpected(event_tlast_unexpected)
    );

endmodule

`default_nettype wire
