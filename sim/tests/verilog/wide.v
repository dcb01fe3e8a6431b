// SPDX-License-Identifier: MIT OR Apache-2.0
// Combinational; ports of every storage class, and a parameter wider than any word.
`default_nettype none
module wide #(parameter [95:0] KEY = 96'h0, parameter [23:0] TEXT = "abc") (
    input wire [7:0] a, input wire [15:0] b, input wire [31:0] c, input wire [63:0] d, input wire [129:0] e,
    output wire [7:0] sum, output wire [15:0] product, output wire [31:0] swapped, output wire [63:0] inverted,
    output wire [129:0] keyed, output wire [31:0] text
);
    assign sum = a + b[7:0];
    assign product = a * b[7:0];
    assign swapped = {c[15:0], c[31:16]};
    assign inverted = ~d;
    assign keyed = e ^ {34'h0, KEY};
    assign text = {8'h0, TEXT};
endmodule
`default_nettype wire
