# One word per job; `make` lists them. Needs Linux, make and Python 3.11, 3.12 or 3.13.

.DEFAULT_GOAL := help
.PHONY: help demo test corpus lint build lab bench lock clean sandbox
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
# The first of these that is a Python we support makes the environment.
PYTHON := python3 python3.13 python3.12 python3.11
PIP := $(BIN)/python -m pip --disable-pip-version-check

help: ## list the jobs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(READY) sandbox ## grade a few sample submissions and show the result
	$(BIN)/autograder demo

test: $(READY) sandbox ## run the test suite
	$(BIN)/python -m pytest

corpus: $(READY) sandbox ## grade each sample submission of the labs by itself (two hours)
	$(BIN)/python -m pytest tests/labs --one-by-one

lint: $(READY) ## style, types, spelling, links, and release/ against its source
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/typos
	$(BIN)/python docs/check_text.py
	$(BIN)/autograder build --check

build: $(READY) ## make release/ and solution/ from source/
	$(BIN)/autograder build

lab: $(READY) ## open the labs in JupyterLab
	$(BIN)/jupyter-lab release

bench: $(READY) ## measure what pass lines rest on (hours, resumes) and write docs/thresholds.md
	$(BIN)/python benchmarks/thresholds.py
	$(BIN)/python benchmarks/thresholds.py --write

# Keeps the versions that still fit requirements.in; delete the lock first to renew them all.
# Local wheel folders are left out, because they would add the hashes of one platform only.
lock: ## write requirements.lock anew from requirements.in (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	env -u PIP_FIND_LINKS -u UV_FIND_LINKS uv pip compile --quiet --universal \
	    --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-annotate --custom-compile-command "make lock" requirements.in -o requirements.lock

clean: ## remove caches and derived files; submissions, grades and .venv stay
	rm -rf build demo solution *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -path ./$(VENV) -prune -o -name __pycache__ -type d -exec rm -rf {} +

# Bytecode is compiled here even where PYTHONDONTWRITEBYTECODE or PIP_NO_COMPILE is set: without
# it every import of TensorFlow takes more than twice as long, and each room imports it anew.
$(READY): requirements.lock pyproject.toml
	@for python in $(PYTHON); do \
	    $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	        && break; \
	    python=; \
	done; \
	if [ -z "$$python" ]; then \
	    echo "no Python 3.11, 3.12 or 3.13 found: install one (Debian: apt install python3)"; \
	    exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "$$python cannot make an environment (Debian: apt install python3-venv)"; \
	    exit 1; \
	fi; \
	$$python -m venv $(VENV)
	@echo "installing requirements.lock into $(VENV): a few minutes, 3 GB"
	$(PIP) install --compile --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q $(VENV)/lib/python3.*/site-packages/tensorflow
	@touch $@

# Not fatal: the labs can be worked on without it, and the grader itself refuses to go on.
sandbox:
	@command -v bwrap >/dev/null && exit; \
	if [ "$$(id -u)" = 0 ]; then as=; elif sudo -n true 2>/dev/null; then as="sudo -n"; \
	else as=false; fi; \
	{ command -v apt-get && $$as apt-get update -q && $$as apt-get install -qy bubblewrap; } \
	    >/dev/null 2>&1 && exit; \
	echo "bubblewrap is missing, the sandbox for submissions: sudo apt install bubblewrap" \
	    "(Fedora: dnf, Arch: pacman -S); only Linux has it"
