# Sourced by the commands at the root: exports JAVA_HOME of a JDK 25 or newer, or says what to install.

jdk_version() {
  # A JDK's "release" file tells its version without starting it.
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

is_jdk_25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  version=$(jdk_version "$1")
  [ -n "$version" ] && [ "$version" -ge 25 ]
}

find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && is_jdk_25 "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return
  fi
  if on_path=$(command -v javac); then
    home=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    if is_jdk_25 "$home"; then
      echo "$home"
      return
    fi
  fi
  for home in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if is_jdk_25 "$home"; then
      echo "$home"
      return
    fi
  done
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
  echo "No JDK 25 was found in JAVA_HOME, on the PATH or under /usr/lib/jvm: install one (Debian and" \
    "Ubuntu: the package temurin-25-jdk of Adoptium, elsewhere any OpenJDK 25) and set JAVA_HOME to it." >&2
  exit 1
fi
export JAVA_HOME
