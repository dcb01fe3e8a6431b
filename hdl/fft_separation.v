// SPDX-License-Identifier: MIT OR Apache-2.0
//
// The doubled spectra of two real rows a and b from a bin of a + jb and its mirror:
//
//   separated = {2B, 2A},  2A = Z[k] + conj(Z[m]),  2B = -j*(Z[k] - conj(Z[m]))
//
// Z[k] is `upper` if swap, else `lower`, and Z[m] the other; if single they are one word,
// bin 0 or N/2. Words are {im, re}; results have a bit more.
// Latency: swap and single to `separated` 4 clocks, the words 3, being read a clock later;
// in clocks in which `enable` is high. Rounding: none, nothing overflows.
// Does not know where bins lie.
`default_nettype none

module fft_separation #(
    parameter WIDTH = 16
) (
    input  wire               clk,
    input  wire               enable,
    input  wire               swap,
    input  wire               single,
    input  wire [2*WIDTH-1:0] lower,
    input  wire [2*WIDTH-1:0] upper,
    output wire [4*WIDTH+3:0] separated
);

    localparam W = WIDTH;

    // Words in fabric, because a block RAM answers late; bin and mirror; sums.
    reg [2*W-1:0] lower_q;
    reg [2*W-1:0] upper_q;
    reg           swap_q;
    reg           swap_q2;
    reg           single_q;
    reg           single_q2;
    reg [2*W-1:0] bin_q;
    reg [2*W-1:0] mirror_q;

    always @(posedge clk) begin
        if (enable) begin
            lower_q   <= lower;
            upper_q   <= upper;
            swap_q    <= swap;
            swap_q2   <= swap_q;
            single_q  <= single;
            single_q2 <= single_q;
            bin_q     <= swap_q2 ? upper_q : lower_q;
            mirror_q  <= (swap_q2 ^ single_q2) ? lower_q : upper_q;
        end
    end

    wire [W:0] bin_re    = {bin_q[W-1], bin_q[W-1:0]};
    wire [W:0] bin_im    = {bin_q[2*W-1], bin_q[2*W-1:W]};
    wire [W:0] mirror_re = {mirror_q[W-1], mirror_q[W-1:0]};
    wire [W:0] mirror_im = {mirror_q[2*W-1], mirror_q[2*W-1:W]};

    reg [W:0] a_re_q;
    reg [W:0] a_im_q;
    reg [W:0] b_re_q;
    reg [W:0] b_im_q;

    assign separated = {b_im_q, b_re_q, a_im_q, a_re_q};

    always @(posedge clk) begin
        if (enable) begin
            a_re_q <= bin_re + mirror_re;
            a_im_q <= bin_im - mirror_im;
            b_re_q <= bin_im + mirror_im;
            b_im_q <= mirror_re - bin_re;
        end
    end

endmodule

`default_nettype wire
