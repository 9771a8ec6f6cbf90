# Two commands matter: `make demo` and `make test`. Both set everything up first, in .venv, on their own.

# The first Python that fits; override with: make PYTHON=/path/to/python3.12 demo
PYTHON ?= $(shell for p in python3.12 python3.11 python3.13 python3 python; do \
	$$p -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python

.PHONY: demo test lint types tests soak setup lock clean

demo: .venv/ready
	$(PY) -m feedback_nlp demo

test: lint types tests

lint: .venv/ready
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: .venv/ready
	$(PY) -m mypy

tests: .venv/ready
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

soak: .venv/ready
	FEEDBACK_NLP_SOAK=2000 $(PY) -m pytest -m soak

setup: .venv/ready

# The hashes in the lock are checked; nothing that the lock does not name is installed (so no torch).
.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "feedback_nlp needs Python 3.11, 3.12 or 3.13; none was found on the PATH."; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# For maintainers: needs uv. The overrides leave out what BERTopic declares and we do not use.
lock:
	uv pip compile pyproject.toml scripts/build-requirements.txt --extra dev --universal --python-version 3.11 \
		--override scripts/lock-overrides.txt --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" --output-file requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache out
