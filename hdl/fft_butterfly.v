// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Radix-2 butterfly, exact.
//
//   sum = a + b,  dif = a - b   (per component)
//
// Latency: none, combinational.
// Rounding: none, one bit of growth holds every result. |dif| is at most
// 2^WIDTH - 1, so dif can be negated without overflow; sum can be -2^WIDTH.
// Does not rotate: the twiddle is applied after the delay line.
`default_nettype none

module fft_butterfly #(
    parameter WIDTH = 16
) (
    input  wire [WIDTH-1:0] a_re,
    input  wire [WIDTH-1:0] a_im,
    input  wire [WIDTH-1:0] b_re,
    input  wire [WIDTH-1:0] b_im,
    output wire [WIDTH:0]   sum_re,
    output wire [WIDTH:0]   sum_im,
    output wire [WIDTH:0]   dif_re,
    output wire [WIDTH:0]   dif_im
);

    wire [WIDTH:0] a_re_ext = {a_re[WIDTH-1], a_re};
    wire [WIDTH:0] a_im_ext = {a_im[WIDTH-1], a_im};
    wire [WIDTH:0] b_re_ext = {b_re[WIDTH-1], b_re};
    wire [WIDTH:0] b_im_ext = {b_im[WIDTH-1], b_im};

    assign sum_re = a_re_ext + b_re_ext;
    assign sum_im = a_im_ext + b_im_ext;
    assign dif_re = a_re_ext - b_re_ext;
    assign dif_im = a_im_ext - b_im_ext;

endmodule

`default_nettype wire
