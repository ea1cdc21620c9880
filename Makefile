# Each target sets up what it needs: `make run` starts the app, `make test` runs every test.
PYTHON ?= python3
BIN := .venv/bin
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: run test torture check lint types contracts format shots evaluate bench train lock setup setup-dev clean docs

run: setup
	@$(BIN)/rehearse $(ARGS)

test: setup-dev
	$(BIN)/pytest -n auto $(ARGS)

# The tests of reliability in their long form: many more cases, an hour or two.
torture: setup-dev
	REHEARSE_TORTURE=1 $(BIN)/pytest tests/reliability -n 2 $(ARGS)

check: lint types contracts

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev
	$(BIN)/mypy

contracts: setup-dev
	$(BIN)/lint-imports

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Score the critique on the held-out half of the labelled answers; ARGS=tune for the other half, -v for each miss.
evaluate: setup-dev
	@$(BIN)/python -m tests.evaluation.evaluate $(ARGS)

# Measure speed and memory; ARGS names benches, and --write puts the figures into docs/performance.md.
bench: setup-dev
	@$(BIN)/python -m tests.bench $(ARGS)

# Learn the segmenter's weights anew from the tuning half.
train: setup-dev
	@$(BIN)/python -m tests.evaluation.train
	@$(BIN)/python -m tests.evaluation.train_hearing

# Take the accepted snapshots over into docs/screenshots.
shots: setup-dev
	$(BIN)/python .ci/shots.py

# Build the docs as a site in build/site/site.
docs: setup-dev
	@$(BIN)/python -m pip install --quiet --require-hashes --disable-pip-version-check -r .ci/locks/docs.txt
	@rm -rf build/site && mkdir -p build/site && cp -r docs .ci/mkdocs.yml build/site
	@cd build/site && ../../$(BIN)/zensical build -f mkdocs.yml

# Refresh the hashed locks after a change of the dependencies in pyproject.toml.
lock: setup-dev
	$(UV_COMPILE) pyproject.toml -o .ci/locks/run.txt
	$(UV_COMPILE) --group dev -c .ci/locks/run.txt -o .ci/locks/dev.txt
	$(UV_COMPILE) --group editable -c .ci/locks/dev.txt -o .ci/locks/editable.txt
	$(UV_COMPILE) --group native -o .ci/locks/native.txt
	$(UV_COMPILE) --group docs -c .ci/locks/dev.txt -o .ci/locks/docs.txt

setup:
	@$(PYTHON) .ci/setup.py run

setup-dev:
	@$(PYTHON) .ci/setup.py dev

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist
