// SPDX-License-Identifier: MIT OR Apache-2.0
//
// fft_complex_mul gives, four enabled clocks later,
//
//   y = (xr*wr - xi*wi) + j(xr*wi + xi*wr)  modulo 2^OUT_WIDTH
//
// for any x and for any w whose sum and difference fit TWIDDLE_WIDTH + 1 bits, in both
// forms. The products are unknown words (product_unknown.v); known of them is what
// ring.v proves, and only where both operands are proved to be the ones it speaks of.
// Method: bounded; the module has no feedback, and remembers four enabled clocks.
// That y fits its words is proved in range_product.v, the product itself in multiplier.v.
`default_nettype none

module complex_mul #(
    parameter DATA_WIDTH    = 17,
    parameter TWIDDLE_WIDTH = 16,
    parameter MULTIPLIERS   = 3
) (
    input wire                     clk,
    input wire                     enable,
    input wire [DATA_WIDTH-1:0]    x_re,
    input wire [DATA_WIDTH-1:0]    x_im,
    input wire [TWIDDLE_WIDTH:0]   w_re,
    input wire [TWIDDLE_WIDTH:0]   w_im
);

    localparam X = DATA_WIDTH;
    localparam T = TWIDDLE_WIDTH;
    localparam Y = X + T;

    // The factor as it is given, and its duty.
    wire [T+1:0] w_sum = {w_im[T], w_im} + {w_re[T], w_re};
    wire [T+1:0] w_dif = {w_im[T], w_im} - {w_re[T], w_re};

    always @* assume (w_sum[T+1] == w_sum[T] && w_dif[T+1] == w_dif[T]);

    wire [Y-1:0] y_re;
    wire [Y-1:0] y_im;

    fft_complex_mul #(
        .DATA_WIDTH(X),
        .OUT_WIDTH(Y),
        .TWIDDLE_WIDTH(T),
        .MULTIPLIERS(MULTIPLIERS)
    ) uut (
        .clk(clk),
        .enable(enable),
        .x_re(x_re),
        .x_im(x_im),
        .w_sum(w_sum[T:0]),
        .w_dif(w_dif[T:0]),
        .y_re(y_re),
        .y_im(y_im)
    );

    // x and w when the multipliers' operands are theirs, and the four products then.
    reg [Y-1:0]  xr_q, xr_q2, xi_q, xi_q2, wr_q, wr_q2, wi_q, wi_q2;
    wire [Y-1:0] rr = $anyseq;
    wire [Y-1:0] ii = $anyseq;
    wire [Y-1:0] ri = $anyseq;
    wire [Y-1:0] ir = $anyseq;
    reg [Y-1:0]  re_q, im_q, re_q2, im_q2;
    reg [2:0]    age_q = 3'd0;

    always @(posedge clk) begin
        if (enable) begin
            xr_q  <= $signed(x_re);
            xi_q  <= $signed(x_im);
            wr_q  <= $signed(w_re);
            wi_q  <= $signed(w_im);
            xr_q2 <= xr_q;
            xi_q2 <= xi_q;
            wr_q2 <= wr_q;
            wi_q2 <= wi_q;
            re_q  <= rr - ii;
            im_q  <= ri + ir;
            re_q2 <= re_q;
            im_q2 <= im_q;
            if (age_q != 3'd4) age_q <= age_q + 1'b1;
        end
    end

    always @* begin
        if (age_q == 3'd4) begin
            assert (y_re == re_q2);
            assert (y_im == im_q2);
        end
    end

    // What the multipliers see and give, by the names the module has inside.
    (* hierconn *) wire [Y-1:0] \uut.g_three.u_k1.a_ext , \uut.g_three.u_k1.b_ext , \uut.g_three.u_k1.product ;
    (* hierconn *) wire [Y-1:0] \uut.g_three.u_k2.a_ext , \uut.g_three.u_k2.b_ext , \uut.g_three.u_k2.product ;
    (* hierconn *) wire [Y-1:0] \uut.g_three.u_k3.a_ext , \uut.g_three.u_k3.b_ext , \uut.g_three.u_k3.product ;
    (* hierconn *) wire [Y-1:0] \uut.g_four.u_rr.a_ext , \uut.g_four.u_rr.b_ext , \uut.g_four.u_rr.product ;
    (* hierconn *) wire [Y-1:0] \uut.g_four.u_ii.a_ext , \uut.g_four.u_ii.b_ext , \uut.g_four.u_ii.product ;
    (* hierconn *) wire [Y-1:0] \uut.g_four.u_ri.a_ext , \uut.g_four.u_ri.b_ext , \uut.g_four.u_ri.product ;
    (* hierconn *) wire [Y-1:0] \uut.g_four.u_ir.a_ext , \uut.g_four.u_ir.b_ext , \uut.g_four.u_ir.product ;

    wire [Y-1:0] x_sum = xr_q2 + xi_q2;
    wire [Y-1:0] f_sum = wi_q2 + wr_q2;
    wire [Y-1:0] f_dif = wi_q2 - wr_q2;

    // Operands are widened sums and differences: then, and only then, ring.v says what
    // their product is.
    generate
        if (MULTIPLIERS == 3) begin : g_three
            wire k1 = \uut.g_three.u_k1.a_ext == x_sum && \uut.g_three.u_k1.b_ext == wr_q2;
            wire k2 = \uut.g_three.u_k2.a_ext == xi_q2 && \uut.g_three.u_k2.b_ext == f_sum;
            wire k3 = \uut.g_three.u_k3.a_ext == xr_q2 && \uut.g_three.u_k3.b_ext == f_dif;
            always @* begin
                assume (!k1 || \uut.g_three.u_k1.product == rr + ir);
                assume (!k2 || \uut.g_three.u_k2.product == ii + ir);
                assume (!k3 || \uut.g_three.u_k3.product == ri - rr);
                if (age_q[1]) assert (k1 && k2 && k3);
            end
        end else begin : g_four
            wire is_rr = \uut.g_four.u_rr.a_ext == xr_q2 && \uut.g_four.u_rr.b_ext == wr_q2;
            wire is_ii = \uut.g_four.u_ii.a_ext == xi_q2 && \uut.g_four.u_ii.b_ext == wi_q2;
            wire is_ri = \uut.g_four.u_ri.a_ext == xr_q2 && \uut.g_four.u_ri.b_ext == wi_q2;
            wire is_ir = \uut.g_four.u_ir.a_ext == xi_q2 && \uut.g_four.u_ir.b_ext == wr_q2;
            always @* begin
                assume (!is_rr || \uut.g_four.u_rr.product == rr);
                assume (!is_ii || \uut.g_four.u_ii.product == ii);
                assume (!is_ri || \uut.g_four.u_ri.product == ri);
                assume (!is_ir || \uut.g_four.u_ir.product == ir);
                if (age_q[1]) assert (is_rr && is_ii && is_ri && is_ir);
            end
        end
    endgenerate

endmodule

`default_nettype wire
