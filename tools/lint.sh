#!/usr/bin/env bash
# ruff and mypy for Python, lintr for R; all are run, and any finding fails.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

status=0
run() {
  printf '==> %s\n' "$1"
  shift
  "$@" || status=1
}

run "ruff check" .venv/bin/ruff check --no-cache python inst/*.py
run "ruff format" .venv/bin/ruff format --no-cache --check python inst/*.py \
  tools/generate tools/neutralise_refusals.py tools/tests
run "ruff of the examples" .venv/bin/ruff check --no-cache --config python/pyproject.toml examples
run "ruff format of the examples" .venv/bin/ruff format --no-cache --check \
  --config python/pyproject.toml examples
run "ruff check of the tools" .venv/bin/ruff check --no-cache --config python/pyproject.toml \
  --extend-ignore D103 tools/generate tools/neutralise_refusals.py tools/tests
run "mypy" .venv/bin/mypy --cache-dir=build/mypy --config-file python/pyproject.toml \
  python/lamina python/benchmarks
run "mypy of the tools" .venv/bin/mypy --cache-dir=build/mypy \
  --config-file python/pyproject.toml --exclude /tests/ -p tools.generate \
  -m tools.neutralise_refusals
run "lintr" Rscript tools/lint.R
if [ "$status" -eq 0 ]; then
  echo "==> lint: nothing found"
else
  echo "==> lint: see above"
fi
exit $status
