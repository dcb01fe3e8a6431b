// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Natural order from bit-reversed order, N = 2^LOG2_LEN words, one memory:
//
//   m[n] = s[reverse(n)]
//
// Bits of s_skip say that a frame is shorter: with l of N = 2^l, bits l and above are 1.
// A frame of another length than the one before waits until that one has left.
//
// Frame f+1 is written into the places that frame f leaves, so the addresses
// alternate: even frames lie in order of arrival, odd frames bit-reversed.
//
// Latency: last word of a frame accepted to its first word valid 4 clocks, so
// first to first N + 3. One word a clock; a frame leaves without further input.
// Rounding: none. s_user is read with the last word of a frame, m_user is given
// with it; m_user is 0 elsewhere.
// Caller: whole frames after reset, the counter alone knows where they end; s_skip
// changes between frames only. 0 costs nothing.
`default_nettype none

module fft_bit_reversal #(
    parameter LOG2_LEN = 10,
    parameter WIDTH    = 32
) (
    input  wire             clk,
    input  wire             rst,
    input  wire             s_valid,
    output wire             s_ready,
    input  wire [WIDTH-1:0] s_data,
    input  wire             s_user,
    input  wire [LOG2_LEN-1:0] s_skip,
    output wire             m_valid,
    input  wire             m_ready,
    output wire [WIDTH-1:0] m_data,
    output wire             m_last,
    output wire             m_user
);

    localparam L = LOG2_LEN;

    // Words accepted and words fetched; bit L is the parity of the frame. Of a shorter
    // frame they skip bits: where the address is the count itself, those above; where it
    // is the count backwards, those below, which then are the same bits of the address.
    // A count goes over skipped bits if they are 1 as it grows, and 0 again after it.
    reg  [L:0]   write_q;
    reg  [L:0]   read_q;
    reg  [L-1:0] read_skip_q;

    function [L-1:0] reverse(input [L-1:0] index);
        integer i;
        for (i = 0; i < L; i = i + 1) reverse[i] = index[L-1-i];
    endfunction

    wire [L-1:0] write_address = write_q[L] ? reverse(write_q[L-1:0]) : write_q[L-1:0];
    wire [L-1:0] read_address  = read_q[L] ? read_q[L-1:0] : reverse(read_q[L-1:0]);
    wire [L-1:0] write_skip    = write_q[L] ? reverse(s_skip) : s_skip;
    wire [L-1:0] read_skip     = read_q[L] ? read_skip_q : reverse(read_skip_q);
    wire [L-1:0] write_full    = write_q[L-1:0] | write_skip;
    wire [L-1:0] read_full     = read_q[L-1:0] | read_skip;

    // A frame is fetched once it is complete. Word i of the next frame goes to
    // the place of fetch i and may come in the clock of that fetch, because it
    // is written one clock later.
    reg  fetched_valid_q;
    reg  head_valid_q;
    wire skid_ready;

    wire move     = skid_ready || !head_valid_q;
    wire complete = write_q[L] != read_q[L];
    wire fetch    = complete && (move || !fetched_valid_q);
    wire full     = complete && write_q[L-1:0] == read_q[L-1:0];
    wire differs  = complete && s_skip != read_skip_q;

    assign s_ready = (!full || fetch) && !differs;
    wire   accept  = s_valid && s_ready;

    always @(posedge clk) begin
        if (accept) write_q <= ({write_q[L], write_full} + 1'b1) & ~{1'b0, write_skip};
        if (fetch) read_q <= ({read_q[L], read_full} + 1'b1) & ~{1'b0, read_skip};
        if (!complete) read_skip_q <= s_skip;
        if (move || !fetched_valid_q) fetched_valid_q <= complete;
        if (move) head_valid_q <= fetched_valid_q;
        if (rst) begin
            write_q         <= {(L+1){1'b0}};
            read_q          <= {(L+1){1'b0}};
            fetched_valid_q <= 1'b0;
            head_valid_q    <= 1'b0;
        end
    end

    // ------------------------------------------------------------------ memory
    reg              accept_q;
    reg  [L-1:0]     address_q;
    reg  [WIDTH-1:0] data_q;
    wire [WIDTH-1:0] head;

    always @(posedge clk) begin
        accept_q  <= accept;
        address_q <= write_address;
        data_q    <= s_data;
    end

    fft_block_ram #(
        .LOG2_DEPTH(L),
        .WIDTH(WIDTH)
    ) u_block_ram (
        .clk(clk),
        .write(accept_q),
        .write_address(address_q),
        .write_data(data_q),
        .fetch(fetch),
        .read_address(read_address),
        .move(move),
        .read_data(head)
    );

    // ------------------------------------------------------------- frame's bits
    // The flag of the next frame cannot arrive before the last fetch of this one.
    reg  user_q;
    reg  fetched_last_q;
    reg  fetched_user_q;
    reg  head_last_q;
    reg  head_user_q;
    wire last = &read_full;

    always @(posedge clk) begin
        if (accept && &write_full) user_q <= s_user;
        if (fetch) begin
            fetched_last_q <= last;
            fetched_user_q <= last && user_q;
        end
        if (move) begin
            head_last_q <= fetched_last_q;
            head_user_q <= fetched_user_q;
        end
    end

    fft_skid_buffer #(
        .WIDTH(WIDTH + 2)
    ) u_skid_buffer (
        .clk(clk),
        .rst(rst),
        .s_valid(head_valid_q),
        .s_ready(skid_ready),
        .s_data({head_user_q, head_last_q, head}),
        .m_valid(m_valid),
        .m_ready(m_ready),
        .m_data({m_user, m_last, m_data})
    );

endmodule

`default_nettype wire
