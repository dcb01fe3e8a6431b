// SPDX-License-Identifier: MIT OR Apache-2.0
//
// hdl/fft_butterfly.v in ECP5 carry cells. Each has room for one more input than an adder
// takes, which yosys does not use by itself: `pairing` goes in there and makes b and c from
// b_kept and a, so that the flip-flops that hold b and c go. For synthesis only; give it in
// place of that file. Placed and timed, never run on a device.
//
// A cell's sum is p ^ carry in, its carry out is p ? carry in : g; p is a table of four
// inputs, g the first four entries of the same table.
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

    localparam W = WIDTH;

    // Both chains have one bit below a component, which gives it its carry, and an even
    // number of bits in all.
    localparam S = 2*W + 6;
    localparam D = 2*W + 4;

    // p = ~a ^ (b & pairing), g = ~a; p = b ^ (a & pairing), g = b; p = 0, g = A.
    localparam [15:0] SENT  = 16'h9595;
    localparam [15:0] KEPT  = 16'h6a6a;
    localparam [15:0] START = 16'h000a;

    wire [1:0] one = carry | {2{ROUND != 0}};

    wire [S-1:0] a_sent = {a[2*W+1], a[2*W+1:W+1], one[1], a[W], a[W:0], one[0]};
    wire [S-1:0] b_sent = {{2{b_kept[2*W-1]}}, b_kept[2*W-1:W], 1'b0, {2{b_kept[W-1]}}, b_kept[W-1:0], 1'b0};
    wire [D-1:0] a_dif  = {b_kept[2*W-1], b_kept[2*W-1:W], carry[1], b_kept[W-1], b_kept[W-1:0], carry[0]};
    wire [D-1:0] b_dif  = {a[2*W+1:W+1], 1'b0, a[W:0], 1'b0};

    wire [S-1:0] sum;
    wire [D-1:0] dif;
    wire [S/2:0] sum_carry;
    wire [D/2:0] dif_carry;

    assign sum_carry[0] = 1'b0;
    assign dif_carry[0] = 1'b0;

    genvar i;
    generate
        for (i = 0; i < S/2; i = i + 1) begin : g_sent

            localparam LOW  = 2*i == 0 || 2*i == W + 3;
            localparam HIGH = 2*i + 1 == W + 3;

            CCU2C #(
                .INIT0(LOW ? START : SENT),
                .INIT1(HIGH ? START : SENT),
                .INJECT1_0("NO"),
                .INJECT1_1("NO")
            ) u_cell (
                .CIN(sum_carry[i]),
                .A0(a_sent[2*i]), .B0(b_sent[2*i]), .C0(LOW ? 1'b1 : pairing), .D0(1'b0),
                .A1(a_sent[2*i+1]), .B1(b_sent[2*i+1]), .C1(HIGH ? 1'b1 : pairing), .D1(1'b0),
                .S0(sum[2*i]), .S1(sum[2*i+1]), .COUT(sum_carry[i+1])
            );

        end
        for (i = 0; i < D/2; i = i + 1) begin : g_kept

            localparam LOW  = 2*i == 0 || 2*i == W + 2;
            localparam HIGH = 2*i + 1 == W + 2;

            CCU2C #(
                .INIT0(LOW ? START : KEPT),
                .INIT1(HIGH ? START : KEPT),
                .INJECT1_0("NO"),
                .INJECT1_1("NO")
            ) u_cell (
                .CIN(dif_carry[i]),
                .A0(a_dif[2*i]), .B0(b_dif[2*i]), .C0(LOW ? 1'b1 : pairing), .D0(1'b0),
                .A1(a_dif[2*i+1]), .B1(b_dif[2*i+1]), .C1(HIGH ? 1'b1 : pairing), .D1(1'b0),
                .S0(dif[2*i]), .S1(dif[2*i+1]), .COUT(dif_carry[i+1])
            );

        end
    endgenerate

    assign sent = {sum[2*W+5:W+4], sum[W+2:1]};
    assign kept = {dif[2*W+3:W+3], dif[W+1:1]};

    wire unused = |b || |c || |carry_n || sum[W+3] || sum[0] || dif[W+2] || dif[0]
               || sum_carry[S/2] || dif_carry[D/2];

endmodule

`default_nettype wire
