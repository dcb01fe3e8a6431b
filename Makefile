# SPDX-License-Identifier: MIT OR Apache-2.0
# Each target installs what it needs and is missing (sim/setup.sh), and says what.

CARGO ?= cargo
OUT ?= out

.PHONY: help demo test prove prove-sabotage soak mutate coverage synth synth-check bench lint clean

help:
	@echo "make demo   draw a scene, run it through model and Verilog, recognise its parts; files in $(OUT)/demo"
	@echo "make test   the whole suite, co-simulation included"
	@echo "make prove  lemmas about the Verilog, by an SMT solver (hdl/formal); minutes. prove-sabotage: that each can fail"
	@echo "make soak   10^9 clocks of random-stall co-simulation over many specs; about a quarter of an hour"
	@echo "make mutate changes the Verilog line by line and writes down how each change was noticed; some minutes"
	@echo "make coverage  what of the Verilog the suite reaches and what not, into hdl/coverage/report.md; two minutes"
	@echo "make synth  area and clock on an ECP5, into hdl/synth/report.md; make synth-check compares; half an hour"
	@echo "make bench  harness against hand-written C++, the plan against its peers, contour tracing, model"
	@echo "make lint   rustfmt, clippy, Verilator -Wall, Icarus -Wall"

demo:
	sim/setup.sh run
	$(CARGO) run --quiet --release --package utsushi-cli -- demo --out $(OUT)/demo

test:
	sim/setup.sh test
	$(CARGO) test --workspace --no-fail-fast

prove:
	sim/setup.sh prove
	hdl/formal/prove.py

prove-sabotage:
	sim/setup.sh prove
	hdl/formal/prove.py --sabotage

soak:
	sim/setup.sh run
	$(CARGO) run --quiet --release --package utsushi-sim --example soak -- --record sim/record/soak.json

mutate:
	sim/setup.sh run
	UTSUSHI_MUTATION_RECORD=$(CURDIR)/hdl/formal/mutation.json $(CARGO) test --workspace --test mutations

coverage:
	sim/setup.sh test
	UTSUSHI_COVERAGE_RECORD=1 $(CARGO) test --workspace --test coverage -- --nocapture everything

synth:
	sim/setup.sh synth
	hdl/synth/run.py

synth-check:
	sim/setup.sh synth
	hdl/synth/run.py --check

bench:
	sim/setup.sh run
	$(CARGO) bench --workspace

lint:
	sim/setup.sh test
	$(CARGO) fmt --all -- --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	$(CARGO) test --package utsushi-sim --test lint

clean:
	$(CARGO) clean
	rm -rf $(OUT)
