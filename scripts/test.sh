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

# Gives up soon where the network is away: most of what follows runs without.
apt() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -o Acquire::Retries=1 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 "$@" >"$log" 2>&1
}

install_debian() {
  echo "Installing the Debian packages$(printf ' %s' "$@" | tr ' ' '\n' | sort -u | tr '\n' ' ')…" >&2
  apt install -y --no-install-recommends "$@"
}

# Adds the Debian packages that browser tests need, where this is Debian and we may: the shell of Chromium without its windows takes half the
# processor time; an older Debian has none, and gets the whole browser.
install_system_packages() {
  if { ! command -v chromium-headless-shell >/dev/null 2>&1 || ! has_japanese_font; } &&
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt update || true
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

# Runs test files: how many at once, where to note what became of each, and which.
run_tests() {
  at_once=$1 tap=$2
  shift 2
  node_modules/node/bin/node --test --test-concurrency="$at_once" --test-global-setup=test/support/test-run.ts \
    --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$tap" "$@"
}

# Prints the files of the tests that failed, by what was noted.
failing_files() {
  awk '/^(not )?ok / { failed = /^not/ }
    failed && /^  location: / { sub(/^  location: ./, ""); sub(/:[0-9]+:[0-9]+.$/, ""); print; failed = 0 }' "$1" | sort -u
}

# Runs the files of failed tests once more, and names what passes then. A machine that does other things as well may be too slow for a browser once;
# where more than a few fail, it is not the machine.
repeat_failed() {
  failing_files "$folder/tap" >"$folder/files"
  count=$(wc -l <"$folder/files")
  if [ "$count" -lt 1 ] || [ "$count" -gt 3 ]; then return 1; fi
  echo "Once more, and alone:$(sed "s|^$root/| |" "$folder/files" | tr -d '\n')"
  # shellcheck disable=SC2046
  (IFS='
' && run_tests 1 "$folder/again" $(cat "$folder/files")) || return 1
  echo 'Failed the first time and passed the second, and are to be mended:'
  sed -n 's/^not ok [0-9]* - /  /p' "$folder/tap"
}

run_tests 2 "$folder/tap" "$@" || repeat_failed || failed=1

if [ "$failed" -ne 0 ]; then echo 'npm test failed: see the broken rules or the failing tests above.'; fi
for noted in "$folder/tap" "$folder/again"; do
  [ ! -f "$noted" ] || grep -E '^# (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) ' "$noted" | tail -n 8 || true
done
exit "$failed"
