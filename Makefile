# Musnad's commands for a checkout. Everything is installed into .venv with pip: no root, no system package.
# `make help` lists them. Only `make services` needs root, and only for the tests of optional parts.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Optional groups of pyproject.toml that `make test` installs; CI adds `data`, so that no test has to skip.
EXTRAS ?= dev
# Your own articles for `make demo`: files or folders, separated by spaces.
FILES  ?=
# How long `make soak` counts: 1 is the usual length, 0.1 a tenth of it.
SOAK   ?= 1
# Debian packages that tests of optional parts use.
SERVICES := chromium chromium-driver default-jre-headless libreoffice-calc postgresql

RUN_STAMP  := $(VENV)/.made-run
TEST_STAMP := $(VENV)/.made-$(EXTRAS)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup compiled demo test lint services soak data docs site bench clean

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 16

setup: $(RUN_STAMP)  ## make .venv and install Musnad into it

compiled:  ## make .venv-compiled, in which reading is compiled to C: faster; needs a C compiler, takes minutes
	@command -v $${CC:-cc} >/dev/null || { echo "make compiled: no C compiler here (Debian, Ubuntu: apt-get install gcc python3-dev); without one 'make setup' reads the same, slower" >&2; exit 1; }
	@test -x .venv-compiled/bin/python || $(PYTHON) -m venv .venv-compiled
	MUSNAD_COMPILE=1 .venv-compiled/bin/python -m pip install --quiet --disable-pip-version-check .

demo: $(RUN_STAMP)  ## read the example stories and write a page of them; FILES="a.txt folder" for your own
	@$(BIN)/musnad demo $(FILES) || test $$? -eq 1

test: $(TEST_STAMP) lint  ## install what tests need, check style and types, run the tests
	$(BIN)/python -m pytest

lint: $(TEST_STAMP)  ## check style and types only
	$(BIN)/ruff check src tests $(wildcard tools benchmarks)
	$(BIN)/mypy

services:  ## install the Debian packages that optional parts are tested with (root or sudo)
	@missing=""; for p in $(SERVICES); do dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null | grep -qx installed || missing="$$missing $$p"; done; \
	if [ -z "$$missing" ]; then echo "make services: all there ($(SERVICES))"; exit 0; fi; \
	command -v apt-get >/dev/null || { echo "make services: needs apt-get (Debian, Ubuntu); install$$missing by hand" >&2; exit 1; }; \
	as_root=""; if [ "$$(id -u)" != 0 ]; then command -v sudo >/dev/null || { echo "make services: needs root or sudo for apt-get install$$missing" >&2; exit 1; }; as_root=sudo; fi; \
	$$as_root apt-get update -qq && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing

soak: $(TEST_STAMP)  ## the long counts (kills, mutants, millions); SOAK=0.1 for a tenth of them
	MUSNAD_SOAK=$(SOAK) $(BIN)/python -m pytest -m soak

data: $(VENV)/.made-dev,data  ## make the generated tables of src/musnad/data anew
	@set -e; counted=$$(grep -l '^CORPUS = ' tools/make_*.py); \
	if [ -d ../shared/corpus ]; then for tool in $$counted; do echo "$$tool"; $(BIN)/python $$tool; done; \
	else echo "left as they are, since they count the words of ../shared/corpus:" $$counted; fi; \
	for tool in $$(grep -L '^CORPUS = ' tools/make_*.py | grep -v make_docs); do echo "$$tool"; $(BIN)/python $$tool; done

docs: $(TEST_STAMP)  ## show in the docs what the commands print now, and keep the schema
	$(BIN)/musnad schema > docs/schema.json
	$(BIN)/python tools/make_docs.py

site: $(TEST_STAMP)  ## write the docs as a site that needs no network, to out/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

bench: $(TEST_STAMP)  ## time what should be fast, against its budget
	@over=""; for file in benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python $$file || over="$$over $$file"; done; \
	test -z "$$over" || { echo "make bench: over the budget, or failed:$$over" >&2; exit 1; }

clean:  ## remove .venv, caches and what the demo wrote
	rm -rf $(VENV) .venv-compiled .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist out
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp a set of packages, inside .venv, so that it goes when .venv goes and nothing is installed twice.
$(VENV)/.made-%: pyproject.toml | $(BIN)/python
	@echo "Installing Musnad ($*) into $(VENV) ..."
	@$(PIP) -e '.$(if $(filter-out run,$*),[$*])'
	@touch $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "make: no '$(PYTHON)' here: install Python 3.11 or newer, or name yours: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is $$($(PYTHON) -V 2>&1); Musnad needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "make: $(PYTHON) has no venv module (with ensurepip). On Debian or Ubuntu: apt-get install python3-venv; elsewhere install the full Python, or name another: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "make: could not make $(VENV) with $(PYTHON) (see above)" >&2; exit 1; }
