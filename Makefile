# Every rule is one call of run.py or of the environment it makes, so that Windows has the same without make.
PYTHON ?= python3
V = .venv/bin/python
# Extras stay in the locks: pip before 23.3 takes `coverage[toml]` for another thing than `coverage`.
COMPILE = uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header
.PHONY: run test setup wheel locks bare bench simulate mutants mutation lock fmt docs pictures guide

run:            ## set everything up and start the program (plays the tour where there is no display)
	$(PYTHON) run.py $(ARGS)
test:           ## set everything up, check everything, run all tests
	$(PYTHON) run.py test
setup:
	$(PYTHON) run.py setup
fmt: setup
	$(V) -m ruff format . && $(V) -m ruff check --fix .
pictures: setup ## the pictures of README and guide, from a fresh tour
	QT_QPA_PLATFORM=offscreen $(V) -m app tour --out build/tour && $(V) tools/pictures.py build/tour
bench: setup    ## figures beside what they are compared to
	$(V) tools/bench.py
simulate: setup ## counters and a centre under every fault, SEEDS of them
	$(V) tools/simulate.py $(or $(SEEDS),100)
	$(V) -m pytest -q -s -m long tests/whole/test_processes.py
	$(V) tools/outages.py
mutants: setup  ## each protection switched off must be noticed by the simulation; takes an hour
	$(V) -m pytest -n auto -m long tests/whole/test_simulation.py
mutation: setup ## mutants of the rules and the acts, SAMPLE of each (all of them take many hours)
	$(V) -m pip install --quiet --no-deps --require-hashes -r requirements-mutation.txt
	$(V) tools/mutation.py $(or $(SAMPLE),500)
guide: setup    ## docs/centre-install.md, block by block in a bare Debian; needs root and debootstrap
	$(V) -m tools.guide
docs: setup     ## docs/workflow.md from the table in the code
	$(V) tools/workflow_doc.py
wheel:          ## the release as one file in dist/
	$(PYTHON) run.py wheel
locks:          ## every lock with pip 23.0.1 and the newest pip, as run.py calls it: a dry run
	$(PYTHON) -m tools.locks
bare:           ## both README commands on a Debian that has nothing (root, debootstrap; ARGS=--run without the tests)
	$(PYTHON) -m tools.bare $(ARGS)
lock:           ## hash-locked requirements from pyproject.toml, without index addresses (needs uv)
	$(COMPILE) pyproject.toml --extra desktop -o requirements.txt
	$(COMPILE) pyproject.toml --extra centre -c requirements.txt -o requirements-centre.txt
	$(COMPILE) pyproject.toml --extra desktop --group dev -c requirements.txt -o requirements-dev.txt
	$(COMPILE) pyproject.toml --extra desktop --extra ocr -c requirements-dev.txt -o requirements-ocr.txt
	$(COMPILE) --group build -c requirements-dev.txt -o requirements-build.txt
	$(COMPILE) --group mutation -c requirements-dev.txt -o requirements-mutation.txt
