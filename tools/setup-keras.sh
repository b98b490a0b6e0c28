#!/usr/bin/env bash
# .venv-keras-VERSION: what .venv holds, with another Keras: the newest that pip offers, releases to
# come and nightly builds among them, or the version that is named.
#
#   tools/setup-keras.sh newest
#   tools/setup-keras.sh 3.15.0
# shellcheck source=tools/setup-common.sh
source "$(dirname "$0")/setup-common.sh"

version=${1:?"newest or a version of Keras"}
venv=.venv-keras-$version

# The newer one of two packages that pip knows, with its version.
newest() {
  for package in keras keras-nightly; do
    .venv/bin/python -m pip index versions --pre --disable-pip-version-check "$package" 2>/dev/null |
      sed -n "1s/.*(\\(.*\\)).*/$package \\1/p"
  done | .venv/bin/python -c '
import sys
from pip._vendor.packaging.version import Version
offers = [line.split() for line in sys.stdin]
print("==".join(max(offers, key=lambda offer: Version(offer[1]))))'
}
if [ "$version" = newest ]; then wanted=$(newest); else wanted=keras==$version; fi

if ! can_serve "$venv/bin/python"; then
  .venv/bin/python -m venv --clear --without-pip "$venv"
fi
packages_of() { "$1/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }
packages=$(packages_of "$venv")

# The newest one of yesterday need not be that of today.
rm -rf "$packages"/keras "$packages"/keras-*.dist-info "$packages"/keras_nightly-*.dist-info
.venv/bin/python -m pip install --quiet --disable-pip-version-check --pre --no-deps \
  --target "$packages" "$wanted"
# Behind its own packages come those of .venv.
packages_of .venv >"$packages/lamina-shared.pth"

say "Keras $(KERAS_BACKEND=numpy "$venv/bin/python" -c 'import keras; print(keras.__version__)'): in $venv"
