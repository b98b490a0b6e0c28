#!/usr/bin/env bash
# On Debian: R, the programs its checks call, the R packages and Python, as far as they are missing.
# The one step of the set-up that needs root.
# shellcheck source=tools/setup-common.sh
source "$(dirname "$0")/setup-common.sh"
on_debian || exit 0

sudo=()
if [ "$(id -u)" -ne 0 ]; then
  sudo=(sudo)
fi

# install NAME...: installs those that are missing; asks apt for nothing when none is.
install() {
  local name missing=()
  for name; do
    deb_is_installed "$name" || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  if [ ${#sudo[@]} -gt 0 ] && ! command -v sudo >/dev/null; then
    die "Debian packages are missing (${missing[*]}). As root, run $PWD/tools/setup-debian.sh, then make setup again."
  fi
  say "Debian packages: installing ${missing[*]}"
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null
}

if r_is_debians || ! command -v Rscript >/dev/null; then
  install r-base-core r-base-dev pandoc qpdf

  needed=$(missing_r_packages)
  debs=()
  for package in $needed; do
    [ "$package" = reticulate ] || debs+=("r-cran-${package,,}")
  done
  install "${debs[@]}"

  # Debian 13 has a reticulate that is new enough, Debian 12 has not.
  if grep -qw reticulate <<<"$needed"; then
    minimum=$(Rscript tools/r-packages.R minimum reticulate)
    candidate=$(LC_ALL=C apt-cache policy r-cran-reticulate | sed -n 's/^ *Candidate: //p')
    if dpkg --compare-versions "${candidate:-0}" ge "$minimum"; then
      install r-cran-reticulate
    fi
  fi
fi

if ! can_serve .venv/bin/python && [ -z "$(find_python)" ]; then
  install python3-venv libpython3-dev
fi
say "Debian packages: already there"
