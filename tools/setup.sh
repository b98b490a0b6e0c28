#!/usr/bin/env bash
# Sets a machine up for lamina: everything from nothing, or only what is missing.
# shellcheck source=tools/setup-common.sh
source "$(dirname "$0")/setup-common.sh"

tools/setup-debian.sh
tools/setup-r.sh
tools/setup-python.sh
make --no-print-directory install
say "lamina is set up: $(Rscript -e 'cat("R", format(getRversion()))'), $(.venv/bin/python --version)"
