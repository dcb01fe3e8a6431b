// SPDX-License-Identifier: MIT OR Apache-2.0
//
// fft_skid_buffer loses, invents, swaps and changes no word, holds what it offers until
// it is taken, refuses only while it has two words, and offers whenever it has one.
//
// One word is followed, any: the WATCHED-th accepted, counted modulo 16, is the
// WATCHED-th given, and its bits are the same.
// Method: induction, for all time.
`default_nettype none

module skid_buffer #(
    parameter WIDTH = 8
) (
    input wire             clk,
    input wire             rst,
    input wire             s_valid,
    input wire [WIDTH-1:0] s_data,
    input wire             m_ready
);

    wire             s_ready;
    wire             m_valid;
    wire [WIDTH-1:0] m_data;

    fft_skid_buffer #(
        .WIDTH(WIDTH)
    ) uut (
        .clk(clk),
        .rst(rst),
        .s_valid(s_valid),
        .s_ready(s_ready),
        .s_data(s_data),
        .m_valid(m_valid),
        .m_ready(m_ready),
        .m_data(m_data)
    );

    (* hierconn *) wire             \uut.head_valid_q ;
    (* hierconn *) wire             \uut.spare_valid_q ;
    (* hierconn *) wire [WIDTH-1:0] \uut.head_q ;
    (* hierconn *) wire [WIDTH-1:0] \uut.spare_q ;

    (* anyconst *) wire [3:0] WATCHED;

    reg             started_q = 1'b0;
    reg [3:0]       in_q;
    reg [3:0]       out_q;
    reg [WIDTH-1:0] watched_q;
    reg             stalled_q;
    reg [WIDTH-1:0] offered_q;

    always @(posedge clk) begin
        started_q <= 1'b1;
        if (s_valid && s_ready) begin
            in_q <= in_q + 1'b1;
            if (in_q == WATCHED) watched_q <= s_data;
        end
        if (m_valid && m_ready) out_q <= out_q + 1'b1;
        stalled_q <= m_valid && !m_ready && !rst;
        offered_q <= m_data;
        if (rst) begin
            in_q  <= 4'd0;
            out_q <= 4'd0;
        end
    end

    wire [3:0] inside = in_q - out_q;
    wire [3:0] place  = WATCHED - out_q;

    always @* begin
        assume (started_q || rst);
        if (started_q) begin
            assert (inside <= 4'd2);
            assert (m_valid == (inside != 4'd0));
            assert (s_ready == (inside != 4'd2));
            if (place == 4'd0 && inside != 4'd0) assert (m_data == watched_q);
            if (stalled_q) assert (m_valid && m_data == offered_q);

            // What makes it follow from itself.
            assert ({3'd0, \uut.head_valid_q } + {3'd0, \uut.spare_valid_q } == inside);
            if (place == 4'd1 && inside == 4'd2) assert (\uut.spare_q == watched_q);
        end
    end

endmodule

`default_nettype wire
