#!/usr/bin/env bash
# All tests of the backends named, each suite in a process of its own, and a table of the counts.
# One that fails does not stop the others.
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

# suite NAME BACKEND COMMAND...: the command leaves "passed failed skipped" in $LAMINA_COUNTS.
suite() {
  local name=$1 backend=$2 status seconds=$SECONDS passed=0 failed=0 skipped=0
  shift 2
  printf '\n==> %s tests on %s\n' "$name" "$backend"
  export KERAS_BACKEND=$backend LAMINA_COUNTS=$results/$name-$backend.counts
  "$@" </dev/null 2>&1 | tee "$results/$name-$backend.log"
  status=${PIPESTATUS[0]}
  [ -f "$LAMINA_COUNTS" ] && read -r passed failed skipped <"$LAMINA_COUNTS"
  # A suite that crashed, or ran nothing, has failed even where no test says so.
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1
  fi
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  total_skipped=$((total_skipped + skipped))
  table+=$(printf '%-7s %-11s %8d %8d %8d %8d' \
    "$name" "$backend" "$passed" "$failed" "$skipped" $((SECONDS - seconds)))$'\n'
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
  if backend_is_there "$backend"; then
    suite python "$backend" python_tests
    suite R "$backend" Rscript tools/run-tests.R
  else
    suite python "$backend" no_backend
    suite R "$backend" no_backend
  fi
done

printf '\n%-7s %-11s %8s %8s %8s %8s\n%s\n' suite backend passed failed skipped seconds "$table"
echo "$total_passed passed, $total_failed failed, $total_skipped skipped"
[ "$total_failed" -eq 0 ] && [ "$total_passed" -gt 0 ]
