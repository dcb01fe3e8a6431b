// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Window on frames of N = 2^LOG2_LEN complex words, to stand before `fft`:
//
//   y[n] = Q(x[n] * w[n]),  w[n] = a0 - a1*cos(2*pi*n/N) + a2*cos(4*pi*n/N)
//
// w has WINDOW_WIDTH fraction bits, read from
// {ROM_DIR}/window_{name}_n{N, 5 digits}_v{WINDOW_WIDTH, 2 digits}.hex: N/2 words
// n = 0..N/2-1. w[N-n] = w[n], and w[N/2] is exactly 1, one bit more than a word.
// Latency: 6 clocks, one beat a clock; tlast and tuser leave with their beat.
// Rounding: once per component, see fft_quantize. Nothing overflows: 0 <= w <= 1.
// Caller: whole frames after reset, a counter alone knows where they end. The file
// must exist when the simulation or the synthesis starts; WINDOW 0 reads none.
// Does not look at tlast and tuser, and does not make up for the window's gain.
`default_nettype none

module fft_window #(
    parameter LOG2_LEN     = 10,   // 2 to 16
    parameter DATA_WIDTH   = 16,   // 2 to 32
    parameter WINDOW_WIDTH = 16,   // 2 to 32
    parameter WINDOW       = 1,    // 0 rectangular, 1 Hann, 2 Hamming, 3 Blackman
    parameter ROUNDING     = 2,    // 0 truncate, 1 half-up, 2 convergent
    parameter ROM_DIR      = "rom" // folder of the window files
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
    output wire [2*DATA_WIDTH-1:0] m_axis_tdata,
    output wire                    m_axis_tlast,
    output wire                    m_axis_tuser
);

    // A value out of range elaborates as a legal one, so that its sentence below is
    // the error that is reported.
    localparam L      = (LOG2_LEN < 2 || LOG2_LEN > 16) ? 2 : LOG2_LEN;
    localparam V      = (WINDOW_WIDTH < 2 || WINDOW_WIDTH > 32) ? 2 : WINDOW_WIDTH;
    localparam W      = (DATA_WIDTH < 2 || DATA_WIDTH > 32) ? 2 : DATA_WIDTH;
    localparam N      = 1 << L;
    localparam P      = W + V + 1;
    localparam LEVELS = 5;

    generate
        if (LOG2_LEN < 2 || LOG2_LEN > 16) begin : g_bad_log2_len
            log2_len_must_be_2_to_16 error();
        end
        if (DATA_WIDTH < 2 || DATA_WIDTH > 32) begin : g_bad_data_width
            data_width_must_be_2_to_32 error();
        end
        if (WINDOW_WIDTH < 2 || WINDOW_WIDTH > 32) begin : g_bad_window_width
            window_width_must_be_2_to_32 error();
        end
        if (WINDOW < 0 || WINDOW > 3) begin : g_bad_window
            window_must_be_0_to_3 error();
        end
        if (ROUNDING < 0 || ROUNDING > 2) begin : g_bad_rounding
            rounding_must_be_0_to_2 error();
        end
    endgenerate

    // ------------------------------------------------- valid bits of the levels
    reg  [LEVELS-1:0] valid_q;
    reg  [LEVELS-1:0] last_q;
    reg  [LEVELS-1:0] user_q;
    reg  [L-1:0]      index_q;
    wire              skid_ready;

    wire advance = skid_ready || !valid_q[LEVELS-1];

    assign s_axis_tready = advance;

    always @(posedge clk) begin
        if (advance) begin
            valid_q <= {valid_q[LEVELS-2:0], s_axis_tvalid};
            last_q  <= {last_q[LEVELS-2:0], s_axis_tlast};
            user_q  <= {user_q[LEVELS-2:0], s_axis_tuser};
        end
        if (advance && s_axis_tvalid) index_q <= index_q + 1'b1;
        if (rst) begin
            valid_q <= {LEVELS{1'b0}};
            index_q <= {L{1'b0}};
        end
    end

    // ------------------------------------------------------------------ factors
    // The word, the same word in fabric, because a block RAM answers late, and the
    // factor, each a clock after the other.
    wire [V:0] factor;

    generate
        if (WINDOW == 0) begin : g_rectangular

            assign factor = {1'b1, {V{1'b0}}};

        end else begin : g_table

            // N and V in decimal; "0" is the lowest character of DIGITS.
            localparam [79:0] DIGITS = "9876543210";
            localparam [39:0] N_TEXT = {
                DIGITS[8*(N/10000%10) +: 8], DIGITS[8*(N/1000%10) +: 8],
                DIGITS[8*(N/100%10) +: 8], DIGITS[8*(N/10%10) +: 8], DIGITS[8*(N%10) +: 8]
            };
            localparam [15:0] V_TEXT = {DIGITS[8*(V/10%10) +: 8], DIGITS[8*(V%10) +: 8]};

            reg [V-1:0] rom [0:N/2-1];

            if (WINDOW == 1) begin : g_hann
                initial $readmemh({ROM_DIR, "/window_hann_n", N_TEXT, "_v", V_TEXT, ".hex"}, rom);
            end else if (WINDOW == 2) begin : g_hamming
                initial $readmemh({ROM_DIR, "/window_hamming_n", N_TEXT, "_v", V_TEXT, ".hex"}, rom);
            end else begin : g_blackman
                initial $readmemh({ROM_DIR, "/window_blackman_n", N_TEXT, "_v", V_TEXT, ".hex"}, rom);
            end

            // Beyond the middle the address runs back: N - n, without its top bit.
            wire [L-2:0] address = index_q[L-1] ? -index_q[L-2:0] : index_q[L-2:0];
            wire         middle  = index_q == {1'b1, {(L-1){1'b0}}};

            reg [V-1:0] word_q;
            reg [V-1:0] word_q2;
            reg         middle_q;
            reg         middle_q2;
            reg [V:0]   factor_q;

            always @(posedge clk) begin
                if (advance) word_q <= rom[address];
            end

            always @(posedge clk) begin
                if (advance) begin
                    word_q2   <= word_q;
                    middle_q  <= middle;
                    middle_q2 <= middle_q;
                    factor_q  <= {middle_q2, middle_q2 ? {V{1'b0}} : word_q2};
                end
            end

            assign factor = factor_q;

        end
    endgenerate

    // ----------------------------------------------------------------- products
    wire [2*W-1:0] result;
    wire           unused_overflow;
    wire [2*P-1:0] products;

    genvar i;
    generate
        for (i = 0; i < 2; i = i + 1) begin : g_component

            reg [W-1:0] x_q;
            reg [W-1:0] x_q2;
            reg [W-1:0] x_q3;
            reg [P-1:0] product_q;

            wire signed [P-1:0] x_ext      = {{(V+1){x_q3[W-1]}}, x_q3};
            wire signed [P-1:0] factor_ext = {{W{1'b0}}, factor};

            always @(posedge clk) begin
                if (advance) begin
                    x_q       <= s_axis_tdata[i*DATA_WIDTH +: W];
                    x_q2      <= x_q;
                    x_q3      <= x_q2;
                    product_q <= x_ext * factor_ext;
                end
            end

            assign products[i*P +: P] = product_q;

        end
    endgenerate

    fft_quantize #(
        .IN_WIDTH(P),
        .DROP(V),
        .TO_WIDTH(W),
        .ROUNDING(ROUNDING),
        .OVERFLOW(0)
    ) u_quantize (
        .clk(clk),
        .enable(advance),
        .value(products),
        .result(result),
        .overflow(unused_overflow)
    );

    fft_skid_buffer #(
        .WIDTH(2*W + 2)
    ) u_skid_buffer (
        .clk(clk),
        .rst(rst),
        .s_valid(valid_q[LEVELS-1]),
        .s_ready(skid_ready),
        .s_data({user_q[LEVELS-1], last_q[LEVELS-1], result}),
        .m_valid(m_axis_tvalid),
        .m_ready(m_axis_tready),
        .m_data({m_axis_tuser, m_axis_tlast, m_axis_tdata})
    );

endmodule

`default_nettype wire
