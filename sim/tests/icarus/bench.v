// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Test bench of `fft` for a second, four-valued simulator. In the working folder:
//
//   beats.hex   BEATS words {user, last, data} that go in, in order
//   clocks.hex  CLOCKS words {ready, offer}, one a clock, again from the start at the end
//   out.txt     written: "user last data" in binary, one line for each beat that came out
//
// A beat is first offered on a clock with `offer` high and then held until it is taken. While none is
// offered, data, last and user are x: whatever looks at them shows x at the output.
// The last line that is printed is "frames missing unexpected": how often each event was high.
`default_nettype none

module bench #(
    parameter LOG2_LEN      = 10,
    parameter DATA_WIDTH    = 16,
    parameter TWIDDLE_WIDTH = 16,
    parameter ALIGN         = 0,
    parameter [63:0] SHIFTS = {16{4'd1}},
    parameter [95:0] WIDTHS = {16{6'd16}},
    parameter ROUNDING      = 2,
    parameter OVERFLOW      = 1,
    parameter ORDER         = 1,
    parameter DECOMPOSITION = 0,
    parameter BEATS         = 1,
    parameter CLOCKS        = 1
);

    localparam BEAT_WIDTH = 2*DATA_WIDTH + 2;
    localparam OUT_WIDTH  = WIDTHS[6*(LOG2_LEN-1) +: 6];
    localparam REST       = 4*(1 << LOG2_LEN) + 200;

    reg [BEAT_WIDTH-1:0] beats [0:BEATS-1];
    reg [1:0]            clocks [0:CLOCKS-1];

    reg                    clk;
    reg                    rst;
    reg                    s_valid;
    reg [BEAT_WIDTH-1:0]   s_beat;
    reg                    m_ready;
    wire                   s_ready;
    wire                   m_valid;
    wire                   m_last;
    wire                   m_user;
    wire [2*OUT_WIDTH-1:0] m_data;
    wire                   frame_started;
    wire                   tlast_missing;
    wire                   tlast_unexpected;

    fft #(
        .LOG2_LEN(LOG2_LEN),
        .DATA_WIDTH(DATA_WIDTH),
        .TWIDDLE_WIDTH(TWIDDLE_WIDTH),
        .ALIGN(ALIGN),
        .SHIFTS(SHIFTS),
        .WIDTHS(WIDTHS),
        .ROUNDING(ROUNDING),
        .OVERFLOW(OVERFLOW),
        .ORDER(ORDER),
        .DECOMPOSITION(DECOMPOSITION)
    ) u_fft (
        .clk(clk),
        .rst(rst),
        .s_axis_tvalid(s_valid),
        .s_axis_tready(s_ready),
        .s_axis_tdata(s_beat[2*DATA_WIDTH-1:0]),
        .s_axis_tlast(s_beat[2*DATA_WIDTH]),
        .s_axis_tuser(s_beat[2*DATA_WIDTH+1]),
        .m_axis_tvalid(m_valid),
        .m_axis_tready(m_ready),
        .m_axis_tdata(m_data),
        .m_axis_tlast(m_last),
        .m_axis_tuser(m_user),
        .event_frame_started(frame_started),
        .event_tlast_missing(tlast_missing),
        .event_tlast_unexpected(tlast_unexpected)
    );

    integer file;
    integer clock;
    integer sent;
    integer idle;
    integer frames;
    integer missing;
    integer unexpected;
    reg     waits;

    initial begin
        $readmemh("beats.hex", beats);
        $readmemh("clocks.hex", clocks);
        file       = $fopen("out.txt");
        clk        = 1'b0;
        rst        = 1'b1;
        s_valid    = 1'b0;
        s_beat     = {BEAT_WIDTH{1'bx}};
        m_ready    = 1'b0;
        clock      = 0;
        sent       = 0;
        idle       = 0;
        frames     = 0;
        missing    = 0;
        unexpected = 0;
        repeat (3) begin
            #1 clk = 1'b1;
            #1 clk = 1'b0;
        end
        rst = 1'b0;
        while (idle < REST) begin
            #1 clk = 1'b1;
            #1 clk = 1'b0;
        end
        $fclose(file);
        $display("%0d %0d %0d", frames, missing, unexpected);
        $finish(0);
    end

    // Everything is read before the edge and changed after it. `sent` and the counters are read here only.
    always @(posedge clk) begin
        if (!rst) begin
            waits = s_valid && s_ready !== 1'b1;
            if (s_valid && !waits) sent = sent + 1;
            idle = (m_valid && m_ready) || (s_valid && !waits) ? 0 : idle + 1;
            if (sent < BEATS && (waits || clocks[clock % CLOCKS][0])) begin
                s_valid <= 1'b1;
                s_beat  <= beats[sent];
            end else begin
                s_valid <= 1'b0;
                s_beat  <= {BEAT_WIDTH{1'bx}};
            end
            m_ready <= clocks[clock % CLOCKS][1];
            clock = clock + 1;

            if (m_valid && m_ready) $fwrite(file, "%b %b %b\n", m_user, m_last, m_data);
            if (frame_started) frames = frames + 1;
            if (tlast_missing) missing = missing + 1;
            if (tlast_unexpected) unexpected = unexpected + 1;
            if (^{s_ready, m_valid, frame_started, tlast_missing, tlast_unexpected} === 1'bx) begin
                $display("a handshake or an event is x in clock %0d", clock);
                $finish(0);
            end
        end
    end

endmodule

`default_nettype wire
