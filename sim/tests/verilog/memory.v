// SPDX-License-Identifier: MIT OR Apache-2.0
// A ROM from a data file.
`default_nettype none
module memory #(parameter DIR = "rom") (input wire clk, input wire [1:0] address, output reg [7:0] data);
    reg [7:0] rom [0:3];
    initial $readmemh({DIR, "/rom.hex"}, rom);
    always @(posedge clk) data <= rom[address];
endmodule
`default_nettype wire
