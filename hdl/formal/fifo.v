// SPDX-License-Identifier: MIT OR Apache-2.0
//
// fft_fifo loses, invents, swaps and changes no word, holds what it offers until it is
// taken, and is never overfull, if at most LATE words come in clocks with s_room low
// after each fall. A word stored is offered two clocks later at the latest.
//
// One word is followed, any: the WATCHED-th accepted, counted modulo 32, is the
// WATCHED-th given, and its bits are the same.
// Method: induction, for all time.
`default_nettype none

module fifo #(
    parameter WIDTH = 4,
    parameter LATE  = 2
) (
    input wire             clk,
    input wire             rst,
    input wire             s_valid,
    input wire [WIDTH-1:0] s_data,
    input wire             m_ready
);

    wire             s_room;
    wire             m_valid;
    wire [WIDTH-1:0] m_data;

    fft_fifo #(
        .WIDTH(WIDTH)
    ) uut (
        .clk(clk),
        .rst(rst),
        .s_room(s_room),
        .s_valid(s_valid),
        .s_data(s_data),
        .m_valid(m_valid),
        .m_ready(m_ready),
        .m_data(m_data)
    );

    (* hierconn *) wire [2:0] \uut.write_q ;
    (* hierconn *) wire [2:0] \uut.read_q ;
    (* hierconn *) wire [WIDTH-1:0] \uut.memory[0] , \uut.memory[1] , \uut.memory[2] , \uut.memory[3] ;
    (* hierconn *) wire [WIDTH-1:0] \uut.memory[4] , \uut.memory[5] , \uut.memory[6] , \uut.memory[7] ;

    wire [8*WIDTH-1:0] memory = {\uut.memory[7] , \uut.memory[6] , \uut.memory[5] , \uut.memory[4] ,
                                 \uut.memory[3] , \uut.memory[2] , \uut.memory[1] , \uut.memory[0] };

    (* anyconst *) wire [4:0] WATCHED;

    // Words in, words fetched from the memory, words out, words since s_room fell.
    reg             started_q = 1'b0;
    reg [4:0]       in_q;
    reg [4:0]       out_q;
    reg [2:0]       late_q;
    reg [WIDTH-1:0] watched_q;
    reg             stalled_q;
    reg [WIDTH-1:0] offered_q;

    always @(posedge clk) begin
        started_q <= 1'b1;
        late_q    <= s_room ? 3'd0 : late_q + {2'd0, s_valid};
        if (s_valid) begin
            in_q <= in_q + 1'b1;
            if (in_q == WATCHED) watched_q <= s_data;
        end
        if (m_valid && m_ready) out_q <= out_q + 1'b1;
        stalled_q <= m_valid && !m_ready && !rst;
        offered_q <= m_data;
        if (rst) begin
            in_q   <= 5'd0;
            out_q  <= 5'd0;
            late_q <= 3'd0;
        end
    end

    wire [4:0] inside = in_q - out_q;
    wire [4:0] stored = inside - {4'd0, m_valid};
    wire [4:0] place  = WATCHED - out_q;

    // s_valid counts in no clock with rst; s_room is low while and after it.
    always @* begin
        assume (started_q || rst);
        assume (s_room || late_q < LATE || !s_valid);
        if (started_q) begin
            assert (stored <= 5'd7);
            if (place == 5'd0 && m_valid) assert (m_data == watched_q);
            if (stalled_q) assert (m_valid && m_data == offered_q);

            // What makes it follow from itself.
            assert (inside <= 5'd8);
            assert (\uut.write_q == in_q[2:0]);
            assert (\uut.read_q == out_q[2:0] + {2'd0, m_valid});
            assert (late_q <= LATE);
            assert (stored <= (s_room ? 5'd4 : 5'd5 + {2'd0, late_q}));
            if (place < inside && (place != 5'd0 || !m_valid))
                assert (memory[WATCHED[2:0]*WIDTH +: WIDTH] == watched_q);
        end
    end

endmodule

`default_nettype wire
