# Installs the packages that package-lock.json names, when they are missing or stale. Sourced, not run:
#
#   root=/path/of/the/checkout
#   . "$root/scripts/setup.sh"
#   setup_packages start    # what running needs
#   setup_packages full     # also what tests and checks need
#
# Quiet when there is nothing to do. Otherwise progress goes to standard error. Two at once: one installs, the other waits.
# Exits with 1 and one clear sentence when it cannot.
#
# `npm install --no-save` rather than `npm ci`: the lockfile names no package for a platform whose build its registry does not
# hold, and npm 11's `ci` takes that for a lockfile out of step. Versions and hashes come from the lockfile all the same.

setup_stamp=$root/node_modules/.noroshi-lock
setup_lock=$root/node_modules/.noroshi-setup
setup_log=$root/node_modules/.noroshi-setup.log
setup_least_megabytes=900
setup_longest_wait_seconds=900

# Ends this process with sentence $1, and gives the lock back if it is held.
setup_fail() {
  echo "noroshi: $1" >&2
  setup_drop_lock
  exit 1
}

setup_drop_lock() {
  if [ "$(readlink "$setup_lock" 2>/dev/null)" = "pid-$$" ]; then rm -f "$setup_lock"; fi
}

# Prints what the installed packages must match: the lockfile and the kind of machine.
setup_fingerprint() {
  echo "$(cksum <"$root/package-lock.json" | tr ' ' '-')-$(uname -s)-$(uname -m)"
}

# Tells whether the packages for mode $1 are installed; sets setup_mode to the mode to install when they are not.
setup_is_done() {
  stamped_fingerprint='' stamped_mode=''
  if [ -f "$setup_stamp" ]; then read -r stamped_fingerprint stamped_mode <"$setup_stamp" || true; fi
  setup_mode=$1
  # Packages that somebody installed by hand include those for tests: keep them.
  if [ "$stamped_mode" = full ] || { [ -z "$stamped_mode" ] && [ -f "$root/node_modules/.package-lock.json" ]; }; then setup_mode=full; fi
  [ "$stamped_fingerprint" = "$(setup_fingerprint)" ] && [ -x "$root/node_modules/node/bin/node" ] &&
    { [ "$stamped_mode" = full ] || [ "$stamped_mode" = "$1" ]; }
}

setup_require_node() {
  command -v node >/dev/null 2>&1 || setup_fail 'Node is missing. Install Node 20 or newer with npm, then try again.'
  command -v npm >/dev/null 2>&1 || setup_fail 'npm is missing. Install npm (it usually comes with Node), then try again.'
  found=$(node --version 2>/dev/null) || setup_fail "Node does not start ($(command -v node)). Install Node 20 or newer, then try again."
  major=${found#v}
  major=${major%%.*}
  [ "$major" -ge 20 ] 2>/dev/null || setup_fail "Node $found is too old: 20 or newer is needed."
}

setup_require_room() {
  free=$(df -Pk "$root" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }')
  if [ -n "$free" ] && [ "$free" -lt "$setup_least_megabytes" ]; then
    setup_fail "Too little room on the disk of $root: $free MB are free, $setup_least_megabytes MB are needed."
  fi
}

# Takes the lock, a symbolic link that names the process which installs, so that taking and naming are one step.
# Returns 1 when somebody else finished the work meanwhile.
setup_take_lock() {
  waited=0
  until ln -s "pid-$$" "$setup_lock" 2>/dev/null; do
    holder=$(readlink "$setup_lock" 2>/dev/null) || holder=''
    if [ -n "$holder" ] && ! setup_is_alive "${holder#pid-}"; then
      setup_drop_stale_lock "$holder"
      continue
    fi
    if [ "$waited" -eq 0 ] && [ -n "$holder" ]; then echo "Waiting for process ${holder#pid-}, which installs the packages …" >&2; fi
    if [ "$waited" -ge "$setup_longest_wait_seconds" ]; then
      setup_fail "Process ${holder#pid-} has been installing for too long. Stop it or delete $setup_lock, then try again."
    fi
    sleep 1
    waited=$((waited + 1))
  done
  if setup_is_done "$1"; then
    setup_drop_lock
    return 1
  fi
}

setup_is_alive() {
  [ -d "/proc/$1" ] || kill -0 "$1" 2>/dev/null
}

# Removes the lock of dead process $1. A second link lets one waiter at a time do so, or a fresh lock could be taken for the dead one.
setup_drop_stale_lock() {
  if ln -s "pid-$$" "$setup_lock.drop" 2>/dev/null; then
    if [ "$(readlink "$setup_lock" 2>/dev/null)" = "$1" ]; then rm -f "$setup_lock"; fi
    rm -f "$setup_lock.drop"
  else
    sleep 1
    dropper=$(readlink "$setup_lock.drop" 2>/dev/null) || return 0
    setup_is_alive "${dropper#pid-}" || rm -f "$setup_lock.drop"
  fi
}

# Shows a running sign until killed: seconds on a terminal, a line every ten seconds elsewhere.
setup_show_progress() {
  seconds=0
  if [ ! -t 2 ]; then echo 'Installing packages (about 40 s the first time) …' >&2; fi
  while kill -0 "$$" 2>/dev/null; do
    if [ -t 2 ]; then
      printf '\rInstalling packages (about 40 s the first time) … %s s ' "$seconds" >&2
    elif [ "$seconds" -gt 0 ] && [ $((seconds % 10)) -eq 0 ]; then
      echo "… still installing after $seconds s" >&2
    fi
    # Whoever reads our standard error must not wait for the end of a sleep.
    sleep 1 >/dev/null 2>&1
    seconds=$((seconds + 1))
  done
}

setup_explain_failure() {
  [ ! -t 2 ] || echo >&2
  grep -v 'EBADENGINE' "$setup_log" | tail -n 20 >&2 || true
  if grep -q 'ENOSPC' "$setup_log"; then
    setup_fail "The disk is full: the packages need about $setup_least_megabytes MB in $root and in the cache of npm."
  fi
  if grep -Eq 'ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH' "$setup_log"; then
    setup_fail 'npm cannot reach its package registry. Check the network and the proxy settings of npm, then try again.'
  fi
  if grep -Eq 'EACCES|EPERM|EROFS' "$setup_log"; then
    setup_fail "npm may not write where it must (see above): check who owns $root and the cache of npm."
  fi
  setup_fail "npm could not install the packages (exit code $1, see above; all of it in $setup_log)."
}

# Runs npm for setup_mode. A signal ends npm, gives the lock back and ends this process.
setup_install() {
  started=$(date +%s)
  setup_show_progress &
  progress=$!
  omitted=
  if [ "$setup_mode" = start ]; then omitted=--omit=dev; else omitted=--include=dev; fi
  (cd "$root" && exec npm install --no-save "$omitted" --ignore-scripts=false --engine-strict=false \
    --no-audit --no-fund --no-progress --no-update-notifier --loglevel=warn >"$setup_log" 2>&1 </dev/null) &
  installer=$!
  trap 'setup_give_up 129' HUP
  trap 'setup_give_up 130' INT
  trap 'setup_give_up 143' TERM
  code=0
  wait "$installer" || code=$?
  kill "$progress" 2>/dev/null || true
  wait "$progress" 2>/dev/null || true
  if [ "$code" -ne 0 ]; then setup_explain_failure "$code"; fi
  if [ -t 2 ]; then echo >&2; fi
  echo "Packages installed in $(($(date +%s) - started)) s." >&2
}

setup_give_up() {
  kill "$installer" "$progress" 2>/dev/null || true
  wait "$installer" 2>/dev/null || true
  setup_drop_lock
  exit "$1"
}

# Installs what mode $1 (start or full) needs, unless it is there.
setup_packages() {
  if setup_is_done "$1"; then return 0; fi
  setup_require_node
  mkdir -p "$root/node_modules" 2>/dev/null || setup_fail "Cannot write to $root: the packages are installed there."
  [ -w "$root/node_modules" ] || setup_fail "Cannot write to $root/node_modules: the packages are installed there."
  setup_take_lock "$1" || return 0
  # An install that was cut off leaves packages that look whole: begin anew.
  if [ "$stamped_fingerprint" = unfinished ]; then
    find "$root/node_modules" -mindepth 1 -maxdepth 1 ! -name '.noroshi-*' -exec rm -rf {} +
  fi
  if [ ! -d "$root/node_modules/node" ]; then setup_require_room; fi
  echo "unfinished $setup_mode" >"$setup_stamp"
  setup_install
  "$root/node_modules/node/bin/node" --version >/dev/null 2>&1 ||
    setup_fail "The packaged Node does not run on this machine ($(uname -s) $(uname -m)): it needs Linux with glibc, or macOS."
  echo "$(setup_fingerprint) $setup_mode" >"$setup_stamp"
  rm -f "$setup_log"
  setup_drop_lock
  trap - HUP INT TERM
}
