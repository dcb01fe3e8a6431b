// SPDX-License-Identifier: MIT OR Apache-2.0
//
// One decimation-in-frequency stage on blocks of 2H words, H = 2^LOG2_HALF:
//
//   y[k] = Q(x[k] + x[k+H]),  y[k+H] = Q((x[k] - x[k+H]) * w),  k = 0..H-1
//   w = exp(-2*pi*j*k/(2H)), conjugated if the block is inverse
//
// Latency: x[H] accepted to y[0] valid 6 clocks (3 for H = 1 and 2); x[0] to
// y[0] is H more. One word a clock; every block leaves without further input.
// Rounding: once per word, in fft_quantize; the delay line keeps differences exact.
// Words are {im, re}. s_inverse is constant over a frame. s_overflow marks words
// whose history overflowed; m_overflow passes each mark on within the same block.
// Does not know frames: reset is what aligns the blocks.
`default_nettype none

module fft_stage #(
    parameter LOG2_HALF     = 9,
    parameter IN_WIDTH      = 16,
    parameter OUT_WIDTH     = 16,
    parameter SHIFT         = 1,
    parameter TWIDDLE_WIDTH = 16,
    parameter ROUNDING      = 2,
    parameter OVERFLOW      = 1,
    parameter ROM_DIR       = "rom"
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   s_valid,
    output wire                   s_ready,
    input  wire [2*IN_WIDTH-1:0]  s_data,
    input  wire                   s_inverse,
    input  wire                   s_overflow,
    output wire                   m_valid,
    input  wire                   m_ready,
    output wire [2*OUT_WIDTH-1:0] m_data,
    output wire                   m_inverse,
    output wire                   m_overflow
);

    localparam K = LOG2_HALF;
    localparam X = IN_WIDTH + 1;

    // ---------------------------------------------------------------- sequence
    // Both counters run over a block: the top bit of `in_index_q` tells b from a,
    // the top bit of `out_index_q` tells differences from sums.
    reg [K:0] in_index_q;
    reg [K:0] out_index_q;

    wire [K:0] next_out_index = out_index_q + 1'b1;
    wire       pairing        = in_index_q[K];
    wire       sending_dif    = out_index_q[K];

    wire           advance;
    wire           line_ready;
    wire           line_valid;
    wire [2*X-1:0] line_data;
    wire [2*X-1:0] dif;

    // The line holds the differences of the block before, then a. So a sum needs
    // a head and b; a difference needs its head alone, hence a block drains by itself.
    wire send = line_valid && (sending_dif || (pairing && s_valid));
    wire pop  = send && advance;

    assign s_ready = pairing ? (line_valid && advance && !sending_dif) : line_ready;
    wire   accept  = s_valid && s_ready;

    always @(posedge clk) begin
        if (accept) in_index_q <= in_index_q + 1'b1;
        if (pop) out_index_q <= next_out_index;
        if (rst) begin
            in_index_q  <= {(K+1){1'b0}};
            out_index_q <= {(K+1){1'b0}};
        end
    end

    // --------------------------------------------------------------- butterfly
    wire [IN_WIDTH-1:0] s_re = s_data[IN_WIDTH-1:0];
    wire [IN_WIDTH-1:0] s_im = s_data[2*IN_WIDTH-1:IN_WIDTH];
    wire [X-1:0]        sum_re;
    wire [X-1:0]        sum_im;

    fft_butterfly #(
        .WIDTH(IN_WIDTH)
    ) u_butterfly (
        .a_re(line_data[IN_WIDTH-1:0]),
        .a_im(line_data[X+IN_WIDTH-1:X]),
        .b_re(s_re),
        .b_im(s_im),
        .sum_re(sum_re),
        .sum_im(sum_im),
        .dif_re(dif[X-1:0]),
        .dif_im(dif[2*X-1:X])
    );

    fft_delay_line #(
        .LOG2_DEPTH(K),
        .WIDTH(2*X)
    ) u_delay_line (
        .clk(clk),
        .rst(rst),
        .push(accept),
        .push_ready(line_ready),
        .push_data(pairing ? dif : {s_im[IN_WIDTH-1], s_im, s_re[IN_WIDTH-1], s_re}),
        .pop_valid(line_valid),
        .pop(pop),
        .pop_data(line_data)
    );

    wire [X-1:0] x_re = sending_dif ? line_data[X-1:0] : sum_re;
    wire [X-1:0] x_im = sending_dif ? line_data[2*X-1:X] : sum_im;

    // ------------------------------------------------------------- frame's bits
    // Differences leave while the next block may already come in: they keep their
    // own direction. Overflow marks that came in leave with the block's next sum.
    reg  dif_inverse_q;
    reg  mark_q;
    wire inverse = sending_dif ? dif_inverse_q : s_inverse;
    wire mark    = !sending_dif && (mark_q || s_overflow);

    always @(posedge clk) begin
        if (accept && pairing) dif_inverse_q <= s_inverse;
        if (accept) mark_q <= !pairing && (mark_q || s_overflow);
        if (rst) mark_q <= 1'b0;
    end

    // ---------------------------------------------------------------- rotation
    // y has FRACTION more bits below the point than x.
    localparam FRACTION = (K < 2) ? 0 : TWIDDLE_WIDTH - 1;
    localparam Y        = (K < 2) ? X : X + TWIDDLE_WIDTH + 1;
    localparam LEVELS   = (K < 2) ? 2 : 5;

    wire [Y-1:0] y_re;
    wire [Y-1:0] y_im;

    generate
        if (K == 0) begin : g_rotate_none

            reg [X-1:0] re_q;
            reg [X-1:0] im_q;

            always @(posedge clk) begin
                if (advance) begin
                    re_q <= x_re;
                    im_q <= x_im;
                end
            end

            assign y_re = re_q;
            assign y_im = im_q;

        end else if (K == 1) begin : g_rotate_quarter

            // w is 1, then -j: (re, im) becomes (im, -re); +j if inverse.
            wire quarter = sending_dif && out_index_q[0];

            reg [X-1:0] re_q;
            reg [X-1:0] im_q;

            always @(posedge clk) begin
                if (advance) begin
                    re_q <= !quarter ? x_re : inverse ? -x_im : x_im;
                    im_q <= !quarter ? x_im : inverse ? x_re : -x_re;
                end
            end

            assign y_re = re_q;
            assign y_im = im_q;

        end else begin : g_rotate_multiply

            wire [TWIDDLE_WIDTH:0] w_re;
            wire [TWIDDLE_WIDTH:0] w_im;
            reg  [X-1:0]           x_re_q;
            reg  [X-1:0]           x_im_q;

            always @(posedge clk) begin
                if (advance) begin
                    x_re_q <= x_re;
                    x_im_q <= x_im;
                end
            end

            // The word of the next output is fetched when this one leaves. Sums are
            // multiplied by the word at address 0, which is exactly one.
            fft_twiddle_rom #(
                .LOG2_HALF(K),
                .TWIDDLE_WIDTH(TWIDDLE_WIDTH),
                .ROM_DIR(ROM_DIR)
            ) u_twiddle_rom (
                .clk(clk),
                .rst(rst),
                .fetch(pop),
                .address(next_out_index[K] ? next_out_index[K-1:0] : {K{1'b0}}),
                .enable(advance),
                .inverse(inverse),
                .w_re(w_re),
                .w_im(w_im)
            );

            fft_complex_mul #(
                .DATA_WIDTH(X),
                .TWIDDLE_WIDTH(TWIDDLE_WIDTH)
            ) u_complex_mul (
                .clk(clk),
                .enable(advance),
                .x_re(x_re_q),
                .x_im(x_im_q),
                .w_re(w_re),
                .w_im(w_im),
                .y_re(y_re),
                .y_im(y_im)
            );

        end
    endgenerate

    // ------------------------------------------------------------ quantization
    wire [2*OUT_WIDTH-1:0] result;
    wire                   overflow_re;
    wire                   overflow_im;

    fft_quantize #(
        .IN_WIDTH(Y),
        .DROP(FRACTION + SHIFT),
        .TO_WIDTH(OUT_WIDTH),
        .ROUNDING(ROUNDING),
        .OVERFLOW(OVERFLOW)
    ) u_quantize_re (
        .clk(clk),
        .enable(advance),
        .value(y_re),
        .result(result[OUT_WIDTH-1:0]),
        .overflow(overflow_re)
    );

    fft_quantize #(
        .IN_WIDTH(Y),
        .DROP(FRACTION + SHIFT),
        .TO_WIDTH(OUT_WIDTH),
        .ROUNDING(ROUNDING),
        .OVERFLOW(OVERFLOW)
    ) u_quantize_im (
        .clk(clk),
        .enable(advance),
        .value(y_im),
        .result(result[2*OUT_WIDTH-1:OUT_WIDTH]),
        .overflow(overflow_im)
    );

    // ------------------------------------------------- valid bits of the levels
    reg  [LEVELS-1:0] valid_q;
    reg  [LEVELS-1:0] inverse_q;
    reg  [LEVELS-1:0] mark_levels_q;
    wire              skid_ready;

    assign advance = skid_ready || !valid_q[LEVELS-1];

    always @(posedge clk) begin
        if (advance) begin
            valid_q       <= {valid_q[LEVELS-2:0], send};
            inverse_q     <= {inverse_q[LEVELS-2:0], inverse};
            mark_levels_q <= {mark_levels_q[LEVELS-2:0], mark};
        end
        if (rst) valid_q <= {LEVELS{1'b0}};
    end

    fft_skid_buffer #(
        .WIDTH(2*OUT_WIDTH + 2)
    ) u_skid_buffer (
        .clk(clk),
        .rst(rst),
        .s_valid(valid_q[LEVELS-1]),
        .s_ready(skid_ready),
        .s_data({mark_levels_q[LEVELS-1] || overflow_re || overflow_im,
                 inverse_q[LEVELS-1], result}),
        .m_valid(m_valid),
        .m_ready(m_ready),
        .m_data({m_overflow, m_inverse, m_data})
    );

endmodule

`default_nettype wire
