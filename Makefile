# `make run` and `make test` need Python 3.11 or newer, git and make; they install the rest.
PYTHON ?= python3
BIN := .venv/bin
CATALOGUES := recognition/translations
PINS := .run/pins
COMPILE := $(PINS)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make requirements"

.PHONY: help setup setup-test run test lint format bench messages requirements clean

help:
	@echo "make run           start everything on this machine"
	@echo "make test          lint, types, import contracts, all tests"
	@echo "make lint          without the tests"
	@echo "make format        put the code into its form"
	@echo "make bench         measure"
	@echo "make messages      gather the texts for translation, and compile what is translated"
	@echo "make requirements  pin the libraries anew"
	@echo "make clean         remove what was built (never .run, where the cases are)"

setup:
	@$(PYTHON) .ci/setup.py run

setup-test:
	@$(PYTHON) .ci/setup.py test

run: setup
	@exec $(BIN)/recognition up

lint: setup-test
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@NO_COLOR=1 $(BIN)/lint-imports

test: lint
	@$(BIN)/python -m pytest -n auto

format: setup-test
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: setup-test
	@$(BIN)/python -m tests.bench

messages: setup-test
	@mkdir -p $(CATALOGUES)
	@$(BIN)/pybabel -q extract -F .ci/babel.toml --omit-header --no-location --sort-output \
		-o $(CATALOGUES)/messages.pot .
	@if ls $(CATALOGUES)/*/LC_MESSAGES/*.po >/dev/null 2>&1; then \
		$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --no-wrap \
			-i $(CATALOGUES)/messages.pot -d $(CATALOGUES) && \
		$(BIN)/pybabel -q compile -d $(CATALOGUES); fi

requirements:
	@$(PYTHON) -m venv $(PINS) && $(PINS)/bin/pip install --quiet uv
	@$(COMPILE) -o requirements.txt pyproject.toml
	@$(COMPILE) -o requirements-test.txt --extra test -c requirements.txt pyproject.toml
	@$(COMPILE) -o .ci/requirements-setup.txt --group setup
	@$(COMPILE) -o .ci/requirements-node.txt --group node

clean:
	@rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache \
		.hypothesis
	@find recognition workflows tests .ci -name __pycache__ -type d -prune -exec rm -rf {} +
