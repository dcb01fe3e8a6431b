// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The delay of a stage as a FIFO: at least 2^LOG2_DEPTH words in a circular
// memory, handed out in the order they came.
//
// Latency: a word pushed in one clock can be popped 1 clock later (depth 1, 2)
// or 3 clocks later (depth 4 and more: memory, its output register, head
// register), so that a delay of exactly 2^LOG2_DEPTH runs at one word a clock.
// Rounding: none.
// Caller: pop only while pop_valid, push only while push_ready.
// Guarantee: push_ready is high whenever 2^LOG2_DEPTH words or fewer are
// inside and pop_valid is high: a push beside a pop never waits.
// Does not know sums from differences: the stage does.
`default_nettype none

module fft_delay_line #(
    parameter LOG2_DEPTH = 9,
    parameter WIDTH      = 34
) (
    input  wire             clk,
    input  wire             rst,
    input  wire             push,
    output wire             push_ready,
    input  wire [WIDTH-1:0] push_data,
    output wire             pop_valid,
    input  wire             pop,
    output wire [WIDTH-1:0] pop_data
);

    // A tiny line is read without a register and has twice the words instead.
    localparam TINY = LOG2_DEPTH < 2;
    localparam A    = TINY ? LOG2_DEPTH + 1 : LOG2_DEPTH;

    reg [WIDTH-1:0] memory [0:(1<<A)-1];
    reg [A:0]       write_q;
    reg [A:0]       read_q;
    wire            fetch;

    wire stored     = write_q != read_q;
    assign push_ready = write_q != {!read_q[A], read_q[A-1:0]};

    always @(posedge clk) begin
        if (push) memory[write_q[A-1:0]] <= push_data;
    end

    always @(posedge clk) begin
        if (push) write_q <= write_q + 1'b1;
        if (fetch) read_q <= read_q + 1'b1;
        if (rst) begin
            write_q <= {(A+1){1'b0}};
            read_q  <= {(A+1){1'b0}};
        end
    end

    generate
        if (TINY) begin : g_tiny

            assign fetch     = pop;
            assign pop_valid = stored;
            assign pop_data  = memory[read_q[A-1:0]];

        end else begin : g_memory

            reg             fetched_valid_q;
            reg [WIDTH-1:0] fetched_q;
            reg             head_valid_q;
            reg [WIDTH-1:0] head_q;

            wire move = pop || !head_valid_q;

            assign fetch     = stored && (move || !fetched_valid_q);
            assign pop_valid = head_valid_q;
            assign pop_data  = head_q;

            always @(posedge clk) begin
                if (fetch) fetched_q <= memory[read_q[A-1:0]];
                if (move) head_q <= fetched_q;
            end

            always @(posedge clk) begin
                if (move || !fetched_valid_q) fetched_valid_q <= stored;
                if (move) head_valid_q <= fetched_valid_q;
                if (rst) begin
                    fetched_valid_q <= 1'b0;
                    head_valid_q    <= 1'b0;
                end
            end

        end
    endgenerate

endmodule

`default_nettype wire
