# SPDX-License-Identifier: MIT OR Apache-2.0
"""What stands around a module: the wrapper that is placed, and the bench that measures its latency."""
import configurations

# The module's ports as the bits of one vector, the lowest first.
INPUTS = ("rst", "s_axis_tvalid", "s_axis_tdata", "s_axis_tlast", "s_axis_tuser", "m_axis_tready")
OUTPUTS = ("s_axis_tready", "m_axis_tvalid", "m_axis_tdata", "m_axis_tlast", "m_axis_tuser")
CONFIG = ("s_axis_config_tvalid", "s_axis_config_tdata")


def inputs(design):
    """A configuration stream takes the place of the direction bit."""
    return (*(port for port in INPUTS if port != "s_axis_tuser"), *CONFIG) if design.config_bits else INPUTS


def outputs(design):
    return (*OUTPUTS, "s_axis_config_tready") if design.config_bits else OUTPUTS


def bits(design, ports):
    """How many bits these ports have."""
    return sum(widths(design).get(port, 1) for port in ports)


def widths(design):
    return {"s_axis_tdata": design.in_bits, "m_axis_tdata": design.out_bits, "s_axis_config_tdata": design.config_bits}


def instance(spec, indent):
    """The module on wires of its ports' names."""
    design = configurations.design(spec)
    values = {**design.parameters, **({"ROM_DIR": '"rom"'} if design.tables else {})}
    ports = ("clk", *inputs(design), *outputs(design), *design.events)
    parameters = f",\n{indent}    ".join(f".{name}({value})" for name, value in values.items())
    connections = f",\n{indent}    ".join(f".{port}({port})" for port in ports)
    return f"{spec['module']} #(\n{indent}    {parameters}\n{indent}) u_dut (\n{indent}    {connections}\n{indent});"


def declarations(design, kind, ports):
    wide = widths(design)
    return "\n".join(f"    {kind} {f'[{wide[port] - 1}:0] ' if port in wide else ''}{port};" for port in ports)


def wrapper(spec, few_pins):
    """The module between registers; with few pins the inputs are one shift register, the outputs one parity."""
    design = configurations.design(spec)
    ins = bits(design, inputs(design))
    outs = bits(design, outputs(design)) + bool(design.events)
    event = [" ^ ".join(design.events)] if design.events else []
    made = ", ".join([*event, *reversed(outputs(design))])
    pins = "" if few_pins else f"[{ins - 1}:0] "
    shown = "" if few_pins else f"[{outs - 1}:0] "
    return f"""module wrap (
    input  wire clk,
    input  wire {pins}in,
    output reg  {shown}out
);
    reg [{ins - 1}:0] in_q;
{f"    reg [{outs - 1}:0] out_q;" if few_pins else ""}
{declarations(design, "wire", (*inputs(design), *outputs(design), *design.events))}

    assign {{{", ".join(reversed(inputs(design)))}}} = in_q;

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
    word = f"s_axis_config_tdata = {design.config_bits}'h{design.config:x};\n        s_axis_config_tvalid = 1'b1;" if design.config_bits else ""
    return f"""`timescale 1ns/1ns
module bench;
    reg clk = 1'b0;
{declarations(design, "reg", inputs(design))}
{declarations(design, "wire", (*outputs(design), *design.events))}
    integer clocks = 0;
    integer first = -1;

    always #5 clk = !clk;

    {instance(spec, "    ")}

    initial begin
        {{{", ".join(inputs(design))}}} = 0;
        rst = 1'b1;
        repeat (8) @(negedge clk);
        rst = 1'b0;
        s_axis_tvalid = 1'b1;
        m_axis_tready = 1'b1;
        {word}
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
