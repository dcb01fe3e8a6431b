// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Block memory with a register behind it, as the blocks of FPGAs have one: they answer
// late in their clock. Less than 16 words are distributed memory.
//
// Latency: 2 clocks from read_address to read_data, one with `fetch` high, which reads
// the memory, and a later one with `move` high, which moves the word to the output.
// Rounding: none.
// Caller: does not use what was read from an address in the clock that wrote it.
// A folder of hdl/synth has this module made of a vendor's block, for tools that leave
// the register outside.
`default_nettype none

module fft_block_ram #(
    parameter LOG2_DEPTH = 9,
    parameter WIDTH      = 34
) (
    input  wire                  clk,
    input  wire                  write,
    input  wire [LOG2_DEPTH-1:0] write_address,
    input  wire [WIDTH-1:0]      write_data,
    input  wire                  fetch,
    input  wire [LOG2_DEPTH-1:0] read_address,
    input  wire                  move,
    output wire [WIDTH-1:0]      read_data
);

    wire [WIDTH-1:0] word;
    reg  [WIDTH-1:0] fetched_q;
    reg  [WIDTH-1:0] read_q;

    generate
        if (LOG2_DEPTH < 4) begin : g_small

            (* ram_style = "distributed" *)
            reg [WIDTH-1:0] memory [0:(1<<LOG2_DEPTH)-1];

            always @(posedge clk) begin
                if (write) memory[write_address] <= write_data;
            end

            assign word = memory[read_address];

        end else begin : g_block

            // Without the attribute a tool would build what the caller never uses:
            // the old word when an address is read and written at once.
            (* ram_style = "block", no_rw_check *)
            reg [WIDTH-1:0] memory [0:(1<<LOG2_DEPTH)-1];

            always @(posedge clk) begin
                if (write) memory[write_address] <= write_data;
            end

            assign word = memory[read_address];

        end
    endgenerate

    always @(posedge clk) begin
        if (fetch) fetched_q <= word;
        if (move) read_q <= fetched_q;
    end

    assign read_data = read_q;

endmodule

`default_nettype wire
