#!/usr/bin/env bash
# R, the programs its checks call, and the R packages lamina needs.
# shellcheck source=tools/setup-common.sh
source "$(dirname "$0")/setup-common.sh"
mkdir -p .rlib

# An R that did not come from Debian cannot load Debian's r-cran-* packages for certain.
r_is_debians() { on_debian && deb_is_installed r-base-core; }

if on_debian && { r_is_debians || ! command -v Rscript >/dev/null; }; then
  install_debs r-base-core r-base-dev pandoc qpdf tidy
fi
for program in Rscript make cc c++ pandoc; do
  command -v "$program" >/dev/null || die "'$program' is missing: install R (4.2 or newer), a C and C++ compiler, make and pandoc, then run make setup again."
done
say "R: already there ($(command -v Rscript))"

missing() { Rscript tools/r-packages.R missing; }

needed=$(missing)
if [ -n "$needed" ] && r_is_debians; then
  debs=()
  for package in $needed; do
    [ "$package" = reticulate ] || debs+=("r-cran-$(tr '[:upper:]' '[:lower:]' <<<"$package")")
  done
  install_debs ${debs[@]+"${debs[@]}"}

  # Debian 13 has a reticulate that is new enough, Debian 12 has not.
  minimum=$(Rscript tools/r-packages.R minimum reticulate)
  candidate=$(LC_ALL=C apt-cache policy r-cran-reticulate | sed -n 's/^ *Candidate: //p')
  if missing | grep -qw reticulate && dpkg --compare-versions "${candidate:-0}" ge "$minimum"; then
    install_debs r-cran-reticulate
  fi
  needed=$(missing)
fi

if [ -n "$needed" ]; then
  say "R packages: asking CRAN for $needed"
  # shellcheck disable=SC2086 # one word a package
  Rscript tools/r-packages.R install $needed || true
  needed=$(missing)
fi

if [ "$needed" = reticulate ] && r_is_debians; then
  tools/setup-reticulate.sh
  needed=$(missing)
fi

[ -z "$needed" ] || die "could not install the R packages: $needed. Install them by hand, then run make setup again."
say "R packages: already there (reticulate $(Rscript -e 'cat(format(packageVersion("reticulate")))'))"
