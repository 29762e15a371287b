# make crawl | make crawl SITE=arenaev | make test | make gate | make gate RAISE=1 | make bench | make docs | make audit | make wheel | make lock | make clean
SHELL = /bin/sh
VENV = .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.ready
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check
SITE =
RAISE =

.PHONY: setup crawl test lint check gate bench docs audit wheel lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@sh tools/venv.sh $(VENV) "$(PYTHON)"
	@echo "Installing what requirements.lock names, each file checked by its hash"
	@$(PIP) install --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

crawl: setup
	@if test -z "$(SITE)"; then exec $(BIN)/python -m newsscrape.demo crawl; fi; \
	$(BIN)/scrapy crawl "$(SITE)"; code=$$?; \
	if test $$code -ne 2; then $(BIN)/newsscrape stats; fi; exit $$code

test: lint check

lint: setup
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary

check: setup
	@sh tools/chromium.sh
	@$(BIN)/pytest -q -n auto --maxprocesses 4 --dist loadfile

gate: setup
	@$(BIN)/python tools/gate.py $(if $(RAISE),--raise)

bench: setup
	@for each in kills frontier million writing comments search hard pages export loading; do echo "$$each:"; $(BIN)/python benchmarks/$$each.py || exit; done

audit: setup
	@test -x .cache/audit/bin/pip-audit || { sh tools/venv.sh .cache/audit "$(PYTHON)" && .cache/audit/bin/python -m pip --quiet install pip-audit; }
	@.cache/audit/bin/pip-audit --require-hashes --disable-pip --requirement requirements.lock

# The reference in docs/archive.md is what `newsscrape describe` tells.
docs:
	@sed -n '/^## Fifteen questions$$/,/^## Copies and keeping$$/p' docs/archive.md | sed '$$d' > newsscrape/archive/notes.md

wheel: setup
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .
	@rm -rf build
	@ls dist/*.whl

lock:
	@test -x .cache/uv/bin/uv || { sh tools/venv.sh .cache/uv "$(PYTHON)" && .cache/uv/bin/python -m pip --quiet install uv; }
	@.cache/uv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links --group dev \
		--extra browser --extra desk --extra images --extra parquet --extra stories --extra warc pyproject.toml --output-file requirements.lock

clean:
	@rm -rf $(VENV) .cache build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
