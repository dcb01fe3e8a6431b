// SPDX-License-Identifier: MIT OR Apache-2.0
//
// A component of x*w fits X + T bits, X those of x, if |w_re| + |w_im| < 2^T.
//
// Both are x1*v1 + x2*v2, v1 and v2 the two of w or their negatives. By Horner's rule,
// one bit of each x after the other from the sign down: of n bits besides the sign, x is
// -2^n to 2^n - 1, and so x*v between -2^n*v and 2^n*v - v, or backwards if v < 0. That
// follows from itself from bit to bit, and after X - 1 bits says that the sum fits.
// Method: induction; the only multiplication is by two.
// That twiddle factors keep to the sum is proved in twiddle_rom.v.
`default_nettype none

module range_product #(
    parameter DATA_WIDTH    = 17,
    parameter TWIDDLE_WIDTH = 16
) (
    input wire clk,
    input wire bit_1,
    input wire bit_2
);

    localparam X    = DATA_WIDTH;
    localparam T    = TWIDDLE_WIDTH;
    localparam FULL = X + T + 3;

    wire signed [T:0] w_1 = $anyconst;
    wire signed [T:0] w_2 = $anyconst;

    wire signed [FULL-1:0] v_1  = w_1;
    wire signed [FULL-1:0] v_2  = w_2;
    wire signed [FULL-1:0] size = ((v_1 < 0) ? -v_1 : v_1) + ((v_2 < 0) ? -v_2 : v_2);

    // The two products, 2^n of both factors and of 2^T; a one that moves with n.
    reg                   started_q = 1'b0;
    reg [X-1:0]           taken_q   = 1;
    reg signed [FULL-1:0] p_1_q, p_2_q, n_1_q, n_2_q, limit_q;

    always @(posedge clk) begin
        if (!started_q) begin
            started_q <= 1'b1;
            p_1_q     <= bit_1 ? -v_1 : 0;
            p_2_q     <= bit_2 ? -v_2 : 0;
            n_1_q     <= v_1;
            n_2_q     <= v_2;
            limit_q   <= 1 << T;
        end else if (!taken_q[X-1]) begin
            taken_q <= taken_q << 1;
            p_1_q   <= (p_1_q << 1) + (bit_1 ? v_1 : 0);
            p_2_q   <= (p_2_q << 1) + (bit_2 ? v_2 : 0);
            n_1_q   <= n_1_q << 1;
            n_2_q   <= n_2_q << 1;
            limit_q <= limit_q << 1;
        end
    end

    function between(input signed [FULL-1:0] p, input signed [FULL-1:0] v, input signed [FULL-1:0] n);
        between = (v < 0) ? n < 0 && p <= -n && p >= n - v : n >= 0 && p >= -n && p <= n - v;
    endfunction

    wire signed [FULL-1:0] size_n = ((n_1_q < 0) ? -n_1_q : n_1_q) + ((n_2_q < 0) ? -n_2_q : n_2_q);
    wire signed [FULL-1:0] sum    = p_1_q + p_2_q;

    always @* begin
        assume (size < (1 << T));
        assert (taken_q != 0 && (taken_q & (taken_q - 1'b1)) == 0);
        if (started_q) begin
            assert (limit_q == {3'd0, taken_q, {T{1'b0}}});
            assert (n_1_q > -limit_q && n_1_q < limit_q && n_2_q > -limit_q && n_2_q < limit_q);
            assert (size_n < limit_q);
            assert (between(p_1_q, v_1, n_1_q) && between(p_2_q, v_2, n_2_q));
            assert (sum >= -limit_q && sum < limit_q);
            if (taken_q[X-1]) assert (sum == $signed(sum[X+T-1:0]));
        end else begin
            assert (taken_q == 1);
        end
    end

endmodule

`default_nettype wire
