// SPDX-License-Identifier: MIT OR Apache-2.0
//
// Streaming fixed-point FFT with its parameters set, from the spec
//
@SPEC@
//
// Latency, first beat in to first beat out without stalls: @LATENCY@ clocks.
// Caller: drives tuser with the direction on a frame's first beat, 1 for the inverse, as of `fft`, whatever the spec
// says; ROM_DIR is the folder of the tables, seen from where the tool runs.
// Does nothing of its own: see datasheet.md and fft.v.
`default_nettype none

module @NAME@ #(
    parameter ROM_DIR = "rom"
) (
@PORTS@
);

    fft #(
@PARAMETERS@
    ) u_fft (
@CONNECTIONS@
    );

endmodule

`default_nettype wire
