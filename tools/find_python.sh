#!/bin/sh
# Prints the path of the Python that is asked for, wherever this machine has it; nothing if it has none.
#
#     tools/find_python.sh 3.13
set -eu

is_it() { [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$2" ]; }

# On the path. A shim of pyenv is there for every version that any project uses, and fails where none is chosen.
for python in "python$1" python3; do
  if command -v "$python" >/dev/null 2>&1 && is_it "$python" "$1"; then command -v "$python"; exit; fi
done
# Those that pyenv and uv manage.
if command -v pyenv >/dev/null 2>&1; then
  for version in $(pyenv versions --bare --skip-aliases 2>/dev/null | sort -rV); do
    python=$(pyenv root)/versions/$version/bin/python
    if is_it "$python" "$1"; then echo "$python"; exit; fi
  done
fi
if command -v uv >/dev/null 2>&1; then uv python find --no-python-downloads --system "$1" 2>/dev/null || true; fi
