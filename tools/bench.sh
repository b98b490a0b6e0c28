#!/usr/bin/env bash
# All benchmarks, those of a backend once a backend, each in a process of its own, and a report.
# One that fails does not stop the others. What they measured is left in build/bench/.
#
#   tools/bench.sh tensorflow jax torch
#   RECORD=1 tools/bench.sh tensorflow jax torch    renews what the vignette shows, too
set -uo pipefail
cd "$(dirname "$0")/.." || exit

results=build/bench
rm -rf "$results"
mkdir -p "$results"

# Bytecode written beside the sources would make `make install` see a change.
export PYTHONDONTWRITEBYTECODE=1
status=0 failed=""

# benchmark NAME COMMAND...: the command gets the file for its results as its last argument.
benchmark() {
  local name=$1 seconds=$SECONDS
  shift
  "$@" "$results/$name.csv" </dev/null 2>&1 | tee "$results/$name.log" || {
    status=1 failed+=" $name"
  }
  printf '    %s took %d s\n\n' "$name" $((SECONDS - seconds))
}

benchmark library Rscript tools/bench-library.R
for backend; do
  export KERAS_BACKEND=$backend
  benchmark "layer-$backend" .venv/bin/python python/benchmarks/spatial_dropout.py
  benchmark "path-$backend" .venv/bin/python python/benchmarks/stochastic_depth.py
  benchmark "block-$backend" .venv/bin/python python/benchmarks/drop_block.py
  benchmark "concrete-$backend" .venv/bin/python python/benchmarks/concrete_dropout.py
  benchmark "rates-$backend" .venv/bin/python python/benchmarks/dropout_rates.py
  benchmark "training-$backend" .venv/bin/python python/benchmarks/training_step.py
  benchmark "pipe-$backend" .venv/bin/python python/benchmarks/linear_pipe.py
  benchmark "monte-carlo-$backend" .venv/bin/python python/benchmarks/monte_carlo.py
  benchmark "R-$backend" Rscript tools/bench-layers.R
  benchmark "arrays-$backend" Rscript tools/bench-arrays.R
done

if [ -n "$failed" ]; then
  echo "FAILED, and so not in the report:$failed"
fi
Rscript tools/bench-report.R ${RECORD:+vignettes/how-fast.csv} || status=1
exit $status
