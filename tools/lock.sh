#!/bin/sh
# Writes requirements.lock (to run dutykit, with Excel, Word and signatures) and requirements-dev.lock (to work on it), with hashes,
# for every platform; and requirements-source.lock: what comes without a wheel, and is built with what stands in the other two.
#
#     tools/lock.sh .venv/bin         # the newest versions
#     tools/lock.sh .venv/bin keep    # the versions that are there, and what pyproject.toml asks for beside them
set -eu

cd "$(dirname "$0")/.."
bin=$1
upgrade=--upgrade
[ "${2:-}" != keep ] || upgrade=

export UV_CUSTOM_COMPILE_COMMAND="make lock"
compile() {
  # shellcheck disable=SC2086 # empty or one word
  "$bin/uv" pip compile pyproject.toml --quiet $upgrade --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-strip-extras --group build "$@" >/dev/null
}
compile --extra office --extra sign --extra dask --group dev --group bench --group lock --output-file requirements-dev.lock
# The same versions in both: the smaller lock is held to the larger one.
compile --extra office --extra sign --constraint requirements-dev.lock --output-file requirements.lock
compile --extra bag --constraint requirements-dev.lock --output-file requirements-source.full
# Of that only what the others lack.
{ sed -n '/^#/p' requirements-source.full; sed -n '/^bagit==/,/^    # /p' requirements-source.full; } >requirements-source.lock
rm requirements-source.full
