#!/usr/bin/env bash
# The kernels for graphics cards, on a processor, by Triton's interpreter: see
# tools/requirements-triton.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/test-environment.sh

tools/setup-beside.sh triton
export TRITON_INTERPRET=1 KERAS_BACKEND=torch PYTHONPATH=$PWD/python OMP_NUM_THREADS=1
.venv-triton/bin/python -m pytest -q -p no:cacheprovider -c python/pyproject.toml \
  python/tests/test_triton_kernels.py
