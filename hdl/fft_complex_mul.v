// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Exact complex product y = x*w, with three multipliers or with four.
//
//   3:  k1 = wr*(xr + xi),  k2 = xi*(wi + wr),  k3 = xr*(wi - wr)
//       y  = (k1 - k2) + j(k1 + k3)
//   4:  y  = (xr*wr - xi*wi) + j(xr*wi + xi*wr)
//
// Three multiply operands one bit wider; MULTIPLIERS says which form. The factor is
// given as w_sum = wi + wr and w_dif = wi - wr, each of TWIDDLE_WIDTH + 1 bits, so that
// exactly one is 2^(TWIDDLE_WIDTH-1) and needs no path around the multipliers.
// Latency: 4 clocks in which `enable` is high (store, add, multiply, add).
// Rounding: none.
// Caller: y fits OUT_WIDTH bits, and |w| <= 1 but for rounding, so that w_sum and w_dif
// fit theirs.
// Does not know which clocks carry data: the stage keeps the valid bits.
`default_nettype none

module fft_complex_mul #(
    parameter DATA_WIDTH    = 17,
    parameter OUT_WIDTH     = 33,
    parameter TWIDDLE_WIDTH = 16,
    parameter MULTIPLIERS   = 3
) (
    input  wire                   clk,
    input  wire                   enable,
    input  wire [DATA_WIDTH-1:0]  x_re,
    input  wire [DATA_WIDTH-1:0]  x_im,
    input  wire [TWIDDLE_WIDTH:0] w_sum,
    input  wire [TWIDDLE_WIDTH:0] w_dif,
    output wire [OUT_WIDTH-1:0]   y_re,
    output wire [OUT_WIDTH-1:0]   y_im
);

    localparam X = DATA_WIDTH;
    localparam T = TWIDDLE_WIDTH;
    localparam Y = OUT_WIDTH;

    reg [X-1:0] re_q;
    reg [X-1:0] im_q;
    reg [T:0]   sum_q;
    reg [T:0]   dif_q;

    always @(posedge clk) begin
        if (enable) begin
            re_q  <= x_re;
            im_q  <= x_im;
            sum_q <= w_sum;
            dif_q <= w_dif;
        end
    end

    reg [Y-1:0] y_re_q;
    reg [Y-1:0] y_im_q;

    assign y_re = y_re_q;
    assign y_im = y_im_q;

    // Sum less difference is twice wr, in one more bit.
    wire [T+1:0] w_re = {sum_q[T], sum_q} - {dif_q[T], dif_q};

    generate
        if (MULTIPLIERS == 3) begin : g_three

            wire [X:0]   x_sum = {re_q[X-1], re_q} + {im_q[X-1], im_q};
            wire [Y-1:0] k1;
            wire [Y-1:0] k2;
            wire [Y-1:0] k3;

            fft_multiplier #(.A_WIDTH(X + 1), .B_WIDTH(T + 1), .P_WIDTH(Y)) u_k1 (
                .clk(clk), .enable(enable), .a(x_sum), .b(w_re[T+1:1]), .p(k1)
            );
            fft_multiplier #(.A_WIDTH(X), .B_WIDTH(T + 1), .P_WIDTH(Y)) u_k2 (
                .clk(clk), .enable(enable), .a(im_q), .b(sum_q), .p(k2)
            );
            fft_multiplier #(.A_WIDTH(X), .B_WIDTH(T + 1), .P_WIDTH(Y)) u_k3 (
                .clk(clk), .enable(enable), .a(re_q), .b(dif_q), .p(k3)
            );

            always @(posedge clk) begin
                if (enable) begin
                    y_re_q <= k1 - k2;
                    y_im_q <= k1 + k3;
                end
            end

            wire unused = w_re[0];

        end else begin : g_four

            wire [T+1:0] w_im = {sum_q[T], sum_q} + {dif_q[T], dif_q};
            wire [Y-1:0] rr;
            wire [Y-1:0] ii;
            wire [Y-1:0] ri;
            wire [Y-1:0] ir;

            fft_multiplier #(.A_WIDTH(X), .B_WIDTH(T + 1), .P_WIDTH(Y)) u_rr (
                .clk(clk), .enable(enable), .a(re_q), .b(w_re[T+1:1]), .p(rr)
            );
            fft_multiplier #(.A_WIDTH(X), .B_WIDTH(T + 1), .P_WIDTH(Y)) u_ii (
                .clk(clk), .enable(enable), .a(im_q), .b(w_im[T+1:1]), .p(ii)
            );
            fft_multiplier #(.A_WIDTH(X), .B_WIDTH(T + 1), .P_WIDTH(Y)) u_ri (
                .clk(clk), .enable(enable), .a(re_q), .b(w_im[T+1:1]), .p(ri)
            );
            fft_multiplier #(.A_WIDTH(X), .B_WIDTH(T + 1), .P_WIDTH(Y)) u_ir (
                .clk(clk), .enable(enable), .a(im_q), .b(w_re[T+1:1]), .p(ir)
            );

            always @(posedge clk) begin
                if (enable) begin
                    y_re_q <= rr - ii;
                    y_im_q <= ri + ir;
                end
            end

            wire unused = w_re[0] || w_im[0];

        end
    endgenerate

endmodule

`default_nettype wire
