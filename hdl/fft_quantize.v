// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The only place where bits are dropped: the components of a word {im, re} from
// IN_WIDTH bits to TO_WIDTH bits, DROP of them fraction that goes.
//
//   ROUNDING 0 truncate    r = floor(v / 2^DROP)
//            1 half-up     r = floor(v / 2^DROP + 1/2)
//            2 convergent  r = v / 2^DROP to nearest, halves to even
//   OVERFLOW 0 wrap: the low TO_WIDTH bits of r   1 saturate: the nearer limit
//   overflow = r of a component does not fit TO_WIDTH bits, in either mode
//
// BIASED 1: 2^(DROP-1) is in `value` already; convergent then only clears the
// lowest bit of a tie, and no adder is needed. Not with ROUNDING 0.
// CEILING 1: r is never below the lower limit, and the upper one costs no logic
// but the flip-flops' own set inputs.
// Latency: LATENCY clocks in which `enable` is high; 1: between rounding and
// limiting; 2: before rounding as well, when the bits that go are one bit already.
// The result is combinational behind them unless CEILING is 1.
// DROP may be 0, unless BIASED, and may exceed IN_WIDTH; TO_WIDTH may exceed the rest.
// Does not remember overflow: the frame's flag is kept by its owner.
`default_nettype none

module fft_quantize #(
    parameter IN_WIDTH = 34,
    parameter DROP     = 16,
    parameter TO_WIDTH = 16,
    parameter ROUNDING = 2,
    parameter OVERFLOW = 1,
    parameter LATENCY  = 1,
    parameter BIASED   = 0,
    parameter CEILING  = 0
) (
    input  wire                  clk,
    input  wire                  enable,
    input  wire [2*IN_WIDTH-1:0] value,
    output wire [2*TO_WIDTH-1:0] result,
    output wire                  overflow
);

    // One more sign bit than a component and than the fraction: room for the carry.
    localparam EXT = ((IN_WIDTH > DROP) ? IN_WIDTH : DROP + 1) + 1 - BIASED;
    localparam R   = EXT - DROP;
    localparam TOP = ((R > TO_WIDTH) ? R : TO_WIDTH) + 1;

    genvar i;

    // ---------------------------------------- what stays, a half, whether any below
    wire [2*(R+2)-1:0] split_d;
    wire [2*(R+2)-1:0] split;

    generate
        for (i = 0; i < 2; i = i + 1) begin : g_split

            // Two zeros below make the fraction's slices legal for DROP = 0 and 1.
            wire [IN_WIDTH-1:0] v      = value[i*IN_WIDTH +: IN_WIDTH];
            wire [EXT+1:0]      padded = {{(EXT-IN_WIDTH){v[IN_WIDTH-1]}}, v, 2'b00};

            assign split_d[i*(R+2) +: R+2] = {padded[EXT+1:DROP+1], |padded[DROP:0]};

        end
        if (LATENCY == 1) begin : g_once

            assign split = split_d;

        end else begin : g_twice

            reg [2*(R+2)-1:0] split_q;

            always @(posedge clk) begin
                if (enable) split_q <= split_d;
            end

            assign split = split_q;

        end
    endgenerate

    // ---------------------------------------------------------------- rounding
    wire [R-1:0]   floored_re = split[R+1:2];
    wire [R-1:0]   floored_im = split[2*R+3:R+4];
    wire           half_re    = split[1];
    wire           half_im    = split[R+3];
    wire           below_re   = split[0];
    wire           below_im   = split[R+2];
    wire [2*R-1:0] rounded;

    generate
        if (BIASED != 0) begin : g_biased

            wire tie_re = ROUNDING == 2 && !half_re && !below_re;
            wire tie_im = ROUNDING == 2 && !half_im && !below_im;

            assign rounded = {floored_im & ~{{(R-1){1'b0}}, tie_im},
                              floored_re & ~{{(R-1){1'b0}}, tie_re}};

        end else if (ROUNDING == 0) begin : g_truncate

            assign rounded = {floored_im, floored_re};

            wire unused = half_re || half_im || below_re || below_im;

        end else begin : g_add

            // One adder for both, as in fft_butterfly.
            wire up_re = half_re && (ROUNDING == 1 || below_re || floored_re[0]);
            wire up_im = half_im && (ROUNDING == 1 || below_im || floored_im[0]);

            wire [2*R+1:0] sum = {floored_im, up_im, floored_re, up_re}
                               + {{R{1'b0}}, up_im, {R{1'b0}}, up_re};

            assign rounded = {sum[2*R+1:R+2], sum[R:1]};

            wire unused = sum[R+1] || sum[0];

        end
    endgenerate

    // ---------------------------------------------------------------- limiting
    wire [1:0] over;

    generate
        for (i = 0; i < 2; i = i + 1) begin : g_limit

            if (CEILING != 0) begin : g_ceiling

                wire [R-1:0]   r        = rounded[i*R +: R];
                wire [TOP-1:0] extended = {{(TOP-R){r[R-1]}}, r};
                wire           above    = !extended[TOP-1] && |extended[TOP-2:TO_WIDTH-1];

                reg [TO_WIDTH-1:0] result_q;
                reg                over_q;

                always @(posedge clk) begin
                    if (enable) begin
                        over_q <= above;
                        if (OVERFLOW != 0 && above) result_q <= {1'b0, {(TO_WIDTH-1){1'b1}}};
                        else result_q <= extended[TO_WIDTH-1:0];
                    end
                end

                assign result[i*TO_WIDTH +: TO_WIDTH] = result_q;
                assign over[i] = over_q;

            end else begin : g_both

                reg [R-1:0] rounded_q;

                always @(posedge clk) begin
                    if (enable) rounded_q <= rounded[i*R +: R];
                end

                // It fits if all bits above the result's magnitude equal the sign;
                // cheaper than comparing with both limits.
                wire [TOP-1:0]      extended = {{(TOP-R){rounded_q[R-1]}}, rounded_q};
                wire                sign     = extended[TOP-1];
                wire                fits     = extended[TOP-2:TO_WIDTH-1] == {(TOP-TO_WIDTH){sign}};
                wire [TO_WIDTH-1:0] limit    = {sign, {(TO_WIDTH-1){!sign}}};

                assign result[i*TO_WIDTH +: TO_WIDTH] =
                    (OVERFLOW != 0 && !fits) ? limit : extended[TO_WIDTH-1:0];
                assign over[i] = !fits;

            end

        end
    endgenerate

    assign overflow = |over;

endmodule

`default_nettype wire
