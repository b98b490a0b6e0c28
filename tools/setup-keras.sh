#!/usr/bin/env bash
# .venv-keras-VERSION: what .venv holds, with another Keras: the newest that pip offers, releases to
# come among them, or the version that is named.
#
#   tools/setup-keras.sh newest
#   tools/setup-keras.sh 3.15.0
# shellcheck source=tools/setup-common.sh
source "$(dirname "$0")/setup-common.sh"

version=${1:?"newest or a version of Keras"}
venv=.venv-keras-$version
wanted=keras
[ "$version" = newest ] || wanted=keras==$version

if ! can_serve "$venv/bin/python"; then
  .venv/bin/python -m venv --clear --without-pip "$venv"
fi
packages_of() { "$1/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }
packages=$(packages_of "$venv")

# The newest one of yesterday need not be that of today.
rm -rf "$packages"/keras "$packages"/keras-*.dist-info
.venv/bin/python -m pip install --quiet --disable-pip-version-check --pre --no-deps \
  --target "$packages" "$wanted"
# Behind its own packages come those of .venv.
packages_of .venv >"$packages/lamina-shared.pth"

say "Keras $("$venv/bin/python" -c 'import importlib.metadata as m; print(m.version("keras"))'): in $venv"
