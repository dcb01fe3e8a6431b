// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Exact complex product with three multipliers.
//
//   k1 = wr*(xr + xi),  k2 = xi*(wr + wi),  k3 = xr*(wi - wr)
//   y  = x*w = (k1 - k2) + j(k1 + k3)
//
// The twiddle operand has TWIDDLE_WIDTH + 1 bits, so that exactly one is
// 2^(TWIDDLE_WIDTH-1) and needs no path around the multipliers.
// Latency: 3 clocks in which `enable` is high (add, multiply, add).
// Rounding: none.
// Caller: wr + wi and wi - wr must fit TWIDDLE_WIDTH + 1 bits, which holds for
// every |w| <= 1 and for all pairs of TWIDDLE_WIDTH-bit values.
// Does not know which clocks carry data: the stage keeps the valid bits.
`default_nettype none

module fft_complex_mul #(
    parameter DATA_WIDTH    = 17,
    parameter TWIDDLE_WIDTH = 16
) (
    input  wire                                clk,
    input  wire                                enable,
    input  wire [DATA_WIDTH-1:0]               x_re,
    input  wire [DATA_WIDTH-1:0]               x_im,
    input  wire [TWIDDLE_WIDTH:0]              w_re,
    input  wire [TWIDDLE_WIDTH:0]              w_im,
    output wire [DATA_WIDTH+TWIDDLE_WIDTH:0]   y_re,
    output wire [DATA_WIDTH+TWIDDLE_WIDTH:0]   y_im
);

    // Every |y| fits Y bits; sums of products are taken modulo 2^Y.
    localparam X = DATA_WIDTH;
    localparam T = TWIDDLE_WIDTH;
    localparam Y = X + T + 1;

    // Add.
    reg signed [X:0]   x_sum_q;
    reg signed [X-1:0] x_re_q;
    reg signed [X-1:0] x_im_q;
    reg signed [T:0]   w_re_q;
    reg signed [T:0]   w_sum_q;
    reg signed [T:0]   w_dif_q;

    always @(posedge clk) begin
        if (enable) begin
            x_sum_q <= {x_re[X-1], x_re} + {x_im[X-1], x_im};
            x_re_q  <= x_re;
            x_im_q  <= x_im;
            w_re_q  <= w_re;
            w_sum_q <= w_re + w_im;
            w_dif_q <= w_im - w_re;
        end
    end

    // Multiply, all operands sign-extended to the width of the result.
    wire signed [Y-1:0] x_sum_ext = {{T{x_sum_q[X]}}, x_sum_q};
    wire signed [Y-1:0] x_re_ext  = {{(T+1){x_re_q[X-1]}}, x_re_q};
    wire signed [Y-1:0] x_im_ext  = {{(T+1){x_im_q[X-1]}}, x_im_q};
    wire signed [Y-1:0] w_re_ext  = {{X{w_re_q[T]}}, w_re_q};
    wire signed [Y-1:0] w_sum_ext = {{X{w_sum_q[T]}}, w_sum_q};
    wire signed [Y-1:0] w_dif_ext = {{X{w_dif_q[T]}}, w_dif_q};

    reg [Y-1:0] k1_q;
    reg [Y-1:0] k2_q;
    reg [Y-1:0] k3_q;
    reg [Y-1:0] y_re_q;
    reg [Y-1:0] y_im_q;

    always @(posedge clk) begin
        if (enable) begin
            k1_q   <= x_sum_ext * w_re_ext;
            k2_q   <= x_im_ext * w_sum_ext;
            k3_q   <= x_re_ext * w_dif_ext;
            y_re_q <= k1_q - k2_q;
            y_im_q <= k1_q + k3_q;
        end
    end

    assign y_re = y_re_q;
    assign y_im = y_im_q;

endmodule

`default_nettype wire
