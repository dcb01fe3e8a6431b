// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Magnitudes of complex words, unsigned, as wide as a component. With A the larger
// of |re| and |im|, B the smaller:
//
//   METHOD 0 max     m = Q(max(8A, 7A + 4B) / 8), off by -3 % to +0.8 %
//          1 cordic  m = Q(length of (|re|, |im|)), see fft_cordic
//
// Latency: 6 clocks (max), ITERATIONS + 6 (cordic), one beat a clock; tlast and
// tuser leave with their beat.
// Rounding: once per word, see fft_quantize; cordic floors in its guard bits too.
// Nothing overflows: sqrt(2)*2^(DATA_WIDTH-1) is well below 2^DATA_WIDTH.
// Caller: for an error of at most 1 LSB (ROUNDING 1 or 2) ITERATIONS is at least
// DATA_WIDTH/2 + 3 and 2^GUARD at least 2.6*(ITERATIONS - 1); METHOD 0 ignores both.
// Does not know frames and does not look at tlast and tuser.
`default_nettype none

module fft_magnitude #(
    parameter DATA_WIDTH = 16,  // 2 to 32
    parameter METHOD     = 0,   // 0 max, 1 cordic
    parameter ITERATIONS = 11,  // 2 to 20, cordic: at most DATA_WIDTH + GUARD
    parameter GUARD      = 5,   // 0 to 8, bits below the input
    parameter ROUNDING   = 2    // 0 truncate, 1 half-up, 2 convergent
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
    output wire [DATA_WIDTH-1:0]   m_axis_tdata,
    output wire                    m_axis_tlast,
    output wire                    m_axis_tuser
);

    // A value out of range elaborates as a legal one, so that its sentence below is
    // the error that is reported.
    localparam W      = (DATA_WIDTH < 2 || DATA_WIDTH > 32) ? 2 : DATA_WIDTH;
    localparam SHORT  = METHOD == 1 && DATA_WIDTH >= 2 && GUARD >= 0
                     && ITERATIONS <= 20 && ITERATIONS > DATA_WIDTH + GUARD;
    localparam I      = (SHORT || ITERATIONS < 2 || ITERATIONS > 20) ? 2 : ITERATIONS;
    localparam G      = (GUARD < 0 || GUARD > 8) ? 0 : GUARD;
    localparam LEVELS = (METHOD == 0) ? 5 : I + 5;

    generate
        if (DATA_WIDTH < 2 || DATA_WIDTH > 32) begin : g_bad_data_width
            data_width_must_be_2_to_32 error();
        end
        if (METHOD < 0 || METHOD > 1) begin : g_bad_method
            method_must_be_0_or_1 error();
        end
        if (ITERATIONS < 2 || ITERATIONS > 20) begin : g_bad_iterations
            iterations_must_be_2_to_20 error();
        end
        if (SHORT) begin : g_short
            iterations_must_be_at_most_data_width_plus_guard error();
        end
        if (GUARD < 0 || GUARD > 8) begin : g_bad_guard
            guard_must_be_0_to_8 error();
        end
        if (ROUNDING < 0 || ROUNDING > 2) begin : g_bad_rounding
            rounding_must_be_0_to_2 error();
        end
    endgenerate

    // ------------------------------------------------- valid bits of the levels
    reg  [LEVELS-1:0] valid_q;
    reg  [LEVELS-1:0] last_q;
    reg  [LEVELS-1:0] user_q;
    wire              skid_ready;

    wire advance = skid_ready || !valid_q[LEVELS-1];

    assign s_axis_tready = advance;

    always @(posedge clk) begin
        if (advance) begin
            valid_q <= {valid_q[LEVELS-2:0], s_axis_tvalid};
            last_q  <= {last_q[LEVELS-2:0], s_axis_tlast};
            user_q  <= {user_q[LEVELS-2:0], s_axis_tuser};
        end
        if (rst) valid_q <= {LEVELS{1'b0}};
    end

    // ---------------------------------------------------------- absolute values
    // The most negative word's is 2^(W-1), which W bits hold without a sign.
    wire [W-1:0] re = s_axis_tdata[W-1:0];
    wire [W-1:0] im = s_axis_tdata[DATA_WIDTH +: W];
    reg  [W-1:0] re_q;
    reg  [W-1:0] im_q;

    always @(posedge clk) begin
        if (advance) begin
            re_q <= re[W-1] ? -re : re;
            im_q <= im[W-1] ? -im : im;
        end
    end

    // ----------------------------------------------------------------- method
    // A length with DROP fraction bits; it is positive.
    localparam DROP  = (METHOD == 0) ? 3 : G + W + 4;
    localparam VALUE = (METHOD == 0) ? W + 4 : 2*W + G + 6;

    wire [VALUE-1:0] value;

    generate
        if (METHOD == 0) begin : g_max

            reg [W-1:0] a_q;
            reg [W-1:0] b_q;
            reg [W+2:0] seven_q;
            reg [W-1:0] a_q2;
            reg [W-1:0] b_q2;
            reg         steep_q;
            reg [W+2:0] value_q;

            always @(posedge clk) begin
                if (advance) begin
                    a_q     <= (re_q < im_q) ? im_q : re_q;
                    b_q     <= (re_q < im_q) ? re_q : im_q;
                    seven_q <= {a_q, 3'd0} - {3'd0, a_q};
                    a_q2    <= a_q;
                    b_q2    <= b_q;
                    steep_q <= {b_q, 2'd0} > {2'd0, a_q};
                    value_q <= steep_q ? seven_q + {1'b0, b_q2, 2'd0} : {a_q2, 3'd0};
                end
            end

            assign value = {1'b0, value_q};

        end else begin : g_cordic

            wire [2*W+G+4:0] length;

            fft_cordic #(
                .WIDTH(W),
                .ITERATIONS(I),
                .GUARD(G)
            ) u_cordic (
                .clk(clk),
                .enable(advance),
                .a(re_q),
                .b(im_q),
                .length(length)
            );

            assign value = {1'b0, length};

        end
    endgenerate

    wire [W-1:0] result;
    wire [W:0]   unused_imaginary;
    wire         unused_sign;
    wire         unused_overflow;

    fft_quantize #(
        .IN_WIDTH(VALUE),
        .DROP(DROP),
        .TO_WIDTH(W + 1),
        .ROUNDING(ROUNDING),
        .OVERFLOW(0)
    ) u_quantize (
        .clk(clk),
        .enable(advance),
        .value({{VALUE{1'b0}}, value}),
        .result({unused_imaginary, unused_sign, result}),
        .overflow(unused_overflow)
    );

    fft_skid_buffer #(
        .WIDTH(W + 2)
    ) u_skid_buffer (
        .clk(clk),
        .rst(rst),
        .s_valid(valid_q[LEVELS-1]),
        .s_ready(skid_ready),
        .s_data({user_q[LEVELS-1], last_q[LEVELS-1], result}),
        .m_valid(m_axis_tvalid),
        .m_ready(m_axis_tready),
        .m_data({m_axis_tuser, m_axis_tlast, m_axis_tdata})
    );

endmodule

`default_nettype wire
