// SPDX-License-Identifier: MIT OR Apache-2.0
//
// A ring of 2^LOG2_DEPTH slots for the answers of a memory: a slot is kept for each word
// as it is asked for, so that an answer never has to wait. The mark that goes with a
// question leaves with its answer.
//
// Latency: answer to m_valid 2 clocks. Rounding: none.
// room: one more word may be asked for. A word moves on with m_valid and m_ready high;
// with rst all slots are free.
// Caller: asks with `room` only; answers come in the order of the questions, one each,
// a clock after its question or later.
`default_nettype none

module fft_answers #(
    parameter LOG2_DEPTH = 3,
    parameter WIDTH      = 32,
    parameter MARK_WIDTH = 3
) (
    input  wire                  clk,
    input  wire                  rst,
    output wire                  room,
    input  wire                  ask,
    input  wire [MARK_WIDTH-1:0] mark,
    input  wire                  data_valid,
    input  wire [WIDTH-1:0]      data,
    output wire                  m_valid,
    input  wire                  m_ready,
    output wire [WIDTH-1:0]      m_data,
    output wire [MARK_WIDTH-1:0] m_mark
);

    localparam D = LOG2_DEPTH;

    // Words asked for, answered and gone. Bit D tells all slots from none.
    reg [D:0] ask_q;
    reg [D:0] answer_q;
    reg [D:0] leave_q;
    reg       valid_q;

    wire answered = answer_q != leave_q;
    wire move     = m_ready || !valid_q;

    assign room = ask_q != {!leave_q[D], leave_q[D-1:0]};

    always @(posedge clk) begin
        if (ask) ask_q <= ask_q + 1'b1;
        if (data_valid) answer_q <= answer_q + 1'b1;
        if (move && answered) leave_q <= leave_q + 1'b1;
        if (move) valid_q <= answered;
        if (rst) begin
            ask_q    <= {(D+1){1'b0}};
            answer_q <= {(D+1){1'b0}};
            leave_q  <= {(D+1){1'b0}};
            valid_q  <= 1'b0;
        end
    end

    (* ram_style = "distributed" *)
    reg [MARK_WIDTH-1:0] marks [0:(1<<D)-1];
    (* ram_style = "distributed" *)
    reg [WIDTH-1:0]      words [0:(1<<D)-1];
    reg [MARK_WIDTH-1:0] mark_q;
    reg [WIDTH-1:0]      data_q;

    always @(posedge clk) begin
        if (ask) marks[ask_q[D-1:0]] <= mark;
        if (move) mark_q <= marks[leave_q[D-1:0]];
    end

    always @(posedge clk) begin
        if (data_valid) words[answer_q[D-1:0]] <= data;
        if (move) data_q <= words[leave_q[D-1:0]];
    end

    assign m_valid = valid_q;
    assign m_data  = data_q;
    assign m_mark  = mark_q;

endmodule

`default_nettype wire
