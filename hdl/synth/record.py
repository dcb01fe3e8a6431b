# SPDX-License-Identifier: MIT OR Apache-2.0
"""The record of the figures: read, written at once or not at all, and compared with a new run."""
import json
import os
import pathlib

FILE = pathlib.Path(__file__).resolve().parent / "report.json"
# Allowed to other versions of the tools than the record's, as parts of a figure.
CELLS_MARGIN = 0.05
FMAX_MARGIN = 0.15
# Of small numbers of cells, and of blocks, which come whole.
LEAST_MARGIN = 1


def read():
    """The record, an empty one if there is none."""
    return json.loads(FILE.read_text()) if FILE.exists() else {"tools": {}, "configurations": {}}


def write(path, text):
    """Puts a file in place of another in one step."""
    unfinished = path.with_name(path.name + ".tmp")
    unfinished.write_text(text)
    os.replace(unfinished, path)


def save(record, names):
    """Writes the record, its configurations in the order of the table."""
    found = record["configurations"]
    ordered = {name: found[name] for name in names if name in found}
    write(FILE, json.dumps({"tools": dict(sorted(record["tools"].items())), "configurations": ordered}, indent=1) + "\n")


def stale(name, old, digest):
    """A sentence if the record does not have this configuration of this Verilog."""
    remedy = f"make it: hdl/synth/run.py --only {name}"
    if old is None:
        return [f"{name} is not in the record; {remedy}"]
    if old["verilog"] != digest:
        return [f"{name}: the Verilog has changed since its record was made; {remedy}"]
    return []


def compared(name, old, new, same_tools):
    """A sentence for each figure of a configuration that the record does not have so."""
    wrong = figure(name, "latency", old["latency"], new["latency"], 0)
    for cell, before in old["cells"].items():
        wrong += figure(name, cell, before, new["cells"][cell], 0 if same_tools else CELLS_MARGIN)
    if not same_tools:
        return wrong + figure(name, "median Fmax", old["median"], new["median"], FMAX_MARGIN)
    for seed, before in old["fmax"].items():
        wrong += figure(name, f"Fmax of seed {seed}", before, new["fmax"].get(seed), 0)
    return wrong


def figure(name, what, before, after, margin):
    allowed = max(LEAST_MARGIN, margin * before) if margin else 0
    if after is not None and abs(after - before) <= allowed:
        return []
    beyond = f", more than {margin:.0%} apart" if margin else ""
    return [f"{name}: {what} is {after}, the record has {before}{beyond}"]
