# Everything a developer or a newcomer runs. Needs Python 3.11 or newer and make, nothing else:
# the virtual environment .venv is made on first use.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test deep test-all browser windows check format lint types coverage bench mutants fuzz engines golden lock lowest newest clean

demo: .venv/runtime.stamp  ## copy the example agency to ./sustain-demo, check, score and report on it
	$(BIN)/sustain demo

# Every test that starts Python would compile everything anew where the environment forbids to keep what was compiled.
export PYTHONDONTWRITEBYTECODE :=

# SEED=1 gives hypothesis a seed, so that a run can be repeated.
PYTEST := $(BIN)/python -m pytest $(if $(SEED),--hypothesis-seed=$(SEED))

test: .venv/dev.stamp  ## the quick tests: a minute and a half at most, on two cores
	$(PYTEST) -n auto --dist loadfile -m "not deep" --hypothesis-profile=quick --ignore=tests/browser

deep: .venv/dev.stamp  ## what the quick tests leave out: slow tests, properties with many examples, a walk on this system
	$(PYTEST) -n auto -m "deep or hypothesis" --ignore=tests/browser --ignore=tests/windows/test_walk.py
	$(PYTEST) tests/windows/test_walk.py  # one process: its steps follow one another

test-all: .venv/dev.stamp  ## all tests, but for those in a browser
	$(PYTEST) -n auto --ignore=tests/browser --ignore=tests/windows/test_walk.py
	$(PYTEST) tests/windows/test_walk.py  # one process: its steps follow one another

browser: .venv/browser.stamp  ## the tests of our pages in a real Chromium; skipped with a reason where there is none
	$(PYTEST) -n auto -rs tests/browser

windows: .venv/runtime.stamp  ## the quick tests and a walk under a Windows Python, which Wine runs; set up on first use
	tools/windows/check.sh .venv/windows requirements-dev.lock

check: lint types coverage  ## all that must be green before a change is handed in

format: .venv/dev.stamp  ## lay the code out
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: .venv/dev.stamp  ## layout, lint, and what the rooms may import
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m pytest tests/test_house.py

types: .venv/dev.stamp
	$(BIN)/mypy

coverage: .venv/dev.stamp  ## all tests, with branch coverage of 95 % or more
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 --ignore=tests/browser --ignore=tests/windows/test_walk.py
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

bench: .venv/dev.stamp  ## speed, as ratios from one interleaved run
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/against_others.py

engines:  ## the rows of many files by each engine, Spark (needs Java) and Ray too, in an environment of its own; FILES=10000
	$(PYTHON) -m venv .venv/engines
	.venv/engines/bin/python -m pip install --quiet -e ".[tables]" "dask[bag]" numpy "pyspark>=4" "ray[data]>=2.40"
	.venv/engines/bin/python benchmarks/engines.py export dask duckdb ray spark --files $(or $(FILES),1000)

mutants: .venv/dev.stamp  ## change the code at random places; would a test notice? GROUP=plan NUMBER=40 SEED=20
	PYTHONPATH=. $(BIN)/python tests/reliability/mutants.py $(GROUP) $(if $(NUMBER),--number $(NUMBER)) $(if $(SEED),--seed $(SEED))

fuzz: .venv/dev.stamp  ## change files at random; does anything escape? TARGET=splice RUNS=1000000
	PYTHONPATH=. $(BIN)/python tests/reliability/fuzz.py $(TARGET) $(if $(RUNS),--runs $(RUNS))

golden: .venv/dev.stamp  ## rewrite the golden files; read the diff before you commit it
	$(BIN)/python -m pytest -n auto --update-golden

lock: .venv/dev.stamp  ## work the locks out anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --extra browser pyproject.toml -c requirements-dev.lock -o requirements-browser.lock

lowest:  ## the tests with the lowest versions that pyproject.toml admits (needs uv and the network)
	uv venv --quiet --clear --python 3.11 .venv/lowest
	VIRTUAL_ENV=.venv/lowest uv pip install --quiet --resolution lowest-direct -e ".[dev]"
	PATH="$(CURDIR)/.venv/lowest/bin:$$PATH" .venv/lowest/bin/python -m pytest -n 2 --ignore tests/browser

newest:  ## the tests with the newest version of every dependency (needs uv and the network)
	uv venv --quiet --clear .venv/newest
	VIRTUAL_ENV=.venv/newest uv pip install --quiet --resolution highest --upgrade -e ".[dev]"
	PATH="$(CURDIR)/.venv/newest/bin:$$PATH" .venv/newest/bin/python -m pytest -n 2 --ignore tests/browser

clean:
	rm -rf .venv sustain-demo dist .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/runtime.stamp: .venv/bin/python requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps -e .
	@touch $@

.venv/dev.stamp: .venv/runtime.stamp requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/browser.stamp: .venv/dev.stamp requirements-browser.lock
	$(PIP) install --require-hashes -r requirements-browser.lock
	@touch $@
