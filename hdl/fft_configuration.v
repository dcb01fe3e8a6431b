// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The configuration stream of fft_configurable: one word a frame, in the frames' order.
//
//   [4:0]           l, the frame has 2^l words
//   [8]             1 = inverse
//   [16+4i+3:16+4i] shift of the stage whose butterflies are 2^i apart, i = 0..l-1
//
// Bits between, and shifts from i = l on, are not looked at. A word is legal if l is
// LOG2_LEN_MIN to LOG2_LEN, for radix-2^2 with LOG2_LEN - l even, and no shift is above
// its stage's in SHIFTS. One that is not is dropped: `invalid` is high for one clock.
// A frame of the length and shifts of the one before begins right behind it; another
// begins once all before have left, see `left`. `open` is high while the frame whose
// values are shown may come in.
// Latency: a word taken to `open` 3 clocks; two words wait besides the open frame's.
// Caller: `over` with a frame's last word in, `left` with a frame's last word out.
// Does not count words.
`default_nettype none

module fft_configuration #(
    parameter LOG2_LEN      = 10,
    parameter LOG2_LEN_MIN  = 2,
    parameter [63:0] SHIFTS = {16{4'd1}},
    parameter DECOMPOSITION = 0
) (
    input  wire                             clk,
    input  wire                             rst,
    input  wire                             s_axis_config_tvalid,
    output wire                             s_axis_config_tready,
    input  wire [16+8*((LOG2_LEN+1)/2)-1:0] s_axis_config_tdata,
    input  wire                             over,
    input  wire                             left,
    output wire                             open,
    output wire                             inverse,
    output wire [LOG2_LEN-1:0]              enters,
    output wire [LOG2_LEN-1:0]              skip,
    output wire [4*LOG2_LEN-1:0]            shifts,
    output wire                             invalid
);

    localparam L = LOG2_LEN;
    localparam [31:0] LONGEST  = LOG2_LEN;
    localparam [31:0] SHORTEST = LOG2_LEN_MIN;

    // -------------------------------------------- the word that waits to be judged
    reg           waiting_q;
    reg [4:0]     log2_len_q;
    reg           inverse_q;
    reg [4*L-1:0] shifts_q;

    wire unused = |s_axis_config_tdata;

    wire [L-1:0]   reaches;  // the stage of i
    wire [L-1:0]   too_far;
    wire [4*L-1:0] masked;

    genvar i;
    generate
        for (i = 0; i < L; i = i + 1) begin : g_shift

            localparam [31:0] PLACE = i;
            localparam [3:0]  MOST  = SHIFTS[4*(L-1-i) +: 4];

            assign reaches[i]        = log2_len_q > PLACE[4:0];
            assign masked[4*i +: 4]  = shifts_q[4*i +: 4] & {4{reaches[i]}};
            assign too_far[i]        = masked[4*i +: 4] > MOST;

        end
    endgenerate

    wire length = log2_len_q >= SHORTEST[4:0] && log2_len_q <= LONGEST[4:0]
               && (DECOMPOSITION == 0 || log2_len_q[0] == LONGEST[0]);
    wire legal  = length && !(|too_far);

    // ------------------------------------------------------- the frame that is next
    reg           next_valid_q;
    reg           next_same_q;
    reg [4:0]     next_log2_len_q;
    reg           next_inverse_q;
    reg [4*L-1:0] next_shifts_q;

    // ---------------------------------------------------------- the frame that is on
    reg           open_q;
    reg           open_inverse_q;
    reg [L-1:0]   enters_q;
    reg [L-1:0]   skip_q;
    reg [4*L-1:0] open_shifts_q;
    reg           invalid_q;

    // Frames that have begun and not left; 4 words each at least, and the stages of such
    // frames and the queue hold less than 32.
    reg [3:0]     inside_q;

    wire take   = next_valid_q && (over || !open_q) && (next_same_q || inside_q == 4'd0);
    wire refuse = waiting_q && !legal;
    // A frame has four words: a clock or two between words of this stream cost nothing.
    wire move   = waiting_q && legal && !next_valid_q;

    always @(posedge clk) begin
        if (!waiting_q) begin
            log2_len_q <= s_axis_config_tdata[4:0];
            inverse_q  <= s_axis_config_tdata[8];
            shifts_q   <= s_axis_config_tdata[16 +: 4*L];
        end
        if (move) begin
            next_same_q     <= log2_len_q == next_log2_len_q && masked == next_shifts_q;
            next_log2_len_q <= log2_len_q;
            next_inverse_q  <= inverse_q;
            next_shifts_q   <= masked;
        end
        if (take) begin
            open_inverse_q <= next_inverse_q;
            open_shifts_q  <= next_shifts_q;
        end
        waiting_q    <= waiting_q ? !move && !refuse : s_axis_config_tvalid;
        next_valid_q <= move || (next_valid_q && !take);
        open_q       <= take || (open_q && !over);
        inside_q     <= inside_q + {3'd0, take} - {3'd0, left};
        invalid_q    <= refuse;
        if (rst) begin
            waiting_q    <= 1'b0;
            next_valid_q <= 1'b0;
            open_q       <= 1'b0;
            inside_q     <= 4'd0;
            invalid_q    <= 1'b0;
        end
    end

    generate
        for (i = 0; i < L; i = i + 1) begin : g_place

            localparam [31:0] PLACE = i;

            always @(posedge clk) begin
                if (take) begin
                    enters_q[i] <= next_log2_len_q == LONGEST[4:0] - PLACE[4:0];
                    skip_q[i]   <= next_log2_len_q <= PLACE[4:0];
                end
            end

        end
    endgenerate

    assign s_axis_config_tready = !waiting_q;
    assign open    = open_q;
    assign inverse = open_inverse_q;
    assign enters  = enters_q;
    assign skip    = skip_q;
    assign shifts  = open_shifts_q;
    assign invalid = invalid_q;

endmodule

`default_nettype wire
