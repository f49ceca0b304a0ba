# Every command sets up what it needs first; what is set up already costs nothing.
# .venv/for-run and .venv/for-dev are stamps: newer than the lock files means installed.

PYTHON ?= python3
PIP = .venv/bin/python -m pip --disable-pip-version-check --quiet --no-input

.PHONY: help demo run test lint faults fuzz soak bench media setup browser lock clean
.DELETE_ON_ERROR:

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile

demo: .venv/for-run ## Interlude with a local Telegram: open the printed address
	@exec .venv/bin/interlude demo

run: .venv/for-run ## the same program against the real Telegram, once .env holds a token
	@exec .venv/bin/interlude run

# Half as many workers again as cores: a third of a story's time is waiting for a socket.
WORKERS = $(shell $(PYTHON) -c 'import os; print(os.cpu_count() * 3 // 2)')

test: lint browser ## everything that must hold before a change lands
	.venv/bin/python -m pytest -n $(WORKERS) --dist worksteal

lint: .venv/for-dev ## style, types and the direction of imports
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo

# The full sizes take up to an hour each; what hangs still tells where.
FULL = .venv/bin/python -m pytest -m full -o faulthandler_timeout=4800

faults: .venv/for-dev ## crashes, power cuts, full disks and bad answers in full size
	$(FULL) tests --ignore tests/fuzz --ignore tests/simulation

fuzz: .venv/for-dev ## damaged updates, forged buttons and random crowds in full size
	$(FULL) -n auto tests/fuzz

soak: .venv/for-dev ## simulated years and months, on both cores
	$(FULL) -n auto tests/simulation

bench: .venv/for-dev ## what a tap, a tick and a broadcast cost
	.venv/bin/python -m bench

media: .venv/for-dev ## draw the exercises anew: stills, loops and the page that shows them all
	.venv/bin/python -m content.figures --sheet docs/exercises.png

setup: .venv/for-dev ## only set up, for development

# The browser tests drive Debian's Chromium. Who is not root is told by the tests what to install.
browser:
	@if ! command -v chromium >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing Chromium for the browser tests (once)"; \
		{ apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
			chromium fonts-dejavu-core fonts-noto-color-emoji; } >/dev/null \
			|| echo "Chromium could not be installed; the browser tests will fail."; \
	fi

# The larger set goes first: what the tools can't live with, the product doesn't get either.
lock: ## resolve all dependencies anew, for every supported Python
	@set -e; room=$$(mktemp -d); trap 'rm -rf "$$room"' EXIT; \
	$(PYTHON) -m venv "$$room"; "$$room/bin/pip" --disable-pip-version-check -q install uv; \
	compile() { "$$room/bin/uv" --quiet pip compile pyproject.toml --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$$@" >/dev/null; }; \
	compile --group dev --output-file requirements-dev.txt; \
	compile --constraint requirements-dev.txt --output-file requirements.txt

clean: ## forget what was set up and cached; data is never touched
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/for-run: requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { \
		echo "Interlude needs Python 3.11 or newer: install python3 and python3-venv, then try again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Interlude needs Python 3.11 or newer, this is $$($(PYTHON) --version): try make PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing: install python3-venv, then try again."; exit 1; }
	@.venv/bin/python -c 'import pip' 2>/dev/null || { \
		echo "Setting up .venv (once, about a minute)"; $(PYTHON) -m venv --clear .venv; }
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/for-dev: requirements-dev.txt .venv/for-run
	@echo "Setting up the tools for development"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
