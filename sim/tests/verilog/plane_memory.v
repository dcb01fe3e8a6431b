// SPDX-License-Identifier: MIT OR Apache-2.0
//
// An outside memory for fft_corner_turn, for simulation only. It works in the order in which it accepts and answers
// in order, LATENCY clocks later at the earliest. With CHAOS 1 it accepts and answers by chance, more and less in
// turn, and shows noise while it has no answer; its dice are not reset.
`default_nettype none

module plane_memory #(
    parameter ADDRESS = 8,
    parameter WIDTH   = 32,
    parameter LATENCY = 1,
    parameter CHAOS   = 0,
    parameter SEED    = 1
) (
    input  wire               clk,
    input  wire               rst,
    input  wire               write_valid,
    output wire               write_ready,
    input  wire [ADDRESS-1:0] write_address,
    input  wire [WIDTH-1:0]   write_data,
    input  wire               read_valid,
    output wire               read_ready,
    input  wire [ADDRESS-1:0] read_address,
    output wire               data_valid,
    output wire [WIDTH-1:0]   data
);

    reg [WIDTH-1:0] memory [0:(1<<ADDRESS)-1];
    reg [WIDTH-1:0] answers [0:511];
    reg [31:0]      due [0:511];
    reg [8:0]       asked_q;
    reg [8:0]       answered_q;
    reg [31:0]      clock_q;
    reg [31:0]      dice_q;

    initial clock_q = 32'd0;
    initial dice_q = SEED;

    function [31:0] next(input [31:0] x);
        reg [31:0] y;
        begin
            y    = x ^ (x << 13);
            y    = y ^ (y >> 17);
            next = y ^ (y << 5);
        end
    endfunction

    // Bits 5 to 10 of the clock choose how likely each side moves for 32 clocks.
    wire [2:0] share = {clock_q[5] ^ clock_q[8], clock_q[6] ^ clock_q[9], clock_q[7] ^ clock_q[10]};
    wire       ready = asked_q != answered_q && due[answered_q] <= clock_q;

    wire [63:0] noise = {dice_q, ~dice_q};

    assign write_ready = CHAOS == 0 || dice_q[2:0] <= share;
    assign read_ready  = CHAOS == 0 || dice_q[5:3] <= ~share;
    assign data_valid  = ready && (CHAOS == 0 || dice_q[8:6] <= {share[0], share[2:1]});
    assign data        = data_valid ? answers[answered_q] : noise[WIDTH-1:0];

    always @(posedge clk) begin
        clock_q <= clock_q + 32'd1;
        dice_q  <= next(dice_q);
        if (write_valid && write_ready) memory[write_address] <= write_data;
        if (read_valid && read_ready) begin
            answers[asked_q] <= memory[read_address];
            due[asked_q]     <= clock_q + LATENCY;
            asked_q          <= asked_q + 9'd1;
        end
        if (data_valid) answered_q <= answered_q + 9'd1;
        if (rst) begin
            asked_q    <= 9'd0;
            answered_q <= 9'd0;
        end
    end

endmodule

`default_nettype wire
