# Everything sets itself up: a fresh machine needs git, make and any Python 3.9 or newer.
PYTHON ?= $(shell for p in python3 python; do "$$p" -c "import sys; sys.exit(sys.version_info < (3, 9))" 2>/dev/null && echo $$p && break; done)
CODE4 = .venv/bin/code4
.DEFAULT_GOAL := help
.PHONY: campaign help setup dev chat serve test lint bench safety understanding simulate audit browser

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' Makefile

setup: ## Both environments, the trained model, the keys of a demo home
	@test -n "$(PYTHON)" || { echo "No Python 3.9 or newer found: install one and run this again." >&2; exit 1; }
	@$(PYTHON) cli/bootstrap.py app

dev: ## The same, with what tests and checks need
	@test -n "$(PYTHON)" || { echo "No Python 3.9 or newer found: install one and run this again." >&2; exit 1; }
	@$(PYTHON) cli/bootstrap.py dev

chat: setup ## Talk to it in this terminal
	@$(CODE4) chat

serve: setup ## Run the whole system
	@$(CODE4) serve

test: dev ## Run all tests
	@.venv/bin/python -m pytest

lint: dev ## Check style, types, the direction of imports, and Rasa's own data
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy .
	@.venv/bin/lint-imports
	@engine/.venv/bin/python -m engine.validate

browser: dev ## Look at the console in a real browser, which it gets where it can, and make the pictures of the guide
	@.venv/bin/python -m tests.browser

bench: dev ## Measure speed and memory beside stock Rasa
	@.venv/bin/python -m bench

understanding: dev ## Measure what is understood beside two baselines and rewrite docs/understanding.md (an hour or more)
	@.venv/bin/python -m bench.understanding

safety: dev ## Measure the crisis screen and rewrite docs/safety.md
	@.venv/bin/python -m bench.safety

simulate: dev ## Measure the anonymous totals' error and what a reader gains; rewrite docs/privacy.md
	@.venv/bin/python -m bench.simulate

campaign: dev ## Nonsense through the screen, crises with everything down; rewrite docs/everything-down.md
	@.venv/bin/python -m bench.campaign
	@.venv/bin/python -m bench.campaign_keys

audit: ## Look for known vulnerabilities of the pinned packages
	@$(PYTHON) requirements/audit.py
