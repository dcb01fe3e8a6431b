// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Test bench of a stream module, `stream_0`, for a second, four-valued simulator. In the working folder:
//
//   beats.hex  BEATS words {user, last, data} that go in, in order
//   out.txt    written: "user last data" in binary, one line for each beat that came out
//
// Both sides wait by chance, more and less in turn. While no beat is offered, data, last and user are x:
// whatever looks at them shows x at the output. The bench ends after REST clocks in which nothing moved.
`default_nettype none

module bench #(
    parameter IN_WIDTH  = 32,
    parameter OUT_WIDTH = 32,
    parameter BEATS     = 1,
    parameter REST      = 200,
    parameter SEED      = 1
);

    reg [IN_WIDTH+1:0] beats [0:BEATS-1];

    reg                  clk;
    reg                  rst;
    reg                  s_valid;
    reg [IN_WIDTH+1:0]   s_beat;
    reg                  m_ready;
    wire                 s_ready;
    wire                 m_valid;
    wire                 m_last;
    wire                 m_user;
    wire [OUT_WIDTH-1:0] m_data;

    stream_0 u_stream (
        .clk(clk),
        .rst(rst),
        .s_valid(s_valid),
        .s_ready(s_ready),
        .s_data(s_beat[IN_WIDTH-1:0]),
        .s_last(s_beat[IN_WIDTH]),
        .s_user(s_beat[IN_WIDTH+1]),
        .m_valid(m_valid),
        .m_ready(m_ready),
        .m_data(m_data),
        .m_last(m_last),
        .m_user(m_user)
    );

    integer file;
    integer seed;
    integer clock;
    integer sent;
    integer idle;
    integer offer;
    integer take;
    reg     waits;

    initial begin
        $readmemh("beats.hex", beats);
        file    = $fopen("out.txt");
        seed    = SEED;
        clk     = 1'b0;
        rst     = 1'b1;
        s_valid = 1'b0;
        s_beat  = {(IN_WIDTH+2){1'bx}};
        m_ready = 1'b0;
        clock   = 0;
        sent    = 0;
        idle    = 0;
        offer   = 100;
        take    = 100;
        #1 clk = 1'b1;
        #1 clk = 1'b0;
        rst = 1'b0;
        while (idle < REST) begin
            #1 clk = 1'b1;
            #1 clk = 1'b0;
        end
        $fclose(file);
        $finish(0);
    end

    // Everything is read before the edge and changed after it. The integers are read here only.
    always @(posedge clk) begin
        if (!rst) begin
            waits = s_valid && s_ready !== 1'b1;
            if (s_valid && !waits) sent = sent + 1;
            idle = (m_valid && m_ready) || (s_valid && !waits) ? 0 : idle + 1;
            if (clock % 64 == 63) begin
                offer = 25 * (1 + $unsigned($random(seed)) % 4);
                take  = 25 * (1 + $unsigned($random(seed)) % 4);
            end
            if (sent < BEATS && (waits || $unsigned($random(seed)) % 100 < offer)) begin
                s_valid <= 1'b1;
                s_beat  <= beats[sent];
            end else begin
                s_valid <= 1'b0;
                s_beat  <= {(IN_WIDTH+2){1'bx}};
            end
            m_ready <= $unsigned($random(seed)) % 100 < take;
            clock = clock + 1;

            if (m_valid && m_ready) $fwrite(file, "%b %b %b\n", m_user, m_last, m_data);
            if (^{s_ready, m_valid} === 1'bx) begin
                $display("a handshake is x in clock %0d", clock);
                $finish(0);
            end
        end
    end

endmodule

`default_nettype wire
