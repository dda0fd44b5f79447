# Thin over dev.py, which works alone too: python3 dev.py run. Arguments: make test ARGS="tests/house -x"
PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := run

.PHONY: run setup assets test bench lint
run setup assets test bench lint:
	@$(PYTHON) dev.py $@ $(ARGS)
