// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Twiddle factors of one stage, H = 2^LOG2_HALF words, read from
// {ROM_DIR}/twiddle_h{H, 5 digits}_t{TWIDDLE_WIDTH, 2 digits}.hex.
//
//   w = exp(-2*pi*j*address/(2H)), conjugated if inverse; exactly 1 at address 0
//
// Words are {im, re} with TWIDDLE_WIDTH-1 fraction bits; w has one bit more, so
// that exactly 1 and exactly +j fit.
// Latency: 2 clocks. One with `fetch` high reads the word at `address`; any later
// one with `enable` high conjugates it by the `inverse` of that clock.
// After reset the word is that of address 0. Rounding: none here, the file is rounded.
// Caller: the file must exist when the simulation or the synthesis starts.
// Does not serve H = 1 and H = 2, whose twiddles need no multiplier.
`default_nettype none

module fft_twiddle_rom #(
    parameter LOG2_HALF     = 9,
    parameter TWIDDLE_WIDTH = 16,
    parameter ROM_DIR       = "rom"
) (
    input  wire                   clk,
    input  wire                   rst,
    input  wire                   fetch,
    input  wire [LOG2_HALF-1:0]   address,
    input  wire                   enable,
    input  wire                   inverse,
    output wire [TWIDDLE_WIDTH:0] w_re,
    output wire [TWIDDLE_WIDTH:0] w_im
);

    localparam H = 1 << LOG2_HALF;
    localparam T = TWIDDLE_WIDTH;

    // H and T in decimal; "0" is the lowest character of DIGITS.
    localparam [79:0] DIGITS = "9876543210";
    localparam [39:0] H_TEXT = {
        DIGITS[8*(H/10000%10) +: 8], DIGITS[8*(H/1000%10) +: 8], DIGITS[8*(H/100%10) +: 8],
        DIGITS[8*(H/10%10) +: 8], DIGITS[8*(H%10) +: 8]
    };
    localparam [15:0] T_TEXT = {DIGITS[8*(T/10%10) +: 8], DIGITS[8*(T%10) +: 8]};

    reg [2*T-1:0] rom [0:H-1];

    initial $readmemh({ROM_DIR, "/twiddle_h", H_TEXT, "_t", T_TEXT, ".hex"}, rom);

    reg [2*T-1:0] word_q;
    reg           one_q;

    wire [T:0] re = {word_q[T-1], word_q[T-1:0]};
    wire [T:0] im = {word_q[2*T-1], word_q[2*T-1:T]};

    reg [T:0] w_re_q;
    reg [T:0] w_im_q;

    always @(posedge clk) begin
        if (fetch) begin
            word_q <= rom[address];
            one_q  <= address == {LOG2_HALF{1'b0}};
        end
        if (enable) begin
            w_re_q <= one_q ? {2'b01, {(T-1){1'b0}}} : re;
            w_im_q <= one_q ? {(T+1){1'b0}} : inverse ? -im : im;
        end
        if (rst) one_q <= 1'b1;
    end

    assign w_re = w_re_q;
    assign w_im = w_im_q;

endmodule

`default_nettype wire
