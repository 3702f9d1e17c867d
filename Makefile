# The developer's day. `make demo` and `make test` work on a fresh Debian or Ubuntu with Python 3.11+, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ifneq ($(wildcard ../shared),)
export KG_SHARED ?= $(abspath ../shared)
endif

.PHONY: help demo test lint chromium types score bench slow notebooks clean stores ontology bench-scale fuzz fuzz-guided lock audit

help:           ## say what the words do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*##/:/' | column -t -s:

$(VENV)/ready: pyproject.toml scripts/environment
	@scripts/environment $(PYTHON) $(VENV)

$(VENV)/ready-to-test: pyproject.toml scripts/environment
	@scripts/environment $(PYTHON) $(VENV) dev

demo: $(VENV)/ready    ## build the five seeds, write the site, answer three questions
	$(BIN)/kg build seeds --out demo/graph
	$(BIN)/kg site --graph demo/graph --out demo/site
	@echo; echo '三讲三强出现在哪几年的报告里？ Where does 三讲三强 stand?'
	@$(BIN)/kg query terms --graph demo/graph --term 三讲三强
	@echo '它的六项是什么？ What are its six items?'
	@$(BIN)/kg query items --graph demo/graph --term 三讲三强
	@echo '原句在哪里？ Where is the sentence?'
	@$(BIN)/kg query sentences --graph demo/graph --term 三讲三强
	@echo; echo "Open demo/site/index.html in a browser. 用浏览器打开 demo/site/index.html 。"

test: $(VENV)/ready-to-test    ## lint, types and every test, browser included
	@$(MAKE) --no-print-directory -j2 lint chromium
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow" tests kg

chromium: $(VENV)/ready-to-test
	@scripts/browser $(BIN)

lint: $(VENV)/ready-to-test    ## style and types
	$(BIN)/ruff check kg tests benchmarks
	$(BIN)/ruff format --check -q kg tests benchmarks
	$(BIN)/mypy

slow: $(VENV)/ready-to-test    ## the proofs that take minutes
	$(BIN)/pytest -m slow

stores: $(VENV)/ready-to-test  ## the proofs with Oxigraph and Virtuoso servers
	@scripts/stores
	$(BIN)/pytest tests/test_push.py tests/test_oracle.py

score: $(VENV)/ready    ## score a build against the hand annotation, where it is at hand
	@scripts/score $(BIN)

notebooks: $(VENV)/ready-to-test    ## run the notebooks and store their outputs in them
	$(BIN)/python scripts/notebooks

ontology: $(VENV)/ready    ## write docs/ontology.md from the ontology, with an example out of the seeds
	$(BIN)/kg build seeds --out demo/graph
	$(BIN)/python scripts/ontology demo/graph

bench: $(VENV)/ready-to-test   ## measure, as ratios against a peer in the same run
	$(BIN)/python -m benchmarks

bench-scale: $(VENV)/ready-to-test   ## cost and memory at 100, 1,000 and 10,000 reports (hours, 65 GB of disk)
	$(BIN)/python -m benchmarks.scale 100 1000 10000

fuzz: $(VENV)/ready-to-test    ## 200,000 bent reports through readers and extractors
	$(BIN)/python tests/fuzz.py 200000

fuzz-guided: $(VENV)/ready-to-test    ## 100,000 inputs that atheris makes, led by the branches they take
	$(BIN)/pip install --quiet --disable-pip-version-check atheris
	$(BIN)/python scripts/fuzz 100000

lock: $(VENV)/ready-to-test    ## write requirements.lock anew
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra cluster --universal --python-version 3.11 --generate-hashes --upgrade -q \
	    --custom-compile-command 'make lock' -o requirements.lock

audit: $(VENV)/ready-to-test   ## ask the Python Package Index whether a library of requirements.lock has a known flaw
	$(BIN)/pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements.lock --progress-spinner off

clean:          ## remove what the other words made
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache
