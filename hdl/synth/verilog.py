# SPDX-License-Identifier: MIT OR Apache-2.0
"""What stands around a module: the wrapper that is placed, and the bench that measures its latency."""
import configurations

# The module's ports as the bits of one vector, the lowest first.
INPUTS = ("rst", "s_axis_tvalid", "s_axis_tdata", "s_axis_tlast", "s_axis_tuser", "m_axis_tready")
OUTPUTS = ("s_axis_tready", "m_axis_tvalid", "m_axis_tdata", "m_axis_tlast", "m_axis_tuser")


def instance(spec, indent):
    """The module on wires of its ports' names."""
    design = configurations.design(spec)
    values = {**design.parameters, **({"ROM_DIR": '"rom"'} if spec["module"] in ("fft", "fft_window") else {})}
    ports = ("clk", *INPUTS, *OUTPUTS, *design.events)
    parameters = f",\n{indent}    ".join(f".{name}({value})" for name, value in values.items())
    connections = f",\n{indent}    ".join(f".{port}({port})" for port in ports)
    return f"{spec['module']} #(\n{indent}    {parameters}\n{indent}) u_dut (\n{indent}    {connections}\n{indent});"


def declarations(design, kind, ports):
    bits = {"s_axis_tdata": design.in_bits, "m_axis_tdata": design.out_bits}
    return "\n".join(f"    {kind} {f'[{bits[port] - 1}:0] ' if port in bits else ''}{port};" for port in ports)


def wrapper(spec, few_pins):
    """The module between registers; with few pins the inputs are one shift register, the outputs one parity."""
    design = configurations.design(spec)
    ins = design.in_bits + len(INPUTS) - 1
    outs = design.out_bits + len(OUTPUTS) - 1 + bool(design.events)
    event = [" ^ ".join(design.events)] if design.events else []
    made = ", ".join([*event, *reversed(OUTPUTS)])
    pins = "" if few_pins else f"[{ins - 1}:0] "
    shown = "" if few_pins else f"[{outs - 1}:0] "
    return f"""module wrap (
    input  wire clk,
    input  wire {pins}in,
    output reg  {shown}out
);
    reg [{ins - 1}:0] in_q;
{f"    reg [{outs - 1}:0] out_q;" if few_pins else ""}
{declarations(design, "wire", (*INPUTS, *OUTPUTS, *design.events))}

    assign {{{", ".join(reversed(INPUTS))}}} = in_q;

    always @(posedge clk) begin
        in_q <= {f"{{in_q[{ins - 2}:0], in}}" if few_pins else "in"};
        {"out_q" if few_pins else "out"} <= {{{made}}};
{"        out <= ^out_q;" if few_pins else ""}
    end

    {instance(spec, "    ")}
endmodule
"""


def bench(spec, longest):
    """Beats without a gap into the module, which is never held up, until one comes out."""
    design = configurations.design(spec)
    return f"""`timescale 1ns/1ns
module bench;
    reg clk = 1'b0;
{declarations(design, "reg", INPUTS)}
{declarations(design, "wire", (*OUTPUTS, *design.events))}
    integer clocks = 0;
    integer first = -1;

    always #5 clk = !clk;

    {instance(spec, "    ")}

    initial begin
        {{{", ".join(INPUTS)}}} = 0;
        rst = 1'b1;
        repeat (8) @(negedge clk);
        rst = 1'b0;
        s_axis_tvalid = 1'b1;
        m_axis_tready = 1'b1;
    end

    always @(posedge clk) begin
        clocks <= clocks + 1;
        if (!rst && s_axis_tvalid && s_axis_tready && first < 0) first <= clocks;
        if (!rst && m_axis_tvalid) begin
            $display("latency %0d", clocks - first);
            $finish;
        end
        if (clocks > {longest}) $finish;
    end
endmodule
"""
