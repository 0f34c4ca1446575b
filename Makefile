# Every rule is one call of run.py or of the environment it makes, so that Windows has the same without make.
PYTHON ?= python3
V = .venv/bin/python
.PHONY: run test setup bench simulate mutants lock fmt docs pictures

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
mutants: setup  ## each protection switched off must be noticed by the simulation; takes an hour
	$(V) -m pytest -n auto -m long tests/whole/test_simulation.py
docs: setup     ## docs/workflow.md from the table in the code
	$(V) tools/workflow_doc.py
lock:           ## hash-locked requirements from pyproject.toml, without index addresses (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group install -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
