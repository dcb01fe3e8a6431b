// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The sequence of fft_sequence in fft_stage, for words at any time, `enable` at any time, and resets:
//
//   a difference of place k is read before, or in the clock in which, the next block's
//   word of place k comes in; a sum is sent with its b and never without it: so no word
//   is written over one that waits, and no word need be refused;
//   every word in is one word out, LEVELS enabled clocks after it is sent;
//   after H enabled clocks without a word in, whole blocks have been sent.
//
// Words in and out are counted from reset modulo four blocks; at most H are inside.
// Method: induction, for all time. Looks at no data.
`default_nettype none

module stage_control #(
    parameter LOG2_HALF = 2,
    parameter ROTATION   = 0,
    parameter BLOCK     = 5,
    parameter LEVELS    = 6
) (
    input wire       clk,
    input wire       rst,
    input wire       enable,
    input wire       s_valid,
    input wire [3:0] s_data
);

    localparam K = LOG2_HALF;
    localparam H = 1 << K;

    wire [K:0] s_index;
    wire       m_valid;

    fft_stage #(
        .LOG2_HALF(K),
        .ROTATION(ROTATION),
        .IN_WIDTH(2),
        .OUT_WIDTH(3),
        .TWIDDLE_WIDTH(4),
        .BLOCK(BLOCK),
        .ROM_DIR(".")
    ) uut (
        .clk(clk),
        .rst(rst),
        .enable(enable),
        .s_valid(s_valid),
        .s_data(s_data),
        .s_inverse(1'b0),
        .s_overflow(1'b0),
        .s_shift(4'd0),
        .s_index(s_index),
        .m_valid(m_valid)
    );

    (* hierconn *) wire [K+1:0]      \uut.u_sequence.in_index_q ;
    (* hierconn *) wire [K+1:0]      \uut.u_sequence.out_index_q ;
    (* hierconn *) wire              \uut.send ;
    (* hierconn *) wire [LEVELS-1:0] \uut.valid_q ;

    // Counted on their own: words in, words sent, idle clocks, words on their way.
    reg              started_q = 1'b0;
    reg [K+2:0]      in_q;
    reg [K+2:0]      sent_q;
    reg [K:0]        idle_q;
    reg [LEVELS-1:0] way_q;

    wire send = \uut.send ;

    always @(posedge clk) begin
        started_q <= 1'b1;
        if (enable) begin
            in_q   <= in_q + {{(K+2){1'b0}}, s_valid};
            sent_q <= sent_q + {{(K+2){1'b0}}, send};
            idle_q <= s_valid ? {(K+1){1'b0}} : (idle_q == H) ? idle_q : idle_q + 1'b1;
            way_q  <= {way_q[LEVELS-2:0], send};
        end
        if (rst) begin
            in_q   <= {(K+3){1'b0}};
            sent_q <= {(K+3){1'b0}};
            idle_q <= {(K+1){1'b0}};
            way_q  <= {LEVELS{1'b0}};
        end
    end

    wire [K+2:0] inside  = in_q - sent_q;
    wire [K:0]   in_half = (K == 0) ? 0 : in_q & (H - 1);
    wire [K:0]   place   = (K == 0) ? 0 : sent_q & (H - 1);
    wire         pairing = in_q[K];
    wire         difs    = sent_q[K];

    always @* begin
        assume (started_q || rst);
        if (started_q) begin
            assert (s_index == in_q[K:0]);
            assert (inside <= H);
            // Differences: all of their block is in; the next one's words are not beyond.
            if (difs) assert (send && !pairing && in_half <= place && inside == H + in_half - place);
            // A sum goes with its b, of the same place.
            if (!difs && send) assert (pairing && s_valid && inside == H && in_half == place);
            if (!difs && place != 0) assert (pairing && inside == H);
            if (!difs && pairing) assert (inside == H && in_half == place);
            // It drains.
            if (difs) assert (idle_q <= place);
            if (idle_q == H) assert (!difs);
            if (idle_q == H && in_q[K:0] == 0) assert (inside == 0);
            assert (m_valid == way_q[LEVELS-1]);

            // What makes it follow from itself.
            assert (\uut.u_sequence.in_index_q == in_q[K+1:0]);
            assert (\uut.u_sequence.out_index_q == sent_q[K+1:0]);
            assert (\uut.valid_q == way_q);
        end
    end

endmodule

`default_nettype wire
