// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The sequence of a stage on blocks of 2H words, H = 2^LOG2_HALF: which word is an a of
// its block's first half, which a b of the second, and when sums and differences are sent.
// A sum is sent as its b comes in; the differences follow on their own, and at least as
// fast as the next block's a takes their places.
//
//   word, carry: an a as its complement; a b as it is or, with TURNS 1, in odd blocks
//                times -j, (im, -re), or j, (-im, re), if inverse: a complement there
//                waits for its carry, of {im, re}
//   inverse:     the direction of what is sent; mark: an overflow mark leaves with it
//
// Latency: none, from s_valid to `send` and from s_data to `word`. Rounding: none.
// in_index and out_index are the places in their blocks of the next word in and out, a
// block's parity above; next_address is out_index's after this clock if `enable` is high.
// Caller: `enable` low repeats the clock. Does not hold words.
`default_nettype none

module fft_sequence #(
    parameter LOG2_HALF = 9,
    parameter WIDTH     = 16,
    parameter TURNS     = 0
) (
    input  wire                 clk,
    input  wire                 rst,
    input  wire                 enable,
    input  wire                 s_valid,
    input  wire [2*WIDTH-1:0]   s_data,
    input  wire                 s_inverse,
    input  wire                 s_overflow,
    output wire [LOG2_HALF+1:0] in_index,
    output wire [LOG2_HALF+1:0] out_index,
    output wire [((LOG2_HALF == 0) ? 0 : LOG2_HALF-1):0] next_address,
    output wire                 pairing,
    output wire [2*WIDTH-1:0]   word,
    output wire [1:0]           carry,
    output wire                 send,
    output wire                 inverse,
    output wire                 mark
);

    localparam K = LOG2_HALF;
    localparam A = (K == 0) ? 1 : K;

    // ---------------------------------------------------------------- counters
    // Bit K of `in_index_q` tells b from a, of `out_index_q` differences from sums;
    // the bit above counts blocks.
    reg [K+1:0] in_index_q, out_index_q;

    wire sending_dif = out_index_q[K];

    assign in_index  = in_index_q;
    assign out_index = out_index_q;
    assign pairing   = in_index_q[K];
    assign send      = (pairing && s_valid) || sending_dif;

    // One adder for both counters, as in fft_butterfly.
    wire [2*K+5:0] next = {out_index_q, send, in_index_q, s_valid}
                        + {{(K+2){1'b0}}, send, {(K+2){1'b0}}, s_valid};
    wire           unused_carries = next[K+3] || next[0];

    assign next_address = next[K+4 +: A];

    always @(posedge clk) begin
        if (enable) begin
            in_index_q  <= next[K+2:1];
            out_index_q <= next[2*K+5:K+4];
        end
        if (rst) begin
            in_index_q  <= {(K+2){1'b0}};
            out_index_q <= {(K+2){1'b0}};
        end
    end

    // ------------------------------------------------------------- frame's bits
    // Differences leave while the next block may already come in: they keep their
    // own direction. Overflow marks that came in leave with the block's next sum.
    reg dif_inverse_q, mark_q;

    assign inverse = sending_dif ? dif_inverse_q : s_inverse;
    assign mark    = pairing && s_valid && (mark_q || s_overflow);

    always @(posedge clk) begin
        if (enable && s_valid) begin
            if (pairing) dif_inverse_q <= s_inverse;
            mark_q <= !pairing && (mark_q || s_overflow);
        end
        if (rst) mark_q <= 1'b0;
    end

    // -------------------------------------------------------------------- words
    localparam [1:0] PLAIN = 2'b00, KEPT = 2'b01, TURN = 2'b10, BACK = 2'b11;

    // One-hot codes would take a second table for every bit of a word.
    (* fsm_encoding = "none" *)
    reg [1:0] mode_q;
    wire      half_done = (K == 0) || &in_index_q[A-1:0];

    always @(posedge clk) begin
        if (enable && s_valid && half_done) begin
            mode_q <= pairing ? KEPT : !(TURNS != 0 && in_index_q[K+1]) ? PLAIN : s_inverse ? BACK : TURN;
        end
        if (rst) mode_q <= KEPT;
    end

    wire [WIDTH-1:0] re = s_data[WIDTH-1:0];
    wire [WIDTH-1:0] im = s_data[2*WIDTH-1:WIDTH];

    assign word  = (mode_q == PLAIN) ? {im, re} : (mode_q == KEPT) ? {~im, ~re}
                 : (mode_q == TURN) ? {~re, im} : {re, ~im};
    assign carry = {mode_q == TURN, mode_q == BACK};

endmodule

`default_nettype wire
