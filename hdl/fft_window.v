// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Window on frames of N = 2^LOG2_LEN complex words, to stand before `fft`:
//
//   y[n] = Q(x[n] * w[n]),  w[n] = a0 - a1*cos(2*pi*n/N) + a2*cos(4*pi*n/N)
//
// w has WINDOW_WIDTH fraction bits, see fft_window_rom.
// Latency: 6 clocks, one beat a clock; tlast and tuser leave with their beat.
// Rounding: once per component, see fft_quantize. Nothing overflows: 0 <= w <= 1.
// Caller: whole frames after reset, a counter alone knows where they end.
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
    wire [V:0] factor;

    fft_window_rom #(
        .LOG2_LEN(L),
        .WIDTH(V),
        .WINDOW(WINDOW),
        .ROM_DIR(ROM_DIR)
    ) u_window_rom (
        .clk(clk),
        .enable(advance),
        .index(index_q),
        .factor(factor)
    );

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
