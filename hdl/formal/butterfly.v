// SPDX-License-Identifier: MIT OR Apache-2.0
//
// fft_butterfly gives, for both components and whatever the other one is,
//
//   sent = b - a - 1 + carry + ROUND, in WIDTH + 2 bits    kept = b_kept + c + carry, in WIDTH + 1
//
// as integers: no bit is lost. a is any word; c is 0 or the complement of a word that
// came in, which has WIDTH bits; carries 0 if ROUND is 1. GATED 1: b is b_kept, and c is
// a, or both are 0, as `pairing` says: all that a stage ever gives.
// Method: bounded, one step; combinational.
`default_nettype none

module butterfly #(
    parameter WIDTH = 16,
    parameter ROUND = 0,
    parameter GATED = 0
) (
    input wire [2*WIDTH+1:0] a,
    input wire [2*WIDTH+1:0] c,
    input wire [2*WIDTH-1:0] b,
    input wire [2*WIDTH-1:0] b_kept,
    input wire               pairing,
    input wire [1:0]         carry
);

    localparam W = WIDTH;

    wire [2*W+3:0] sent;
    wire [2*W+1:0] kept;

    fft_butterfly #(
        .WIDTH(WIDTH),
        .ROUND(ROUND)
    ) uut (
        .a(a),
        .c(c),
        .b(b),
        .b_kept(b_kept),
        .pairing(pairing),
        .carry(carry),
        .carry_n(~carry),
        .sent(sent),
        .kept(kept)
    );

    always @* begin
        assume (GATED == 0 || b == (pairing ? b_kept : {(2*W){1'b0}}));
        assume (GATED == 0 || c == (pairing ? a : {(2*W+2){1'b0}}));
    end

    genvar i;
    generate
        for (i = 0; i < 2; i = i + 1) begin : g_component

            wire signed [W:0]   a_i    = a[i*(W+1) +: W+1];
            wire signed [W:0]   c_i    = c[i*(W+1) +: W+1];
            wire signed [W-1:0] b_i    = b[i*W +: W];
            wire signed [W-1:0] k_i    = b_kept[i*W +: W];
            wire signed [W+1:0] sent_i = sent[i*(W+2) +: W+2];
            wire signed [W:0]   kept_i = kept[i*(W+1) +: W+1];

            // Four bits more than any operand: integers.
            wire signed [W+4:0] one      = carry[i] ? 1 : 0;
            wire signed [W+4:0] round    = (ROUND != 0) ? 1 : 0;
            wire signed [W+4:0] sum_sent = b_i - a_i - 1 + one + round;
            wire signed [W+4:0] sum_kept = k_i + c_i + one;

            always @* begin
                assume (c_i[W] == c_i[W-1]);
                assume (ROUND == 0 || !carry[i]);
                assert (sent_i == sum_sent);
                assert (kept_i == sum_kept);
            end

        end
    endgenerate

endmodule

`default_nettype wire
