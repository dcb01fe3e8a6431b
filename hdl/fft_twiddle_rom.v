// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Twiddle factors of a turn of B = 2^LOG2_TURN parts, from its first quarter (OCTANT
// 0) or its first octant (1) in
// {ROM_DIR}/twiddle_q{B, 5 digits}_t{TWIDDLE_WIDTH, 2 digits}.hex, `o` for `q`.
//
//   w = exp(-2*pi*j*angle/B), conjugated if inverse
//
// Words are {cos - sin, cos + sin}, signed, TWIDDLE_WIDTH + 1 bits each, of which all
// but two are fraction, so that 1 is exact. Quarter: word a is of a parts of the
// turn, a = 0 to B/4-1. Octant: word a mod B/8 is of a parts, a = 1 to B/8. The rest
// are reflections. w is given as the sum im + re and the difference im - re, which
// is what three multipliers take.
// Latency: 1 clock in which `enable` is high; the last addition is combinational
// behind it. AHEAD 2: `angle` is that of the word after the next but one, and moves up with
// `next`; BLOCK 1: in a block memory. Then the first words must be `still`: w is 1
// whatever the angle.
// Rounding: none here, the file is rounded.
// Caller: the file must exist when the simulation or the synthesis starts.
// Does not serve B = 4, whose factors need no multiplier.
`default_nettype none

module fft_twiddle_rom #(
    parameter LOG2_TURN     = 10,
    parameter TWIDDLE_WIDTH = 16,
    parameter OCTANT        = 0,
    parameter AHEAD         = 2,
    parameter BLOCK         = 1,
    parameter ROM_DIR       = "rom"
) (
    input  wire                   clk,
    input  wire                   enable,
    input  wire                   next,
    input  wire [LOG2_TURN-1:0]   angle,
    input  wire                   still,
    input  wire                   inverse,
    output wire [TWIDDLE_WIDTH:0] w_sum,
    output wire [TWIDDLE_WIDTH:0] w_dif
);

    localparam B = 1 << LOG2_TURN;
    localparam T = TWIDDLE_WIDTH;
    localparam A = LOG2_TURN - ((OCTANT != 0) ? 3 : 2);

    // B and T in decimal; "0" is the lowest character of DIGITS.
    localparam [79:0] DIGITS = "9876543210";
    localparam [39:0] B_TEXT = {
        DIGITS[8*(B/10000%10) +: 8], DIGITS[8*(B/1000%10) +: 8], DIGITS[8*(B/100%10) +: 8],
        DIGITS[8*(B/10%10) +: 8], DIGITS[8*(B%10) +: 8]
    };
    localparam [7:0]  KIND   = (OCTANT != 0) ? "o" : "q";
    localparam [15:0] T_TEXT = {DIGITS[8*(T/10%10) +: 8], DIGITS[8*(T%10) +: 8]};

    // In an odd octant the angle runs backwards and cos - sin changes its sign. `whole`
    // is a whole number of quarters.
    wire [A-1:0]   address;
    wire           odd_d;
    wire           whole_d;
    wire [2*T+1:0] word;
    wire [1:0]     quarter;
    wire           odd;
    wire           whole;

    generate
        if (OCTANT != 0) begin : g_octant

            assign odd_d   = angle[A];
            assign address = odd_d ? -angle[A-1:0] : angle[A-1:0];
            assign whole_d = !odd_d && angle[A-1:0] == {A{1'b0}};

        end else begin : g_quarter

            assign odd_d   = 1'b0;
            assign address = angle[A-1:0];
            assign whole_d = 1'b0;

        end
    endgenerate

    generate
        if (AHEAD == 0) begin : g_now

            reg [2*T+1:0] rom [0:(1<<A)-1];

            initial $readmemh({ROM_DIR, "/twiddle_", KIND, B_TEXT, "_t", T_TEXT, ".hex"}, rom);

            assign word    = rom[address];
            assign quarter = angle[LOG2_TURN-1:LOG2_TURN-2];
            assign odd     = odd_d;
            assign whole   = whole_d;

            wire unused = next;

        end else if (BLOCK == 0) begin : g_logic

            // A register before the table, which has many loads, and one behind it.
            (* rom_style = "logic" *)
            reg [2*T+1:0] rom [0:(1<<A)-1];
            reg [A-1:0]   address_q;
            reg [3:0]     address_angle_q;
            reg [2*T+1:0] next_q;
            reg [3:0]     next_angle_q;

            initial $readmemh({ROM_DIR, "/twiddle_", KIND, B_TEXT, "_t", T_TEXT, ".hex"}, rom);

            always @(posedge clk) begin
                if (enable && next) begin
                    address_q       <= address;
                    address_angle_q <= {angle[LOG2_TURN-1:LOG2_TURN-2], odd_d, whole_d};
                    next_q          <= rom[address_q];
                    next_angle_q    <= address_angle_q;
                end
            end

            assign word = next_q;
            assign {quarter, odd, whole} = next_angle_q;

        end else begin : g_block

            (* rom_style = "block" *)
            reg [2*T+1:0] rom [0:(1<<A)-1];
            reg [2*T+1:0] fetched_q;
            reg [3:0]     fetched_angle_q;
            reg [2*T+1:0] next_q;
            reg [3:0]     next_angle_q;

            initial $readmemh({ROM_DIR, "/twiddle_", KIND, B_TEXT, "_t", T_TEXT, ".hex"}, rom);

            always @(posedge clk) begin
                if (enable && next) begin
                    fetched_q       <= rom[address];
                    fetched_angle_q <= {angle[LOG2_TURN-1:LOG2_TURN-2], odd_d, whole_d};
                    next_q          <= fetched_q;
                    next_angle_q    <= fetched_angle_q;
                end
            end

            assign word = next_q;
            assign {quarter, odd, whole} = next_angle_q;

        end
    endgenerate

    // The reflection: which part of the word is the sum, and the signs.
    localparam [T:0] ONE = {2'b01, {(T-1){1'b0}}};

    wire       swap = quarter[0] ^ inverse;
    wire       minus_sum = quarter[1] ^ (quarter[0] && !inverse) ^ (odd && !swap);
    wire       minus_dif = !quarter[1] ^ (quarter[0] && inverse) ^ (odd && swap);
    wire [T:0] plus = whole ? ONE : word[T:0];
    wire [T:0] less = whole ? ONE : word[2*T+1:T+1];

    reg [T:0] sum_q;
    reg [T:0] dif_q;
    reg       minus_sum_q;
    reg       minus_dif_q;

    always @(posedge clk) begin
        if (enable) begin
            if (still) begin
                {sum_q, minus_sum_q} <= {ONE, 1'b0};
                {dif_q, minus_dif_q} <= {-ONE, 1'b0};
            end else begin
                {sum_q, minus_sum_q} <= {(swap ? plus : less) ^ {(T+1){minus_sum}}, minus_sum};
                {dif_q, minus_dif_q} <= {(swap ? less : plus) ^ {(T+1){minus_dif}}, minus_dif};
            end
        end
    end

    // One adder for both, as in fft_butterfly.
    wire [2*T+3:0] both = {dif_q, minus_dif_q, sum_q, minus_sum_q}
                        + {{(T+1){1'b0}}, minus_dif_q, {(T+1){1'b0}}, minus_sum_q};

    assign w_sum = both[T+1:1];
    assign w_dif = both[2*T+3:T+3];

    wire unused = both[T+2] || both[0];

endmodule

`default_nettype wire
