// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Test bench of `fft_configurable` for a second, four-valued simulator. In the working folder:
//
//   words.hex   WORDS words of the configuration stream, in order
//   beats.hex   BEATS words {last, data} that go in, in order
//   clocks.hex  CLOCKS words {config, ready, offer}, one a clock, again from the start at the end
//   out.txt     written: "user last data" in binary, one line for each beat that came out
//
// A word or beat is first offered on a clock with its bit high and then held until it is taken. While none is
// offered its lines are x: whatever looks at them shows x at the output.
// The last line that is printed is "frames missing unexpected invalid": how often each event was high.
`default_nettype none

module bench #(
    parameter LOG2_LEN      = 10,
    parameter LOG2_LEN_MIN  = 2,
    parameter DATA_WIDTH    = 16,
    parameter TWIDDLE_WIDTH = 16,
    parameter ALIGN         = 0,
    parameter [63:0] SHIFTS = {16{4'd1}},
    parameter [95:0] WIDTHS = {16{6'd16}},
    parameter ROUNDING      = 2,
    parameter OVERFLOW      = 1,
    parameter ORDER         = 1,
    parameter DECOMPOSITION = 0,
    parameter WORDS         = 1,
    parameter BEATS         = 1,
    parameter CLOCKS        = 1
);

    localparam WORD_WIDTH = 16 + 8*((LOG2_LEN + 1)/2);
    localparam BEAT_WIDTH = 2*DATA_WIDTH + 1;
    localparam OUT_WIDTH  = WIDTHS[6*(LOG2_LEN-1) +: 6];
    localparam REST       = 8*(1 << LOG2_LEN) + 400;

    reg [WORD_WIDTH-1:0] words [0:WORDS-1];
    reg [BEAT_WIDTH-1:0] beats [0:BEATS-1];
    reg [2:0]            clocks [0:CLOCKS-1];

    reg                    clk;
    reg                    rst;
    reg                    config_valid;
    reg [WORD_WIDTH-1:0]   config_word;
    reg                    s_valid;
    reg [BEAT_WIDTH-1:0]   s_beat;
    reg                    m_ready;
    wire                   config_ready;
    wire                   s_ready;
    wire                   m_valid;
    wire                   m_last;
    wire                   m_user;
    wire [2*OUT_WIDTH-1:0] m_data;
    wire [3:0]             events;

    fft_configurable #(
        .LOG2_LEN(LOG2_LEN),
        .LOG2_LEN_MIN(LOG2_LEN_MIN),
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
        .s_axis_config_tvalid(config_valid),
        .s_axis_config_tready(config_ready),
        .s_axis_config_tdata(config_word),
        .s_axis_tvalid(s_valid),
        .s_axis_tready(s_ready),
        .s_axis_tdata(s_beat[2*DATA_WIDTH-1:0]),
        .s_axis_tlast(s_beat[2*DATA_WIDTH]),
        .m_axis_tvalid(m_valid),
        .m_axis_tready(m_ready),
        .m_axis_tdata(m_data),
        .m_axis_tlast(m_last),
        .m_axis_tuser(m_user),
        .event_frame_started(events[0]),
        .event_tlast_missing(events[1]),
        .event_tlast_unexpected(events[2]),
        .event_config_invalid(events[3])
    );

    integer file;
    integer clock;
    integer said;
    integer sent;
    integer idle;
    integer counts [0:3];
    integer i;
    reg     word_waits;
    reg     beat_waits;

    initial begin
        $readmemh("words.hex", words);
        $readmemh("beats.hex", beats);
        $readmemh("clocks.hex", clocks);
        file         = $fopen("out.txt");
        clk          = 1'b0;
        rst          = 1'b1;
        config_valid = 1'b0;
        config_word  = {WORD_WIDTH{1'bx}};
        s_valid      = 1'b0;
        s_beat       = {BEAT_WIDTH{1'bx}};
        m_ready      = 1'b0;
        clock        = 0;
        said         = 0;
        sent         = 0;
        idle         = 0;
        for (i = 0; i < 4; i = i + 1) counts[i] = 0;
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
        $display("%0d %0d %0d %0d", counts[0], counts[1], counts[2], counts[3]);
        $finish(0);
    end

    // Everything is read before the edge and changed after it. `said`, `sent` and the counters are read here only.
    always @(posedge clk) begin
        if (!rst) begin
            word_waits = config_valid && config_ready !== 1'b1;
            beat_waits = s_valid && s_ready !== 1'b1;
            if (config_valid && !word_waits) said = said + 1;
            if (s_valid && !beat_waits) sent = sent + 1;
            idle = (m_valid && m_ready) || (s_valid && !beat_waits) ? 0 : idle + 1;
            config_valid <= said < WORDS && (word_waits || clocks[clock % CLOCKS][2]);
            config_word  <= (said < WORDS && (word_waits || clocks[clock % CLOCKS][2])) ? words[said] : {WORD_WIDTH{1'bx}};
            s_valid      <= sent < BEATS && (beat_waits || clocks[clock % CLOCKS][0]);
            s_beat       <= (sent < BEATS && (beat_waits || clocks[clock % CLOCKS][0])) ? beats[sent] : {BEAT_WIDTH{1'bx}};
            m_ready      <= clocks[clock % CLOCKS][1];
            clock = clock + 1;

            if (m_valid && m_ready) $fwrite(file, "%b %b %b\n", m_user, m_last, m_data);
            for (i = 0; i < 4; i = i + 1) if (events[i]) counts[i] = counts[i] + 1;
            if (^{config_ready, s_ready, m_valid, events} === 1'bx) begin
                $display("a handshake or an event is x in clock %0d", clock);
                $finish(0);
            end
        end
    end

endmodule

`default_nettype wire
