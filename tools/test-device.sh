#!/usr/bin/env bash
# The Python tests, on the device that each backend takes by itself: a graphics card, where the
# backend is a build for one. Each backend after the other, since they share the card.
#
#   tools/test-device.sh jax torch
#   PYTHON=/path/to/python tools/test-device.sh jax    what make setup installs is for processors
set -uo pipefail
cd "$(dirname "$0")/.." || exit
export RETICULATE_PYTHON=${PYTHON:-$PWD/.venv/bin/python} PYTHONPATH=$PWD/python

status=0
for backend; do
  KERAS_BACKEND=$backend "$RETICULATE_PYTHON" -c 'import keras
print("==>", keras.backend.backend(), "on", keras.ops.ones(()).device)' || status=1
  tools/test-suite.sh python "$backend" || status=1
done
exit "$status"
