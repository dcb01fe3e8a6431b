// SPDX-License-Identifier: MIT OR Apache-2.0
//
// What fft_stage's butterfly sends, as it is used there, fits:
//
//   WIDTH + 1 bits where a multiplier takes it, WIDTH + 2 before rounding elsewhere,
//   and it is never below -2^WIDTH, nor times -j or j if b was not turned (a stage turns
//   either b or what it sends): a shift by one bit at least, with
//   any rounding, then leaves nothing below the lower limit of WIDTH bits or more, which
//   fft_quantize assumes if CEILING is 1.
//
// The word that waits has WIDTH bits, its complement lies in the memory; with it comes b,
// as it is or as the complement of a word, with carry 1; what is kept then is the
// difference that is sent later, alone. ROUND 1 adds one, before a shift of one bit.
// Method: bounded, one step; combinational.
`default_nettype none

module stage_range #(
    parameter WIDTH = 16,
    parameter ROUND = 0
) (
    input wire [2*WIDTH-1:0] x,
    input wire [2*WIDTH-1:0] b,
    input wire [1:0]         turned
);

    localparam W = WIDTH;

    wire [1:0]     carry = (ROUND != 0) ? 2'b00 : turned;
    wire [2*W+1:0] line  = {~x[2*W-1], ~x[2*W-1:W], ~x[W-1], ~x[W-1:0]};
    wire [2*W-1:0] word  = {carry[1] ? ~b[2*W-1:W] : b[2*W-1:W], carry[0] ? ~b[W-1:0] : b[W-1:0]};
    wire [2*W+3:0] sum;
    wire [2*W+3:0] dif;
    wire [2*W+1:0] kept;
    wire [2*W+1:0] unused;

    // While b comes in; and later, when the difference leaves.
    fft_butterfly #(
        .WIDTH(W),
        .ROUND(ROUND)
    ) u_sum (
        .a(line),
        .c(line),
        .b(word),
        .b_kept(word),
        .pairing(1'b1),
        .carry(carry),
        .carry_n(~carry),
        .sent(sum),
        .kept(kept)
    );

    fft_butterfly #(
        .WIDTH(W),
        .ROUND(ROUND)
    ) u_dif (
        .a(kept),
        .c({(2*W+2){1'b0}}),
        .b({(2*W){1'b0}}),
        .b_kept({(2*W){1'b1}}),
        .pairing(1'b0),
        .carry(2'b00),
        .carry_n(2'b11),
        .sent(dif),
        .kept(unused)
    );

    genvar i;
    generate
        for (i = 0; i < 2; i = i + 1) begin : g_component

            wire signed [W-1:0] x_i   = x[i*W +: W];
            wire signed [W-1:0] b_i   = b[i*W +: W];
            wire signed [W+1:0] sum_i = sum[i*(W+2) +: W+2];
            wire signed [W+1:0] dif_i = dif[i*(W+2) +: W+2];
            wire signed [W+4:0] round = (ROUND != 0) ? 1 : 0;
            wire signed [W+4:0] b_as  = carry[i] ? -b_i : b_i;
            wire signed [W+4:0] lower = -(1 << W);

            // The meaning, in integers; then where it lies.
            always @* begin
                assert (sum_i == x_i + b_as + round);
                assert (dif_i == x_i - b_as + round);
                if (ROUND == 0) assert (sum_i[W+1] == sum_i[W] && dif_i[W+1] == dif_i[W]);
                assert (sum_i >= lower && dif_i >= lower);
                if (!carry[i]) assert (-dif_i >= lower);
                assert (((sum_i - round) >>> 1) >= -(1 << (W - 1)));
                assert (((dif_i - round) >>> 1) >= -(1 << (W - 1)));
                if (!carry[i]) assert (((-dif_i) >>> 1) >= -(1 << (W - 1)));
            end

        end
    endgenerate

endmodule

`default_nettype wire
