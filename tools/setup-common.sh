# What the set-up scripts share; they source it.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export R_LIBS=$PWD/.rlib

say() { printf '==> %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }

on_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

deb_is_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# An R that did not come from Debian cannot load Debian's r-cran-* packages for certain.
r_is_debians() { on_debian && deb_is_installed r-base-core; }

missing_r_packages() { Rscript tools/r-packages.R missing; }

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

# Prints the first Python that will do, or nothing.
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
