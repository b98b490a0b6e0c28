#!/usr/bin/env bash
# All tests of the backends named, each suite in a process of its own, and a table of the counts.
# Python's and R's of a backend run side by side; what R's say is shown when both are done. One
# that fails does not stop the others.
#
#   tools/test.sh tensorflow jax torch
set -uo pipefail
cd "$(dirname "$0")/.." || exit

results=build/test
rm -rf "$results"
mkdir -p "$results"

# Bytecode written beside the sources would make `make install` see a change.
export PYTHONDONTWRITEBYTECODE=1
total_passed=0 total_failed=0 total_skipped=0
table=""

# run_suite NAME BACKEND COMMAND...: the command leaves "passed failed skipped" in $LAMINA_COUNTS.
run_suite() {
  local seconds=$SECONDS file=$results/$1-$2
  export KERAS_BACKEND=$2 LAMINA_COUNTS=$file.counts
  # Most of the time on JAX goes into compiling what is run once.
  if [ "$2" = jax ]; then
    export XLA_FLAGS="${XLA_FLAGS-} --xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true"
  fi
  shift 2
  "$@" </dev/null >"$file.log" 2>&1
  echo "$? $((SECONDS - seconds))" >"$file.status"
}

# count_suite NAME BACKEND: adds what the suite left to the table.
count_suite() {
  local name=$1 backend=$2 status=1 seconds=0 passed=0 failed=0 skipped=0 file=$results/$1-$2
  [ -f "$file.status" ] && read -r status seconds <"$file.status"
  [ -f "$file.counts" ] && read -r passed failed skipped <"$file.counts"
  # A suite that crashed, or ran nothing, has failed even where no test says so.
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1
  fi
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  total_skipped=$((total_skipped + skipped))
  table+=$(printf '%-7s %-11s %8d %8d %8d %8d' \
    "$name" "$backend" "$passed" "$failed" "$skipped" "$seconds")$'\n'
}

python_tests() {
  local report=$results/python-$KERAS_BACKEND.xml status=0
  .venv/bin/python -m pytest python/tests -q -p no:cacheprovider --junitxml="$report" || status=$?
  .venv/bin/python - "$report" >"$LAMINA_COUNTS" <<'EOPY'
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

backend_is_there() {
  .venv/bin/python -c 'import importlib.util, sys; sys.exit(not importlib.util.find_spec(sys.argv[1]))' \
    "$1"
}

no_backend() {
  echo "The backend '$KERAS_BACKEND' is not installed in .venv: run 'make setup'."
  return 1
}

for backend; do
  python=python_tests r="Rscript tools/run-tests.R"
  backend_is_there "$backend" || python=no_backend r=no_backend
  printf '\n==> Python and R tests on %s\n' "$backend"
  run_suite R "$backend" $r &
  other=$!
  touch "$results/python-$backend.log"
  tail -f "$results/python-$backend.log" &
  shown=$!
  (run_suite python "$backend" $python)
  kill "$shown"
  wait "$shown" "$other" 2>/dev/null
  cat "$results/R-$backend.log"
  count_suite python "$backend"
  count_suite R "$backend"
done

printf '\n%-7s %-11s %8s %8s %8s %8s\n%s\n' suite backend passed failed skipped seconds "$table"
echo "$total_passed passed, $total_failed failed, $total_skipped skipped"
[ "$total_failed" -eq 0 ] && [ "$total_passed" -gt 0 ]
