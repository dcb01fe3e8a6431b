// SPDX-License-Identifier: MIT OR Apache-2.0
//
// A queue of 8 words that asks its source to stop long before it is full:
// s_room comes out of a flip-flop and may feed many clock enables.
//
// Latency: 2 clocks. Rate: one word a clock. m_valid and m_data are flip-flops.
// Rounding: none, words pass unchanged and in order.
// Caller: sends at most 2 words after s_room has fallen.
// Does not refuse a word.
`default_nettype none

module fft_fifo #(
    parameter WIDTH = 34
) (
    input  wire             clk,
    input  wire             rst,
    output wire             s_room,
    input  wire             s_valid,
    input  wire [WIDTH-1:0] s_data,
    output wire             m_valid,
    input  wire             m_ready,
    output wire [WIDTH-1:0] m_data
);

    (* ram_style = "distributed" *)
    reg [WIDTH-1:0] memory [0:7];
    reg [2:0]       write_q;
    reg [2:0]       read_q;
    reg             room_q;
    reg             valid_q;
    reg [WIDTH-1:0] data_q;

    wire [2:0] waiting = write_q - read_q;
    wire       unused  = |waiting[1:0];
    wire       move    = m_ready || !valid_q;
    wire       stored  = write_q != read_q;

    always @(posedge clk) begin
        if (s_valid) memory[write_q] <= s_data;
        if (move) data_q <= memory[read_q];
    end

    always @(posedge clk) begin
        if (s_valid) write_q <= write_q + 1'b1;
        if (move && stored) read_q <= read_q + 1'b1;
        if (move) valid_q <= stored;
        room_q <= !waiting[2];
        if (rst) begin
            write_q <= 3'd0;
            read_q  <= 3'd0;
            room_q  <= 1'b1;
            valid_q <= 1'b0;
        end
    end

    assign s_room  = room_q;
    assign m_valid = valid_q;
    assign m_data  = data_q;

endmodule

`default_nettype wire
