#!/bin/sh
# Checks everything that a machine can check about the source. With names, checks those rules alone:
#
#   npm run check
#   npm run check -- lint types
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/setup.sh"
setup_packages full
exec "$root/node_modules/node/bin/node" "$root/scripts/check/check-all.ts" "$@"
