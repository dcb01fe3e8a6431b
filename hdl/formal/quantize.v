// SPDX-License-Identifier: MIT OR Apache-2.0
//
// fft_quantize gives the r of its header, of both components: the one integer with
//
//   ROUNDING 0           0 <= v - r*2^DROP < 2^DROP
//            1   -2^(DROP-1) <= v - r*2^DROP < 2^(DROP-1)
//            2   -2^(DROP-1) <= v - r*2^DROP <= 2^(DROP-1), r even if it is one of both
//
// then its low bits or the nearer limit; overflow if it is not between the limits of
// either component. BIASED 1: v is `value` less 2^(DROP-1). CEILING 1: for r at or above
// the lower limit only, which stage_range.v proves where fft_stage says CEILING.
// BIASED 1 takes IN_WIDTH > DROP + 1: of one bit that stays, the module has no slice.
// r is any word that keeps to these lines, so nothing here computes one.
// Method: bounded; the module has no feedback, and remembers LATENCY enabled clocks.
`default_nettype none

module quantize #(
    parameter IN_WIDTH = 36,
    parameter DROP     = 15,
    parameter TO_WIDTH = 16,
    parameter ROUNDING = 2,
    parameter BIASED   = 0
) (
    input wire                  clk,
    input wire                  enable,
    input wire [2*IN_WIDTH-1:0] value
);

    // Room for twice a value, of a result times 2^DROP, and of a limit.
    localparam FULL = ((IN_WIDTH > TO_WIDTH) ? IN_WIDTH : TO_WIDTH) + DROP + 4;

    wire signed [FULL-1:0] one   = 1;
    wire signed [FULL-1:0] unit  = one << DROP;
    wire signed [FULL-1:0] upper = (one << (TO_WIDTH-1)) - 1;
    wire signed [FULL-1:0] lower = -upper - 1;

    reg [2*IN_WIDTH-1:0] value_q;
    reg [2*IN_WIDTH-1:0] value_q2;
    reg [1:0]            age_q = 2'd0;

    always @(posedge clk) begin
        if (enable) begin
            value_q  <= value;
            value_q2 <= value_q;
            if (age_q != 2'd2) age_q <= age_q + 1'b1;
        end
    end

    genvar latency, overflow, ceiling, i;
    generate
        for (latency = 1; latency <= 2; latency = latency + 1) begin : g_latency

            wire [2*IN_WIDTH-1:0] given = (latency == 1) ? value_q : value_q2;
            wire                  known = age_q >= latency;
            wire [1:0]            above;
            wire [1:0]            below;

            for (i = 0; i < 2; i = i + 1) begin : g_component

                // Everything is doubled, so that halves are whole.
                wire signed [FULL-1:0]     r     = $anyseq;
                wire signed [IN_WIDTH-1:0] v     = given[i*IN_WIDTH +: IN_WIDTH];
                wire signed [FULL-1:0]     twice = 2*v - ((BIASED != 0) ? unit : 0);
                wire signed [FULL-1:0]     rest  = twice - ((r << DROP) << 1);

                // As large as a value at most, so that the shift loses nothing.
                always @* assume (r >= -(one << IN_WIDTH) && r <= (one << IN_WIDTH));

                if (ROUNDING == 0) begin : g_truncate
                    always @* assume (rest >= 0 && rest < 2*unit);
                end else if (ROUNDING == 1) begin : g_half_up
                    always @* assume (rest >= -unit && rest < unit);
                end else begin : g_convergent
                    always @* assume (rest >= -unit && rest <= unit);
                    always @* assume ((rest != unit && rest != -unit) || !r[0]);
                end

                assign above[i] = r > upper;
                assign below[i] = r < lower;

            end

            for (ceiling = 0; ceiling < 2; ceiling = ceiling + 1) begin : g_ceiling
                for (overflow = 0; overflow < 2; overflow = overflow + 1) begin : g_overflow

                    wire [2*TO_WIDTH-1:0] result;
                    wire                  over;

                    fft_quantize #(
                        .IN_WIDTH(IN_WIDTH),
                        .DROP(DROP),
                        .TO_WIDTH(TO_WIDTH),
                        .ROUNDING(ROUNDING),
                        .OVERFLOW(overflow),
                        .LATENCY(latency),
                        .BIASED(BIASED),
                        .CEILING(ceiling)
                    ) uut (
                        .clk(clk),
                        .enable(enable),
                        .value(value),
                        .result(result),
                        .overflow(over)
                    );

                    wire meant = known && (ceiling == 0 || below == 2'b00);

                    for (i = 0; i < 2; i = i + 1) begin : g_limited

                        wire signed [FULL-1:0] limited = (overflow == 0) ? g_component[i].r
                            : above[i] ? upper : below[i] ? lower : g_component[i].r;

                        always @* if (meant) assert (result[i*TO_WIDTH +: TO_WIDTH] == limited[TO_WIDTH-1:0]);

                    end

                    always @* if (meant) assert (over == |{above, below});

                end
            end

        end
    endgenerate

endmodule

`default_nettype wire
