// SPDX-License-Identifier: MIT OR Apache-2.0
//
// What is reported of frames that come in: that one has begun, and where s_axis_tlast
// and the counter disagree.
//
// Latency: 1 clock from a beat to its event, which is high for one clock.
// Rounding: none.
// Caller: `first` and `last` are the counter's, of the beat that `accept` takes.
`default_nettype none

module fft_events (
    input  wire clk,
    input  wire rst,
    input  wire accept,
    input  wire first,
    input  wire last,
    input  wire s_axis_tlast,
    output wire event_frame_started,
    output wire event_tlast_missing,
    output wire event_tlast_unexpected
);

    reg frame_started_q;
    reg tlast_missing_q;
    reg tlast_unexpected_q;

    assign event_frame_started    = frame_started_q;
    assign event_tlast_missing    = tlast_missing_q;
    assign event_tlast_unexpected = tlast_unexpected_q;

    always @(posedge clk) begin
        frame_started_q    <= accept && first;
        tlast_missing_q    <= accept && last && !s_axis_tlast;
        tlast_unexpected_q <= accept && !last && s_axis_tlast;
        if (rst) begin
            frame_started_q    <= 1'b0;
            tlast_missing_q    <= 1'b0;
            tlast_unexpected_q <= 1'b0;
        end
    end

endmodule

`default_nettype wire
