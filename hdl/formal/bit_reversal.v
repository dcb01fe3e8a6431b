// SPDX-License-Identifier: MIT OR Apache-2.0
//
// fft_bit_reversal gives word n of a frame from place reverse(n) of the frame, loses,
// invents and changes none, marks each N-th word last, gives s_user of a frame's last
// word with it and 0 elsewhere, and holds what it offers until it is taken.
//
// One word is followed, any: the WATCHED-th accepted, counted modulo 4N, and its flag if
// it is the last of a frame. At most N + 4 are inside.
// Method: bounded, `depth` clocks from reset: several frames, in either order of the
// memory's addresses, with stalls and gaps anywhere, written while the one before is read.
// LOG2_MEMORY above LOG2_LEN: frames shorter than the memory, by s_skip.
`default_nettype none

module bit_reversal #(
    parameter LOG2_LEN    = 2,
    parameter LOG2_MEMORY = 2,
    parameter WIDTH       = 2
) (
    input wire             clk,
    input wire             s_valid,
    input wire [WIDTH-1:0] s_data,
    input wire             s_user,
    input wire             m_ready
);

    localparam L = LOG2_LEN;
    localparam N = 1 << L;
    localparam M = LOG2_MEMORY;

    reg              started_q = 1'b0;
    wire             rst       = !started_q;
    wire             s_ready;
    wire             m_valid;
    wire [WIDTH-1:0] m_data;
    wire             m_last;
    wire             m_user;

    fft_bit_reversal #(
        .LOG2_LEN(M),
        .WIDTH(WIDTH)
    ) uut (
        .clk(clk),
        .rst(rst),
        .s_valid(s_valid),
        .s_ready(s_ready),
        .s_data(s_data),
        .s_user(s_user),
        .s_skip({M{1'b1}} << L),
        .m_valid(m_valid),
        .m_ready(m_ready),
        .m_data(m_data),
        .m_last(m_last),
        .m_user(m_user)
    );

    (* anyconst *) wire [L+1:0] WATCHED;

    // Where the watched word leaves: the same frame, its place backwards.
    wire [L+1:0] leaves;

    genvar i;
    generate
        for (i = 0; i < L; i = i + 1) begin : g_bit
            assign leaves[i] = WATCHED[L-1-i];
        end
    endgenerate

    assign leaves[L+1:L] = WATCHED[L+1:L];

    reg [L+1:0]       in_q  = 0;
    reg [L+1:0]       out_q = 0;
    reg [WIDTH-1:0]   watched_q;
    reg               user_q;
    reg               stalled_q = 1'b0;
    reg [WIDTH+1:0]   offered_q;

    wire accept = s_valid && s_ready && !rst;

    always @(posedge clk) begin
        started_q <= 1'b1;
        if (accept) begin
            in_q <= in_q + 1'b1;
            if (in_q == WATCHED) begin
                watched_q <= s_data;
                user_q    <= s_user;
            end
        end
        if (m_valid && m_ready && !rst) out_q <= out_q + 1'b1;
        stalled_q <= m_valid && !m_ready && !rst;
        offered_q <= {m_user, m_last, m_data};
    end

    wire [L+1:0] inside = in_q - out_q;
    wire [L+1:0] whole  = {in_q[L+1:L], {L{1'b0}}} - {out_q[L+1:L], {L{1'b0}}};

    always @* begin
        if (started_q) begin
            assert (inside <= N + 4);
            if (m_valid) begin
                assert (whole != 0);
                assert (m_last == &out_q[L-1:0]);
                if (!m_last) assert (!m_user);
                if (out_q == leaves) assert (m_data == watched_q);
                if (out_q == leaves && m_last) assert (m_user == user_q);
            end
            if (stalled_q) assert (m_valid && {m_user, m_last, m_data} == offered_q);
        end
    end

    // With nobody holding it up, a frame that is whole is offered within 4 clocks.
    reg [2:0] ready_q = 3'd0;

    always @(posedge clk) ready_q <= (rst || whole == 0) ? 3'd0 : m_valid ? 3'd0 : ready_q + 1'b1;

    always @* if (started_q) assert (ready_q < 3'd4);

endmodule

`default_nettype wire
