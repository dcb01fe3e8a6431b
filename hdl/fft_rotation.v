// SPDX-License-Identifier: MIT OR Apache-2.0
//
// What a stage does to the words of its butterfly before they are rounded:
//
//   y = x * exp(-2*pi*j*angle/B), conjugated if inverse
//
//   ROTATION 0: B = 2H, angle 0 for sums and k for differences
//           1: angle 0
//           2: B = 4H, angle c*k for sums and (2+c)*k for differences of block c
//
// y has TWIDDLE_WIDTH-1 more bits below the point than x where a multiplier is
// needed; else it has x's point.
// Latency from `x`: none without rotation, 1 clock where w is 1 or -j only, 4 with a
// multiplier; `index` comes a clock before its x. In clocks with `enable` high.
// Rounding: none.
// Caller: `send` while a word is on its way, `index` counts them from reset.
// Does not look at valid bits: what is not sent is rotated by anything.
`default_nettype none

module fft_rotation #(
    parameter LOG2_HALF     = 9,
    parameter ROTATION      = 0,
    parameter IN_WIDTH      = 16,
    parameter OUT_WIDTH     = 33,
    parameter TWIDDLE_WIDTH = 16,
    parameter ROM_BLOCK     = 5,
    parameter ROM_DIR       = "rom"
) (
    input  wire                 clk,
    input  wire                 rst,
    input  wire                 enable,
    input  wire                 send,
    input  wire [LOG2_HALF+1:0] index,
    input  wire                 inverse,
    input  wire [2*IN_WIDTH+3:0]  x,
    output wire [2*OUT_WIDTH-1:0] y
);

    localparam K = LOG2_HALF;

    wire [IN_WIDTH+1:0] x_re = x[IN_WIDTH+1:0];
    wire [IN_WIDTH+1:0] x_im = x[2*IN_WIDTH+3:IN_WIDTH+2];

    generate
        if (ROTATION == 0 && K > 1 || ROTATION == 2 && K > 0) begin : g_multiply

            localparam LOG2_TURN = (ROTATION == 0) ? K + 1 : K + 2;

            // A short table is read at once; a longer one takes the angle of the next but
            // one word, and is a block memory from a length on.
            localparam AHEAD = (LOG2_TURN < 7) ? 0 : 2;
            localparam BLOCK = (LOG2_TURN - 3 < ROM_BLOCK) ? 0 : 1;
            localparam [31:0]  LENGTH = 1 << K;
            localparam [31:0]  TURN   = LENGTH - 1 - AHEAD;
            localparam [K-1:0] LAST   = TURN[K-1:0];

            // The angle grows by a step from word to word and starts at 0 with every
            // block of sums or of differences. What it is after reset does not matter:
            // the first block is not rotated.
            reg  [LOG2_TURN-1:0] angle_q;
            wire [1:0]           step;
            wire                 last = index[K-1:0] == LAST;

            always @(posedge clk) begin
                if (enable && send) angle_q <= angle_q + {{(LOG2_TURN-2){1'b0}}, step};
                if (enable && send && last) angle_q <= {LOG2_TURN{1'b0}};
            end

            if (AHEAD == 0) begin : g_step

                assign step = (ROTATION == 0) ? {1'b0, index[K]} : {index[K], index[K+1]};

                wire unused_reset = rst;

            end else begin : g_step_ahead

                reg [1:0] step_q;

                always @(posedge clk) begin
                    if (enable && send && last) begin
                        if (ROTATION == 0) step_q[0] <= !step_q[0];
                        else step_q <= {!step_q[1], step_q[1] ^ step_q[0]};
                    end
                    if (rst) step_q <= 2'd0;
                end

                assign step = step_q;

            end

            wire [TWIDDLE_WIDTH:0] w_sum;
            wire [TWIDDLE_WIDTH:0] w_dif;

            fft_twiddle_rom #(
                .LOG2_TURN(LOG2_TURN),
                .TWIDDLE_WIDTH(TWIDDLE_WIDTH),
                .OCTANT((LOG2_TURN > 11 || (AHEAD != 0 && BLOCK == 0)) ? 1 : 0),
                .AHEAD(AHEAD),
                .BLOCK(BLOCK),
                .ROM_DIR(ROM_DIR)
            ) u_twiddle_rom (
                .clk(clk),
                .enable(enable),
                .next(send),
                .angle(angle_q),
                .still(!index[K] && (ROTATION == 0 || !index[K+1])),
                .inverse(inverse),
                .w_sum(w_sum),
                .w_dif(w_dif)
            );

            localparam X = IN_WIDTH + 1;

            // Operands of 18 bits, as of DSP blocks, leave no bit for a sum.
            fft_complex_mul #(
                .DATA_WIDTH(X),
                .OUT_WIDTH(OUT_WIDTH),
                .TWIDDLE_WIDTH(TWIDDLE_WIDTH),
                .MULTIPLIERS((IN_WIDTH == 17) ? 4 : 3)
            ) u_complex_mul (
                .clk(clk),
                .enable(enable),
                .x_re(x_re[X-1:0]),
                .x_im(x_im[X-1:0]),
                .w_sum(w_sum),
                .w_dif(w_dif),
                .y_re(y[OUT_WIDTH-1:0]),
                .y_im(y[2*OUT_WIDTH-1:OUT_WIDTH])
            );

            wire unused = x_re[IN_WIDTH+1] || x_im[IN_WIDTH+1];

        end else if (ROTATION == 0 && K == 1) begin : g_quarter

            // w is 1, then -j: (re, im) becomes (im, -re); +j if inverse. The butterfly's
            // adder and the negation's have a clock each.
            reg                quarter_q, quarter_q2;
            reg                inverse_q, inverse_q2;
            reg [IN_WIDTH+1:0] re_q, im_q;

            always @(posedge clk) begin
                if (enable) begin
                    quarter_q  <= index[K] && index[0];
                    quarter_q2 <= quarter_q;
                    inverse_q  <= inverse;
                    inverse_q2 <= inverse_q;
                    re_q       <= x_re;
                    im_q       <= x_im;
                end
            end

            assign y[OUT_WIDTH-1:0]           = !quarter_q2 ? re_q : inverse_q2 ? -im_q : im_q;
            assign y[2*OUT_WIDTH-1:OUT_WIDTH] = !quarter_q2 ? im_q : inverse_q2 ? re_q : -re_q;

            wire unused = rst || send || |index;

        end else begin : g_none

            assign y = x;

            wire unused = clk || rst || enable || send || inverse || |index || |x_re || |x_im;

        end
    endgenerate

endmodule

`default_nettype wire
