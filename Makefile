# The verbs of the project; CI calls the same ones.
PYTHON ?= python3
VENV := .venv
BARE := .venv-bare
BIN := $(VENV)/bin
# Each worker begins with half of the tests in their order, so that most sites are built by one of them only.
IN_PARALLEL := -n 2 --dist worksteal
PYTEST := $(BIN)/python -m pytest $(IN_PARALLEL)
# Images of containers often set it; then every process that a test starts would compile kbgen anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site serve check test test-fast test-bare format bench wheel clean help

help:            ## list the verbs
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/'

site: $(VENV)/.kbgen  ## build content/ into site/
	$(BIN)/kbgen build

serve: $(VENV)/.kbgen  ## show content/ while you write
	$(BIN)/kbgen serve

check: $(VENV)/.dev   ## style, types, import contracts, content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/kbgen check --strict

test: $(VENV)/.dev    ## the whole suite, browser included
	@sh .ci/need nodejs chromium
	$(PYTEST)

test-fast: $(VENV)/.dev  ## without browser and package installation
	$(PYTEST) -m "not browser and not network"

test-bare: $(BARE)/.bare  ## all but mkdocs_plugin, without MkDocs and Material
	@sh .ci/need nodejs
	$(BARE)/bin/python -m pytest -q $(IN_PARALLEL) tests/unit tests/golden tests/property --ignore=tests/unit/mkdocs_plugin --ignore=tests/unit/cli

format: $(VENV)/.dev  ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev   ## the figures of tests/bench/RESULTS.md
	$(BIN)/python -m tests.bench

wheel: $(VENV)/.dev   ## the distribution
	$(BIN)/python -m build

clean:           ## remove what was made
	rm -rf $(VENV) $(BARE) .kbgen site dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@sh .ci/need python3-venv
	$(PYTHON) -m venv $(VENV)

$(VENV)/.kbgen: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.kbgen

$(BARE)/.bare: pyproject.toml .ci/bare_requirements.py
	@sh .ci/need python3-venv
	$(PYTHON) -m venv $(BARE)
	$(BARE)/bin/python .ci/bare_requirements.py > $(BARE)/requirements.txt
	$(BARE)/bin/python -m pip install --quiet -r $(BARE)/requirements.txt
	$(BARE)/bin/python -m pip install --quiet --no-deps --editable .
	@touch $@
