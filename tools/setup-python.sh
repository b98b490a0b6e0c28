#!/usr/bin/env bash
# .venv with the Python packages of tools/requirements.txt.
# shellcheck source=tools/setup-common.sh
source "$(dirname "$0")/setup-common.sh"
export RETICULATE_PYTHON=$PWD/.venv/bin/python

# reticulate binds only to a Python with a shared library, and that may be a package of its own.
# TensorFlow sets the newest version that will do.
can_serve() {
  "$1" - 2>/dev/null <<'EOPY'
import os, sys, sysconfig
import ensurepip, venv
value = sysconfig.get_config_var
folders = [value("LIBDIR"), os.path.join(sys.base_prefix, "lib")]
shared = value("PYTHONFRAMEWORK") or value("Py_ENABLE_SHARED") and any(
    os.path.exists(os.path.join(folder, value("INSTSONAME"))) for folder in folders if folder
)
sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13) and shared))
EOPY
}

find_python() {
  local python
  for python in python3 python3.13 python3.12 python3.11 /usr/bin/python3 \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[123].*/bin/python3; do
    if command -v "$python" >/dev/null && can_serve "$python"; then
      command -v "$python"
      return
    fi
  done
}

# The stamp is the list that was installed, so a changed list is seen.
stamp=.venv/lamina-requirements.txt
if can_serve .venv/bin/python && cmp -s tools/requirements.txt "$stamp"; then
  say "Python packages: already there (.venv)"
  exit
fi

if ! can_serve .venv/bin/python; then
  python=$(find_python)
  if [ -z "$python" ] && on_debian; then
    install_debs python3-venv libpython3-dev
    python=$(find_python)
  fi
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
