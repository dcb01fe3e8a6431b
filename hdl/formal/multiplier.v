// SPDX-License-Identifier: MIT OR Apache-2.0
//
// fft_multiplier gives the product of its operands, widened, after two enabled clocks,
// and no clock without `enable` changes it.
//
// Method: bounded; the module has no feedback, and remembers two enabled clocks.
`default_nettype none

module multiplier #(
    parameter A_WIDTH = 18,
    parameter B_WIDTH = 17,
    parameter P_WIDTH = 34
) (
    input wire               clk,
    input wire               enable,
    input wire [A_WIDTH-1:0] a,
    input wire [B_WIDTH-1:0] b
);

    wire [P_WIDTH-1:0] p;

    fft_multiplier #(
        .A_WIDTH(A_WIDTH),
        .B_WIDTH(B_WIDTH),
        .P_WIDTH(P_WIDTH)
    ) uut (
        .clk(clk),
        .enable(enable),
        .a(a),
        .b(b),
        .p(p)
    );

    // The operands inside are held against widened copies, the product against theirs.
    (* hierconn *) wire [P_WIDTH-1:0] \uut.a_ext ;
    (* hierconn *) wire [P_WIDTH-1:0] \uut.b_ext ;

    reg signed [P_WIDTH-1:0] a_q;
    reg signed [P_WIDTH-1:0] b_q;
    reg        [P_WIDTH-1:0] p_q;
    reg [1:0]                age_q = 2'd0;

    always @(posedge clk) begin
        if (enable) begin
            a_q <= $signed(a);
            b_q <= $signed(b);
            p_q <= $signed(\uut.a_ext ) * $signed(\uut.b_ext );
            if (age_q != 2'd2) age_q <= age_q + 1'b1;
        end
    end

    always @* begin
        if (age_q != 2'd0) assert (\uut.a_ext == a_q && \uut.b_ext == b_q);
        if (age_q == 2'd2) assert (p == p_q);
    end

endmodule

`default_nettype wire
