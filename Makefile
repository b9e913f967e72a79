# Everything a developer, an operator or a newcomer starts. Needs git, make and Python 3.11 or newer.
.DEFAULT_GOAL := help
.PHONY: help setup demo run test soak soak-workers soak-memory mutations check lint audit bench peers messages schema screenshots lock clean

PYTHON ?= python3
BIN := .venv/bin

help:  ## what there is to make
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:[^#]*## /\t/' | expand -t 14

# The bot may be kept from writing its own bytecode; without any a start takes half as long again.
setup: .venv/ready  ## the virtual environment with everything in it
	@$(BIN)/python -m compileall -q bot

# uv comes from the lock itself, pinned and hashed like all the rest.
.venv/ready: requirements/dev.txt requirements/uv.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "This needs Python 3.11 or newer, found $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements/dev.txt
	@touch $@

demo: setup  ## the bot with a chat page in the browser; no Telegram account needed
	@$(BIN)/python -m bot demo

run: setup  ## the bot on Telegram: BOT_TOKEN=… make run
	@$(BIN)/python -m bot run

test: setup  ## all tests
	# Two processors: much of a test is waiting for the other side. Neighbours share what starting takes.
	$(BIN)/python -m pytest -n 4 --dist worksteal

soak: setup  ## 10,000 reminders through a failing server, the bot killed 20 times: ten minutes
	$(BIN)/python -m tests.soak

soak-workers: setup  ## two processes on one PostgreSQL, one of them killed every ten seconds: three minutes
	$(BIN)/python -m tests.soak --workers

soak-memory: setup  ## resident memory over 100,000 updates of as many people, without a network: five minutes
	$(BIN)/python -m bench.memory

mutations: setup  ## 10,000 ways to break schedule.yaml: published whole, or refused with the place; ten minutes
	$(BIN)/python -m tests.mutations

check: lint audit test  ## what must pass before a commit: lint, types, contracts, tests

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

audit: setup  ## whether anything the bot runs on is known to be vulnerable
	@$(BIN)/python tools/audit.py

bench: setup peers  ## the bot beside its peers: docs/benchmarks.md, in 15 minutes; BENCH=--quick tries it in two
	$(BIN)/python -m bench.table $(BENCH)

peers: .venv-peers/ready

# What the bot is measured beside has an environment of its own, locked like the project's.
.venv-peers/ready: .venv/ready requirements/peers.txt
	@test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python .venv-peers/bin/python --require-hashes requirements/peers.txt
	@touch $@

messages: setup  ## bring the message catalogues up to date with the code
	$(BIN)/python tools/messages.py

screenshots: setup  ## the pictures of the README, and of the timetable in every look
	$(BIN)/python -m tools.screenshots

schema: setup  ## schedule.schema.json, from the reader's own table
	$(BIN)/python -m bot schema > schedule.schema.json

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

lock: setup  ## requirements/*.txt anew, after a change in pyproject.toml
	$(LOCK) pyproject.toml --extra postgresql --output-file requirements/run.txt
	$(LOCK) pyproject.toml --extra postgresql --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
	$(LOCK) requirements/peers.in --output-file requirements/peers.txt

clean:  ## remove what was made here
	rm -rf .venv .venv-peers .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist *.egg-info
