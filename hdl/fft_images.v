// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The images on their way through fft_plane: where each begins and ends, its direction
// and its overflow flag, which travel beside its words.
//
// in_move, out_move: a word comes in, leaves. inverse: the direction of the image of the
// next word that comes in; turn_inverse: of that whose rows are next over, as turn_over
// says of their last word. rows_over comes with the flag of an image's rows before the
// last word of its columns leaves; column_overflow with that of a column on its last word.
// Latency: none. Rounding: none. Events as of fft_events, m_axis_tlast and m_axis_tuser as
// of fft_plane.
// Caller: between in_move and turn_over, and between rows_over and out_move, are two frames
// of an `fft` and few words more, and an image has four frames at least: never more than 3
// images wait there. Does not hold words.
`default_nettype none

module fft_images #(
    parameter LOG2_LEN = 12
) (
    input  wire clk,
    input  wire rst,
    input  wire in_move,
    input  wire s_axis_tlast,
    input  wire s_axis_tuser,
    output wire inverse,
    input  wire turn_over,
    output wire turn_inverse,
    input  wire rows_over,
    input  wire rows_overflow,
    input  wire out_move,
    input  wire column_overflow,
    output wire m_axis_tlast,
    output wire m_axis_tuser,
    output wire event_frame_started,
    output wire event_tlast_missing,
    output wire event_tlast_unexpected
);

    localparam L = LOG2_LEN;

    // --------------------------------------------------------- images coming in
    reg [L-1:0] in_index_q;
    reg         inverse_q;

    wire first = in_index_q == {L{1'b0}};
    wire last  = &in_index_q;

    assign inverse = first ? s_axis_tuser : inverse_q;

    always @(posedge clk) begin
        if (in_move) in_index_q <= in_index_q + 1'b1;
        if (in_move) inverse_q <= inverse;
        if (rst) in_index_q <= {L{1'b0}};
    end

    fft_events u_events (
        .clk(clk), .rst(rst),
        .accept(in_move), .first(first), .last(last), .s_axis_tlast(s_axis_tlast),
        .event_frame_started(event_frame_started),
        .event_tlast_missing(event_tlast_missing),
        .event_tlast_unexpected(event_tlast_unexpected)
    );

    // -------------------------------------------------------- images going out
    reg [L-1:0] out_index_q;
    reg         out_last_q;
    reg         overflow_q;
    wire        image_overflow;

    assign m_axis_tlast = out_last_q;
    assign m_axis_tuser = out_last_q && (overflow_q || column_overflow || image_overflow);

    always @(posedge clk) begin
        if (out_move) out_index_q <= out_index_q + 1'b1;
        if (out_move) out_last_q <= out_index_q == {{(L-1){1'b1}}, 1'b0};
        if (out_move) overflow_q <= !out_last_q && (overflow_q || column_overflow);
        if (rst) begin
            out_index_q <= {L{1'b0}};
            out_last_q  <= 1'b0;
            overflow_q  <= 1'b0;
        end
    end

    // -------------------------------------------------------------- on their way
    wire inverse_room, inverse_valid, flag_room, flag_valid;
    wire unused = inverse_room || inverse_valid || flag_room || flag_valid;

    fft_fifo #(.WIDTH(1)) u_inverse (
        .clk(clk), .rst(rst),
        .s_room(inverse_room), .s_valid(in_move && first), .s_data(s_axis_tuser),
        .m_valid(inverse_valid), .m_ready(turn_over), .m_data(turn_inverse)
    );

    fft_fifo #(.WIDTH(1)) u_flags (
        .clk(clk), .rst(rst),
        .s_room(flag_room), .s_valid(rows_over), .s_data(rows_overflow),
        .m_valid(flag_valid), .m_ready(out_move && out_last_q), .m_data(image_overflow)
    );

endmodule

`default_nettype wire
