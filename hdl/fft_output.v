// SPDX-License-Identifier: MIT OR Apache-2.0
//
// What stands behind the last stage: counts the words of frames of 2^LOG2_LEN, collects
// their overflow, queues them, and puts them in natural order if ORDER is 1.
//
// Bits of s_skip say that frames are shorter: with l of 2^l, bits l and above are 1.
// Latency: the queue's 2 clocks, N + 3 more in natural order. One word a clock; every
// frame leaves without further input.
// Rounding: none. m_axis_tuser on the last beat of a frame: a word of it came with
// s_overflow; 0 on the beats before. `left` is high while a frame's last word leaves the queue.
// Caller: moves words only while `enable` is high, all stages together; s_skip changes
// only while no word is between it and the end of the queue.
// Does not refuse a word: `enable` falls before there is no room.
`default_nettype none

module fft_output #(
    parameter LOG2_LEN = 10,
    parameter WIDTH    = 32,
    parameter ORDER    = 1
) (
    input  wire                clk,
    input  wire                rst,
    output wire                enable,
    input  wire                s_valid,
    input  wire [WIDTH-1:0]    s_data,
    input  wire                s_overflow,
    input  wire [LOG2_LEN-1:0] s_skip,
    output wire                left,
    output wire                m_axis_tvalid,
    input  wire                m_axis_tready,
    output wire [WIDTH-1:0]    m_axis_tdata,
    output wire                m_axis_tlast,
    output wire                m_axis_tuser
);

    localparam L = LOG2_LEN;

    wire moves = s_valid && enable;

    reg [L-1:0] index_q;
    reg         overflow_q;

    wire last = &(index_q | s_skip);
    wire user = last && (overflow_q || s_overflow);

    always @(posedge clk) begin
        if (moves) begin
            index_q    <= (index_q + 1'b1) & ~s_skip;
            overflow_q <= !last && (overflow_q || s_overflow);
        end
        if (rst) begin
            index_q    <= {L{1'b0}};
            overflow_q <= 1'b0;
        end
    end

    // The words that are still on their way when `enable` falls wait here.
    wire             fifo_valid;
    wire             fifo_ready;
    wire             fifo_last;
    wire             fifo_user;
    wire [WIDTH-1:0] fifo_data;

    assign left = fifo_valid && fifo_ready && fifo_last;

    fft_fifo #(
        .WIDTH(WIDTH + 2)
    ) u_fifo (
        .clk(clk),
        .rst(rst),
        .s_room(enable),
        .s_valid(moves),
        .s_data({user, last, s_data}),
        .m_valid(fifo_valid),
        .m_ready(fifo_ready),
        .m_data({fifo_user, fifo_last, fifo_data})
    );

    generate
        if (ORDER == 0) begin : g_bit_reversed

            assign m_axis_tvalid = fifo_valid;
            assign fifo_ready    = m_axis_tready;
            assign m_axis_tdata  = fifo_data;
            assign m_axis_tlast  = fifo_last;
            assign m_axis_tuser  = fifo_user;

        end else begin : g_natural

            fft_bit_reversal #(
                .LOG2_LEN(L),
                .WIDTH(WIDTH)
            ) u_bit_reversal (
                .clk(clk),
                .rst(rst),
                .s_valid(fifo_valid),
                .s_ready(fifo_ready),
                .s_data(fifo_data),
                .s_user(fifo_user),
                .s_skip(s_skip),
                .m_valid(m_axis_tvalid),
                .m_ready(m_axis_tready),
                .m_data(m_axis_tdata),
                .m_last(m_axis_tlast),
                .m_user(m_axis_tuser)
            );

        end
    endgenerate

endmodule

`default_nettype wire
