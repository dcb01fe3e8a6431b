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
// conjugated if inverse. Latency: x[H] to y[0] valid 3 clocks in which `enable` is high; 4 if H = 2 of
// ROTATION 0, 7 if it multiplies; one more if the memory is a block. x[0] to y[0] is H more. One word a clock; every block leaves without further input.
// Rounding: once per word, in fft_quantize.
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
    localparam A = (K == 0) ? 1 : K;
    // Memories of 2^BLOCK words and more, 4 at least, are blocks, which answer a clock later.
    localparam D = (K < BLOCK || K < 2) ? 1 : 2;

    localparam MULTIPLIES = (ROTATION == 0) ? K > 1 : ROTATION == 2 && K > 0;
    localparam QUARTERS   = ROTATION == 0 && K == 1;
    localparam TURNS      = ROTATION == 2;
    // Both take the shift for granted.
    localparam BIASED     = RUNTIME == 0 && !MULTIPLIES && !QUARTERS && !TURNS && SHIFT == 1 && ROUNDING != 0;
    localparam CEILING    = RUNTIME == 0 && !MULTIPLIES && SHIFT > 0 && OUT_WIDTH >= IN_WIDTH;
    // Levels of registers from a word's arrival to its result's: memory, rotation, two of the quantizer.
    localparam LEVELS     = D + (MULTIPLIES ? 6 : QUARTERS ? 3 : 2);

    // -------------------------------------------- sequence, memory and butterfly
    wire [K+1:0]          in_index, out_index, late_index;
    wire [A-1:0]          next_address;
    wire [2*IN_WIDTH-1:0] word;
    wire [2*IN_WIDTH+3:0] sent;
    wire [1:0]            carry;
    wire                  pairing, send, inverse, mark, late_send, late_inverse;

    assign s_index = in_index[K:0];

    wire unused_parity = in_index[K+1];

    fft_sequence #(
        .LOG2_HALF(K),
        .WIDTH(IN_WIDTH),
        .TURNS(TURNS ? 1 : 0)
    ) u_sequence (
        .clk(clk),
        .rst(rst),
        .enable(enable),
        .s_valid(s_valid),
        .s_data(s_data),
        .s_inverse(s_inverse),
        .s_overflow(s_overflow),
        .in_index(in_index),
        .out_index(out_index),
        .next_address(next_address),
        .pairing(pairing),
        .word(word),
        .carry(carry),
        .send(send),
        .inverse(inverse),
        .mark(mark)
    );

    fft_pairing #(
        .LOG2_HALF(K),
        .WIDTH(IN_WIDTH),
        .ROUND(BIASED ? 1 : 0),
        .BLOCK(D - 1)
    ) u_pairing (
        .clk(clk),
        .rst(rst),
        .enable(enable),
        .s_valid(s_valid),
        .address(in_index[A-1:0]),
        .out_index(out_index),
        .next_address(next_address),
        .pairing(pairing),
        .word(word),
        .carry(carry),
        .send(send),
        .inverse(inverse),
        .m_send(late_send),
        .m_index(late_index),
        .m_inverse(late_inverse),
        .sent(sent)
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
    localparam Y        = MULTIPLIES ? IN_WIDTH + 1 + TWIDDLE_WIDTH : IN_WIDTH + 2;

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
        .LATENCY(2),
        .BIASED(BIASED ? 1 : 0),
        .CEILING(CEILING ? 1 : 0)
    ) u_quantize (
        .clk(clk), .enable(enable),
        .value(value), .result(m_data), .overflow(overflow)
    );

    assign m_valid    = valid_q[LEVELS-1];
    assign m_inverse  = inverse_q[LEVELS-1];
    assign m_overflow = mark_levels_q[LEVELS-1] || overflow;

endmodule

`default_nettype wire
