#!/usr/bin/env bash
# The R packages that are still missing, into .rlib: from CRAN, or reticulate from Debian's source.
# shellcheck source=tools/setup-common.sh
source "$(dirname "$0")/setup-common.sh"
mkdir -p .rlib

for program in Rscript make cc c++ pandoc; do
  command -v "$program" >/dev/null || die "'$program' is missing: install R (4.2 or newer), a C and C++ compiler, make and pandoc, then run make setup again."
done

needed=$(missing_r_packages)
if [ -n "$needed" ]; then
  say "R packages: asking CRAN for $needed"
  # shellcheck disable=SC2086 # one word a package
  Rscript tools/r-packages.R install $needed || true
  needed=$(missing_r_packages)
fi

if [ "$needed" = reticulate ] && r_is_debians; then
  tools/setup-reticulate.sh
  needed=$(missing_r_packages)
fi

[ -z "$needed" ] || die "could not install the R packages: $needed. Install them by hand, then run make setup again."
say "R packages: already there (reticulate $(Rscript -e 'cat(format(packageVersion("reticulate")))'))"
