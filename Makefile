# One place for every job; CI and pre-commit call the same targets. `make` alone lists them.
# Settings: PYTHON=python3.12 chooses the interpreter, VENV=… the folder, ARGS="-k coverage" goes to pytest, MACHINES=x86_64 is what prove-bundle proves.

VENV ?= .venv
PYTHON ?=
ARGS ?=
BIN = $(VENV)/bin
MACHINES ?= x86_64 aarch64
DEMO_UNIT = 市财政局
DEMO_PDF = out/$(DEMO_UNIT).pdf
SOURCES = src tests tools benchmarks
# A warning is an error; all pages are read again, because parts of them come from the code.
SPHINX = $(BIN)/sphinx-build -q -W --keep-going -E -c tools/site

export VENV PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup setup-run demo check format format-check lint types layers messages translate docs test quick coverage mutants bench bench-report wheel prove-package bundle prove-bundle lock fonts clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 14

setup: ## .venv with everything for work on dutykit
	@tools/setup.sh dev

setup-run:
	@tools/setup.sh run

demo: setup-run ## validate, coverage, matrix, scores, alerts and one report on the Panjin sample
	@tools/demo.sh "$(BIN)/dutykit" "$(DEMO_UNIT)" "$(DEMO_PDF)"

check: format-check lint types layers messages docs test ## all that CI asks: format, lint, types, layers, messages, documentation, tests

format: setup ## format the code
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix-only --quiet $(SOURCES)

format-check: setup
	@$(BIN)/ruff format --check $(SOURCES)

lint: setup ## ruff, and oxlint for the script of the dashboard
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/oxlint --quiet --deny-warnings templates/dashboard

types: setup ## mypy, strict
	@$(BIN)/mypy

layers: setup ## import-linter: the layers of packages
	@$(BIN)/lint-imports --no-logo

messages: setup ## is every message translated, and compiled
	@$(BIN)/python tools/messages.py --check

translate: setup ## collect new messages into the .po (add their English there), compile
	@$(BIN)/python tools/messages.py

docs: setup ## out/docs/index.html: the documentation, with every internal link checked (no network)
	@rm -rf out/docs
	@$(SPHINX) -D language=zh_CN -d out/doctrees/zh docs/zh out/docs
	@$(SPHINX) -D language=en -d out/doctrees/en docs/en out/docs/en
	@$(BIN)/python -m tools.site.check out/docs

test: setup ## all tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

quick: setup ## tests that start no process
	@$(BIN)/python -m pytest -q --ignore=tests/e2e $(ARGS)

coverage: setup ## tests with branch coverage, the command line's processes included
	@$(BIN)/python -m pytest -n auto --dist loadgroup --cov --cov-report=term --cov-report=html:out/coverage $(ARGS)

mutants: setup ## small faults in the core modules and 12 rules, and which of them no test notices (half an hour)
	@$(BIN)/python -m tools.mutants $(ARGS)

bench: setup ## the reader, cold `dutykit validate` beside check-jsonschema, a whole nation, and its peers (installs doorstop and StrictDoc)
	@$(BIN)/python benchmarks/reader.py
	@$(BIN)/python benchmarks/cold_validate.py $(ARGS)
	@$(BIN)/python benchmarks/nation.py
	@$(BIN)/python benchmarks/ledger.py
	@$(BIN)/python benchmarks/collect.py
	@$(BIN)/python benchmarks/import_plan.py
	@$(BIN)/python benchmarks/hostile.py
	@$(BIN)/python benchmarks/peers.py

bench-report: setup ## reports: one beside a bare script, all of a city, a province, pages a second beside Typst and Chromium
	@$(BIN)/python -m benchmarks.report_one
	@$(BIN)/python -m benchmarks.report_all
	@$(BIN)/python -m benchmarks.report_pages
	@$(BIN)/python -m benchmarks.report_province

wheel: setup ## dist/*.whl and dist/*.tar.gz
	@$(BIN)/python -m build --no-isolation --outdir dist .

prove-package: setup ## wheel and sdist looked over, and installed by pip alone on the oldest and newest Python (needs the registry)
	@tools/prove_package.sh "$(BIN)"

bundle: setup ## dist/dutykit-VERSION-*.tar.gz, .zip: all that a machine without a network needs (needs the network); ARGS=linux-x86_64 makes one
	@$(BIN)/python -m tools.bundle $(ARGS)

prove-bundle: bundle ## install the bundles in an empty Debian root without a network, work there, compare the PDF
	@for machine in $(MACHINES); do tools/bundle/prove.sh "$(BIN)" $$machine || exit; done

lock: setup ## newest versions into requirements*.lock (needs the network); ARGS=keep only adds what is new in pyproject.toml
	@tools/lock.sh "$(BIN)" $(ARGS)

fonts: setup ## rebuild src/dutykit/fonts from the packages they come from (needs the network)
	@$(BIN)/python tools/build_fonts.py $(ARGS)

clean: ## remove what make made, .venv included
	rm -rf $(VENV) out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
