#!/usr/bin/env bash
# One suite of tests on one backend, in a process of its own. In build/test/ it leaves what it wrote
# (R-jax.log), its counts "passed failed skipped" (R-jax.counts), and its exit status and how many
# seconds it took (R-jax.status).
#
#   tools/test-suite.sh R jax
#   tools/test-suite.sh R none
#   tools/test-suite.sh python torch
#   tools/test-suite.sh tools jax
#
# Python is the one that R uses, too: RETICULATE_PYTHON, or that of .venv.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

suite=$1
export RETICULATE_PYTHON=${RETICULATE_PYTHON:-$PWD/.venv/bin/python}
export KERAS_BACKEND=$2
mkdir -p build/test
file=build/test/$suite-$KERAS_BACKEND
rm -f "$file".*
export LAMINA_COUNTS=$file.counts
source tools/test-environment.sh

# Ends without tidying up: TensorFlow's iterators would wait, for minutes, for threads that Python
# has ended before.
run_pytest='
import os, sys, pytest
status = pytest.main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.flush()
os._exit(status)
'

# python_tests FOLDER...
python_tests() {
  local report=$file.xml status=0
  "$RETICULATE_PYTHON" -c "$run_pytest" "$@" -q -p no:cacheprovider -c python/pyproject.toml \
    --junitxml="$report" || status=$?
  # A Python that crashed has left no report.
  [ -f "$report" ] || return "$status"
  "$RETICULATE_PYTHON" - "$report" >"$LAMINA_COUNTS" <<'EOPY'
import sys
import xml.etree.ElementTree as ET

suite = ET.parse(sys.argv[1]).getroot().find("testsuite")
total, failures, errors, skipped = (
    int(suite.get(key)) for key in ("tests", "failures", "errors", "skipped")
)
failed = failures + errors
print(total - failed - skipped, failed, skipped)
EOPY
  return "$status"
}

# The threads of two suites side by side wait for each other.
[ "$KERAS_BACKEND" != torch ] || export OMP_NUM_THREADS=1

run_tests() {
  if [ "$KERAS_BACKEND" != none ] && ! "$RETICULATE_PYTHON" -c 'import importlib.util, sys; sys.exit(not importlib.util.find_spec(sys.argv[1]))' \
    "$KERAS_BACKEND"; then
    echo "The backend '$KERAS_BACKEND' is not installed in .venv: run 'make setup'."
    return 1
  elif [ "$suite" = R ]; then
    Rscript tools/run-tests.R
  elif [ "$suite" = tools ]; then
    python_tests tools/tests tools/generate/tests
  else
    python_tests python/tests
  fi
}

run_tests </dev/null 2>&1 | tee "$file.log"
status=${PIPESTATUS[0]}
echo "$status $SECONDS" >"$file.status"
exit "$status"
