#!/bin/sh
# Builds the wheel and the source distribution, looks them over, and installs each in a new virtual environment with
# nothing but pip, on the oldest and the newest Python that pyproject.toml claims, as far as this machine has them.
#
#     tools/prove_package.sh BIN    the folder of programs of the virtual environment for development
set -eu

cd "$(dirname "$0")/.."
bin=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { printf '%s\n' "package: $*"; }

"$bin/python" -m build --no-isolation --outdir "$work/dist" . >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
"$bin/twine" check --strict "$work"/dist/*
"$bin/check-wheel-contents" "$work"/dist/*.whl

versions=$(sed -n 's/.*"Programming Language :: Python :: \(3\.[0-9]*\)".*/\1/p' pyproject.toml | sort -V)
for version in $(printf '%s\n' "$versions" | sed -n '1p;$p'); do
  python=$(tools/find_python.sh "$version")
  if [ -z "$python" ]; then say "Python $version: not on this machine, NOT tried"; continue; fi
  for file in "$work"/dist/*; do
    "$python" -m venv "$work/venv"
    (
      cd "$work" # away from the checkout, so that only what was installed is found
      unset PYTHONPATH
      "$work/venv/bin/pip" install -qq --disable-pip-version-check "$file"
      rm -rf new && "$work/venv/bin/dutykit" init --quiet new
      "$work/venv/bin/dutykit" validate --quiet --no-cache --workspace new
      "$work/venv/bin/python" -c 'import dutykit; print(len(dutykit.responsibilities(dutykit.open_workspace("new"))), "duties")'
    )
    say "Python $version: pip install $(basename "$file"), init, validate, import: passed"
    rm -rf "$work/venv"
  done
done
