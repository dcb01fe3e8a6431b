// SPDX-License-Identifier: MIT OR Apache-2.0
//
// One decimation-in-frequency stage on blocks of 2H words, H = 2^LOG2_HALF:
//
//   y[k] = Q((x[k] + x[k+H]) * w0),  y[k+H] = Q((x[k] - x[k+H]) * w1),  k = 0..H-1
//
//   ROTATION 0 of differences: w0 = 1, w1 = exp(-2*pi*j*k/(2H))
//            1 none, the first stage of a pair: w0 = w1 = 1
//            2 of both, the second; in odd blocks x[k+H] comes times -j:
//             w0 = exp(-2*pi*j*c*k/(4H)), w1 = exp(-2*pi*j*(2+c)*k/(4H)), c = block mod 2
//
// conjugated if inverse. Latency: x[H] to y[0] valid 2 clocks in which `enable` is high; 3 if H = 2 of
// ROTATION 0 or H = 1 of ROTATION 2; 7 if it multiplies; one more if the memory is a block. x[0] to
// y[0] is H more. One word a clock; every block leaves without further input.
// Rounding: once per word, in fft_quantize; the delay line keeps differences exact.
// Words are {im, re}. s_inverse is constant over a frame. s_overflow marks words whose history
// overflowed; m_overflow passes each mark on within the same block. s_index is the place of the next
// word in its block. RUNTIME 1: the shift is s_shift, at most SHIFT; it changes only while the stage
// is empty. Cannot refuse a word: `enable` stops all stages at once. Does not know frames.
`default_nettype none

module fft_stage #(
    parameter LOG2_HALF     = 9,
    parameter ROTATION      = 0,
    parameter IN_WIDTH      = 16,
    parameter OUT_WIDTH     = 16,
    parameter SHIFT         = 1,
    parameter TWIDDLE_WIDTH = 16,
    parameter ROUNDING      = 2,
    parameter OVERFLOW      = 1,
    parameter RUNTIME       = 0,
    parameter BLOCK         = 5,
    parameter ROM_BLOCK     = 5,
    parameter ROM_DIR       = "rom"
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   enable,
    input  wire                   s_valid,
    input  wire [2*IN_WIDTH-1:0]  s_data,
    input  wire                   s_inverse,
    input  wire                   s_overflow,
    input  wire [3:0]             s_shift,
    output wire [LOG2_HALF:0]     s_index,
    output wire                   m_valid,
    output wire [2*OUT_WIDTH-1:0] m_data,
    output wire                   m_inverse,
    output wire                   m_overflow
);

    localparam K = LOG2_HALF;
    localparam X = IN_WIDTH + 1;
    localparam A = (K == 0) ? 1 : K;
    // Memories of 2^BLOCK words and more, 4 at least, are blocks, which answer a clock later.
    localparam D = (K < BLOCK || K < 2) ? 1 : 2;

    localparam MULTIPLIES = (ROTATION == 0) ? K > 1 : ROTATION == 2 && K > 0;
    localparam QUARTERS   = ROTATION == 0 && K == 1;
    localparam TURNS      = ROTATION == 2;
    // Both take the shift for granted.
    localparam BIASED     = RUNTIME == 0 && !MULTIPLIES && !QUARTERS && !TURNS && SHIFT == 1 && ROUNDING != 0;
    localparam CEILING    = RUNTIME == 0 && !MULTIPLIES && SHIFT > 0 && OUT_WIDTH >= IN_WIDTH;
    // Levels of registers from a word's arrival to its result's.
    localparam SPLIT      = MULTIPLIES || TURNS;
    localparam LEVELS     = D + (MULTIPLIES ? 6 : QUARTERS || TURNS ? 2 : 1);

    // ---------------------------------------------------------------- sequence
    // Bit K of `in_index_q` tells b from a, of `out_index_q` differences from sums;
    // the bit above counts blocks. A sum needs b; differences follow on their own,
    // and at least as fast as the next block's a takes their places.
    reg [K+1:0] in_index_q, out_index_q;

    assign s_index = in_index_q[K:0];

    wire pairing     = in_index_q[K];
    wire sending_dif = out_index_q[K];
    wire send        = (pairing && s_valid) || sending_dif;

    // One adder for both counters, as in fft_butterfly.
    wire [2*K+5:0] next = {out_index_q, send, in_index_q, s_valid}
                        + {{(K+2){1'b0}}, send, {(K+2){1'b0}}, s_valid};
    wire           unused_carries = next[K+3] || next[0];

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
    reg  dif_inverse_q, mark_q;
    wire inverse = sending_dif ? dif_inverse_q : s_inverse;
    wire mark    = pairing && s_valid && (mark_q || s_overflow);

    // What becomes of a word that comes in: a is kept as its complement; b is taken as
    // it is, or turned in odd blocks: times -j is (im, -re), times j (-im, re), and a
    // complement there waits for its carry.
    localparam [1:0] PLAIN = 2'b00, KEPT = 2'b01, TURN = 2'b10, BACK = 2'b11;

    // One-hot codes would take a second table for every bit of a word.
    (* fsm_encoding = "none" *)
    reg [1:0] mode_q;
    wire      half_done = (K == 0) || &in_index_q[A-1:0];

    always @(posedge clk) begin
        if (enable && s_valid) begin
            if (pairing) dif_inverse_q <= s_inverse;
            if (half_done) begin
                mode_q <= pairing ? KEPT : !(TURNS && in_index_q[K+1]) ? PLAIN : s_inverse ? BACK : TURN;
            end
            mark_q <= !pairing && (mark_q || s_overflow);
        end
        if (rst) begin
            mode_q <= KEPT;
            mark_q <= 1'b0;
        end
    end

    wire [IN_WIDTH-1:0] re = s_data[IN_WIDTH-1:0];
    wire [IN_WIDTH-1:0] im = s_data[2*IN_WIDTH-1:IN_WIDTH];

    wire [2*IN_WIDTH-1:0] word  = (mode_q == PLAIN) ? {im, re} : (mode_q == KEPT) ? {~im, ~re}
                                : (mode_q == TURN) ? {~re, im} : {re, ~im};
    wire [1:0]            carry = {mode_q == TURN, mode_q == BACK};

    // ------------------------------------------------- what waits for the memory
    localparam E = 2*IN_WIDTH + A + K + 8;

    wire [E-1:0] early = {word, in_index_q[A-1:0], out_index_q, carry, pairing, inverse, send, s_valid};
    wire [E-1:0] late;

    generate
        if (D == 1) begin : g_now

            assign late = early;

        end else begin : g_later

            reg [E-1:0] late_q;

            always @(posedge clk) begin
                if (enable) late_q <= early;
                if (rst) late_q[0] <= 1'b0;
            end

            assign late = late_q;

        end
    endgenerate

    wire [2*IN_WIDTH-1:0] late_word;
    wire [A-1:0]          late_address;
    wire [K+1:0]          late_index;
    wire [1:0]            late_carry;
    wire                  late_pairing, late_inverse, late_send, late_valid;
    assign {late_word, late_address, late_index, late_carry, late_pairing, late_inverse, late_send,
            late_valid} = late;

    reg                  write_q, pairing_q;
    reg [A-1:0]          address_q;
    reg [2*IN_WIDTH-1:0] word_q, b_q;
    reg [1:0]            carry_q, carry_n_q;

    always @(posedge clk) begin
        if (enable) begin
            pairing_q <= late_pairing;
            address_q <= late_address;
            word_q    <= late_word;
            carry_q   <= late_carry;
            carry_n_q <= ~late_carry;
            write_q   <= late_valid;
            if (late_pairing) b_q <= late_word;
            else b_q <= {(2*IN_WIDTH){1'b0}};
        end
        if (rst) write_q <= 1'b0;
    end

    // --------------------------------------------------- butterfly and its memory
    // A stage that multiplies keeps complements of differences, which saves the
    // choice between a word and a difference, and sends their negatives.
    wire [2*X-1:0] line, line_gated, kept;
    wire [2*X+1:0] sent;

    fft_delay_line #(
        .LOG2_DEPTH(K),
        .WIDTH(2*X),
        .BLOCK(D - 1)
    ) u_delay_line (
        .clk(clk),
        .rst(rst),
        .enable(enable),
        .write(write_q),
        .write_address(address_q),
        .write_data(kept),
        .read_address(out_index_q[A-1:0]),
        .next_address(next[K+4 +: A]),
        .gate((K == 0) ? !pairing_q : late_pairing),
        .read_data(line),
        .gated_data(line_gated)
    );

    fft_butterfly #(
        .WIDTH(IN_WIDTH),
        .ROUND(BIASED ? 1 : 0)
    ) u_butterfly (
        .a(line),
        .c(line_gated),
        .b(b_q),
        .b_kept(word_q),
        .pairing(pairing_q),
        .carry(carry_q),
        .carry_n(carry_n_q),
        .sent(sent),
        .kept(kept)
    );

    // ------------------------------------------------- valid bits of the levels
    reg [LEVELS-1:0] valid_q, inverse_q, mark_levels_q;

    always @(posedge clk) begin
        if (enable) begin
            valid_q       <= {valid_q[LEVELS-2:0], send};
            inverse_q     <= {inverse_q[LEVELS-2:0], inverse};
            mark_levels_q <= {mark_levels_q[LEVELS-2:0], mark};
        end
        if (rst) valid_q <= {LEVELS{1'b0}};
    end

    // ---------------------------------------------------------------- rotation
    // y has FRACTION more bits below the point than x.
    localparam FRACTION = MULTIPLIES ? TWIDDLE_WIDTH - 1 : 0;
    localparam Y        = MULTIPLIES ? X + TWIDDLE_WIDTH : X + 1;

    wire [2*Y-1:0] y;

    fft_rotation #(
        .LOG2_HALF(K),
        .ROTATION(ROTATION),
        .IN_WIDTH(IN_WIDTH),
        .OUT_WIDTH(Y),
        .TWIDDLE_WIDTH(TWIDDLE_WIDTH),
        .ROM_BLOCK(ROM_BLOCK),
        .ROM_DIR(ROM_DIR)
    ) u_rotation (
        .clk(clk),
        .rst(rst),
        .enable(enable),
        .send(late_send),
        .index(late_index),
        .inverse(late_inverse),
        .x(sent),
        .y(y)
    );

    // A shift that is less than SHIFT comes with so many zeros below.
    localparam V = (RUNTIME != 0) ? Y + SHIFT : Y;

    wire [2*V-1:0] value;
    wire           overflow;

    generate
        if (RUNTIME == 0) begin : g_fixed
            assign value = y;
            wire unused_shift = |s_shift;
        end else begin : g_runtime
            fft_shift #(.WIDTH(Y), .MOST(SHIFT)) u_shift (.shift(s_shift), .y(y), .value(value));
        end
    endgenerate

    fft_quantize #(
        .IN_WIDTH(V),
        .DROP(FRACTION + SHIFT),
        .TO_WIDTH(OUT_WIDTH),
        .ROUNDING(ROUNDING),
        .OVERFLOW(OVERFLOW),
        .LATENCY(SPLIT ? 2 : 1),
        .BIASED(BIASED ? 1 : 0),
        .CEILING(CEILING ? 1 : 0)
    ) u_quantize (
        .clk(clk),
        .enable(enable),
        .value(value),
        .result(m_data),
        .overflow(overflow)
    );

    assign m_valid    = valid_q[LEVELS-1];
    assign m_inverse  = inverse_q[LEVELS-1];
    assign m_overflow = mark_levels_q[LEVELS-1] || overflow;

endmodule

`default_nettype wire
