// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The adders of a radix-2 butterfly in a stage that streams, exact: what is sent on
// and what is kept in the delay line, per component.
//
//   sent = b - a - 1 + carry
//   kept = b_kept + c + carry
//
// What is kept is a complement, ~v = -v-1. While b comes in, a and c are the complement
// of the word that waits for it: x + b is sent, the complement of x - b kept. Else b and
// c are 0: what waits is sent as it is, and b_kept kept. b may be the complement of a
// word with carry 1, which makes it its negative. ROUND 1 adds one to `sent` besides.
// Latency: none, combinational.
// Rounding: none; WIDTH + 2 bits hold whatever is sent, WIDTH + 1 what is kept.
// Words are {im, re}, carries {im, re}; carry_n is the complement of carry, so that no
// cell stands before the adder. Caller: carries 0 if ROUND is 1.
// Does not rotate: the twiddle is applied after the delay line.
`default_nettype none

module fft_butterfly #(
    parameter WIDTH = 16,
    parameter ROUND = 0
) (
    input  wire [2*WIDTH+1:0] a,
    input  wire [2*WIDTH+1:0] c,
    input  wire [2*WIDTH-1:0] b,
    input  wire [2*WIDTH-1:0] b_kept,
    input  wire               pairing,
    input  wire [1:0]         carry,
    input  wire [1:0]         carry_n,
    output wire [2*WIDTH+3:0] sent,
    output wire [2*WIDTH+1:0] kept
);

    // Both components share an adder, for a carry chain costs four cells whatever its
    // length. In the bit below each, both operands are this component's carry: what
    // comes in from the component below ends there, and the carry goes on.
    localparam W = WIDTH;

    wire [1:0]     one   = carry | {2{ROUND != 0}};
    wire [1:0]     one_n = (ROUND != 0) ? 2'b00 : carry_n;
    wire [2*W+5:0] sum = {{2{b[2*W-1]}}, b[2*W-1:W], one[1], {2{b[W-1]}}, b[W-1:0], one[0]}
                       - {a[2*W+1], a[2*W+1:W+1], one_n[1], a[W], a[W:0], one_n[0]};
    wire [2*W+3:0] dif = {b_kept[2*W-1], b_kept[2*W-1:W], carry[1],
                          b_kept[W-1], b_kept[W-1:0], carry[0]}
                       + {c[2*W+1:W+1], carry[1], c[W:0], carry[0]};

    assign sent = {sum[2*W+5:W+4], sum[W+2:1]};
    assign kept = {dif[2*W+3:W+3], dif[W+1:1]};

    wire unused = pairing || sum[W+3] || sum[0] || dif[W+2] || dif[0];

endmodule

`default_nettype wire
