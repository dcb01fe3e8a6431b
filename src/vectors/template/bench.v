// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Self-checking bench of @WHAT@: @FRAMES@ frames of @LEN@ words. In the @PLACE@'s folder, for example:
//
//   @COMMAND@ && vvp bench
//
// +stall=SEED stalls both sides at random. The last line is PASS or FAIL; every word, every tlast and the overflow
// flag of every frame are compared, and x equals nothing.
`default_nettype none

module tb_@NAME@@FOLDERS@;

    localparam LEN       = @LEN@;
    localparam FRAMES    = @FRAMES@;
    localparam IN_WIDTH  = @IN_WIDTH@;
    localparam OUT_WIDTH = @OUT_WIDTH@;
    localparam INVERSE   = 1'b@INVERSE@;
    localparam BEATS     = LEN * FRAMES;
    // Clocks without a beat on either side after which the core is taken for dead.
    localparam PATIENCE  = 8 * LEN + 1000;

    reg [2*IN_WIDTH-1:0]  stimulus [0:BEATS-1];
    reg [2*OUT_WIDTH-1:0] expected [0:BEATS-1];
    reg [0:0]             overflow [0:FRAMES-1];

    reg                    clk = 1'b0;
    reg                    rst = 1'b1;
    reg                    s_valid = 1'b0;
    reg                    m_ready = 1'b0;
    reg  [2*IN_WIDTH-1:0]  s_data = {2*IN_WIDTH{1'b0}};
    reg                    s_last = 1'b0;
    wire                   s_ready;
    wire                   m_valid;
    wire                   m_last;
    wire                   m_user;
    wire [2*OUT_WIDTH-1:0] m_data;
    wire                   tlast_missing;
    wire                   tlast_unexpected;
@MORE_WIRES@
    @DUT@ u_dut (
        .clk(clk),
        .rst(rst),
        .s_axis_tvalid(s_valid),
        .s_axis_tready(s_ready),
        .s_axis_tdata(s_data),
        .s_axis_tlast(s_last),
        .s_axis_tuser(INVERSE),
        .m_axis_tvalid(m_valid),
        .m_axis_tready(m_ready),
        .m_axis_tdata(m_data),
        .m_axis_tlast(m_last),
        .m_axis_tuser(m_user),
@MORE_PORTS@        .event_tlast_missing(tlast_missing),
        .event_tlast_unexpected(tlast_unexpected)
    );

    integer    sent_q     = 0;
    integer    received_q = 0;
    integer    errors_q   = 0;
    integer    idle_q     = 0;
    integer    offered_q  = -1;
    reg [31:0] chance_q   = 32'd0;
    reg        stalls     = 1'b0;
    reg        done       = 1'b0;

    wire last    = received_q % LEN == LEN - 1;
    wire wrong   = m_data !== expected[received_q] || m_last !== last
                   || (last && m_user !== overflow[received_q / LEN]);
    wire arrives = m_valid === 1'b1 && m_ready;
    wire leaves  = s_valid && s_ready === 1'b1;

    initial begin
@LOAD@        if ($value$plusargs("stall=%d", chance_q)) stalls = 1'b1;
        repeat (8) begin
            #5 clk = 1'b1;
            #5 clk = 1'b0;
        end
        rst = 1'b0;
        while (!done) begin
            #5 clk = 1'b1;
            #5 clk = 1'b0;
        end
        if (errors_q == 0 && received_q == BEATS) begin
            $display("PASS: @TITLE@, %0d frames, %0d words", FRAMES, BEATS);
        end else begin
            $display("FAIL: @TITLE@, %0d of %0d words came, %0d errors", received_q, BEATS, errors_q);
        end
        $finish;
    end

    // What the core shows is read at the rising edge.
    always @(posedge clk) begin
        if (!rst && !done) begin
            idle_q   <= arrives || leaves ? 0 : idle_q + 1;
            chance_q <= chance_q * 32'd1664525 + 32'd1013904223;
            if (leaves) sent_q <= sent_q + 1;
            if (arrives) received_q <= received_q + 1;
            if (arrives && wrong) begin
                errors_q <= errors_q + 1;
                if (errors_q < 10) begin
                    $display("frame %0d, word %0d: got %h last %b user %b, expected %h last %b user %b",
                        received_q / LEN, received_q % LEN, m_data, m_last, m_user,
                        expected[received_q], last, last && overflow[received_q / LEN]);
                end
            end else if (tlast_missing !== 1'b0 || tlast_unexpected !== 1'b0) begin
                errors_q <= errors_q + 1;
                $display("a tlast event where every tlast is right");
            end
            done <= (arrives && received_q + 1 == BEATS) || idle_q > PATIENCE || errors_q >= 10;
        end
    end

    // What the core sees changes at the falling edge. A beat that was offered stays until it is taken.
    always @(negedge clk) begin
        if (!rst) begin
            if (!s_valid || sent_q != offered_q) begin
                s_valid   <= sent_q < BEATS && (!stalls || chance_q[31]);
                s_data    <= stimulus[sent_q < BEATS ? sent_q : 0];
                s_last    <= sent_q % LEN == LEN - 1;
                offered_q <= sent_q;
            end
            m_ready <= !stalls || chance_q[30];
        end
    end

endmodule

`default_nettype wire
