# Everything installs itself into .venv, pinned and with hashes: requirements-run.lock holds what patrol needs to run,
# requirements.lock that and what its tests need, which is twice as much. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := .tools/bin/uv
RUNS := $(VENV)/.runs
READY := $(VENV)/.ready
INSTALL = $(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .

# What is compiled when it is first imported need not be compiled again by the next process.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo gate-demo test check format bench soak fuzz agent lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(READY) ## the virtual environment with the locked dependencies

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "patrol needs Python 3.11 or later; $(PYTHON) is older, or cannot be run. Try another: make PYTHON=python3.13 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .tools uv

$(RUNS): requirements-run.lock pyproject.toml | $(UV)
	@$(UV) venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV)
	@$(UV) pip install --quiet --require-hashes --python $(BIN)/python -r requirements-run.lock
	@$(INSTALL)
	@$(BIN)/python tools/compile_needed.py
	@$(BIN)/python -m compileall -q -j 0 patrol
	@touch $@

$(READY): $(RUNS) requirements.lock
	@$(UV) pip sync --quiet --require-hashes --python $(BIN)/python requirements.lock
	@$(INSTALL)
	@touch $@

demo: $(RUNS) ## inspect the demo bank app on the virtual phone and write reports/<run>/report.html
	@$(BIN)/python -m patrol demo

gate-demo: $(RUNS) ## the build gate's story: build 1.1 is held against 1.0, fails, gets its journeys and a waiver, passes
	@PATROL=$(BIN)/patrol sh scenarios/demo/gate/story.sh

test: $(READY) ## all tests
	@PYTHON=$(BIN)/python sh tests/prepare.sh
	@$(BIN)/python -m pytest -n 5 --dist worksteal

check: $(READY) ## format, lint, types, house rules
	@$(BIN)/ruff format --check patrol tests compliance_checks bench
	@$(BIN)/ruff check patrol tests compliance_checks bench
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/test_house_rules.py

format: $(READY) ## put the code into the house's format
	@$(BIN)/ruff format patrol tests compliance_checks bench
	@$(BIN)/ruff check --fix patrol tests compliance_checks bench

bench: $(READY) ## measured figures, as ratios within one run
	@$(BIN)/python -m bench

soak: $(READY) ## kill -9 at 50 random moments: nothing lost, none passes, each resumed to the same graph
	@$(BIN)/python -m pytest tests/e2e/test_kill.py --soak

fuzz: $(READY) ## 1,000,000 damaged captures and 200,000 damaged APKs through every reader: none raises, none takes over a second
	@$(BIN)/python -m tests.fuzz
	@$(BIN)/python -m tests.fuzz_apk

agent: $(READY) ## the Frida agent's bundle and the virtual phone's Java classes anew (needs npm and a javac of 17 or later)
	@PYTHONPATH=. $(BIN)/python tools/make_agent.py

lock: $(UV) ## both locks anew from pyproject.toml
	@$(UV) pip compile --quiet --universal --generate-hashes --group dev pyproject.toml -o requirements.lock
	@$(UV) pip compile --quiet --universal --generate-hashes --group build --constraint requirements.lock pyproject.toml \
		-o requirements-run.lock

clean: ## remove the virtual environment and caches
	rm -rf $(VENV) .tools .cache .pytest_cache .mypy_cache .ruff_cache
