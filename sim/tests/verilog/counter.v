// SPDX-License-Identifier: MIT OR Apache-2.0
// Counts; stops itself in every way at chosen counts.
`default_nettype none
module counter #(parameter WIDTH = 8, parameter FINISH = 0, FATAL = 0, ERROR = 0, STOP = 0) (
    input wire clk, input wire rst, input wire enable, output reg [WIDTH-1:0] count, output reg [31:0] unset
);
    reg [31:0] never_reset;
    always @(posedge clk) begin
        if (enable) count <= count + 1'b1;
        unset <= never_reset;
        never_reset <= never_reset;
        if (rst) count <= 0;
        if (!rst && FINISH != 0 && count == FINISH) $finish;
        if (!rst && FATAL != 0 && count == FATAL) $fatal(1, "count is %0d", count);
        if (!rst && ERROR != 0 && count == ERROR) $error("count is %0d", count);
        if (!rst && STOP != 0 && count == STOP) $stop;
    end
endmodule
`default_nettype wire
