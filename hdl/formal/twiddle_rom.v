// SPDX-License-Identifier: MIT OR Apache-2.0
//
// fft_twiddle_rom gives w = exp(-2*pi*j*angle/B), conjugated if inverse, for every angle
// of the turn: sum and difference of the two of turn.hex, which has each angle's own sine
// and cosine (tables.py), though the module knows but a quarter or an octant. `still`: 1.
// For every angle besides: |w_re| + |w_im| < 2^T, which range_product.v takes.
// Method: bounded; the module has no feedback, and remembers AHEAD words and one clock.
`default_nettype none

module twiddle_rom #(
    parameter LOG2_TURN     = 4,
    parameter TWIDDLE_WIDTH = 16,
    parameter OCTANT        = 0,
    parameter AHEAD         = 0,
    parameter BLOCK         = 1
) (
    input wire                 clk,
    input wire                 enable,
    input wire                 next,
    input wire [LOG2_TURN-1:0] angle,
    input wire                 still,
    input wire                 inverse
);

    localparam T = TWIDDLE_WIDTH;

    wire [T:0] w_sum;
    wire [T:0] w_dif;

    fft_twiddle_rom #(
        .LOG2_TURN(LOG2_TURN),
        .TWIDDLE_WIDTH(T),
        .OCTANT(OCTANT),
        .AHEAD(AHEAD),
        .BLOCK(BLOCK),
        .ROM_DIR(".")
    ) uut (
        .clk(clk),
        .enable(enable),
        .next(next),
        .angle(angle),
        .still(still),
        .inverse(inverse),
        .w_sum(w_sum),
        .w_dif(w_dif)
    );

    reg [2*T+1:0] turn [0:(1<<LOG2_TURN)-1];

    initial $readmemh("turn.hex", turn);

    // Angles on their way: one after AHEAD moves with `next`, the last with every clock.
    reg [LOG2_TURN-1:0]  angle_q;
    reg [LOG2_TURN-1:0]  angle_q2;
    reg [1:0]            moved_q = 2'd0;
    reg [LOG2_TURN-1:0]  given_q;
    reg                  still_q;
    reg                  inverse_q;
    reg                  known_q = 1'b0;
    wire [LOG2_TURN-1:0] given = (AHEAD == 0) ? angle : angle_q2;

    always @(posedge clk) begin
        if (enable && next) begin
            angle_q  <= angle;
            angle_q2 <= angle_q;
            if (moved_q != 2'd2) moved_q <= moved_q + 1'b1;
        end
        if (enable) begin
            given_q   <= given;
            still_q   <= still;
            inverse_q <= inverse;
            known_q   <= still || moved_q >= AHEAD;
        end
    end

    wire [2*T+1:0]      word = turn[given_q];
    wire signed [T+2:0] one  = 1 << (T - 1);
    wire signed [T+2:0] re   = still_q ? one : $signed(word[T:0]);
    wire signed [T+2:0] turn_im = $signed(word[2*T+1:T+1]);
    wire signed [T+2:0] im   = still_q ? 0 : inverse_q ? -turn_im : turn_im;
    wire signed [T+2:0] sum  = im + re;
    wire signed [T+2:0] dif  = im - re;

    always @* begin
        if (known_q) begin
            assert ($signed(w_sum) == sum);
            assert ($signed(w_dif) == dif);
            assert (sum < 2*one && sum > -2*one && dif < 2*one && dif > -2*one);
        end
    end

endmodule

`default_nettype wire
