// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Takes the place of hdl/fft_multiplier.v in complex_mul.v: the same registers, but the
// product is any word. What is known of it, the proof assumes.
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
    wire [P_WIDTH-1:0] product = $anyseq;

    always @(posedge clk) begin
        if (enable) begin
            a_q <= a;
            b_q <= b;
            p_q <= product;
        end
    end

    assign p = p_q;

endmodule

`default_nettype wire
