# SPDX-License-Identifier: MIT OR Apache-2.0
# Clock of @NAME@, @CLOCK@ MHz, for Quartus and others that read SDC. Where the core is not the top, name the clock's
# own port or pin. The outputs come from flip-flops; the times of pins are for the board to say.
create_clock -name clk -period @PERIOD@ [get_ports clk]
