// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The ranges of the parameters of `fft` and `fft_configurable`. One out of range stops
// elaboration in every tool with an undefined module whose name is a sentence.
//
// Latency, rounding: none; there is no port, and nothing is left of it in hardware.
// Caller: elaborates as if a bad value were a legal one, so that the sentence here is
// the error that is reported. Does not know the files of twiddle factors.
`default_nettype none

module fft_parameters #(
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
    parameter DECOMPOSITION = 0
) ();

    // Lists are looked at as far as there are stages.
    localparam L = (LOG2_LEN < 2 || LOG2_LEN > 16) ? 2 : LOG2_LEN;

    function bad_shift(input [63:0] shifts);
        integer i;
        begin
            bad_shift = 1'b0;
            for (i = 0; i < L; i = i + 1) bad_shift = bad_shift || shifts[4*i +: 4] > 4'd8;
        end
    endfunction

    function bad_width(input [95:0] widths);
        integer i;
        begin
            bad_width = 1'b0;
            for (i = 0; i < L; i = i + 1) begin
                if (widths[6*i +: 6] < 6'd2 || widths[6*i +: 6] > 6'd32) bad_width = 1'b1;
            end
        end
    endfunction

    generate
        if (LOG2_LEN < 2 || LOG2_LEN > 16) begin : g_bad_log2_len
            log2_len_must_be_2_to_16 error();
        end else if (LOG2_LEN_MIN < 2 || LOG2_LEN_MIN > LOG2_LEN) begin : g_bad_log2_len_min
            log2_len_min_must_be_2_to_log2_len error();
        end
        if (DATA_WIDTH < 2 || DATA_WIDTH > 32) begin : g_bad_data_width
            data_width_must_be_2_to_32 error();
        end
        if (TWIDDLE_WIDTH < 2 || TWIDDLE_WIDTH > 32) begin : g_bad_twiddle_width
            twiddle_width_must_be_2_to_32 error();
        end
        if (ALIGN < 0 || (DATA_WIDTH <= 32 && DATA_WIDTH + ALIGN > 32)) begin : g_bad_align
            aligned_width_must_be_at_most_32 error();
        end
        if (bad_shift(SHIFTS)) begin : g_bad_shift
            stage_shift_must_be_0_to_8 error();
        end
        if (bad_width(WIDTHS)) begin : g_bad_width
            stage_width_must_be_2_to_32 error();
        end
        if (ROUNDING < 0 || ROUNDING > 2) begin : g_bad_rounding
            rounding_must_be_0_to_2 error();
        end
        if (OVERFLOW < 0 || OVERFLOW > 1) begin : g_bad_overflow
            overflow_must_be_0_or_1 error();
        end
        if (ORDER < 0 || ORDER > 1) begin : g_bad_order
            order_must_be_0_or_1 error();
        end
        if (DECOMPOSITION < 0 || DECOMPOSITION > 1) begin : g_bad_decomposition
            decomposition_must_be_0_or_1 error();
        end
    endgenerate

endmodule

`default_nettype wire
