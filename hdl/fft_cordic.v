// SPDX-License-Identifier: MIT OR Apache-2.0
//
// CORDIC vectoring: the length of (a, b), times 2^DROP, by shifts and additions.
//
//   x0 = a*2^GUARD, y0 = b*2^GUARD;  for i = 0..ITERATIONS-1, s = -1 if yi < 0, else 1:
//   x(i+1) = xi + s*floor(yi / 2^i),  y(i+1) = yi - s*floor(xi / 2^i)
//   length = x(ITERATIONS) * C,  C = 2^FRACTION / K to nearest,  FRACTION = WIDTH + 4
//   K = product of sqrt(1 + 4^-i),  DROP = GUARD + FRACTION
//
// Latency: ITERATIONS + 3 clocks in which `enable` is high: iterations, four part
// products, two additions.
// Rounding: floor in each shift; the product is exact.
// Caller: a and b at most 2^(WIDTH-1), ITERATIONS at most WIDTH + GUARD.
// Does not turn the angle out, and does not know which clocks carry data.
`default_nettype none

module fft_cordic #(
    parameter WIDTH      = 16,
    parameter ITERATIONS = 11,
    parameter GUARD      = 5
) (
    input  wire                       clk,
    input  wire                       enable,
    input  wire [WIDTH-1:0]           a,
    input  wire [WIDTH-1:0]           b,
    output wire [2*WIDTH+GUARD+4:0]   length
);

    // x never falls and, floors included, stays below 2^X; |y| stays below 2^(X-1).
    localparam X = WIDTH + GUARD + 1;
    localparam F = WIDTH + 4;
    localparam P = X + F;

    // 1/K with 48 fraction bits.
    function [47:0] inverse_gain(input integer iterations);
        case (iterations)
            2:       inverse_gain = 48'ha1e89b124248;
            3:       inverse_gain = 48'h9d130dd36bd2;
            4:       inverse_gain = 48'h9bdc8a0ef5a0;
            5:       inverse_gain = 48'h9b8ed60c1778;
            6:       inverse_gain = 48'h9b7b67d5ecb1;
            7:       inverse_gain = 48'h9b768c34f93f;
            8:       inverse_gain = 48'h9b75554b8590;
            9:       inverse_gain = 48'h9b7507911537;
            10:      inverse_gain = 48'h9b74f42277e9;
            11:      inverse_gain = 48'h9b74ef46d082;
            12:      inverse_gain = 48'h9b74ee0fe6a7;
            13:      inverse_gain = 48'h9b74edc22c31;
            14:      inverse_gain = 48'h9b74edaebd93;
            15:      inverse_gain = 48'h9b74eda9e1eb;
            16:      inverse_gain = 48'h9b74eda8ab02;
            17:      inverse_gain = 48'h9b74eda85d47;
            18:      inverse_gain = 48'h9b74eda849d9;
            19:      inverse_gain = 48'h9b74eda844fd;
            default: inverse_gain = 48'h9b74eda843c6;
        endcase
    endfunction

    localparam [47:0]  ROUNDED = inverse_gain(ITERATIONS) + (48'd1 << (47 - F));
    localparam [F-1:0] C       = ROUNDED[47 -: F];

    // --------------------------------------------------------------- iterations
    genvar i;
    generate
        for (i = 0; i < ITERATIONS; i = i + 1) begin : g_iteration

            reg        [X-1:0] x_q;
            reg signed [X-1:0] y_q;

            wire        [X-1:0] x;
            wire signed [X-1:0] y;

            if (i == 0) begin : g_first
                assign x = {{(GUARD+1){1'b0}}, a} << GUARD;
                assign y = {{(GUARD+1){1'b0}}, b} << GUARD;
            end else begin : g_next
                assign x = g_iteration[i-1].x_q;
                assign y = g_iteration[i-1].y_q;
            end

            wire [X-1:0] x_part = x >> i;
            wire [X-1:0] y_part = y >>> i;
            wire         below  = y[X-1];

            // One adder each: -v is ~v and a carry, which a pair of bits below makes.
            wire [X:0] x_sum = {x, 1'b1} + {y_part ^ {X{below}}, below};
            wire [X:0] y_sum = {y, 1'b1} + {x_part ^ {X{!below}}, !below};
            wire [1:0] unused_carry = {x_sum[0], y_sum[0]};

            always @(posedge clk) begin
                if (enable) begin
                    x_q <= x_sum[X:1];
                    y_q <= y_sum[X:1];
                end
            end

        end
    endgenerate

    // ------------------------------------------------------------------ product
    // Halves of both factors, so that one multiplier block holds a part product.
    localparam XL = X / 2;
    localparam XH = X - XL;
    localparam CL = F / 2;
    localparam CH = F - CL;

    wire [X-1:0] x_end  = g_iteration[ITERATIONS-1].x_q;
    wire [X-1:0] unused = g_iteration[ITERATIONS-1].y_q;

    reg [XL+CL-1:0] low_low_q;
    reg [XH+CL-1:0] high_low_q;
    reg [XL+CH-1:0] low_high_q;
    reg [XH+CH-1:0] high_high_q;
    reg [X+CL-1:0]  low_q;
    reg [X+CH-1:0]  high_q;
    reg [P-1:0]     length_q;

    always @(posedge clk) begin
        if (enable) begin
            low_low_q   <= {{CL{1'b0}}, x_end[XL-1:0]} * {{XL{1'b0}}, C[CL-1:0]};
            high_low_q  <= {{CL{1'b0}}, x_end[X-1:XL]} * {{XH{1'b0}}, C[CL-1:0]};
            low_high_q  <= {{CH{1'b0}}, x_end[XL-1:0]} * {{XL{1'b0}}, C[F-1:CL]};
            high_high_q <= {{CH{1'b0}}, x_end[X-1:XL]} * {{XH{1'b0}}, C[F-1:CL]};
            low_q       <= {{XH{1'b0}}, low_low_q} + {high_low_q, {XL{1'b0}}};
            high_q      <= {{XH{1'b0}}, low_high_q} + {high_high_q, {XL{1'b0}}};
            length_q    <= {{CH{1'b0}}, low_q} + {high_q, {CL{1'b0}}};
        end
    end

    assign length = length_q;

endmodule

`default_nettype wire
