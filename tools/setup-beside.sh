#!/usr/bin/env bash
# A virtual environment for what few tests need: the Python packages of a list of its own, on top of
# those of .venv.
#
#   tools/setup-beside.sh cluster    .venv-cluster, by tools/requirements-cluster.txt
# shellcheck source=tools/setup-common.sh
source "$(dirname "$0")/setup-common.sh"

venv=.venv-$1
list=tools/requirements-$1.txt
# The stamp is what was installed: the lists, and the Python that .venv is made of.
wanted=$(cat tools/requirements.txt "$list" .venv/pyvenv.cfg)
stamp=$venv/lamina-requirements.txt
if [ -x "$venv/bin/python" ] && cmp -s - "$stamp" <<<"$wanted"; then
  say "Python packages of $list: already there ($venv)"
  exit
fi

say "Python: making $venv, which shares the packages of .venv"
.venv/bin/python -m venv --clear --without-pip "$venv"
packages_of() { "$1/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }
packages_of .venv >"$(packages_of "$venv")/lamina-shared.pth"

# What .venv has is seen and stays; the list of it keeps anything else from coming beside it.
say "Python packages: installing $list into $venv (a minute)"
.venv/bin/python -m pip --python "$venv/bin/python" install --quiet --disable-pip-version-check \
  -c tools/requirements.txt -r "$list"
printf '%s\n' "$wanted" >"$stamp"
