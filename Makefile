# `make` alone lists the targets.

BACKENDS ?= tensorflow jax torch

export R_LIBS := $(CURDIR)/.rlib
export RETICULATE_PYTHON := $(CURDIR)/.venv/bin/python
export TF_CPP_MIN_LOG_LEVEL := 2
# R reads and writes files in the locale's encoding, and a bare container has none.
ifeq ($(findstring UTF-8,$(LC_ALL)$(LC_CTYPE)$(LANG)),)
export LC_ALL := C.UTF-8
endif

installed := .rlib/lamina/DESCRIPTION
# The folders are in the list so that a deleted or renamed file counts as a change.
sources := DESCRIPTION NAMESPACE \
  $(wildcard R R/*.R man man/*.Rd inst inst/*.py) \
  $(shell find python/lamina -name __pycache__ -prune -o -print)

.PHONY: help setup install demo test test-device test-triton test-cluster mutants bench check generate docs site lint clean

help:
	@echo "make setup     install everything lamina needs, from nothing or what is missing;"
	@echo "               the targets below begin with it"
	@echo "make demo      train and inspect a small model: examples/digits.R"
	@echo "make test      all tests, R and Python, once a backend; one backend: BACKENDS=jax;"
	@echo "               with the newest Keras that pip offers: KERAS=newest"
	@echo "make test-device"
	@echo "               the Python tests on the device that each backend takes by itself, such"
	@echo "               as a graphics card; of another Python than .venv: PYTHON=/path/to/python"
	@echo "make test-triton"
	@echo "               the kernels for graphics cards on a processor, by Triton's interpreter,"
	@echo "               in .venv-triton"
	@echo "make test-cluster"
	@echo "               one training in two processes (JAX); workers of Ray, Dask and Spark beside"
	@echo "               one process, once a backend, with packages of their own in .venv-cluster;"
	@echo "               some of it: PARTS=training, PARTS=dask"
	@echo "make mutants   make each check in R accept anything and each refusal do nothing, in R"
	@echo "               and Python, and demand that a test fails; those of a name or file:"
	@echo "               CHECKS=check_range, CHECKS=settings"
	@echo "make check     R CMD check of the built package"
	@echo "make bench     time lamina beside Keras: layers, training, long pipes, calls from R;"
	@echo "               with RECORD=1 the figures of the vignette \"How fast is it\" are renewed"
	@echo "make generate  write R/gen-*.R and the cases of their tests, as tools/generate/ says"
	@echo "make docs      write man/ and NAMESPACE from the comments in R/"
	@echo "make site      the help pages as a web site, in build/site"
	@echo "make lint      ruff, mypy and lintr"
	@echo "make install   install lamina into .rlib, where R/ or python/ changed"
	@echo "make clean     remove what the targets above built; .venv, .venv-* and .rlib stay"

setup:
	@tools/setup.sh

install: $(installed)
	@echo "==> lamina: installed in .rlib"

$(installed): $(sources)
	@echo "==> lamina: installing into .rlib"
	@mkdir -p build
	@R CMD INSTALL --library=.rlib --no-lock --no-test-load . >build/install.log 2>&1 || \
	  { cat build/install.log >&2; exit 1; }
	@find .rlib/lamina/python -name __pycache__ -exec rm -rf {} +

demo: setup
	Rscript examples/digits.R build/demo

test: setup
	@KERAS=$(KERAS) tools/test.sh $(BACKENDS)

test-device: setup
	@PYTHON="$(PYTHON)" tools/test-device.sh $(BACKENDS)

test-triton: setup
	@tools/test-triton.sh

test-cluster: setup
	@PARTS="$(PARTS)" tools/test-cluster.sh $(BACKENDS)

mutants: setup
	@status=0; \
	Rscript tools/neutralise-checks.R "$(CHECKS)" || status=1; \
	.venv/bin/python tools/neutralise_refusals.py "$(CHECKS)" || status=1; \
	exit $$status

bench: setup
	@RECORD=$(RECORD) tools/bench.sh $(BACKENDS)

check: setup
	@tools/check.sh

generate: setup
	@.venv/bin/python -m tools.generate

docs: generate
	Rscript -e 'roxygen2::roxygenise()'
	@echo "==> man/ and NAMESPACE are as R/ says"

site: docs install
	@Rscript tools/site.R

lint: setup
	@tools/lint.sh

clean:
	rm -rf build *-results python/build python/*.egg-info
	find . \( -name '.venv*' -o -name .rlib -o -name .git \) -prune -o -type d \
	  \( -name __pycache__ -o -name '.*_cache' -o -name .hypothesis \) -exec rm -rf {} +
