#!/bin/sh
# Installs what tests need, runs `npm run check`, then every test. With arguments, runs those test files alone:
#
#   npm test
#   npm test -- 'src/calendar/**/*.test.ts'
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/setup.sh"

find_chromium() {
  command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable
}

# Tells whether a font draws Japanese; where nobody can say, a missing font shows in the screenshots alone.
has_japanese_font() {
  ! command -v fc-list >/dev/null 2>&1 || [ -n "$(fc-list :lang=ja family 2>/dev/null)" ]
}

install_debian() {
  echo "Installing the Debian packages$(printf ' %s' "$@" | tr ' ' '\n' | sort -u | tr '\n' ' ')…" >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >"$log" 2>&1
}

# Adds the Debian packages that browser tests need, where this is Debian and we may: the shell of Chromium without its windows takes half the
# processor time; an older Debian has none, and gets the whole browser.
install_system_packages() {
  if { ! command -v chromium-headless-shell >/dev/null 2>&1 || ! has_japanese_font; } &&
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -q >"$log" 2>&1 || true
    install_debian chromium-headless-shell fonts-noto-cjk || { find_chromium >/dev/null 2>&1 && has_japanese_font; } ||
      # A browser without its font package would draw Japanese as boxes.
      install_debian chromium fonts-noto-cjk || {
      tail -n 20 "$log" >&2
      echo 'noroshi: apt-get could not install them (see above).' >&2
    }
  fi
  find_chromium >/dev/null 2>&1 ||
    echo 'noroshi: Chromium is missing, so the browser tests will fail: install it (Debian: apt-get install chromium-headless-shell).' >&2
  has_japanese_font ||
    echo 'noroshi: no Japanese font is installed, so screenshots will lack text: install one (Debian: apt-get install fonts-noto-cjk).' >&2
}

folder=$(mktemp -d)
log=$folder/apt.log
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

setup_packages full
install_system_packages
cd "$root"
export NODE_ENV=test
failed=0

if [ $# -eq 0 ]; then
  sh scripts/check.sh || failed=1
  set -- 'src/**/*.test.ts' 'test/**/*.test.ts' 'scripts/**/*.test.ts'
fi

node_modules/node/bin/node --test --test-concurrency=2 --test-global-setup=test/support/test-run.ts \
  --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=tap --test-reporter-destination="$folder/tap" "$@" || failed=1

if [ "$failed" -ne 0 ]; then echo 'npm test failed: see the broken rules or the failing tests above.'; fi
grep -E '^# (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) ' "$folder/tap" | tail -n 8 || true
exit "$failed"
