#!/usr/bin/env bash
# What takes more than one process, or packages that lamina does not need: each part once a backend,
# one after the other, with what it wrote in build/test-cluster/PART-BACKEND.log. A part that fails
# does not stop the others.
#
#   tools/test-cluster.sh jax torch
#   PARTS="dask spark" tools/test-cluster.sh jax
set -uo pipefail
cd "$(dirname "$0")/.." || exit
source tools/test-environment.sh

# Another part: its name here, and a function of that name, which is given the backend.
parts=${PARTS:-training training_r ray dask spark}
ray() { monte_carlo ray; }
dask() { monte_carlo dask; }
spark() { monte_carlo spark; }

# How many seconds a part may take.
limit=${LIMIT:-600}

# One training in two processes, in Python and in R. The tests are those of `make test`, and those
# that it leaves out because they take a minute each.
training() {
  bounded .venv/bin/python -m pytest -q -p no:cacheprovider -c python/pyproject.toml \
    python/tests/test_spread.py
}
training_r() {
  bounded Rscript tools/run-tests.R '^(cluster|distribution)$'
}
export LAMINA_CLUSTER=1 NOT_CRAN=true R_LIBS=$PWD/.rlib RETICULATE_PYTHON=$PWD/.venv/bin/python

# monte_carlo ENGINE: the program of examples/cluster/, which must have used both its workers.
monte_carlo() {
  bounded .venv-cluster/bin/python "examples/cluster/monte_carlo_$1.py" || return
  grep -q '^2 processes: ' "$log" && grep -q '^identical bits: ' "$log"
}

# bounded COMMAND...: in a process group of its own, which ends when the time is up, or with this
# script.
job=
bounded() {
  timeout --kill-after=10 "$limit" "$@" &
  job=$!
  wait "$job"
}
trap '[ -z "$job" ] || kill "$job" 2>/dev/null; exit 130' INT TERM

for part in $parts; do
  if [ "$(type -t "$part")" != function ]; then
    echo "test-cluster: there is no part '$part'." >&2
    exit 1
  fi
  if [ "$part" = spark ] && ! command -v java >/dev/null; then
    echo "test-cluster: Spark needs Java 17 or newer; on Debian: apt-get install default-jre-headless" >&2
    exit 1
  fi
done
if [[ " $parts " =~ \ (ray|dask|spark)\  ]]; then
  tools/setup-beside.sh cluster || exit
fi

export PYTHONPATH=$PWD/python PYTHONDONTWRITEBYTECODE=1 TF_CPP_MIN_LOG_LEVEL=2
# Nothing leaves this machine.
export RAY_USAGE_STATS_ENABLED=0 SPARK_LOCAL_IP=127.0.0.1
results=build/test-cluster
mkdir -p "$results"

passed=0 failed=0
for backend; do
  for part in $parts; do
    export KERAS_BACKEND=$backend
    log=$results/$part-$backend.log
    echo "==> $part on $backend (at most $limit s)"
    started=$SECONDS status=0
    "$part" "$backend" >"$log" 2>&1 || status=$?
    job=
    if [ "$status" -eq 0 ]; then
      passed=$((passed + 1))
      printf '    %s (%d s)\n' "$(tail -n 1 "$log")" "$((SECONDS - started))"
    else
      failed=$((failed + 1))
      [ "$status" -ne 124 ] || echo "    not done after $limit s"
      printf '    failed (status %d); the end of %s:\n' "$status" "$log"
      tail -n 40 "$log"
    fi
  done
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
