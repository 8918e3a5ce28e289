#!/bin/sh
# Runs one benchmark (bench/NAME.bench.ts), or lists them. What follows the name goes to the benchmark.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/setup.sh"

list_benchmarks() {
  for file in "$root"/bench/*.bench.ts; do
    if [ -f "$file" ]; then echo "  npm run bench -- $(basename "$file" .bench.ts)"; fi
  done
}

if [ $# -eq 0 ]; then
  echo 'Benchmarks:'
  list_benchmarks
  exit 0
fi
name=$1
shift
case $name in
  '' | */* | .*) file= ;;
  *) file=$root/bench/$name.bench.ts ;;
esac
if [ ! -f "$file" ]; then
  echo "There is no benchmark \"$name\". There are:" >&2
  list_benchmarks >&2
  exit 2
fi
setup_packages full
exec "$root/node_modules/node/bin/node" "$file" "$@"
