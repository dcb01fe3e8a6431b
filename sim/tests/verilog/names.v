// SPDX-License-Identifier: MIT OR Apache-2.0
// Names that C++ does not like.
`default_nettype none
module names (input wire friend, input wire a__b, output wire delete);
    assign delete = friend ^ a__b;
endmodule
`default_nettype wire
