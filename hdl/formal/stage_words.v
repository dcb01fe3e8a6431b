// SPDX-License-Identifier: MIT OR Apache-2.0
//
// fft_stage gives the words of its header, on words so small that every one is tried:
//
//   y[k] = Q((x[k] + x'[k+H]) * w0),  y[k+H] = Q((x[k] - x'[k+H]) * w1)
//
// x' = -j*x (j*x if inverse) in odd blocks of ROTATION 2, else x; factors from turn.hex;
// Q to nearest, halves to even, saturated; m_overflow if either component did not fit.
//
// One word out is followed, any: the WATCHED-th, modulo four blocks; its two words in are
// caught by their places. r is any integer that keeps to the definition of Q.
// RUNTIME 1: every shift up to SHIFT.
// Method: bounded, `depth` clocks from reset, with gaps anywhere; STALLS 1: and `enable` low anywhere.
`default_nettype none

module stage_words #(
    parameter LOG2_HALF = 1,
    parameter ROTATION   = 0,
    parameter IN_WIDTH  = 2,
    parameter OUT_WIDTH = 2,
    parameter SHIFT     = 1,
    parameter RUNTIME   = 0,
    parameter BLOCK     = 5,
    parameter STALLS    = 0,
    parameter LOG2_TURN = 3
) (
    input wire                  clk,
    input wire                  go,
    input wire                  s_valid,
    input wire [2*IN_WIDTH-1:0] s_data
);

    localparam K    = LOG2_HALF;
    localparam H    = 1 << K;
    localparam I    = IN_WIDTH;
    localparam O    = OUT_WIDTH;
    localparam T    = 4;
    localparam MULTIPLIES = (ROTATION == 0) ? K > 1 : ROTATION == 2 && K > 0;
    localparam FRACTION   = MULTIPLIES ? T - 1 : 0;
    localparam FULL = I + T + O + 6;

    (* anyconst *) wire [K+2:0] WATCHED;
    (* anyconst *) wire         INVERSE;
    (* anyconst *) wire [3:0]   SET;

    wire [3:0] s_shift = (RUNTIME != 0) ? SET : SHIFT;
    wire [4:0] drop    = {1'b0, s_shift} + FRACTION;

    always @* if (RUNTIME != 0) assume (SET <= SHIFT);

    wire             enable    = go || STALLS == 0;
    reg              started_q = 1'b0;
    wire             rst       = !started_q;
    wire [K:0]       s_index;
    wire             m_valid;
    wire             m_inverse;
    wire             m_overflow;
    wire [2*O-1:0]   m_data;

    fft_stage #(
        .LOG2_HALF(K),
        .ROTATION(ROTATION),
        .IN_WIDTH(I),
        .OUT_WIDTH(O),
        .SHIFT(SHIFT),
        .TWIDDLE_WIDTH(T),
        .ROUNDING(2),
        .OVERFLOW(1),
        .RUNTIME(RUNTIME),
        .BLOCK(BLOCK),
        .ROM_DIR(".")
    ) uut (
        .clk(clk),
        .rst(rst),
        .enable(enable),
        .s_valid(s_valid),
        .s_data(s_data),
        .s_inverse(INVERSE),
        .s_overflow(1'b0),
        .s_shift(s_shift),
        .s_index(s_index),
        .m_valid(m_valid),
        .m_data(m_data),
        .m_inverse(m_inverse),
        .m_overflow(m_overflow)
    );

    reg [2*T+1:0] turn [0:(1<<LOG2_TURN)-1];

    initial $readmemh("turn.hex", turn);

    // ------------------------------------------------ the two words it is made of
    wire [K+2:0]    of_a = WATCHED & ~H;
    wire [K+2:0]    of_b = WATCHED | H;
    reg [K+2:0]     in_q  = 0;
    reg [K+2:0]     out_q = 0;
    reg [2*I-1:0]   a_q;
    reg [2*I-1:0]   b_q;

    always @(posedge clk) begin
        started_q <= 1'b1;
        if (enable && s_valid && !rst) begin
            in_q <= in_q + 1'b1;
            if (in_q == of_a) a_q <= s_data;
            if (in_q == of_b) b_q <= s_data;
        end
        if (enable && m_valid && !rst) out_q <= out_q + 1'b1;
    end

    // -------------------------------------------------------- what comes of them
    wire                   odd  = WATCHED[K+1];
    wire                   dif  = WATCHED[K];
    wire [LOG2_TURN-1:0]   k    = WATCHED & (H - 1);
    wire                   turned = ROTATION == 2 && odd;
    wire signed [FULL-1:0] a_re = $signed(a_q[I-1:0]);
    wire signed [FULL-1:0] a_im = $signed(a_q[2*I-1:I]);
    wire signed [FULL-1:0] c_re = $signed(b_q[I-1:0]);
    wire signed [FULL-1:0] c_im = $signed(b_q[2*I-1:I]);
    wire signed [FULL-1:0] b_re = !turned ? c_re : INVERSE ? -c_im : c_im;
    wire signed [FULL-1:0] b_im = !turned ? c_im : INVERSE ? c_re : -c_re;
    wire signed [FULL-1:0] x_re = dif ? a_re - b_re : a_re + b_re;
    wire signed [FULL-1:0] x_im = dif ? a_im - b_im : a_im + b_im;

    // The angle in parts of a turn of 2H; of 4H for ROTATION 2.
    wire [LOG2_TURN-1:0]   angle = (ROTATION == 1) ? 0 : (ROTATION == 0) ? (dif ? k : 0)
                                 : (dif ? 2*k : 0) + (odd ? k : 0);
    wire [2*T+1:0]         word = turn[angle];
    wire signed [FULL-1:0] w_re = $signed(word[T:0]);
    wire signed [FULL-1:0] turn_im = $signed(word[2*T+1:T+1]);
    wire signed [FULL-1:0] w_im = INVERSE ? -turn_im : turn_im;
    wire                   quarter = ROTATION == 0 && K == 1 && angle != 0;
    wire signed [FULL-1:0] y_re;
    wire signed [FULL-1:0] y_im;

    generate
        if (MULTIPLIES) begin : g_multiplies
            assign y_re = x_re*w_re - x_im*w_im;
            assign y_im = x_re*w_im + x_im*w_re;
        end else begin : g_turns
            assign y_re = !quarter ? x_re : INVERSE ? -x_im : x_im;
            assign y_im = !quarter ? x_im : INVERSE ? x_re : -x_re;
        end
    endgenerate

    // ------------------------------------------------------------------ rounded
    (* anyconst *) wire signed [FULL-1:0] r_re;
    (* anyconst *) wire signed [FULL-1:0] r_im;

    wire signed [FULL-1:0] unit    = 1 << drop;
    wire signed [FULL-1:0] upper   = (1 << (O - 1)) - 1;
    wire signed [FULL-1:0] rest_re = 2*y_re - ((r_re << drop) << 1);
    wire signed [FULL-1:0] rest_im = 2*y_im - ((r_im << drop) << 1);

    wire small = r_re < (1 << (I + 2)) && r_re > -(1 << (I + 2)) && r_im < (1 << (I + 2)) && r_im > -(1 << (I + 2));
    wire near  = rest_re <= unit && rest_re >= -unit && rest_im <= unit && rest_im >= -unit;
    wire even  = (rest_re < unit && rest_re > -unit || !r_re[0]) && (rest_im < unit && rest_im > -unit || !r_im[0]);

    wire high_re = r_re > upper;
    wire high_im = r_im > upper;
    wire low_re  = r_re < -upper - 1;
    wire low_im  = r_im < -upper - 1;

    wire signed [FULL-1:0] q_re = high_re ? upper : low_re ? -upper - 1 : r_re;
    wire signed [FULL-1:0] q_im = high_im ? upper : low_im ? -upper - 1 : r_im;

    wire given = !rst && m_valid && out_q == WATCHED && small && near && even;

    always @* begin
        if (given) assert (m_data == {q_im[O-1:0], q_re[O-1:0]});
        if (given) assert (m_overflow == (high_re || high_im || low_re || low_im));
        if (given) assert (m_inverse == INVERSE);
    end

endmodule

`default_nettype wire
