// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The ring lemma of complex_mul.v: the three products that fft_complex_mul takes are
// sums of the four that define x*w.
//
//   (xr + xi)*wr = xr*wr + xi*wr
//   xi*(wi + wr) = xi*wi + xi*wr
//   xr*(wi - wr) = xr*wi - xr*wr
//
// Words of WIDTH bits, modulo 2^WIDTH, any values: all operands are widened already, so
// that a solver compares polynomials; of narrow operands it would compare bits, and not
// finish. Method: combinational.
// Says nothing of the Verilog by itself.
`default_nettype none

module ring #(
    parameter WIDTH = 33
) (
    input wire [WIDTH-1:0] xr,
    input wire [WIDTH-1:0] xi,
    input wire [WIDTH-1:0] wr,
    input wire [WIDTH-1:0] wi
);

    wire [WIDTH-1:0] x_sum = xr + xi;
    wire [WIDTH-1:0] w_sum = wi + wr;
    wire [WIDTH-1:0] w_dif = wi - wr;

    always @* begin
        assert (x_sum*wr == xr*wr + xi*wr);
        assert (xi*w_sum == xi*wi + xi*wr);
        assert (xr*w_dif == xr*wi - xr*wr);
    end

endmodule

`default_nettype wire
