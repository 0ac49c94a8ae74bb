# The project's commands; CI runs the same ones.
PYTHON ?= python3
VENV := .venv
BARE := .venv-bare
BIN := $(VENV)/bin
SCRIPTS := tests/js
NODE_BIN := $(SCRIPTS)/node_modules/.bin
BIOME := cd $(SCRIPTS) && node_modules/.bin/biome check .. ../../kbgen ../../theme/assets/javascripts
# Each worker starts with one half of the tests in order, so that only one of them builds most sites.
IN_PARALLEL := -n 2 --dist worksteal
PYTEST := $(BIN)/python -m pytest $(IN_PARALLEL)
# Container images often set it; then every process that a test starts would recompile kbgen.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site serve check test-unit test test-fast test-bare test-long format bench wheel clean help

help:            ## list these commands
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/'

site: $(VENV)/.kbgen  ## build content/ into site/
	$(BIN)/kbgen build

serve: $(VENV)/.kbgen  ## preview content/ while you write
	$(BIN)/kbgen serve

check: $(VENV)/.dev $(SCRIPTS)/node_modules/.installed  ## check style, types, import contracts, and content
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NODE_BIN)/tsc --project $(SCRIPTS)
	$(NODE_BIN)/tsc --project $(SCRIPTS)/tsconfig.tests.json
	$(BIOME)
	$(BIN)/kbgen check --strict

test-unit: $(VENV)/.dev  ## run the unit and golden tests, after every change
	$(PYTEST) -q tests/unit tests/golden

test: $(VENV)/.all $(SCRIPTS)/node_modules/.installed  ## run the whole suite, including browser tests
	@sh .ci/need nodejs chromium
	$(PYTEST)

test-fast: $(VENV)/.all $(SCRIPTS)/node_modules/.installed  ## run the suite without browser tests and package installation
	$(PYTEST) -m "not browser and not network"

test-bare: $(BARE)/.bare  ## run the unit tests outside mkdocs_plugin without MkDocs and Material
	@sh .ci/need nodejs
	$(BARE)/bin/python -m pytest -q $(IN_PARALLEL) tests/unit tests/golden --ignore=tests/unit/mkdocs_plugin --ignore=tests/unit/cli

# Of these, `make test` runs samples.
test-long: $(VENV)/.all  ## run every attack in the browser, 2,000 sequences of edits, 1,000 histories, 200 kills (takes hours)
	@sh .ci/need nodejs chromium
	KBGEN_XSS=all $(PYTEST) tests/browser/test_hostile_texts.py
	KBGEN_EDITS=2000 $(PYTEST) tests/property/test_incremental.py
	KBGEN_HISTORIES=1000 $(PYTEST) tests/property/test_addresses.py
	$(BIN)/python -m tests.bench kills

format: $(VENV)/.dev $(SCRIPTS)/node_modules/.installed  ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIOME) --write

bench: $(VENV)/.all   ## measure, and write tests/bench/RESULTS.md
	$(BIN)/python -m tests.bench

wheel: $(VENV)/.all   ## build the distribution
	$(BIN)/python -m build

clean:           ## remove generated files
	rm -rf $(VENV) $(BARE) .kbgen site dist .pytest_cache .mypy_cache .ruff_cache .hypothesis $(SCRIPTS)/node_modules

$(BIN)/python:
	@sh .ci/need python3-venv
	$(PYTHON) -m venv $(VENV)

$(VENV)/.kbgen: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.kbgen

$(VENV)/.all: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[test-all]'
	@touch $@ $(VENV)/.dev $(VENV)/.kbgen

$(BARE)/.bare: pyproject.toml .ci/bare_requirements.py
	@sh .ci/need python3-venv
	$(PYTHON) -m venv $(BARE)
	$(BARE)/bin/python .ci/bare_requirements.py > $(BARE)/requirements.txt
	$(BARE)/bin/python -m pip install --quiet -r $(BARE)/requirements.txt
	$(BARE)/bin/python -m pip install --quiet --no-deps --editable .
	@touch $@

# The tools that check the theme's scripts; nothing is installed under theme/.
$(SCRIPTS)/node_modules/.installed: $(SCRIPTS)/package.json $(SCRIPTS)/package-lock.json
	@sh .ci/need nodejs npm
	cd $(SCRIPTS) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@
