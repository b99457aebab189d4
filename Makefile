# Two commands a fresh machine needs: `make demo` and `make test`. Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
VENV := .venv
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard src/comity/locale/*/LC_MESSAGES/*.po))
UV := $(VENV)/bin/uv
RUN := $(VENV)/bin/
export UV_PROJECT_ENVIRONMENT := $(VENV)
# Every start of `comity` reads bytecode; a shell that forbids writing it makes each compile two thousand files.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: install demo test test-postgres trust lint clean

install: $(VENV)/.installed $(CATALOGUES)
	@$(RUN)python -m compileall -q src

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Comity needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@test -x $(UV) || $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(UV) sync --inexact --quiet --compile-bytecode
	@touch $@

# Installing compiles them too; this is for a checkout that was brought up to date.
%.mo: %.po | $(VENV)/.installed
	@$(RUN)python -m tools.messages compile

demo: install
	$(RUN)comity demo $(if $(PORT),--port $(PORT))

test: install
	$(RUN)python -m pytest -n auto --dist worksteal

# Every test on PostgreSQL; `make test` runs there only those marked `postgres`.
test-postgres: install
	$(RUN)python -m tests.postgres $(RUN)python -m pytest

# What is promised of private things, looked at long and on both databases; ends with tables (docs/trust.md).
trust: install
	COMITY_TRUST=long $(RUN)python -m pytest -n auto --dist worksteal tests/trust tests/contracts/test_hostile.py
	COMITY_TRUST=long $(RUN)python -m tests.postgres $(RUN)python -m pytest -n auto --dist worksteal tests/trust/test_races.py
	$(RUN)python -m bench.trust

lint: install
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	git ls-files '*.html' | xargs $(RUN)djade --target-version 5.2 --check
	$(RUN)lint-imports --config importlinter.toml
	$(RUN)mypy

clean:
	rm -rf $(VENV) build dist
