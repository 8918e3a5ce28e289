#!/bin/sh
# Lays out every file, or the named ones, as `npm run check` expects them.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/setup.sh"
setup_packages full
cd "$root"
exec node_modules/.bin/oxfmt --write "$@"
