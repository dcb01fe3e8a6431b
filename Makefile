# SPDX-License-Identifier: MIT OR Apache-2.0
# Each target installs what it needs and is missing (sim/setup.sh), and says what.

CARGO ?= cargo
OUT ?= out

.PHONY: help demo test soak bench lint clean

help:
	@echo "make demo   draw a scene, run it through model and Verilog, recognise its parts; files in $(OUT)/demo"
	@echo "make test   the whole suite, co-simulation included"
	@echo "make soak   10^9 clocks of random-stall co-simulation over many specs; about a quarter of an hour"
	@echo "make bench  harness against hand-written C++, the plan against its peers, contour tracing, model"
	@echo "make lint   rustfmt, clippy, Verilator -Wall, Icarus -Wall"

demo:
	sim/setup.sh run
	$(CARGO) run --quiet --release --package utsushi-cli -- demo --out $(OUT)/demo

test:
	sim/setup.sh test
	$(CARGO) test --workspace --no-fail-fast

soak:
	sim/setup.sh run
	$(CARGO) run --quiet --release --package utsushi-sim --example soak -- --record sim/record/soak.json

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
