# SPDX-License-Identifier: MIT OR Apache-2.0
# Clock of @NAME@, @CLOCK@ MHz, for Vivado. Within a larger design leave the line out, for its clock is constrained
# there; out of context it is what synthesis is timed with.
create_clock -name clk -period @PERIOD@ [get_ports clk]
