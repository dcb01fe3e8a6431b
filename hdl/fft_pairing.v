// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Memory and butterfly of a stage on blocks of 2H words, H = 2^LOG2_HALF: each b meets
// the a that waits for it, their sum is sent and their difference takes a's place until
// it is sent itself. What they are, fft_butterfly says; the memory is fft_delay_line.
//
// Latency, in clocks in which `enable` is high: from `word` to `sent` 2, with BLOCK 1 and
// its memory one more; m_send, m_index and m_inverse come a clock before their word.
// Rounding: none, the memory keeps differences exact. ROUND as of fft_butterfly.
// A stage that multiplies keeps complements of differences, which saves the choice
// between a word and a difference, and sends their negatives.
// Caller: all inputs are fft_sequence's of one clock.
`default_nettype none

module fft_pairing #(
    parameter LOG2_HALF = 9,
    parameter WIDTH     = 16,
    parameter ROUND     = 0,
    parameter BLOCK     = 1
) (
    input  wire                 clk,
    input  wire                 rst,
    input  wire                 enable,
    input  wire                 s_valid,
    input  wire [((LOG2_HALF == 0) ? 0 : LOG2_HALF-1):0] address,
    input  wire [LOG2_HALF+1:0] out_index,
    input  wire [((LOG2_HALF == 0) ? 0 : LOG2_HALF-1):0] next_address,
    input  wire                 pairing,
    input  wire [2*WIDTH-1:0]   word,
    input  wire [1:0]           carry,
    input  wire                 send,
    input  wire                 inverse,
    output wire                 m_send,
    output wire [LOG2_HALF+1:0] m_index,
    output wire                 m_inverse,
    output wire [2*WIDTH+3:0]   sent
);

    localparam K = LOG2_HALF;
    localparam X = WIDTH + 1;
    localparam A = (K == 0) ? 1 : K;

    // ------------------------------------------------- what waits for the memory
    localparam E = 2*WIDTH + A + K + 8;

    wire [E-1:0] early = {word, address, out_index, carry, pairing, inverse, send, s_valid};
    wire [E-1:0] late;

    generate
        if (BLOCK == 0) begin : g_now

            assign late = early;

        end else begin : g_later

            reg [E-1:0] late_q;

            always @(posedge clk) begin
                if (enable) late_q <= early;
                // A word sent after a reset would count; one that is written, here and below, is overwritten.
                if (rst) late_q[1] <= 1'b0;
            end

            assign late = late_q;

        end
    endgenerate

    wire [2*WIDTH-1:0] late_word;
    wire [A-1:0]       late_address;
    wire [1:0]         late_carry;
    wire               late_pairing, late_valid;
    assign {late_word, late_address, m_index, late_carry, late_pairing, m_inverse, m_send, late_valid} = late;

    // ----------------------------------------------------------------- operands
    reg               write_q, pairing_q;
    reg [A-1:0]       address_q;
    reg [2*WIDTH-1:0] word_q, b_q;
    reg [1:0]         carry_q, carry_n_q;

    always @(posedge clk) begin
        if (enable) begin
            pairing_q <= late_pairing;
            address_q <= late_address;
            word_q    <= late_word;
            carry_q   <= late_carry;
            carry_n_q <= ~late_carry;
            write_q   <= late_valid;
            if (late_pairing) b_q <= late_word;
            else b_q <= {(2*WIDTH){1'b0}};
        end
    end

    // --------------------------------------------------- butterfly and its memory
    wire [2*X-1:0] line, line_gated, kept;

    fft_delay_line #(
        .LOG2_DEPTH(K),
        .WIDTH(2*X),
        .BLOCK(BLOCK)
    ) u_delay_line (
        .clk(clk),
        .rst(rst),
        .enable(enable),
        .write(write_q),
        .write_address(address_q),
        .write_data(kept),
        .read_address(out_index[A-1:0]),
        .next_address(next_address),
        .gate(late_pairing),
        .read_data(line),
        .gated_data(line_gated)
    );

    fft_butterfly #(
        .WIDTH(WIDTH),
        .ROUND(ROUND)
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

endmodule

`default_nettype wire
