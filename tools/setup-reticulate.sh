#!/usr/bin/env bash
# Builds Debian 13's reticulate on an older Debian into .rlib, for where CRAN does not answer.
# The machine's own apt sources and lists stay as they are.
# shellcheck source=tools/setup-common.sh
source "$(dirname "$0")/setup-common.sh"
# shellcheck source=/etc/os-release
source /etc/os-release

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/parts" "$work/lists/partial"
apt=(apt-get
  -o Dir::Etc::sourcelist=/dev/null
  -o Dir::Etc::sourceparts="$work/parts"
  -o Dir::State::Lists="$work/lists"
  -o APT::Sandbox::User=root)

# Whatever form the machine's sources have, apt says which archives they come to.
archives=$(apt-get --print-uris update |
  sed -nE "s#^'(.*)/dists/($VERSION_CODENAME|stable|oldstable)/InRelease' .*#\1#p" | sort -u)
[ -n "$archives" ] || die "this machine's apt sources name no Debian archive to take reticulate from."

fetch() {
  cat >"$work/parts/trixie.sources" <<END
Types: deb-src
URIs: $1
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
  # --tar-only: the .dsc is not needed, and not every mirror has it.
  (cd "$work" && "${apt[@]}" update -qq &&
    "${apt[@]}" source -qq --download-only --tar-only r-cran-reticulate)
}

say "reticulate: fetching its source from Debian 13"
for archive in $archives; do
  fetch "$archive" >"$work/log" 2>&1 && break
done
tarball=$(find "$work" -maxdepth 1 -name 'r-cran-reticulate_*.orig.tar.*')
[ -n "$tarball" ] || { cat "$work/log" >&2; die "no source of reticulate in this machine's Debian archive."; }

say "reticulate: building it into .rlib (half a minute)"
mkdir "$work/reticulate"
tar -xf "$tarball" -C "$work/reticulate" --strip-components=1
R CMD INSTALL --library=.rlib "$work/reticulate" >"$work/log" 2>&1 ||
  { cat "$work/log" >&2; die "reticulate did not build."; }
