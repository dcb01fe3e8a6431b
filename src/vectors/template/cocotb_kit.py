# SPDX-License-Identifier: MIT OR Apache-2.0
"""The kit's sets against a core, by cocotb 2 and Icarus Verilog (or another simulator that cocotb knows).

In the kit's folder:

    python3 cocotb_kit.py PATH/TO/hdl/*.v                every set
    python3 cocotb_kit.py --set random --stall 7 PATH/TO/hdl/*.v
    SIM=verilator python3 cocotb_kit.py PATH/TO/hdl/*.v

The exit code is 0 if every word, every tlast and the overflow flag of every frame is as expected.
"""

import argparse
import json
import os
import random
import sys
from pathlib import Path

KIT = Path(__file__).resolve().parent


def manifest():
    return json.loads((KIT / "manifest.json").read_text())


def words(path):
    lines = (line.split("//")[0].strip() for line in path.read_text().splitlines())
    return [int(line, 16) for line in lines if line]


async def every_word_is_as_expected(dut):
    import cocotb
    from cocotb.clock import Clock
    from cocotb.triggers import FallingEdge, RisingEdge

    name = os.environ["UTSUSHI_SET"]
    stall = os.environ.get("UTSUSHI_STALL")
    chance = random.Random(stall) if stall else None
    spec = manifest()["spec"]
    folder = KIT / name
    stimulus, expected = words(folder / "stimulus.mem"), words(folder / "expected.mem")
    overflow, length = words(folder / "overflow.mem"), spec["len"]
    for signal in ("s_axis_tvalid", "s_axis_tlast", "s_axis_tdata", "m_axis_tready"):
        getattr(dut, signal).value = 0
    dut.s_axis_tuser.value = int(spec["inverse"])
    dut.rst.value = 1
    cocotb.start_soon(Clock(dut.clk, 10, "ns").start())
    for _ in range(8):
        await FallingEdge(dut.clk)
    dut.rst.value = 0

    async def feed():
        for index, word in enumerate(stimulus):
            while chance and chance.random() < 0.5:
                dut.s_axis_tvalid.value = 0
                await FallingEdge(dut.clk)
            dut.s_axis_tvalid.value = 1
            dut.s_axis_tdata.value = word
            dut.s_axis_tlast.value = int(index % length == length - 1)
            while True:
                await RisingEdge(dut.clk)
                taken = dut.s_axis_tready.value == 1
                await FallingEdge(dut.clk)
                if taken:
                    break
        dut.s_axis_tvalid.value = 0

    cocotb.start_soon(feed())
    received, idle = 0, 0
    while received < len(expected):
        ready = not chance or chance.random() < 0.5
        dut.m_axis_tready.value = int(ready)
        await RisingEdge(dut.clk)
        if ready and dut.m_axis_tvalid.value == 1:
            frame, index = divmod(received, length)
            last = index == length - 1
            got = (int(dut.m_axis_tdata.value), int(dut.m_axis_tlast.value))
            wanted = (expected[received], int(last))
            assert got == wanted, f"frame {frame}, word {index}: got {got}, expected {wanted}"
            if last:
                flag = int(dut.m_axis_tuser.value)
                assert flag == overflow[frame], f"frame {frame}: overflow is {flag}, expected {overflow[frame]}"
            received, idle = received + 1, 0
        idle += 1
        assert idle < 8 * length + 1000, f"nothing came for {idle} clocks after {received} words"
        await FallingEdge(dut.clk)


def main():
    from cocotb_tools.check_results import get_results
    from cocotb_tools.runner import get_runner

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path, help="the core's Verilog")
    parser.add_argument("--set", action="append", help="a set of the kit; all if none is named")
    parser.add_argument("--stall", help="seed of random stalls on both sides")
    parser.add_argument("--build", type=Path, default=Path("cocotb_build"), help="folder of the simulator's files")
    arguments = parser.parse_args()
    known = [record["name"] for record in manifest()["sets"] if record["frames"]]
    chosen = arguments.set or known
    for name in chosen:
        if name not in known:
            parser.error(f"the kit has no set {name}; it has {', '.join(known)}")
    runner = get_runner(os.environ.get("SIM", "icarus"))
    sources = [KIT / "kit_dut.v", *(path.resolve() for path in arguments.sources)]
    build = arguments.build.resolve()
    runner.build(
        sources=sources, hdl_toplevel="kit_dut", build_dir=build, always=True, timescale=("1ns", "1ps")
    )
    failed = 0
    for name in chosen:
        environment = {"UTSUSHI_SET": name, "PYTHONPATH": str(KIT)}
        if arguments.stall:
            environment["UTSUSHI_STALL"] = arguments.stall
        # Tables are read from rom/ in the folder where the simulation runs.
        results = runner.test(
            hdl_toplevel="kit_dut",
            test_module="cocotb_kit",
            build_dir=build,
            test_dir=KIT,
            results_xml=str(build / f"{name}.xml"),
            extra_env=environment,
        )
        failed += get_results(results)[1]
    print(f"{len(chosen)} sets, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
else:
    import cocotb

    every_word_is_as_expected = cocotb.test()(every_word_is_as_expected)
