// SPDX-License-Identifier: MIT OR Apache-2.0
//
// What a stage whose shift is set at run time does to the components of a word {im, re}
// before they are rounded:
//
//   value = y * 2^(MOST - shift)
//
// fft_quantize then drops MOST bits whatever the shift is: Q(value / 2^MOST) is
// Q(y / 2^shift), the same bits with zeros below, so ties stay ties.
// Latency: none, combinational. Rounding: none, MOST more bits hold every value.
// Caller: shift is 0 to MOST. MOST 0 passes y on and does not look at shift.
// Does not drop bits and does not check the shift.
`default_nettype none

module fft_shift #(
    parameter WIDTH = 34,
    parameter MOST  = 1
) (
    input  wire [3:0]                shift,
    input  wire [2*WIDTH-1:0]        y,
    output wire [2*(WIDTH+MOST)-1:0] value
);

    localparam V = WIDTH + MOST;
    // Bits that tell 0 to MOST: a shifter of four would have a level for each.
    localparam B = (MOST < 2) ? 1 : (MOST < 4) ? 2 : (MOST < 8) ? 3 : 4;

    generate
        if (MOST == 0) begin : g_none

            assign value = y;

            wire unused = |shift;

        end else begin : g_shift

            localparam [31:0] LARGEST = MOST;

            wire [B-1:0] zeros = LARGEST[B-1:0] - shift[B-1:0];
            wire [V-1:0] re    = {{MOST{y[WIDTH-1]}}, y[WIDTH-1:0]};
            wire [V-1:0] im    = {{MOST{y[2*WIDTH-1]}}, y[2*WIDTH-1:WIDTH]};

            assign value = {im << zeros, re << zeros};

            wire unused = |shift;

        end
    endgenerate

endmodule

`default_nettype wire
