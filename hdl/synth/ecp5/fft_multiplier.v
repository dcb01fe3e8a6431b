// SPDX-License-Identifier: MIT OR Apache-2.0
//
// hdl/fft_multiplier.v in one ECP5 DSP block with its input and output registers, which
// yosys does not put there by itself. For synthesis only; give it in place of that file.
//
//   p = a*b
//
// Latency: 2 clocks in which `enable` is high.
// Operands wider than a block's 18 bits take the portable form, written out here again
// because a module has one file.
`default_nettype none

module fft_multiplier #(
    parameter A_WIDTH = 18,
    parameter B_WIDTH = 17,
    parameter P_WIDTH = 34
) (
    input  wire               clk,
    input  wire               enable,
    input  wire [A_WIDTH-1:0] a,
    input  wire [B_WIDTH-1:0] b,
    output wire [P_WIDTH-1:0] p
);

    generate
        if (A_WIDTH > 18 || B_WIDTH > 18 || P_WIDTH > 36) begin : g_portable

            reg [A_WIDTH-1:0] a_q;
            reg [B_WIDTH-1:0] b_q;
            reg [P_WIDTH-1:0] p_q;

            wire [P_WIDTH-1:0] a_ext = {{(P_WIDTH-A_WIDTH){a_q[A_WIDTH-1]}}, a_q};
            wire [P_WIDTH-1:0] b_ext = {{(P_WIDTH-B_WIDTH){b_q[B_WIDTH-1]}}, b_q};

            always @(posedge clk) begin
                if (enable) begin
                    a_q <= a;
                    b_q <= b;
                    p_q <= $signed(a_ext) * $signed(b_ext);
                end
            end

            assign p = p_q;

        end else begin : g_block

            wire [17:0] x = {{(18-A_WIDTH){a[A_WIDTH-1]}}, a};
            wire [17:0] y = {{(18-B_WIDTH){b[B_WIDTH-1]}}, b};
            wire [35:0] product;

            assign p = product[P_WIDTH-1:0];

            MULT18X18D #(
                .REG_INPUTA_CLK("CLK0"),
                .REG_INPUTB_CLK("CLK0"),
                .REG_OUTPUT_CLK("CLK0"),
                .GSR("DISABLED")
            ) u_block (
                .CLK0(clk), .CE0(enable), .RST0(1'b0),
                .SIGNEDA(1'b1), .SIGNEDB(1'b1), .SOURCEA(1'b0), .SOURCEB(1'b0),
                .A17(x[17]), .A16(x[16]), .A15(x[15]), .A14(x[14]),
                .A13(x[13]), .A12(x[12]), .A11(x[11]), .A10(x[10]),
                .A9(x[9]), .A8(x[8]), .A7(x[7]), .A6(x[6]),
                .A5(x[5]), .A4(x[4]), .A3(x[3]), .A2(x[2]),
                .A1(x[1]), .A0(x[0]),
                .B17(y[17]), .B16(y[16]), .B15(y[15]), .B14(y[14]),
                .B13(y[13]), .B12(y[12]), .B11(y[11]), .B10(y[10]),
                .B9(y[9]), .B8(y[8]), .B7(y[7]), .B6(y[6]),
                .B5(y[5]), .B4(y[4]), .B3(y[3]), .B2(y[2]),
                .B1(y[1]), .B0(y[0]),
                .P35(product[35]), .P34(product[34]), .P33(product[33]), .P32(product[32]),
                .P31(product[31]), .P30(product[30]), .P29(product[29]), .P28(product[28]),
                .P27(product[27]), .P26(product[26]), .P25(product[25]), .P24(product[24]),
                .P23(product[23]), .P22(product[22]), .P21(product[21]), .P20(product[20]),
                .P19(product[19]), .P18(product[18]), .P17(product[17]), .P16(product[16]),
                .P15(product[15]), .P14(product[14]), .P13(product[13]), .P12(product[12]),
                .P11(product[11]), .P10(product[10]), .P9(product[9]), .P8(product[8]),
                .P7(product[7]), .P6(product[6]), .P5(product[5]), .P4(product[4]),
                .P3(product[3]), .P2(product[2]), .P1(product[1]), .P0(product[0])
            );

        end
    endgenerate

endmodule

`default_nettype wire
