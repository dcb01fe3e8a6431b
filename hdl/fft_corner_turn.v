// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Corner turn of an image of R = 2^COLUMN_LOG2_LEN rows of C = 2^ROW_LOG2_LEN words: it
// comes row by row and leaves column by column,
//
//   m[u*R + v] = s[v*C + p(u)]
//
// p(u) = reverse(u) with ORDER 1, which puts rows that come bit-reversed in natural
// order for nothing; p(u) = u with ORDER 0. Images take the halves of a memory of 2*R*C
// words in turn, one is read while the next is written. In place, in R*C words, each image
// would have an order of its own, and every address bit a multiplexer.
// Latency: last word of an image accepted to its first word valid 5 clocks; with MEMORY 1
// those of the memory and 3. One word a clock if it answers within 2^LOG2_CREDITS - 2.
// Rounding: none. s_overflow is or-ed over an image, s_inverse read with its last word.
// A memory outside works in the order in which it accepts, a read sees the writes of the
// clocks before; it answers in order, after one clock or any more, and forgets with rst
// what it was asked for. It need not wait: no more is asked for than there is room.
`default_nettype none

module fft_corner_turn #(
    parameter ROW_LOG2_LEN    = 6,  // 2 to 16
    parameter COLUMN_LOG2_LEN = 6,  // 2 to 16
    parameter WIDTH           = 32,
    parameter ORDER           = 1,  // 0 columns in the order of the words, 1 bit-reversed
    parameter MEMORY          = 0,  // 0 inside, 1 outside, behind the mem ports
    parameter LOG2_CREDITS    = 5   // 3 to 8, log2 of the words asked for at once outside
) (
    input  wire                                  clk,
    input  wire                                  rst,
    input  wire                                  s_valid,
    output wire                                  s_ready,
    input  wire [WIDTH-1:0]                      s_data,
    input  wire                                  s_overflow,
    input  wire                                  s_inverse,
    output wire                                  s_last,
    output wire                                  m_valid,
    input  wire                                  m_ready,
    output wire [WIDTH-1:0]                      m_data,
    output wire                                  m_last,
    output wire                                  m_overflow,
    output wire                                  m_inverse,
    output wire                                  mem_write_valid,
    input  wire                                  mem_write_ready,
    output wire [ROW_LOG2_LEN+COLUMN_LOG2_LEN:0] mem_write_address,
    output wire [WIDTH-1:0]                      mem_write_data,
    output wire                                  mem_read_valid,
    input  wire                                  mem_read_ready,
    output wire [ROW_LOG2_LEN+COLUMN_LOG2_LEN:0] mem_read_address,
    input  wire                                  mem_data_valid,
    input  wire [WIDTH-1:0]                      mem_data
);

    localparam X = ROW_LOG2_LEN;
    localparam Y = COLUMN_LOG2_LEN;
    localparam L = X + Y;
    localparam D = (MEMORY == 0 || LOG2_CREDITS < 3 || LOG2_CREDITS > 8) ? 3 : LOG2_CREDITS;

    generate
        if (ORDER < 0 || ORDER > 1) begin : g_bad_order
            order_must_be_0_or_1 error();
        end
        if (MEMORY < 0 || MEMORY > 1) begin : g_bad_memory
            memory_must_be_0_or_1 error();
        end
        if (MEMORY == 0 && L > 24) begin : g_bad_size
            more_than_2_to_24_words_want_memory_1 error();
        end
        if (LOG2_CREDITS < 3 || LOG2_CREDITS > 8) begin : g_bad_log2_credits
            log2_credits_must_be_3_to_8 error();
        end
    endgenerate

    // Words written and asked for; bit L is the half of the memory, bit L+1 tells two
    // images inside from none.
    reg [L+1:0] write_q;
    reg [L+1:0] read_q;

    wire             write_ready;
    wire             read_ready;
    wire             data_valid;
    wire             room;
    wire [WIDTH-1:0] data;

    wire complete = write_q[L+1:L] != read_q[L+1:L];
    wire full     = write_q[L+1:L] == {!read_q[L+1], read_q[L]};
    wire write    = mem_write_valid && write_ready;
    wire ask      = mem_read_valid && read_ready;

    always @(posedge clk) begin
        if (write) write_q <= write_q + 1'b1;
        if (ask) read_q <= read_q + 1'b1;
        if (rst) begin
            write_q <= {(L+2){1'b0}};
            read_q  <= {(L+2){1'b0}};
        end
    end

    // ---------------------------------------------------------------- addresses
    function [X-1:0] reverse(input [X-1:0] index);
        integer i;
        for (i = 0; i < X; i = i + 1) reverse[i] = index[X-1-i];
    endfunction

    // Words are asked for with the row in the low bits, the column in the high ones.
    wire [Y-1:0] row    = read_q[Y-1:0];
    wire [X-1:0] column = (ORDER == 0) ? read_q[L-1:Y] : reverse(read_q[L-1:Y]);

    assign mem_write_valid   = s_valid && !full;
    assign mem_write_address = write_q[L:0];
    assign mem_write_data    = s_data;
    assign s_ready           = write_ready && !full;
    assign s_last            = &write_q[L-1:0];

    assign mem_read_valid    = complete && room;
    assign mem_read_address  = {read_q[L], row, column};

    // ------------------------------------------------------------------- memory
    generate
        if (MEMORY == 0 && L <= 24) begin : g_inside

            reg  [1:0] asked_q;
            wire       unused = mem_write_ready || mem_read_ready || mem_data_valid || |mem_data;

            always @(posedge clk) begin
                asked_q <= {asked_q[0], ask};
                if (rst) asked_q <= 2'd0;
            end

            assign write_ready = 1'b1;
            assign read_ready  = 1'b1;
            assign data_valid  = asked_q[1];

            fft_block_ram #(
                .LOG2_DEPTH(L + 1),
                .WIDTH(WIDTH)
            ) u_block_ram (
                .clk(clk),
                .write(write),
                .write_address(mem_write_address),
                .write_data(mem_write_data),
                .fetch(ask),
                .read_address(mem_read_address),
                .move(asked_q[0]),
                .read_data(data)
            );

        end else begin : g_outside

            assign write_ready = mem_write_ready;
            assign read_ready  = mem_read_ready;
            assign data_valid  = mem_data_valid;
            assign data        = mem_data;

        end
    endgenerate

    // ------------------------------------------------------------- image's bits
    reg       overflow_q;
    reg [1:0] image_overflow_q;
    reg [1:0] image_inverse_q;

    wire overflow = overflow_q || s_overflow;

    always @(posedge clk) begin
        if (write) overflow_q <= overflow && !s_last;
        if (write && s_last) image_overflow_q[write_q[L]] <= overflow;
        if (write && s_last) image_inverse_q[write_q[L]] <= s_inverse;
        if (rst) overflow_q <= 1'b0;
    end

    // ------------------------------------------------------------------ answers
    // A word's bits wait for it: its image's half may be written anew before it comes.
    wire [2:0] mark = {image_inverse_q[read_q[L]], image_overflow_q[read_q[L]], &read_q[L-1:0]};

    fft_answers #(
        .LOG2_DEPTH(D),
        .WIDTH(WIDTH),
        .MARK_WIDTH(3)
    ) u_answers (
        .clk(clk),
        .rst(rst),
        .room(room),
        .ask(ask),
        .mark(mark),
        .data_valid(data_valid),
        .data(data),
        .m_valid(m_valid),
        .m_ready(m_ready),
        .m_data(m_data),
        .m_mark({m_inverse, m_overflow, m_last})
    );

endmodule

`default_nettype wire
