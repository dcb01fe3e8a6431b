// SPDX-License-Identifier: MIT OR Apache-2.0
// An AXI-Stream skid buffer; FLAW breaks one rule of the protocol.
// 1: never valid  2: valid falls  3: data changes while waiting  4: tlast is lost  5: tlast too often
// 6: one beat comes twice  7: never ready
`default_nettype none
module fifo #(parameter WIDTH = 16, parameter FLAW = 0) (
    input wire clk, input wire rst,
    input wire s_axis_tvalid, output wire s_axis_tready, input wire [WIDTH-1:0] s_axis_tdata,
    input wire s_axis_tlast, input wire s_axis_tuser,
    output wire m_axis_tvalid, input wire m_axis_tready, output wire [WIDTH-1:0] m_axis_tdata,
    output wire m_axis_tlast, output wire m_axis_tuser, output wire event_first,
    output reg [WIDTH-1:0] noise  // every bit that was high while valid was low
);
    reg [WIDTH+1:0] hold [0:1];
    reg [1:0] fill;
    reg [15:0] clocks, beats;
    wire [WIDTH+1:0] in = {s_axis_tuser, s_axis_tlast, s_axis_tdata};
    wire pull = m_axis_tvalid && m_axis_tready;
    wire twice = FLAW == 6 && beats == 16'd7;
    wire push = s_axis_tvalid && s_axis_tready;
    assign s_axis_tready = fill != 2'd2 && FLAW != 7;
    assign m_axis_tvalid = fill != 2'd0 && FLAW != 1 && !(FLAW == 2 && clocks[2:0] == 3'd7);
    assign m_axis_tdata = hold[0][WIDTH-1:0] ^ (FLAW == 3 ? {{(WIDTH-1){1'b0}}, clocks[3]} : {WIDTH{1'b0}});
    assign m_axis_tlast = (hold[0][WIDTH] && !(FLAW == 4)) || (FLAW == 5 && beats == 16'd2);
    assign m_axis_tuser = hold[0][WIDTH+1];
    assign event_first = push && beats == 16'd0 && fill == 2'd0;
    always @(posedge clk) begin
        clocks <= clocks + 16'd1;
        if (!s_axis_tvalid) noise <= noise | s_axis_tdata;
        if (pull) begin
            beats <= beats + 16'd1;
            if (!twice) hold[0] <= hold[1];
        end
        if (push) hold[(fill == 2'd0 || (fill == 2'd1 && pull && !twice)) ? 1'b0 : 1'b1] <= in;
        case ({push, pull && !twice})
            2'b10: fill <= fill + 2'd1;
            2'b01: fill <= fill - 2'd1;
            default: fill <= fill;
        endcase
        if (rst) begin
            fill <= 2'd0;
            clocks <= 16'd0;
            beats <= 16'd0;
            noise <= {WIDTH{1'b0}};
        end
    end
endmodule
`default_nettype wire
