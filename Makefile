# Two commands do everything: `make demo` furnishes a room, `make test` passes the tests. Both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Test files side by side, one thread each: as many as there are cores, four at most (each loads torch). Compiled modules
# are kept whatever the environment says: every worker and every process that a test starts would compile them all again.
PYTEST := OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile
REQUEST := A cosy bedroom for two, 4.2 by 3.6 m, with a double bed between two nightstands, an oak wardrobe, and a desk with a chair under the window

.PHONY: demo test test-browser test-cluster test-all check format lock setup clean

demo: setup
	$(BIN)/idesign design "$(REQUEST)" --out out/demo

setup: $(VENV)/.ready

# The lock file holds exact versions; pip reads it as constraints so that a platform's own extras still resolve.
$(VENV)/.ready: pyproject.toml requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=24"
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable ".[dev]"
	touch $@

test: setup
	$(PYTEST)

test-browser: setup
	$(BIN)/python -m pytest -m browser

# On a Ray cluster of two nodes on this machine, one of which is killed in mid-run.
test-cluster: $(VENV)/.ray
	$(BIN)/python -m pytest -m slow tests/idesign/test_batch_ray.py

$(VENV)/.ray: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable ".[dev,ray]"
	touch $@

test-all: setup
	$(PYTEST) -m "not gpu"

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(PYTEST)

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Writes the lock file from what is installed: upgrade in $(VENV), run the tests, then lock.
lock:
	$(BIN)/python -m pip freeze --exclude-editable | sed -E 's/\+cpu$$//; / @ /d' > requirements.lock

clean:
	rm -rf $(VENV) out build dist *.egg-info
