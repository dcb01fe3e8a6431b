// SPDX-License-Identifier: MIT OR Apache-2.0
//
// fft_delay_line gives the word that was written last at the address it was given, or 0
// as gated_data if `gate` was low the clock before, unless that word was written in the
// clock of the address or in the 2 clocks before: the caller's duty. For LOG2_DEPTH 0 the
// word written last of all.
//
// One address is followed, any. BLOCK 1: next_address is the next clock's read_address.
// Method: induction, for all time; all in clocks with `enable` high, others change nothing.
`default_nettype none

module delay_line #(
    parameter LOG2_DEPTH = 2,
    parameter WIDTH      = 3,
    parameter BLOCK      = 1
) (
    input wire             clk,
    input wire             rst,
    input wire             enable,
    input wire             write,
    input wire [((LOG2_DEPTH == 0) ? 1 : LOG2_DEPTH)-1:0] write_address,
    input wire [WIDTH-1:0] write_data,
    input wire             gate,
    input wire [((LOG2_DEPTH == 0) ? 1 : LOG2_DEPTH)-1:0] next_address
);

    localparam A = (LOG2_DEPTH == 0) ? 1 : LOG2_DEPTH;

    reg [A-1:0] read_address_q;

    wire [WIDTH-1:0] read_data;
    wire [WIDTH-1:0] gated_data;

    fft_delay_line #(
        .LOG2_DEPTH(LOG2_DEPTH),
        .WIDTH(WIDTH),
        .BLOCK(BLOCK)
    ) uut (
        .clk(clk),
        .rst(rst),
        .enable(enable),
        .write(write),
        .write_address(write_address),
        .write_data(write_data),
        .read_address(read_address_q),
        .gate(gate),
        .next_address(next_address),
        .read_data(read_data),
        .gated_data(gated_data)
    );

    (* anyconst *) wire [A-1:0] WATCHED;

    // The word written last there, how long ago up to 3 clocks, and whether ever.
    reg             written_q = 1'b0;
    reg [1:0]       ago_q     = 2'd0;
    reg [WIDTH-1:0] watched_q;
    reg             meant_q   = 1'b0;
    reg             meant_q2  = 1'b0;
    reg [WIDTH-1:0] meant_word_q;
    reg [WIDTH-1:0] meant_word_q2;
    reg             gate_q;
    reg             reset_q   = 1'b0;

    wire here = write && (LOG2_DEPTH == 0 || write_address == WATCHED);

    wire meant_d = written_q && ago_q >= 2'd2 && !here && read_address_q == WATCHED;

    always @(posedge clk) begin
        if (enable) begin
            read_address_q <= next_address;
            if (here) begin
                written_q <= 1'b1;
                watched_q <= write_data;
            end
            ago_q   <= here ? 2'd0 : (ago_q == 2'd3) ? 2'd3 : ago_q + 1'b1;
            meant_q <= meant_d;
            meant_word_q <= watched_q;
            meant_q2 <= meant_q;
            meant_word_q2 <= meant_word_q;
            gate_q  <= gate;
        end
    end

    wire             meant = (BLOCK != 0) ? meant_q2 : meant_q;
    wire [WIDTH-1:0] word  = (BLOCK != 0) ? meant_word_q2 : meant_word_q;

    generate
        if (LOG2_DEPTH == 0) begin : g_word

            reg gated_q = 1'b0;

            always @(posedge clk) begin
                if (enable && write) gated_q <= gate;
                if (rst) gated_q <= 1'b0;
                reset_q <= reset_q || rst;
            end

            always @* begin
                if (written_q) assert (read_data == watched_q);
                if (written_q && gated_q) assert (gated_data == watched_q);
                if ((written_q || reset_q) && !gated_q) assert (gated_data == 0);
            end

        end else begin : g_memory

            always @* begin
                if (meant) assert (read_data == word);
                if (meant) assert (gated_data == (gate_q ? word : 0));
            end

        end
    endgenerate

    // What makes it follow from itself: what lies in the memory, and what was fetched.
    (* hierconn *) wire [WIDTH-1:0] \uut.genblk1.g_distributed.g_registers.even_q , \uut.genblk1.g_distributed.g_registers.odd_q ;
    (* hierconn *) wire [WIDTH-1:0] \uut.genblk1.g_distributed.g_memory.memory[0] , \uut.genblk1.g_distributed.g_memory.memory[1] ;
    (* hierconn *) wire [WIDTH-1:0] \uut.genblk1.g_distributed.g_memory.memory[2] , \uut.genblk1.g_distributed.g_memory.memory[3] ;
    (* hierconn *) wire [WIDTH-1:0] \uut.genblk1.g_block.u_block_ram.g_small.memory[0] , \uut.genblk1.g_block.u_block_ram.g_small.memory[1] ;
    (* hierconn *) wire [WIDTH-1:0] \uut.genblk1.g_block.u_block_ram.g_small.memory[2] , \uut.genblk1.g_block.u_block_ram.g_small.memory[3] ;
    (* hierconn *) wire [WIDTH-1:0] \uut.genblk1.g_block.u_block_ram.fetched_q , \uut.genblk1.g_block.u_block_ram.read_q ;

    wire [4*WIDTH-1:0] registers = {\uut.genblk1.g_distributed.g_registers.odd_q , \uut.genblk1.g_distributed.g_registers.even_q };
    wire [4*WIDTH-1:0] small = {\uut.genblk1.g_distributed.g_memory.memory[3] , \uut.genblk1.g_distributed.g_memory.memory[2] ,
                                \uut.genblk1.g_distributed.g_memory.memory[1] , \uut.genblk1.g_distributed.g_memory.memory[0] };
    wire [4*WIDTH-1:0] large = {\uut.genblk1.g_block.u_block_ram.g_small.memory[3] , \uut.genblk1.g_block.u_block_ram.g_small.memory[2] ,
                                \uut.genblk1.g_block.u_block_ram.g_small.memory[1] , \uut.genblk1.g_block.u_block_ram.g_small.memory[0] };
    wire [4*WIDTH-1:0] memory = (BLOCK != 0) ? large : (LOG2_DEPTH == 1) ? registers : small;

    generate
        if (LOG2_DEPTH > 0) begin : g_inside
            always @* if (written_q) assert (memory[WATCHED*WIDTH +: WIDTH] == watched_q);

            reg             fetched_meant_q = 1'b0;
            reg             word_meant_q    = 1'b0;
            reg [WIDTH-1:0] fetched_word_q;

            always @(posedge clk) begin
                if (enable) begin
                    fetched_meant_q <= written_q && !here && next_address == WATCHED;
                    fetched_word_q  <= watched_q;
                    word_meant_q    <= fetched_meant_q && meant_d;
                end
            end

            // A block memory fetches a clock before read_address.
            always @* begin
                if (BLOCK != 0 && fetched_meant_q) assert (\uut.genblk1.g_block.u_block_ram.fetched_q == fetched_word_q);
                if (written_q && ago_q != 2'd0 && read_address_q == WATCHED) assert (fetched_meant_q);
                if (written_q && ago_q != 2'd0 && fetched_meant_q) assert (fetched_word_q == watched_q);
                if (meant_q) assert (word_meant_q);
                if (BLOCK != 0 && word_meant_q) assert (\uut.genblk1.g_block.u_block_ram.read_q == meant_word_q);
            end
        end
    endgenerate

endmodule

`default_nettype wire
