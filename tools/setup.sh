#!/bin/sh
# Sets up everything from a bare machine: Python, the libraries the PDF needs, .venv from the lock, dutykit itself.
#
#     tools/setup.sh run    what `make demo` needs (requirements.lock)
#     tools/setup.sh dev    also what the checks and tests need (requirements-dev.lock)
#
# A step whose result is there already is skipped. PYTHON=… chooses the interpreter, VENV=… the folder (.venv),
# DUTYKIT_NO_INSTALL=1 forbids installing system packages: what is missing is then only named.
set -eu

cd "$(dirname "$0")/.."
kind=${1:-dev}
VENV=${VENV:-.venv}
PYTHON=${PYTHON:-}
asked=$PYTHON
export PIP_DISABLE_PIP_VERSION_CHECK=1

case $kind in
  run) lock=requirements.lock ;;
  dev) lock=requirements-dev.lock ;;
  *) echo "usage: tools/setup.sh run|dev" >&2; exit 2 ;;
esac

say() { printf '%s\n' "setup: $*" >&2; }
die() { say "$*"; exit 2; }

# --- the system ---------------------------------------------------------------------------------

as_root() {
  if [ "$(id -u)" = 0 ]; then echo "env"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then echo "sudo"
  fi
}

# Debian's packages for what is missing; on another system, the one command to run.
install_packages() {
  if command -v apt-get >/dev/null 2>&1; then
    root=$(as_root)
    if [ -n "$root" ] && [ -z "${DUTYKIT_NO_INSTALL:-}" ]; then
      say "installing $*"
      $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null 2>&1 </dev/null && return
      $root apt-get update -q >/dev/null </dev/null || say "apt-get update failed; trying with the old lists"
      $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null </dev/null && return
    fi
    die "please run: sudo apt-get install -y $*"
  fi
  if command -v dnf >/dev/null 2>&1; then die "please run: sudo dnf install -y python3 pango harfbuzz fontconfig"; fi
  if command -v brew >/dev/null 2>&1; then die "please run: brew install python pango fontconfig"; fi
  die "please install: Python 3.11 or newer with venv, pango, harfbuzz, fontconfig"
}

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  if [ -n "$PYTHON" ]; then
    fits "$PYTHON" || die "PYTHON=$PYTHON is not Python 3.11 or newer"
    return
  fi
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 && fits "$name"; then PYTHON=$name; return; fi
  done
}

# The shared libraries WeasyPrint opens (typeset/pdf.py), looked for as it does: by opening them.
missing_libraries() {
  "$1" - <<'PYTHON'
import ctypes
import ctypes.util

PACKAGES = {
    "gobject-2.0": "libglib2.0-0",
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "fontconfig": "fontconfig",
}
VERSIONED = {"fontconfig": ".so.1"}
for name, package in PACKAGES.items():
    for candidate in (f"lib{name}{VERSIONED.get(name, '.so.0')}", ctypes.util.find_library(name)):
        try:
            ctypes.CDLL(candidate or f"lib{name}")
            break
        except OSError:
            continue
    else:
        print(package)
PYTHON
}

# --- the virtual environment ---------------------------------------------------------------------

find_python
if [ -z "$PYTHON" ]; then
  install_packages python3 python3-venv
  find_python
  [ -n "$PYTHON" ] || die "no Python 3.11 or newer here; install one and run again with PYTHON=/path/to/python3"
fi

has_pip() { [ -x "$VENV/bin/python" ] && fits "$VENV/bin/python" && "$VENV/bin/python" -m pip --version >/dev/null 2>&1; }
version() { "$1" -c 'import sys; print(sys.version)'; }

# Another interpreter asked for than the one .venv was made with: make it anew. Only a real .venv is ever cleared.
if [ -n "$asked" ] && [ -f "$VENV/pyvenv.cfg" ] && [ "$(version "$VENV/bin/python" 2>/dev/null)" != "$(version "$asked")" ]; then
  say "clearing $VENV, which another Python made"
  "$asked" -m venv --clear --without-pip "$VENV"
fi

# One hash of all that decides what is in .venv; what `dev` needs holds what `run` needs.
wanted=$("$PYTHON" - "$VENV" requirements.lock requirements-dev.lock requirements-source.lock pyproject.toml tools/setup.sh <<'PYTHON'
import hashlib
import os
import sys

digest = hashlib.sha256(os.path.abspath(sys.argv[1]).encode())  # scripts name their interpreter by its path
for name in sys.argv[2:]:
    with open(name, "rb") as file:
        digest.update(file.read())
print(digest.hexdigest())
PYTHON
)
stamp=$VENV/.dutykit-setup
made=$(cat "$stamp" 2>/dev/null || true)
if [ -x "$VENV/bin/dutykit" ] && { [ "$made" = "dev $wanted" ] || [ "$made" = "$kind $wanted" ]; }; then
  # The messages are no part of the hash: another translation is compiled, and nothing installed anew.
  for po in src/dutykit/locale/*/LC_MESSAGES/*.po; do
    [ "${po%.po}.mo" -nt "$po" ] || exec "$VENV/bin/python" tools/build_hook.py
  done
  exit 0
fi

libraries=$(missing_libraries "$PYTHON" | tr '\n' ' ')
# shellcheck disable=SC2086 # a list of package names
[ -z "$libraries" ] || install_packages $libraries

# The programs other people wrote that the tests judge our files by. Without them those tests are skipped, and say so.
judges() {
  command -v pdftotext >/dev/null 2>&1 || echo poppler-utils
  command -v qpdf >/dev/null 2>&1 || echo qpdf
  command -v soffice >/dev/null 2>&1 || echo libreoffice-calc-nogui libreoffice-writer-nogui
  command -v java >/dev/null 2>&1 || echo default-jre-headless
  [ -e /usr/share/java/jaxb-api.jar ] || echo libjaxb-java
  command -v chromium >/dev/null 2>&1 || echo chromium
  command -v mmdebstrap >/dev/null 2>&1 || echo mmdebstrap # for make bundle and make prove-bundle
}
if [ "$kind" = dev ]; then
  missing=$(judges | tr '\n' ' ')
  if [ -n "$missing" ]; then
    # shellcheck disable=SC2086
    (install_packages $missing) || say "going on without $missing: the tests that need it are skipped"
  fi
fi

if ! has_pip; then
  say "making $VENV with $("$PYTHON" --version 2>&1)"
  if ! "$PYTHON" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    install_packages python3-venv
  fi
  "$PYTHON" -m venv "$VENV"
fi

say "installing $lock into $VENV (with hashes)"
"$VENV/bin/python" -m pip install -qq --require-hashes --only-binary :all: -r "$lock" </dev/null
# What has no wheel is built here, with what the lock has just brought: nothing comes without its hash.
"$VENV/bin/python" -m pip install -qq --require-hashes --no-deps --no-build-isolation -r requirements-source.lock </dev/null
say "installing dutykit itself (editable)"
"$VENV/bin/python" -m pip install -qq --no-deps --no-build-isolation -e . </dev/null
printf '%s %s\n' "$kind" "$wanted" >"$stamp"
say "ready: $VENV/bin/dutykit"
