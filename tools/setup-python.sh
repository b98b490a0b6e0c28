#!/usr/bin/env bash
# .venv with the Python packages of tools/requirements.txt.
# shellcheck source=tools/setup-common.sh
source "$(dirname "$0")/setup-common.sh"
export RETICULATE_PYTHON=$PWD/.venv/bin/python

# The stamp is the list that was installed, so a changed list is seen.
stamp=.venv/lamina-requirements.txt
if can_serve .venv/bin/python && cmp -s tools/requirements.txt "$stamp"; then
  say "Python packages: already there (.venv)"
  exit
fi

if ! can_serve .venv/bin/python; then
  python=$(find_python)
  [ -n "$python" ] || die "no Python 3.11, 3.12 or 3.13 with a shared library was found; with pyenv: PYTHON_CONFIGURE_OPTS=--enable-shared pyenv install 3.11"
  say "Python: making .venv with $python"
  "$python" -m venv --clear .venv
fi

say "Python packages: installing tools/requirements.txt into .venv (some minutes)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check -r tools/requirements.txt

say "Python: asking R to import Keras from .venv"
KERAS_BACKEND=jax TF_CPP_MIN_LOG_LEVEL=2 \
  Rscript -e 'invisible(reticulate::import("keras"))' >/dev/null
cp tools/requirements.txt "$stamp"
