// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Factors of a window on frames of N = 2^LOG2_LEN words:
//
//   factor = w[index],  w[n] = a0 - a1*cos(2*pi*n/N) + a2*cos(4*pi*n/N)
//
// w has WIDTH fraction bits, read from
// {ROM_DIR}/window_{name}_n{N, 5 digits}_v{WIDTH, 2 digits}.hex: N/2 words n = 0..N/2-1.
// w[N-n] = w[n], and w[N/2] is exactly 1, one bit more than a word.
// Latency: 3 clocks in which `enable` is high. Rounding: none, the words are rounded.
// Caller: the file must exist when the simulation or the synthesis starts; WINDOW 0
// reads none.
`default_nettype none

module fft_window_rom #(
    parameter LOG2_LEN = 10,   // 2 to 16
    parameter WIDTH    = 16,   // 2 to 32
    parameter WINDOW   = 1,    // 0 rectangular, 1 Hann, 2 Hamming, 3 Blackman
    parameter ROM_DIR  = "rom" // folder of the window files
) (
    input  wire                clk,
    input  wire                enable,
    input  wire [LOG2_LEN-1:0] index,
    output wire [WIDTH:0]      factor
);

    localparam L = LOG2_LEN;
    localparam N = 1 << L;

    // The word, the same word in fabric, because a block RAM answers late, and the
    // factor, each a clock after the other.
    generate
        if (WINDOW == 0) begin : g_rectangular

            assign factor = {1'b1, {WIDTH{1'b0}}};

            wire unused = clk || enable || |index;

        end else begin : g_table

            // N and WIDTH in decimal; "0" is the lowest character of DIGITS.
            localparam [79:0] DIGITS = "9876543210";
            localparam [39:0] N_TEXT = {
                DIGITS[8*(N/10000%10) +: 8], DIGITS[8*(N/1000%10) +: 8],
                DIGITS[8*(N/100%10) +: 8], DIGITS[8*(N/10%10) +: 8], DIGITS[8*(N%10) +: 8]
            };
            localparam [15:0] V_TEXT = {DIGITS[8*(WIDTH/10%10) +: 8], DIGITS[8*(WIDTH%10) +: 8]};

            reg [WIDTH-1:0] rom [0:N/2-1];

            if (WINDOW == 1) begin : g_hann
                initial $readmemh({ROM_DIR, "/window_hann_n", N_TEXT, "_v", V_TEXT, ".hex"}, rom);
            end else if (WINDOW == 2) begin : g_hamming
                initial $readmemh({ROM_DIR, "/window_hamming_n", N_TEXT, "_v", V_TEXT, ".hex"}, rom);
            end else begin : g_blackman
                initial $readmemh({ROM_DIR, "/window_blackman_n", N_TEXT, "_v", V_TEXT, ".hex"}, rom);
            end

            // Beyond the middle the address runs back: N - n, without its top bit.
            wire [L-2:0] address = index[L-1] ? -index[L-2:0] : index[L-2:0];
            wire         middle  = index == {1'b1, {(L-1){1'b0}}};

            reg [WIDTH-1:0] word_q;
            reg [WIDTH-1:0] word_q2;
            reg [WIDTH:0]   factor_q;
            reg             middle_q;
            reg             middle_q2;

            always @(posedge clk) begin
                if (enable) word_q <= rom[address];
            end

            always @(posedge clk) begin
                if (enable) begin
                    word_q2   <= word_q;
                    middle_q  <= middle;
                    middle_q2 <= middle_q;
                    factor_q  <= {middle_q2, middle_q2 ? {WIDTH{1'b0}} : word_q2};
                end
            end

            assign factor = factor_q;

        end
    endgenerate

endmodule

`default_nettype wire
