// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The memory of a stage: 2^LOG2_DEPTH words, one read and one write a clock.
//
// Latency: read_address to read_data 1 clock in which `enable` is high. BLOCK 1 is a
// block memory: it answers late in its clock and wants a register beside it. It has 2
// clocks, and is given the address in the clock before, as next_address.
// gated_data is the same word, or 0 if `gate` was low in the clock before.
// LOG2_DEPTH 0 is a single register: read_data is the word written last, `gate`
// goes with `write`, and a reset makes gated_data 0.
// Rounding: none.
// Caller: uses no word in the 2 clocks after the one that wrote it.
// Does not know which words are waiting: the stage counts them.
`default_nettype none

module fft_delay_line #(
    parameter LOG2_DEPTH = 9,
    parameter WIDTH      = 34,
    parameter BLOCK      = 1
) (
    input  wire                                           clk,
    input  wire                                           rst,
    input  wire                                           enable,
    input  wire                                           write,
    input  wire [((LOG2_DEPTH == 0) ? 1 : LOG2_DEPTH)-1:0] write_address,
    input  wire [WIDTH-1:0]                               write_data,
    input  wire [((LOG2_DEPTH == 0) ? 1 : LOG2_DEPTH)-1:0] read_address,
    input  wire                                           gate,
    input  wire [((LOG2_DEPTH == 0) ? 1 : LOG2_DEPTH)-1:0] next_address,
    output wire [WIDTH-1:0]                               read_data,
    output wire [WIDTH-1:0]                               gated_data
);

    reg [WIDTH-1:0] read_q;
    reg [WIDTH-1:0] gated_q;

    assign read_data = read_q;
    assign gated_data = gated_q;

    generate
        if (LOG2_DEPTH == 0) begin : g_word

            wire unused = write_address[0] || read_address[0] || next_address[0];

            always @(posedge clk) begin
                if (enable && write) read_q <= write_data;
                if (rst || (enable && write && !gate)) gated_q <= {WIDTH{1'b0}};
                else if (enable && write) gated_q <= write_data;
            end

        end else if (BLOCK == 0) begin : g_distributed

            wire unused = rst || |next_address;

            wire [WIDTH-1:0] word;

            if (LOG2_DEPTH == 1) begin : g_registers

                // Smaller than the least distributed memory.
                reg [WIDTH-1:0] even_q;
                reg [WIDTH-1:0] odd_q;

                always @(posedge clk) begin
                    if (enable && write && !write_address[0]) even_q <= write_data;
                    if (enable && write && write_address[0]) odd_q <= write_data;
                end

                assign word = read_address[0] ? odd_q : even_q;

            end else begin : g_memory

                (* ram_style = "distributed" *)
                reg [WIDTH-1:0] memory [0:(1<<LOG2_DEPTH)-1];

                always @(posedge clk) begin
                    if (enable && write) memory[write_address] <= write_data;
                end

                assign word = memory[read_address];

            end

            always @(posedge clk) begin
                if (enable) begin
                    read_q <= word;
                    if (gate) gated_q <= word;
                    else gated_q <= {WIDTH{1'b0}};
                end
            end

        end else begin : g_block

            wire unused = rst || |read_address;

            wire [WIDTH-1:0] word;

            fft_block_ram #(
                .LOG2_DEPTH(LOG2_DEPTH),
                .WIDTH(WIDTH)
            ) u_block_ram (
                .clk(clk),
                .write(enable && write),
                .write_address(write_address),
                .write_data(write_data),
                .fetch(enable),
                .read_address(next_address),
                .move(enable),
                .read_data(word)
            );

            always @(posedge clk) begin
                if (enable) begin
                    read_q <= word;
                    if (gate) gated_q <= word;
                    else gated_q <= {WIDTH{1'b0}};
                end
            end

        end
    endgenerate

endmodule

`default_nettype wire
