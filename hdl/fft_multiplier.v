// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Signed product with registers before and behind it, as a DSP block has them.
//
//   p = a*b
//
// Latency: 2 clocks in which `enable` is high.
// Rounding: none; taken modulo 2^P_WIDTH.
// A folder of hdl/synth has this module made of a vendor's block, for tools that leave
// the registers outside.
`default_nettype none

module fft_multiplier #(
    parameter A_WIDTH = 18,
    parameter B_WIDTH = 17,
    parameter P_WIDTH = 34
) (
    input  wire               clk,
    input  wire               enable,
    input  wire [A_WIDTH-1:0] a,
    input  wire [B_WIDTH-1:0] b,
    output wire [P_WIDTH-1:0] p
);

    reg [A_WIDTH-1:0] a_q;
    reg [B_WIDTH-1:0] b_q;
    reg [P_WIDTH-1:0] p_q;

    // Operands sign-extended to the width of the result.
    wire [P_WIDTH-1:0] a_ext = {{(P_WIDTH-A_WIDTH){a_q[A_WIDTH-1]}}, a_q};
    wire [P_WIDTH-1:0] b_ext = {{(P_WIDTH-B_WIDTH){b_q[B_WIDTH-1]}}, b_q};

    always @(posedge clk) begin
        if (enable) begin
            a_q <= a;
            b_q <= b;
            p_q <= $signed(a_ext) * $signed(b_ext);
        end
    end

    assign p = p_q;

endmodule

`default_nettype wire
