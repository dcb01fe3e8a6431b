// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The doubled spectra of two real rows a and b that shared a frame z = a + jb of
// `fft`, N = 2^LOG2_LEN, with m = (N - k) mod N:
//
//   2A[k] = Z[k] + conj(Z[m]),  2B[k] = -j*(Z[k] - conj(Z[m]))
//
// One beat in is Z[k], {im, re}; one beat out is {2B[k], 2A[k]}, four components of
// DATA_WIDTH+1 bits, both in the order of the input.
// Latency: last beat of a frame accepted to its first beat valid 6 clocks, so first
// to first N + 5. One beat a clock sustained; a frame leaves without further input.
// Memory: two frames. Of a bin and its mirror one lies in the lower half of the
// spectrum and one in the upper, so each half has a memory of one read port.
// Rounding: none, nothing overflows. s_axis_tuser is read with the last beat of a
// frame (its overflow flag, which goes for both rows), m_axis_tuser given with it.
// Caller: whole frames after reset, a counter alone knows where they end.
// Does not pack rows into frames, and sends all N bins though N/2 + 1 say it all.
`default_nettype none

module fft_row_pair #(
    parameter LOG2_LEN   = 10,  // 2 to 16
    parameter DATA_WIDTH = 16,  // 2 to 31, component of the input
    parameter ORDER      = 1    // 0 bit-reversed, 1 natural
) (
    input  wire                    clk,
    input  wire                    rst,
    input  wire                    s_axis_tvalid,
    output wire                    s_axis_tready,
    input  wire [2*DATA_WIDTH-1:0] s_axis_tdata,
    input  wire                    s_axis_tlast,
    input  wire                    s_axis_tuser,
    output wire                    m_axis_tvalid,
    input  wire                    m_axis_tready,
    output wire [4*DATA_WIDTH+3:0] m_axis_tdata,
    output wire                    m_axis_tlast,
    output wire                    m_axis_tuser,
    output wire                    event_tlast_missing,
    output wire                    event_tlast_unexpected
);

    // A value out of range elaborates as a legal one, so that its sentence below is
    // the error that is reported.
    localparam L      = (LOG2_LEN < 2 || LOG2_LEN > 16) ? 2 : LOG2_LEN;
    localparam W      = (DATA_WIDTH < 2 || DATA_WIDTH > 31) ? 2 : DATA_WIDTH;
    localparam LEVELS = 4;

    generate
        if (LOG2_LEN < 2 || LOG2_LEN > 16) begin : g_bad_log2_len
            log2_len_must_be_2_to_16 error();
        end
        if (DATA_WIDTH < 2 || DATA_WIDTH > 31) begin : g_bad_data_width
            data_width_must_be_2_to_31 error();
        end
        if (ORDER < 0 || ORDER > 1) begin : g_bad_order
            order_must_be_0_or_1 error();
        end
    endgenerate

    // -------------------------------------------------------- positions of bins
    // The top bit of a bin tells the upper half; bit-reversed it is the lowest.
    function upper(input [L-1:0] position);
        upper = (ORDER == 0) ? position[0] : position[L-1];
    endfunction

    // The place within a half; bins 0 and N/2 have place 0 and are their own mirrors.
    function [L-2:0] place(input [L-1:0] position);
        place = (ORDER == 0) ? position[L-1:1] : position[L-2:0];
    endfunction

    // N - k is at k's negative; bit-reversed, at the complement of all bits below the
    // highest one that is set.
    function [L-1:0] mirror(input [L-1:0] position);
        integer i;
        begin
            mirror = -position;
            if (ORDER == 0) begin
                mirror[L-1] = position[L-1];
                for (i = 0; i < L - 1; i = i + 1) begin
                    mirror[i] = position[i] ^ (|(position >> (i + 1)));
                end
            end
        end
    endfunction

    // --------------------------------------------------------------- sequence
    // Beats accepted and fetched; bit L is the parity of the frame, bit L+1 tells
    // two frames inside from none.
    reg  [L+1:0]      write_q;
    reg  [L+1:0]      read_q;
    reg  [LEVELS-1:0] valid_q;
    reg               tlast_missing_q;
    reg               tlast_unexpected_q;
    wire              skid_ready;

    wire advance  = skid_ready || !valid_q[LEVELS-1];
    wire complete = write_q[L+1:L] != read_q[L+1:L];
    wire fetch    = complete && advance;
    wire full     = write_q[L+1:L] == {!read_q[L+1], read_q[L]};
    wire accept   = s_axis_tvalid && s_axis_tready;
    wire in_last  = &write_q[L-1:0];

    assign s_axis_tready          = !full;
    assign event_tlast_missing    = tlast_missing_q;
    assign event_tlast_unexpected = tlast_unexpected_q;

    always @(posedge clk) begin
        if (accept) write_q <= write_q + 1'b1;
        if (fetch) read_q <= read_q + 1'b1;
        if (advance) valid_q <= {valid_q[LEVELS-2:0], complete};
        tlast_missing_q    <= accept && in_last && !s_axis_tlast;
        tlast_unexpected_q <= accept && !in_last && s_axis_tlast;
        if (rst) begin
            write_q            <= {(L+2){1'b0}};
            read_q             <= {(L+2){1'b0}};
            valid_q            <= {LEVELS{1'b0}};
            tlast_missing_q    <= 1'b0;
            tlast_unexpected_q <= 1'b0;
        end
    end

    // ----------------------------------------------------------------- memories
    // A frame is fetched while the next one is written: a place is never read and
    // written in one clock, which synthesis sees from `fetch` and `accept`.
    wire [L-1:0] own      = read_q[L-1:0];
    wire [L-1:0] opposite = mirror(own);
    wire         swap     = upper(own);

    reg [2*W-1:0] lower_memory [0:(1<<L)-1];
    reg [2*W-1:0] upper_memory [0:(1<<L)-1];
    reg [2*W-1:0] lower_q;
    reg [2*W-1:0] upper_q;

    wire [L-1:0] write_address = {write_q[L], place(write_q[L-1:0])};
    wire [L-1:0] lower_address = {read_q[L], swap ? place(opposite) : place(own)};
    wire [L-1:0] upper_address = {read_q[L], swap ? place(own) : place(opposite)};

    always @(posedge clk) begin
        if (accept && !upper(write_q[L-1:0])) lower_memory[write_address] <= s_axis_tdata[2*W-1:0];
        if (fetch) lower_q <= lower_memory[lower_address];
    end

    always @(posedge clk) begin
        if (accept && upper(write_q[L-1:0])) upper_memory[write_address] <= s_axis_tdata[2*W-1:0];
        if (fetch) upper_q <= upper_memory[upper_address];
    end

    // ------------------------------------------------------------- frame's bits
    // Two flags, for two frames, the last beat's stays; the levels' bits stand beside
    // their words.
    reg  [1:0]        user_q;
    reg  [LEVELS-1:0] last_q;
    reg  [LEVELS-1:0] mark_q;
    wire              out_last = &own;

    always @(posedge clk) begin
        if (accept) user_q[write_q[L]] <= s_axis_tuser;
        if (advance) begin
            last_q <= {last_q[LEVELS-2:0], out_last};
            mark_q <= {mark_q[LEVELS-2:0], out_last && user_q[read_q[L]]};
        end
    end

    // --------------------------------------------------------------- separation
    wire [4*W+3:0] separated;

    fft_separation #(
        .WIDTH(W)
    ) u_separation (
        .clk(clk),
        .enable(advance),
        .swap(swap),
        .single(place(own) == {(L-1){1'b0}}),
        .lower(lower_q),
        .upper(upper_q),
        .separated(separated)
    );

    fft_skid_buffer #(
        .WIDTH(4*W + 6)
    ) u_skid_buffer (
        .clk(clk),
        .rst(rst),
        .s_valid(valid_q[LEVELS-1]),
        .s_ready(skid_ready),
        .s_data({mark_q[LEVELS-1], last_q[LEVELS-1], separated}),
        .m_valid(m_axis_tvalid),
        .m_ready(m_axis_tready),
        .m_data({m_axis_tuser, m_axis_tlast, m_axis_tdata})
    );

endmodule

`default_nettype wire
