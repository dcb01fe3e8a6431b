// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The module under test with the kit's ports and widths; every test of the kit drives this one.
// @SPEC@
// Another core: change the instance below, or replace this file. tdata is {im, re}; tuser on a frame's first beat
// in is 1 for the inverse transform, on its last beat out 1 if the frame overflowed.
`default_nettype none

module kit_dut (
    input  wire            clk,
    input  wire            rst,
    input  wire            s_axis_tvalid,
    output wire            s_axis_tready,
    input  wire [@IN_TOP@:0] s_axis_tdata,
    input  wire            s_axis_tlast,
    input  wire            s_axis_tuser,
    output wire            m_axis_tvalid,
    input  wire            m_axis_tready,
    output wire [@OUT_TOP@:0] m_axis_tdata,
    output wire            m_axis_tlast,
    output wire            m_axis_tuser,
    output wire            event_tlast_missing,
    output wire            event_tlast_unexpected
);

    wire event_frame_started;
    wire unused = &{1'b0, event_frame_started};

    fft@PARAMETERS@ u_fft (
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

endmodule

`default_nettype wire
