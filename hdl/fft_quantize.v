// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The only place where bits are dropped: one component from IN_WIDTH bits to
// TO_WIDTH bits, DROP of them fraction that goes.
//
//   ROUNDING 0 truncate    r = floor(v / 2^DROP)
//            1 half-up     r = floor(v / 2^DROP + 1/2)
//            2 convergent  r = v / 2^DROP to nearest, halves to even
//   OVERFLOW 0 wrap: the low TO_WIDTH bits of r   1 saturate: the nearer limit
//   overflow = r does not fit TO_WIDTH bits, in either mode
//
// Latency: 1 clock in which `enable` is high, between rounding and limiting; the
// result is combinational behind it and wants a register of the caller's.
// DROP may be 0 and may exceed IN_WIDTH; TO_WIDTH may exceed what is left.
// Does not remember overflow: the frame's flag is kept by its owner.
`default_nettype none

module fft_quantize #(
    parameter IN_WIDTH = 34,
    parameter DROP     = 16,
    parameter TO_WIDTH = 16,
    parameter ROUNDING = 2,
    parameter OVERFLOW = 1
) (
    input  wire                clk,
    input  wire                enable,
    input  wire [IN_WIDTH-1:0] value,
    output wire [TO_WIDTH-1:0] result,
    output wire                overflow
);

    // One more sign bit than `value` and than the fraction: room for the carry.
    localparam EXT = ((IN_WIDTH > DROP) ? IN_WIDTH : DROP + 1) + 1;
    localparam R   = EXT - DROP;
    localparam TOP = ((R > TO_WIDTH) ? R : TO_WIDTH) + 1;

    // Two zeros below make the fraction's slices legal for DROP = 0 and 1.
    wire [EXT+1:0] padded  = {{(EXT-IN_WIDTH){value[IN_WIDTH-1]}}, value, 2'b00};
    wire [R-1:0]   floored = padded[EXT+1:DROP+2];
    wire           half    = padded[DROP+1];
    wire           below   = |padded[DROP:0];
    wire           up      = (ROUNDING == 0) ? 1'b0
                           : (ROUNDING == 1) ? half
                           : half && (below || floored[0]);

    reg [R-1:0] rounded_q;

    // It fits if all bits above the result's magnitude equal the sign; cheaper
    // than comparing with both limits.
    wire [TOP-1:0]      extended = {{(TOP-R){rounded_q[R-1]}}, rounded_q};
    wire                sign     = extended[TOP-1];
    wire                fits     = extended[TOP-2:TO_WIDTH-1] == {(TOP-TO_WIDTH){sign}};
    wire [TO_WIDTH-1:0] limit    = {sign, {(TO_WIDTH-1){!sign}}};

    always @(posedge clk) begin
        if (enable) rounded_q <= floored + {{(R-1){1'b0}}, up};
    end

    assign result   = (OVERFLOW != 0 && !fits) ? limit : extended[TO_WIDTH-1:0];
    assign overflow = !fits;

endmodule

`default_nettype wire
