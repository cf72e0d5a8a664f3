# Every target works on a fresh clone: the virtual environment is made when it is missing or pyproject.toml changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
DEMO := build/demo
# The day on which the example design is judged: it is a plan of that autumn.
DEMO_DATE := 2026-11-21
TYPING := build/typing

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types schemas golden docs coverage-factors mutation clean

help:  ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/.ready  ## Make the virtual environment and install the program with its development tools

$(VENV)/.ready: pyproject.toml setup.py
	@$(PYTHON) -c 'import sys; sys.exit("itsmc needs Python 3.11 or newer: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo 'Installing into $(VENV) …'
	@$(PIP) install --upgrade pip setuptools >$(VENV)/install.log 2>&1 && $(PIP) install --editable '.[dev]' >>$(VENV)/install.log 2>&1 \
		|| { cat $(VENV)/install.log; exit 1; }
	@touch $@

demo: setup  ## Build the reference design and say which page to open
	@$(BIN)/itsmc build specs/reference --output $(DEMO) --date $(DEMO_DATE)
	@echo "Open this page: $(abspath $(DEMO))/index.html"

test: setup lint types  ## Run every check: lint, types and tests
	@$(BIN)/python -m pytest -n auto

lint: setup  ## Check style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup  ## Check types on the merged package, as it is installed
	@rm -rf $(TYPING) build/lib build/bdist.*
	@$(PIP) install --quiet --no-deps --no-build-isolation --target $(TYPING) .
	@cd $(TYPING) && $(abspath $(BIN))/mypy --config-file $(abspath pyproject.toml) -p itsm_compiler

schemas: setup  ## Write the JSON Schemas anew from the models, and the rule packs as the program reads them
	@$(BIN)/python -m tests.regenerate schemas

golden: setup  ## Write the golden files of the tests anew; read the difference before you commit it
	@$(BIN)/python -m tests.regenerate golden

docs: setup  ## Write the generated pages of docs/ anew
	@$(BIN)/python -m tests.regenerate docs

mutation: setup  ## Delete, blank and dangle fields of the reference design and print what nobody would notice
	@$(BIN)/python -m tests.mutation

coverage-factors: setup  ## Print which rules answer each success factor of the register, and which have none
	@$(BIN)/itsmc rules --by-factor

clean:  ## Remove everything that the other targets made
	@rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis $(VENV)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
