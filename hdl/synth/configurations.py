# SPDX-License-Identifier: MIT OR Apache-2.0
"""The table of configurations, and what a configuration in the words of a spec is in Verilog."""
import json
import pathlib
from typing import NamedTuple

TABLE = pathlib.Path(__file__).resolve().parent / "configurations.json"
ROUNDINGS = ("truncate", "half-up", "convergent")
OVERFLOWS = ("wrap", "saturate")
ORDERS = ("bit-reversed", "natural")
DECOMPOSITIONS = ("radix2", "radix22")
WINDOWS = ("rectangular", "hann", "hamming", "blackman")
METHODS = ("max", "cordic")
# SHIFTS and WIDTHS of `fft` have a field for each of so many stages.
STAGES = 16


class Bad(Exception):
    """A sentence about bad usage or bad input."""


class Design(NamedTuple):
    """A module's parameters, the bits of its two tdata, its events, and its configuration stream."""

    parameters: dict
    in_bits: int
    out_bits: int
    events: tuple = ()
    # A word for every frame on a configuration stream, and the bits of its tdata; 0: there is no such stream.
    config: int = 0
    config_bits: int = 0
    # Whether it reads tables of factors.
    tables: bool = False


def load():
    """The configurations in the table's order, each with the defaults beneath, and the seeds."""
    table = json.loads(TABLE.read_text())
    return [{**table["defaults"], **own} for own in table["configurations"]], table["seeds"]


def chosen(configurations, names):
    """The configurations of these names; all of them for none."""
    known = [configuration["name"] for configuration in configurations]
    for name in names:
        if name not in known:
            raise Bad(f"--only {name} is no configuration; there are {', '.join(known)}")
    return [configuration for configuration in configurations if not names or configuration["name"] in names]


def schedule(words, data, stages):
    """Alignment, shift and width of each stage."""
    if words == "halve":
        return 0, [1] * stages, [data] * stages
    if words.startswith("guarded:"):
        guard = int(words.removeprefix("guarded:"))
        return guard, [1] * (stages - 1) + [1 + guard], [data + guard] * (stages - 1) + [data]
    raise Bad(f"{TABLE.name}: schedule {words} is not known here; take halve or guarded:G")


def packed(values, bits):
    """A Verilog constant of STAGES fields of so many bits, the first stage lowest; the last value fills it."""
    filled = values + values[-1:] * (STAGES - len(values))
    return f"{STAGES * bits}'h{sum(value << bits * place for place, value in enumerate(filled)):x}"


def fft(spec):
    stages = spec["len"].bit_length() - 1
    align, shifts, widths = schedule(spec["schedule"], spec["data"], stages)
    return Design(
        {
            "LOG2_LEN": stages,
            "DATA_WIDTH": spec["data"],
            "TWIDDLE_WIDTH": spec["twiddle"],
            "ALIGN": align,
            "SHIFTS": packed(shifts, 4),
            "WIDTHS": packed(widths, 6),
            "ROUNDING": ROUNDINGS.index(spec["rounding"]),
            "OVERFLOW": OVERFLOWS.index(spec["overflow"]),
            "ORDER": ORDERS.index(spec["order"]),
            "DECOMPOSITION": DECOMPOSITIONS.index(spec["decomposition"]),
            "BLOCK": spec["block"],
            "ROM_BLOCK": spec["rom_block"],
        },
        2 * spec["data"],
        2 * widths[-1],
        ("event_frame_started", "event_tlast_missing", "event_tlast_unexpected"),
        tables=True,
    )


def fft_configurable(spec):
    """With the longest frames, forward, and the largest shifts in the bench; the shortest have 4 words."""
    whole = fft(spec)
    stages = spec["len"].bit_length() - 1
    _, shifts, _ = schedule(spec["schedule"], spec["data"], stages)
    word = stages | sum(shift << 16 + 4 * place for place, shift in enumerate(reversed(shifts)))
    return whole._replace(
        events=(*whole.events, "event_config_invalid"), config=word, config_bits=16 + 8 * ((stages + 1) // 2)
    )


# What both axes of `fft_plane` have in common.
SHARED = ("DATA_WIDTH", "BLOCK", "ROM_BLOCK")


def fft_plane(spec):
    """As many rows as columns, `len` of each, and a memory inside."""
    whole = fft(spec)
    axes = {f"{axis}_{name}": value for axis in ("ROW", "COLUMN") for name, value in whole.parameters.items() if name not in SHARED}
    return whole._replace(parameters=axes | {name: whole.parameters[name] for name in SHARED})


def words(spec):
    """Words of what goes in at once, a frame or an image."""
    return spec["len"] ** 2 if spec["module"] == "fft_plane" else spec["len"]


def fft_window(spec):
    return Design(
        {
            "LOG2_LEN": spec["len"].bit_length() - 1,
            "DATA_WIDTH": spec["data"],
            "WINDOW_WIDTH": spec["window_width"],
            "WINDOW": WINDOWS.index(spec["window"]),
            "ROUNDING": ROUNDINGS.index(spec["rounding"]),
        },
        2 * spec["data"],
        2 * spec["data"],
        tables=True,
    )


def fft_magnitude(spec):
    parameters = {
        "DATA_WIDTH": spec["data"],
        "METHOD": METHODS.index(spec["method"]),
        "ROUNDING": ROUNDINGS.index(spec["rounding"]),
    }
    if spec["method"] == "cordic":
        parameters |= {"ITERATIONS": spec["iterations"], "GUARD": spec["guard"]}
    return Design(parameters, 2 * spec["data"], spec["data"])


def fft_row_pair(spec):
    return Design(
        {"LOG2_LEN": spec["len"].bit_length() - 1, "DATA_WIDTH": spec["data"], "ORDER": ORDERS.index(spec["order"])},
        2 * spec["data"],
        4 * (spec["data"] + 1),
        ("event_tlast_missing", "event_tlast_unexpected"),
    )


MODULES = {
    module.__name__: module for module in (fft, fft_configurable, fft_plane, fft_window, fft_magnitude, fft_row_pair)
}


def design(spec):
    """What the configuration's module is given and what it shows."""
    return MODULES[spec["module"]](spec)
