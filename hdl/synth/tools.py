# SPDX-License-Identifier: MIT OR Apache-2.0
"""The programs of the flow: where they are, which they are, and running them."""
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PINNED = ROOT / ".tools" / "venv" / "bin"


class Missing(Exception):
    """A sentence about a tool that is not there."""


class Failed(Exception):
    """A sentence about a tool that did not do its work."""


def find(name):
    """The pinned program, or else what PATH has under either name."""
    for path in (PINNED / f"yowasp-{name}", shutil.which(f"yowasp-{name}"), shutil.which(name)):
        if path and pathlib.Path(path).exists():
            return str(path)
    raise Missing(f"{name} is missing; install it: sim/setup.sh synth")


def version(name):
    """Name and version as the figures depend on them: builds of one version place differently."""
    path = find(name)
    said = subprocess.run([path, "--version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    number = re.search(r"(?:Yosys |nextpnr-)(\d[\w.+-]*)", said)
    return f"{pathlib.Path(path).name} {number.group(1) if number else said.strip()}"


def run(command, folder, log):
    """Runs a program in a folder, its words in the file `log` there."""
    path = folder / log
    with path.open("w") as file:
        code = subprocess.run([find(command[0]), *command[1:]], cwd=folder, stdout=file, stderr=subprocess.STDOUT).returncode
    said = path.read_text(errors="replace")
    if code != 0:
        errors = [line.strip() for line in said.splitlines() if re.search(r"\bERROR\b|: error: ", line)]
        raise Failed(f"{command[0]} failed: {(errors or ['it names no error'])[0]}; its words are in {path}")
    return said
