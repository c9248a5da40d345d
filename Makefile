# Everything a clone needs is git, make and Python 3.11 or 3.12: each target sets up the environment it needs, once, from poetry.lock.

# The first Python that fits; another one: make PYTHON=/path/to/python3.11 …
PYTHON ?= $(shell for python in python3.12 python3.11 python3; do \
	$$python -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null \
	&& echo $$python && break; done)
# Further arguments for the command behind a target: make demo ARGS=--once
ARGS ?=
# How many processes the tests are spread over; the slow ones over one more, since some only wait for a process of their own.
JOBS ?= 2

# The tests that look at the console's pages with ordinary content: those of strange names and of keyboards would spoil the pictures.
PAGES := $(wildcard tests/browser/test_*_page.py tests/browser/test_*_pages.py tests/browser/test_in_the_frame.py)

VENV := .venv
BIN := $(VENV)/bin
NEXT := .venv-next
SHIPPED := .venv-bench
CCLI := .venv-ccli
PROBE := .venv-api
LOCKED := poetry.lock pyproject.toml tools/locked_requirements.py

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo test test-slow test-browser screenshots test-api test-next check coverage coverage-report bench soak format build clean

help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.lint ## Set up the environment of this clone (.venv) for everything below

demo: $(VENV)/.run ## Play an asset's life with the real runner and simulated platforms; ARGS=--once ends when the story is over
	$(BIN)/python -m connector demo $(ARGS)

test: $(VENV)/.test ## Run the fast tests (all but those marked slow)
	$(BIN)/python -m pytest -n $(JOBS) -m "not slow" $(ARGS)

test-slow: $(VENV)/.test $(CCLI)/.installed ## Run the slow tests: the real runner, a wheel, deaths at every boundary, thousands of histories, CloudBlue's validator
	$(BIN)/python -m pytest -n $$(($(JOBS) + 1)) --dist loadfile -m "slow and not browser" $(ARGS)

test-browser: $(VENV)/.browser ## Drive the console in a real Chromium through the real runner; needs chromium and chromedriver
	$(BIN)/python -m pytest -m browser tests/browser $(ARGS)

test-api: $(VENV)/.run $(PROBE)/.installed ## Try the running API by its OpenAPI description with Schemathesis, through the real runner (two minutes)
	$(BIN)/python tools/try_the_api.py $(PROBE)/bin/st

screenshots: $(VENV)/.browser ## Take pictures of the console's pages for the docs, and write them to docs/pictures; ARGS=FOLDER names another place
	SCREENSHOTS=$(or $(ARGS),docs/pictures) $(BIN)/python -m pytest -p no:randomly -m browser $(PAGES)

test-next: $(NEXT)/.installed ## Run the fast tests on connect-eaas-core 38 with pydantic 2, with a tenth of the generated examples
	HYPOTHESIS_PROFILE=tenth $(NEXT)/bin/python -m pytest -n $(JOBS) -m "not slow" $(ARGS)

check: $(VENV)/.lint ## Check style, types, layers, the lock and the contracts of the project with itself
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/lock_in_step.py
	$(BIN)/python -m pytest -m "not slow" tests/contract

coverage: $(VENV)/.test ## Run the fast tests and show what they do not reach
	$(BIN)/python -m pytest -n $(JOBS) -m "not slow" --cov --cov-report= $(ARGS)
	$(MAKE) --no-print-directory coverage-report

coverage-report: $(VENV)/.test ## Judge the last measured run: 100 % of the rules and of the shell, 95 % of everything
	$(BIN)/coverage report --include='connector/domain/*,connector/fulfillment/*' --fail-under=100
	$(BIN)/coverage report --fail-under=95

bench: $(VENV)/.test $(SHIPPED)/.installed ## Measure how long things take, against the targets of docs/performance.md; ARGS="processor calls" measures parts
	$(BIN)/python -m bench $(ARGS)

soak: $(VENV)/.test ## Play 600 mixed requests on two real runners while answers fail, workers are killed and the database restarts (10 minutes)
	$(BIN)/python -m soak $(ARGS)

format: $(VENV)/.lint ## Format the code and apply the safe fixes
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

build: $(VENV)/.created ## Build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## Remove environments, caches and what was built
	rm -rf $(VENV) $(NEXT) $(SHIPPED) $(CCLI) $(PROBE) .cache build dist

# The environment grows by what is asked for: the demo needs no test tools, the tests no linters.

$(VENV)/.created:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 with venv is needed: make PYTHON=/path/to/python …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.created $(LOCKED)
	$(BIN)/python tools/locked_requirements.py main runner --extra simulator --extra export --extra parquet > $(VENV)/run.txt
	$(BIN)/python -m pip install --quiet --no-deps -r $(VENV)/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/python tools/locked_requirements.py test > $(VENV)/test.txt
	$(BIN)/python -m pip install --quiet --no-deps -r $(VENV)/test.txt
	@touch $@

# The judge of accessibility is a script for browsers in a package, needed nowhere else.
$(VENV)/.browser: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --no-deps axe-core-python==0.1.0
	@touch $@

$(VENV)/.lint: $(VENV)/.test
	$(BIN)/python tools/locked_requirements.py lint > $(VENV)/lint.txt
	$(BIN)/python -m pip install --quiet --no-deps -r $(VENV)/lint.txt
	$(BIN)/python -m pip check
	@touch $@

# What CloudBlue's image has after `poetry install --only main`, and nothing for simulators or tests: the runner looks through every
# distribution for each task.
$(SHIPPED)/.installed: $(LOCKED)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 with venv is needed: make PYTHON=/path/to/python …" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(SHIPPED)
	$(PYTHON) tools/locked_requirements.py main runner > $(SHIPPED)/run.txt
	$(SHIPPED)/bin/python -m pip install --quiet --no-deps -r $(SHIPPED)/run.txt
	$(SHIPPED)/bin/python -m pip install --quiet --no-deps --editable .
	@touch $@

$(NEXT)/.installed: tools/next-requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 with venv is needed: make PYTHON=/path/to/python …" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(NEXT)
	$(NEXT)/bin/python -m pip install --quiet -r tools/next-requirements.txt
	$(NEXT)/bin/python -m pip install --quiet --no-deps --editable .
	$(NEXT)/bin/python -m pip check
	@touch $@

# CloudBlue's command line cannot live beside the runner: their requirements exclude each other.
$(CCLI)/.installed: tools/ccli-requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 with venv is needed: make PYTHON=/path/to/python …" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(CCLI)
	$(CCLI)/bin/python -m pip install --quiet -r tools/ccli-requirements.txt
	$(CCLI)/bin/python -m pip install --quiet --no-deps --editable .
	$(CCLI)/bin/python -m pip check
	@touch $@

$(PROBE)/.installed: tools/api-requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 with venv is needed: make PYTHON=/path/to/python …" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(PROBE)
	$(PROBE)/bin/python -m pip install --quiet -r tools/api-requirements.txt
	$(PROBE)/bin/python -m pip check
	@touch $@
