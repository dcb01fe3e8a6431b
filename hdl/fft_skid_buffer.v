// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Two-word stream register: both the forward path (m_valid, m_data) and the
// backward path (s_ready) come straight out of flip-flops.
//
// Latency: 1 clock. Rate: one word a clock.
// Rounding: none, words pass unchanged and in order.
// Caller: holds s_valid and s_data until s_ready.
// Does not look at its word and does not store more than two.
`default_nettype none

module fft_skid_buffer #(
    parameter WIDTH = 32
) (
    input  wire             clk,
    input  wire             rst,
    input  wire             s_valid,
    output wire             s_ready,
    input  wire [WIDTH-1:0] s_data,
    output wire             m_valid,
    input  wire             m_ready,
    output wire [WIDTH-1:0] m_data
);

    reg             head_valid_q;
    reg [WIDTH-1:0] head_q;
    reg             spare_valid_q;
    reg [WIDTH-1:0] spare_q;

    assign s_ready = !spare_valid_q;
    assign m_valid = head_valid_q;
    assign m_data  = head_q;

    always @(posedge clk) begin
        if (s_ready) spare_q <= s_data;
        if (m_ready || !head_valid_q) begin
            head_valid_q  <= spare_valid_q || s_valid;
            head_q        <= spare_valid_q ? spare_q : s_data;
            spare_valid_q <= 1'b0;
        end else if (s_valid) begin
            spare_valid_q <= 1'b1;
        end
        if (rst) begin
            head_valid_q  <= 1'b0;
            spare_valid_q <= 1'b0;
        end
    end

endmodule

`default_nettype wire
