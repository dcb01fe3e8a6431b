# SPDX-License-Identifier: MIT OR Apache-2.0
"""One configuration through the tools: latency by Icarus Verilog, cells by yosys, the clock by nextpnr for each seed."""
import hashlib
import json
import pathlib
import re
import shutil
import statistics
from typing import NamedTuple

import configurations
import tools
import verilog

HERE = pathlib.Path(__file__).resolve().parent
WORK = tools.ROOT / "target" / "synth"
# A core that gives nothing in so many clocks is broken: four times the longest latency of a frame in natural order.
PATIENCE = 8


class Device(NamedTuple):
    """A family of FPGAs: programs, options, and what its cells are called in the report of nextpnr."""

    synth: str
    place: str
    options: tuple
    cells: dict
    few_pins: bool


DEVICES = {
    "ecp5": Device(
        "synth_ecp5",
        "nextpnr-ecp5",
        ("--85k", "--package", "CABGA381", "--speed", "6", "--freq", "150", "--lpf-allow-unconstrained"),
        {"MULT18": "MULT18X18D", "COMB": "TRELLIS_COMB", "FF": "TRELLIS_FF", "DP16KD": "DP16KD", "RAMW": "TRELLIS_RAMW"},
        False,
    ),
    "ice40": Device(
        "synth_ice40 -dsp",
        "nextpnr-ice40",
        ("--up5k", "--package", "sg48", "--freq", "48"),
        {"LC": "ICESTORM_LC", "RAM": "ICESTORM_RAM", "DSP": "ICESTORM_DSP"},
        True,
    ),
}


def programs(spec):
    """The tools on whose versions the figures depend."""
    return ("yosys", DEVICES[spec["device"]].place)


def sources(module, hdl):
    """The module's file and those of all modules below it, by name."""
    files, waiting = {}, [module]
    while waiting:
        name = waiting.pop()
        path = hdl / f"{name}.v"
        if name in files or not path.exists():
            continue
        files[name] = path
        code = re.sub(r"//[^\n]*", "", path.read_text())
        waiting += re.findall(r"^\s*(fft\w*)\s+(?:#\(|\w+\s*\()", code, re.MULTILINE)
    return dict(sorted(files.items()))


def with_blocks(files, blocks):
    """The same with the files of a vendor's blocks in the places of theirs."""
    folder = HERE / blocks
    return {name: folder / path.name if (folder / path.name).exists() else path for name, path in files.items()}


def text(path, device):
    """A file as the device's synthesis takes it."""
    code = path.read_text()
    # The iCE40 has no distributed memory: what asks for it becomes flip-flops.
    return re.sub(r'\(\* ram_style = "distributed" \*\)', "", code) if device == "ice40" else code


def digest(spec, hdl):
    """SHA-256 of everything that decides the netlist but the tools."""
    device = spec["device"]
    files = with_blocks(sources(spec["module"], hdl), spec["blocks"])
    parts = [verilog.wrapper(spec, DEVICES[device].few_pins), *(text(path, device) for path in files.values())]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def prepared(spec, hdl, rom):
    """An empty folder with the configuration's files, tables and wrapper."""
    folder = WORK / spec["name"]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(rom, folder / "rom")
    plain = sources(spec["module"], hdl)
    for name, path in with_blocks(plain, spec["blocks"]).items():
        (folder / f"{name}.v").write_text(text(path, spec["device"]))
    (folder / "portable").mkdir()
    for path in plain.values():
        shutil.copy(path, folder / "portable")
    (folder / "wrap.v").write_text(verilog.wrapper(spec, DEVICES[spec["device"]].few_pins))
    (folder / "bench.v").write_text(verilog.bench(spec, PATIENCE * configurations.words(spec) + 1000))
    return folder, sorted(plain)


def latency(folder, modules):
    """Clocks from the first beat in to the first beat out, of the portable files."""
    files = [f"portable/{name}.v" for name in modules]
    tools.run(["iverilog", "-g2005", "-o", "bench.vvp", "bench.v", *files], folder, "iverilog.log")
    said = tools.run(["vvp", "-n", "bench.vvp"], folder, "vvp.log")
    found = re.search(r"^latency (\d+)$", said, re.MULTILINE)
    if not found:
        raise tools.Failed(f"{folder.name}: no beat came out; see {folder / 'vvp.log'}")
    return int(found.group(1))


def slowest(report):
    """Where the slowest path begins and ends, and its time in cells and in wires."""
    path = max((path["path"] for path in report["critical_paths"] if path["from"] == path["to"] != "<async>"), key=total)
    wires = sum(step["delay"] for step in path if step["type"] == "routing")
    return {
        "from": path[0]["from"]["cell"],
        "to": path[-1]["to"]["cell"],
        "routing": round(wires, 2),
        "logic": round(total(path) - wires, 2),
    }


def total(path):
    return sum(step["delay"] for step in path)


def placed(device, folder, seed):
    """The report of nextpnr for one seed."""
    name = f"seed{seed}.json"
    command = [device.place, *device.options, "--seed", str(seed), "--json", "wrap.json", "--report", name, "--timing-allow-fail"]
    tools.run(command, folder, f"seed{seed}.log")
    return json.loads((folder / name).read_text())


def measure(spec, seeds, hdl, rom):
    """Everything the record has about a configuration."""
    device = DEVICES[spec["device"]]
    folder, modules = prepared(spec, hdl, rom)
    clocks = latency(folder, modules)
    files = " ".join(f"{name}.v" for name in [*modules, "wrap"])
    tools.run(["yosys", "-p", f"read_verilog -defer {files}; {device.synth} -top wrap -json wrap.json"], folder, "yosys.log")
    reports = {str(seed): placed(device, folder, seed) for seed in seeds}
    fmax = {seed: round(max(clock["achieved"] for clock in report["fmax"].values()), 1) for seed, report in reports.items()}
    median = statistics.median_low(fmax.values())
    used = next(iter(reports.values()))["utilization"]
    of_median = next(seed for seed, value in fmax.items() if value == median)
    return {
        "verilog": digest(spec, hdl),
        "latency": clocks,
        "cells": {name: used.get(cell, {"used": 0})["used"] for name, cell in device.cells.items()},
        "fmax": fmax,
        "median": median,
        "critical": slowest(reports[of_median]),
    }
