#!/usr/bin/env bash
# R CMD build and R CMD check in build/, without the network and without LaTeX. Any ERROR, WARNING
# or NOTE fails, other than those that tools/check-result.R names.
set -euo pipefail
cd "$(dirname "$0")/.."

# R CMD build copies the whole folder before it looks at .Rbuildignore: .venv is gigabytes.
rm -rf build/check
mkdir -p build/check/lamina
tar -cf - --exclude=./.git --exclude=./.venv --exclude='./.venv-*' --exclude=./.rlib --exclude=./build \
  --exclude=__pycache__ --exclude='.*_cache' . | tar -xf - -C build/check/lamina

cd build/check
echo "==> R CMD build"
R CMD build lamina
tarball=$(ls lamina_*.tar.gz)
tar -tzf "$tarball" >contents
grep -q '^lamina/inst/python/lamina/__init__.py$' contents ||
  { echo "check: the Python core is not in $tarball" >&2; exit 1; }
if grep -E '\.pyc$|^lamina/(python|tools|reference|examples|build)/' contents; then
  echo "check: these files do not belong in $tarball" >&2
  exit 1
fi

echo "==> R CMD check $tarball"
# TensorFlow writes functions to the temporary folder and reads them as modules, of which Python
# would leave the compiled ones there.
export PYTHONDONTWRITEBYTECODE=1

# No network: neither CRAN's incoming checks nor the clock. Examples that start Python take seconds.
_R_CHECK_CRAN_INCOMING_=false \
_R_CHECK_CRAN_INCOMING_REMOTE_=false \
_R_CHECK_SYSTEM_CLOCK_=false \
_R_CHECK_FORCE_SUGGESTS_=false \
_R_CHECK_EXAMPLE_TIMING_THRESHOLD_=60 \
  R CMD check --as-cran --no-manual "$tarball" || true

Rscript ../../tools/check-result.R lamina.Rcheck/00check.log
