// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Where a frame may enter the stages of fft_configurable: the word of the stage before,
// or, if `enters` is high, the input's with ALIGN zeros below; as wide as the wider.
// ENTERS 0: no frame enters here, every word is the stage before's.
//
// Latency: none, combinational. Rounding: none, sign bits are put before the narrower.
// Words are {im, re}. s_inverse is the direction of the frame that enters; what enters
// has not overflowed.
// Caller: changes `enters` only while no word comes from the stage before.
// Does not know whether its frame may come.
`default_nettype none

module fft_entrance #(
    parameter DATA_WIDTH   = 16,
    parameter ALIGN        = 0,
    parameter BEFORE_WIDTH = 16,
    parameter WIDTH        = 16,
    parameter ENTERS       = 1
) (
    input  wire                      enters,
    input  wire                      s_valid,
    input  wire [2*DATA_WIDTH-1:0]   s_data,
    input  wire                      s_inverse,
    input  wire                      before_valid,
    input  wire [2*BEFORE_WIDTH-1:0] before_data,
    input  wire                      before_inverse,
    input  wire                      before_overflow,
    output wire                      m_valid,
    output wire [2*WIDTH-1:0]        m_data,
    output wire                      m_inverse,
    output wire                      m_overflow
);

    generate
        if (ENTERS == 0) begin : g_through

            assign m_valid    = before_valid;
            assign m_data     = before_data;
            assign m_inverse  = before_inverse;
            assign m_overflow = before_overflow;

            wire unused = enters || s_valid || |s_data || s_inverse;

        end else begin : g_entrance

            localparam B = BEFORE_WIDTH;
            localparam D = DATA_WIDTH;

            genvar i;

            for (i = 0; i < 2; i = i + 1) begin : g_component

                // One sign bit more than there is room for keeps every count above 0.
                wire [B-1:0]     prior  = before_data[i*B +: B];
                wire [D-1:0]     data   = s_data[i*D +: D];
                wire [WIDTH:0]   wide   = {{(WIDTH+1-B){prior[B-1]}}, prior};
                wire [WIDTH:0]   high   = {{(WIDTH+1-D){data[D-1]}}, data};
                wire [WIDTH-1:0] placed = high[WIDTH-1:0] << ALIGN;

                assign m_data[i*WIDTH +: WIDTH] = enters ? placed : wide[WIDTH-1:0];

                wire unused = wide[WIDTH] || high[WIDTH];

            end

            assign m_valid    = enters ? s_valid : before_valid;
            assign m_inverse  = enters ? s_inverse : before_inverse;
            assign m_overflow = !enters && before_overflow;

        end
    endgenerate

endmodule

`default_nettype wire
