// SPDX-License-Identifier: MIT OR Apache-2.0
// Counts, and at 5 stops itself in the way that stop_by asks for.
`default_nettype none
module counter #(parameter WIDTH = 8) (
    input wire clk, input wire rst, input wire enable, input wire [2:0] stop_by,
    output reg [WIDTH-1:0] count, output reg [31:0] unset
);
    reg [31:0] never_reset;
    always @(posedge clk) begin
        if (enable) count <= count + 1'b1;
        unset <= never_reset;
        never_reset <= never_reset;
        if (rst) count <= 0;
        else if (count == 5) begin
            case (stop_by)
                3'd1: $finish;
                3'd2: $stop;
                3'd3: $error("count is %0d", count);
                3'd4: $fatal(1, "count was %0d", count);
                3'd5: $display("hello from %0d", count);
                default: ;
            endcase
        end
    end
endmodule
`default_nettype wire
