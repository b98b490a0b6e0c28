#!/usr/bin/env bash
# All tests of the backends named, and a table of the counts. There is a suite in R and one in
# Python for each backend. What needs no backend in R, and the tests of the generator, run once.
# As many suites run side by side as the machine has processors and memory for. One that fails does
# not stop the others.
#
#   tools/test.sh tensorflow jax torch
#   KERAS=newest tools/test.sh jax    with the newest Keras that pip offers
set -uo pipefail
cd "$(dirname "$0")/.." || exit

if [ -n "${KERAS-}" ]; then
  tools/setup-keras.sh "$KERAS" || exit
  export RETICULATE_PYTHON=$PWD/.venv-keras-$KERAS/bin/python
fi

results=build/test
rm -rf "$results"
mkdir -p "$results"

# A suite takes one processor, and up to 3 GB: of the machine, or of the container's limit.
memory() {
  awk '/^MemAvailable/ { print int($2 * 1024) }' /proc/meminfo
  cat /sys/fs/cgroup/memory.max
}
processors=$(nproc 2>/dev/null || echo 2)
places=$(memory 2>/dev/null | grep '^[0-9]' | sort -n | awk 'NR == 1 { print int($1 / 3e9) }')
at_once=$((processors < ${places:-2} ? processors : ${places:-2}))
at_once=$((at_once > 1 ? at_once : 1))

# Those that take longest come first: those in R, and those on JAX, then TensorFlow, then PyTorch,
# which is the order of their names.
suites() {
  for suite in R python; do
    for backend; do
      echo "$suite $backend"
    done | sort
  done
  echo "R none"
  echo "tools $1"
}

printf '==> tests in R and Python on: %s; %d at a time\n' "$*" "$at_once"
# Each line with the suite that it comes from.
run_suite() {
  tools/test-suite.sh "$1" "$2" 2>&1 | sed -u "/./!d; s/^/$(printf '%-6s %-10s' "$1" "$2") | /"
  return 0
}
export -f run_suite
# What one backend is enough for runs on the first of these, which compiles least: PyTorch, where it
# is there, then TensorFlow, then JAX.
LAMINA_BACKENDS=$(printf '%s\n' "$@" | sort -r | xargs)
export LAMINA_BACKENDS
suites "$@" | xargs -P "$at_once" -L 1 bash -c 'run_suite "$@"' run_suite

# count_suite NAME BACKEND: adds what the suite left to the table.
total_passed=0 total_failed=0 total_skipped=0
table=""
count_suite() {
  local name=$1 backend=$2 status=1 seconds=0 passed=0 failed=0 skipped=0 file=$results/$1-$2
  [ -f "$file.status" ] && read -r status seconds <"$file.status"
  [ -f "$file.counts" ] && read -r passed failed skipped <"$file.counts"
  # A suite that crashed, or ran nothing, has failed even where no test says so.
  if [ "$status" -ne 0 ] && [ "${failed:-0}" -eq 0 ]; then
    failed=1
  fi
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  total_skipped=$((total_skipped + skipped))
  table+=$(printf '%-7s %-11s %8d %8d %8d %8d' \
    "$name" "$backend" "$passed" "$failed" "$skipped" "$seconds")$'\n'
  if [ "$failed" -gt 0 ]; then
    printf '\n==> Failed: %s on %s. The end of %s:\n' "$name" "$backend" "$file.log"
    tail -n 40 "$file.log"
  fi
}
while read -r suite backend; do
  count_suite "$suite" "$backend"
done < <(suites "$@")

printf '\n%-7s %-11s %8s %8s %8s %8s\n%s\n' suite backend passed failed skipped seconds "$table"
echo "$total_passed passed, $total_failed failed, $total_skipped skipped"
[ "$total_failed" -eq 0 ] && [ "$total_passed" -gt 0 ]
