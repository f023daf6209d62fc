# Two commands to know: `make run` and `make test`. `make help` lists the others.
# The work is done by the programs in scripts/; this file only gives them short names.

# The first Python on this machine that is new enough and really starts.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$python; exit; fi; done; echo python3)
PORT ?= 8000
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test test-postgres lint fix messages setup lock clean

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | \
		awk -F ':.*## ' '{ printf "  make %-14s %s\n", $$1, $$2 }'

run: ## Start the site with everything it needs, at http://127.0.0.1:8000 (PORT=…)
	@PORT=$(PORT) exec $(PYTHON) -m scripts.run

test: ## Run every test on real servers (ARGS="tests/search -k lemma" for some of them)
	@$(PYTHON) -m scripts.test $(ARGS)

test-postgres: ## Run every test on PostgreSQL instead of SQLite (ARGS=…)
	@$(PYTHON) -m scripts.test --postgres $(ARGS)

lint: ## Check code, templates, translations, migrations and the production settings
	@$(PYTHON) -m scripts.lint

fix: ## Mend what the linters can mend by themselves, then check
	@$(PYTHON) -m scripts.lint --fix

messages: ## Bring the translation catalogues in step with the sources
	@$(PYTHON) -m scripts.environment
	@.venv/bin/python -m scripts.messages extract
	@.venv/bin/python -m scripts.messages compile

setup: ## Install what development needs, without running anything
	@$(PYTHON) -m scripts.environment

lock: ## Resolve the newest allowed versions and write them with hashes (UPGRADE=--upgrade)
	@$(PYTHON) -m scripts.environment
	@for name in installer runtime dev; do \
		.venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
			--no-emit-index-url --no-header $(UPGRADE) \
			requirements/$$name.in --output-file requirements/$$name.txt || exit 1; done

clean: ## Remove what can be made again; database, uploads and mail in var/ stay
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis var/made var/static
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find . -path '*/LC_MESSAGES/*.mo' -delete
	@echo "Removed. The site's own data is still in var/."
