#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Area, clock and latency of the Verilog: makes report.json and report.md, or compares a new run with them.

Exit codes: 0 holds, 1 differs from the record, 2 bad usage or bad input, 3 a tool is missing.
"""
import argparse
import concurrent.futures
import json
import pathlib
import shutil
import subprocess
import sys

import configurations
import flow
import record
import report
import tools


def say(words):
    print(f"synth: {words}", file=sys.stderr, flush=True)


def tables(specs):
    """What `utsushi twiddles` must be asked for, once each."""
    wanted = {}
    for spec in specs:
        words = ["--len", spec["len"], "--data", spec["data"], "--twiddle", spec["twiddle"]]
        if spec["module"] == "fft_window":
            wanted[(*words, "--window", spec["window"], "--window-width", spec["window_width"])] = None
        elif configurations.design(spec).tables:
            wanted[(*words, "--decomposition", spec["decomposition"])] = None
    return [list(map(str, words)) for words in wanted]


def generated(specs, folder):
    """A folder with the tables of all configurations, by the project's own generator."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for words in tables(specs):
        if not shutil.which("cargo"):
            raise tools.Missing("cargo is missing; install Rust: https://rustup.rs, or give the tables: --rom DIR")
        say(f"tables of {' '.join(words)}")
        command = ["cargo", "run", "--quiet", "--release", "--package", "utsushi-cli", "--", "twiddles", "--out", str(folder)]
        if subprocess.run([*command, *words], cwd=tools.ROOT, stdout=subprocess.DEVNULL).returncode != 0:
            raise tools.Failed("utsushi twiddles failed; its words are above")
    return folder


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the record and write nothing")
    parser.add_argument("--only", metavar="NAME", action="append", default=[], help="this configuration; may be repeated")
    parser.add_argument("--jobs", metavar="N", type=int, default=1, help="configurations at a time [default: 1]")
    parser.add_argument("--rom", metavar="DIR", type=pathlib.Path, help="tables that are there already")
    parser.add_argument("--hdl", metavar="DIR", type=pathlib.Path, default=flow.HERE.parent, help="another copy of the Verilog")
    asked = parser.parse_args()
    if asked.jobs < 1:
        raise configurations.Bad(f"--jobs {asked.jobs} is too few; at least 1 is needed")
    if asked.rom and not asked.rom.is_dir():
        raise configurations.Bad(f"--rom {asked.rom} is no folder; give the folder that utsushi twiddles --out has written")
    if not (asked.hdl / "fft.v").exists():
        raise configurations.Bad(f"--hdl {asked.hdl} has no fft.v; give a copy of the folder hdl")
    return asked


def measured(specs, seeds, asked):
    """Each configuration with its figures, as they are done."""
    rom = asked.rom or generated(specs, flow.WORK / "rom")
    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool:
        started = {pool.submit(flow.measure, spec, seeds, asked.hdl, rom): spec["name"] for spec in specs}
        try:
            for number, done in enumerate(concurrent.futures.as_completed(started), 1):
                name, found = started[done], done.result()
                say(f"{number} of {len(specs)}: {name} is done")
                print(json.dumps({"name": name, **found}), flush=True)
                yield name, found
        finally:
            pool.shutdown(cancel_futures=True)


def check(specs, seeds, asked, versions):
    kept = record.read()
    known = {name: kept["tools"].get(name) for name in versions}
    if known != versions:
        say(f"the record is of {known}, this run of {versions}: cells may differ by {record.CELLS_MARGIN:.0%}, "
            f"Fmax by {record.FMAX_MARGIN:.0%}")
    old = kept["configurations"]
    wrong = {spec["name"]: record.stale(spec["name"], old.get(spec["name"]), flow.digest(spec, asked.hdl)) for spec in specs}
    for name, found in measured([spec for spec in specs if not wrong[spec["name"]]], seeds, asked):
        wrong[name] = record.compared(name, old[name], found, known == versions)
    for sentence in sum(wrong.values(), []):
        say(sentence)
    holds = sum(not sentences for sentences in wrong.values())
    say(f"the record holds for {holds} of {len(specs)} configurations")
    return 0 if holds == len(specs) else 1


def make(specs, seeds, asked, versions, table):
    kept = record.read()
    old = {name: version for name, version in kept["tools"].items() if versions.get(name, version) != version}
    names = [spec["name"] for spec in table]
    if old and asked.only:
        raise configurations.Bad(f"the record is of {old}, this run of {versions}; run all configurations, without --only")
    if not asked.only:
        kept = {"tools": {}, "configurations": {}}
    kept["tools"].update(versions)
    for name, found in measured(specs, seeds, asked):
        kept["configurations"][name] = found
        record.save(kept, names)
    record.write(report.FILE, report.markdown(table, record.read()))
    return 0


def main():
    asked = arguments()
    table, seeds = configurations.load()
    specs = configurations.chosen(table, asked.only)
    versions = {name: tools.version(name) for spec in specs for name in flow.programs(spec)}
    tools.find("iverilog")
    return check(specs, seeds, asked, versions) if asked.check else make(specs, seeds, asked, versions, table)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except tools.Missing as missing:
        say(missing)
        sys.exit(3)
    except (configurations.Bad, tools.Failed) as sentence:
        say(sentence)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
