# SPDX-License-Identifier: MIT OR Apache-2.0
"""The record as tables for people."""
import json
import pathlib
import statistics

import flow

HERE = pathlib.Path(__file__).resolve().parent
FILE = HERE / "report.md"
BLOCKS = ("MULT18", "COMB", "FF", "DP16KD")
GUARDS = ("halve", "guarded:1", "guarded:3")
# Modules with a section of their own.
CORES = ("fft", "fft_configurable", "fft_plane")
# A goal is a most for cells and a least for the clock.
MISSES = {True: "below", False: "above"}


def table(heads, rows, numbers):
    """A table whose columns from the place `numbers` on stand to the right."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "|".join("---" if i < numbers else "--:" for i in range(len(heads))) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(map(str, row)) + " |" for row in rows)]) + "\n"


def achieved(found, name):
    return found["median"] if name == "Fmax" else found["cells"][name]


def missed(goal, name, value):
    return value < goal[name] if name == "Fmax" else value > goal[name]


def beside_goal(spec, found, name):
    """A figure and its goal, bold if it misses it."""
    goal, value = spec.get("goal", {}), achieved(found, name)
    if name not in goal:
        return f"{value}"
    sign = "≥" if name == "Fmax" else "≤"
    return f"**{value}** ({sign} {goal[name]})" if missed(goal, name, value) else f"{value} ({sign} {goal[name]})"


def marked(words, spec, found):
    """Words about a configuration, marked if its figures are of an earlier Verilog."""
    return f"{words}" if found["verilog"] == flow.digest(spec, HERE.parent) else f"{words} †"


def label(spec, found):
    return marked(spec["name"], spec, found)


def seeds(found):
    return " ".join(f"{value}" for value in found["fmax"].values())


def cores(pairs):
    heads = ["configuration", "blocks", "N", "BLOCK", "ROM_BLOCK", *BLOCKS, "RAMW", "Fmax, MHz", "of each seed", "latency, clocks"]
    rows = [
        [label(spec, found), spec["blocks"], spec["len"], spec["block"], spec["rom_block"], *(beside_goal(spec, found, name) for name in BLOCKS), found["cells"]["RAMW"],
         beside_goal(spec, found, "Fmax"), seeds(found), found["latency"]]
        for spec, found in pairs
    ]
    return table(heads, rows, 2)


def misses(pairs):
    """A line for each goal that is missed, and the path that limits the clock."""
    lines = []
    for spec, found in pairs:
        for name, bound in spec.get("goal", {}).items():
            value = achieved(found, name)
            if missed(spec["goal"], name, value):
                lines.append(f"- {spec['name']}: {name} {value} is {abs(value - bound):g} {MISSES[name == 'Fmax']} the goal")
    return "\n".join(lines or ["Every goal is met."]) + "\n"


def paths(pairs):
    rows = [
        [spec["name"], f"`{found['critical']['from']}`", f"`{found['critical']['to']}`", found["critical"]["logic"],
         found["critical"]["routing"]]
        for spec, found in pairs
    ]
    return table(["configuration", "from", "to", "logic, ns", "routing, ns"], rows, 3)


def peers(found):
    data = json.loads((HERE / "peers.json").read_text())
    rows = []
    for core in data["cores"]:
        clock = f"{statistics.median(core['fmax'])}"
        rows.append([core["name"], core["len"], core["order"], *core["cells"].values(), clock, core.get("latency", "")])
        ours = found.get(core["beside"])
        if ours:
            cells = [ours["cells"][name] for name in BLOCKS]
            rows.append([f"beside it: {core['beside']}", core["len"], core["order"], *cells, ours["median"], ours["latency"]])
    heads = ["core", "N", "order", *BLOCKS, "Fmax, MHz", "latency, clocks"]
    return f"{data['source']} A clock is the median where three are known.\n\n" + table(heads, rows, 3)


def guards(pairs):
    rows = []
    for spec, found in pairs:
        guard = int(spec["schedule"].partition(":")[2] or 0)
        rows.append([marked(guard, spec, found), spec["data"] + guard, *(found["cells"][name] for name in BLOCKS), found["median"]])
    return table(["guard bits", "bits inside", *BLOCKS, "Fmax, MHz"], rows, 0)


def neighbours(pairs):
    heads = ["configuration", *BLOCKS, "Fmax, MHz", "of each seed", "latency, clocks"]
    rows = [
        [label(spec, found), *(found["cells"][name] for name in BLOCKS), found["median"], seeds(found), found["latency"]]
        for spec, found in pairs
    ]
    return table(heads, rows, 1)


def runtime(pairs):
    """The core whose frames bring their length, if the record has it."""
    if not pairs:
        return ""
    words = "`fft_configurable` for frames of up to 1024 words, shifts of 0 or 1, on the same device with the same blocks."
    return f"## Run-time length\n\n{words}\n\n{neighbours(pairs)}\n"


def planes(pairs):
    """The core in two dimensions, if the record has it."""
    if not pairs:
        return ""
    words = "`fft_plane` for images of 64 by 64 words, both copies of its memory inside, on the same device with the same blocks."
    return f"## Two dimensions\n\n{words}\n\n{neighbours(pairs)}\n"


def small(pairs):
    cells = flow.DEVICES["ice40"].cells
    heads = ["configuration", "N", "bits", *cells, "Fmax, MHz", "of each seed", "latency, clocks"]
    rows = [
        [label(spec, found), spec["len"], spec["data"], *(found["cells"][name] for name in cells), found["median"], seeds(found),
         found["latency"]]
        for spec, found in pairs
    ]
    return table(heads, rows, 1)


def markdown(specs, record):
    """The whole page."""
    found = record["configurations"]
    pairs = [(spec, found[spec["name"]]) for spec in specs if spec["name"] in found]
    ecp5 = [pair for pair in pairs if pair[0]["device"] == "ecp5"]
    fft = [pair for pair in ecp5 if pair[0]["module"] == "fft"]
    plain = [pair for pair in fft if pair[0]["schedule"] == "halve"]
    reference = [pair for pair in fft if pair[0]["name"] == "radix22-reversed"]
    guarded = reference + [pair for pair in fft if pair[0]["schedule"] != "halve"]
    options = " ".join(flow.DEVICES["ecp5"].options)
    return f"""# Area, clock and latency

Made by `make synth` from `report.json` with {", ".join(record["tools"].values())}; [README](README.md) says how. Unless said otherwise:
16-bit words and twiddles, `halve`, convergent, saturating; every input and output of the module is registered in a wrapper, which is
counted. A clock is the median of the seeds'; they differ by as much as a tenth. Goals stand in brackets, a figure that misses its goal is bold.
†: measured on an earlier text of the Verilog, and to be measured again.

## `fft` on an ECP5-85F

`{flow.DEVICES["ecp5"].synth}`, `nextpnr-ecp5 {options}`. Blocks `ecp5` takes multipliers and block memories
with their own registers, and butterflies of carry cells (`ecp5/`); `portable` is hdl/ as it stands. BLOCK and ROM_BLOCK are parameters: log2 of the words from which a
delay line and a table are block memories.

{cores(plain)}
{misses(fft)}
## Beside open cores

{peers(found)}
## Guard bits

`guarded:G` keeps G more bits between the stages; radix-2², N = 1024, bit-reversed. A multiplier block takes
18 bits: with 17 inside the sum of a three-multiplier product has no room, and a product takes four blocks; with 19, three of two blocks.

{guards(guarded)}
{runtime([pair for pair in ecp5 if pair[0]["module"] == "fft_configurable"])}{planes([pair for pair in ecp5 if pair[0]["module"] == "fft_plane"])}## Modules before and behind `fft`, on the same device

{neighbours([pair for pair in ecp5 if pair[0]["module"] not in CORES])}
## iCE40 UP5K

`{flow.DEVICES["ice40"].synth}`, `nextpnr-ice40 {" ".join(flow.DEVICES["ice40"].options)}`; few pins: the inputs are one shift register, the outputs one parity.
The device has no distributed memory; the flow takes that wish off the small memories.

{small([pair for pair in pairs if pair[0]["device"] == "ice40"])}
## What limits the clock

The slowest path of the median seed.

{paths(pairs)}"""
