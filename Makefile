# Front door of the project. Needs make and Python 3.11 or newer; everything else is fetched by `make setup`.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help python setup setup-test run link test check bench coverage mutants answers docs sheet wheel lock clean

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv/bin
TESTS ?= tests
WORKERS ?= 2

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do \
		printf '  make %-12s %s\n' "$$name" "$$text"; done

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (파이썬 3.11 이상이 필요합니다)."; exit 1; }

setup: python  ## fetch and build what the site needs (done by itself when needed)
	@$(PYTHON) tools/setup.py run

setup-test: python  ## and what the tests need
	@$(PYTHON) tools/setup.py test

run: setup  ## start the demonstration school, or SITE=path/to/site.toml; PORT=8000
	@exec env HAKJEOK_ENDS_WITH_PARENT=1 $(VENV)/python -m hakjeok_web.platform serve $(if $(SITE),--site '$(SITE)') $(if $(PORT),--port '$(PORT)')

link: setup  ## print a new enrolment link for the first administrator of SITE=path/to/site.toml
	@HAKJEOK_SITE='$(SITE)' $(VENV)/python -m hakjeok_web.platform manage bootstrap_site

test: setup-test  ## every test: rules, database, jobs, browser (TESTS=path for some)
	@$(VENV)/python -m pytest -n $(WORKERS) --dist loadgroup $(TESTS)

check: setup-test  ## everything that a change must pass: style, types, layers, migrations, tests
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/python -m mypy
	@$(VENV)/lint-imports
	@$(VENV)/python -m hakjeok_web.platform manage makemigrations --check --dry-run
	@$(VENV)/python -m hakjeok_web.platform manage check --fail-level WARNING
	@$(MAKE) --no-print-directory test

bench: setup-test  ## measure speed and size; writes var/bench.json (SIZE=metro: nights of 380,000 pupils too)
	@$(VENV)/python -m tests.bench $(SIZE)

coverage: setup-test  ## every line and branch of the rules must be tested
	@COVERAGE_FILE=var/coverage $(VENV)/python -m coverage run --branch --source=src/hakjeok \
		-m pytest -q -p no:cacheprovider tests/rules tests/health
	@COVERAGE_FILE=var/coverage $(VENV)/python -m coverage report --fail-under=100

mutants: python  ## change the rules in thousands of small ways and see which the tests notice (FAMILIES="absence …")
	@test -x var/tools/mutants/bin/cosmic-ray || { $(PYTHON) -m venv var/tools/mutants && \
		var/tools/mutants/bin/pip -q install --require-hashes -r requirements-mutants.txt; }
	@var/tools/mutants/bin/python tools/mutants.py $(FAMILIES)

answers: setup-test  ## write down what every decision answers today (read the difference before you commit it)
	@$(VENV)/python -m tools.answers

docs: setup-test  ## write the pages of docs/ that are made from the code
	@$(VENV)/python -m tools.docs

sheet: setup-test  ## show every form as small pictures in var/sheet (FORMS="2-3 1-5" for some)
	@$(VENV)/python -m tools.contact_sheet $(FORMS)

wheel: setup-test  ## build the rules alone as a wheel, for use without the system
	@$(VENV)/python -m tools.rules_wheel

lock: python  ## find the newest allowed versions and write them down with their hashes
	@test -x var/tools/uv/bin/uv || { $(PYTHON) -m venv var/tools/uv && var/tools/uv/bin/pip -q install uv==0.13.9; }
	@for name in requirements requirements-dev requirements-mutants requirements-node; do \
		var/tools/uv/bin/uv pip compile -q --upgrade --generate-hashes --python-version 3.11 --universal \
			"$$name.in" -o "$$name.txt"; done
	@npm install --package-lock-only --ignore-scripts --no-audit --no-fund

clean:  ## remove what setup made; data in var/ stays
	@rm -rf .venv node_modules src/hakjeok_web/static/vendor var/setup var/fonts var/chromium var/axe var/tools var/cache
