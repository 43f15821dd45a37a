# Sourced by ./test: installs what the real-servers suite and the web pages' tests need, where that
# can be done without asking (root on Debian). Elsewhere those tests skip themselves.

TEST_PACKAGES="dovecot-imapd dovecot-pop3d dovecot-lmtpd postfix chromium"

missing_packages() {
  for package in $TEST_PACKAGES; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
  done
}

# Debian starts a daemon as soon as it is installed, unless this file says no.
without_daemons() {
  policy=/usr/sbin/policy-rc.d
  if [ -e "$policy" ]; then
    "$@"
    return
  fi
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  "$@"
  status=$?
  rm -f "$policy"
  return $status
}

install_test_packages() {
  if ! command -v dpkg-query >/dev/null; then
    echo "SKIPPED real servers: not a Debian system; the suite needs Dovecot 2.3 and Postfix (and Chromium for the web pages)." >&2
    return 0
  fi
  missing=$(missing_packages)
  [ -z "$missing" ] && return 0
  if [ "$(id -u)" != 0 ]; then
    echo "SKIPPED real servers: get them with  sudo apt-get install $missing" >&2
    return 0
  fi
  echo "Installing $missing"
  log=$(mktemp)
  if ! (
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && without_daemons apt-get install -y -qq --no-install-recommends $missing
  ) >"$log" 2>&1; then
    tail -20 "$log" >&2
    echo "SKIPPED real servers: apt-get install $missing failed, see above." >&2
  fi
  rm -f "$log"
}
