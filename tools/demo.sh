#!/bin/sh
# The core job on the sample that ships, as `make demo` shows it.
#
#     tools/demo.sh .venv/bin/dutykit 市财政局 out/市财政局.pdf
set -eu

cd "$(dirname "$0")/.."
dutykit=$1 unit=$2 pdf=$3
export PAGER=cat # a demo does not stop to be paged

step() {
  printf '\n$ dutykit %s\n' "$*"
  "$dutykit" "$@"
}

step validate
step coverage
step matrix
step score
step alerts
step report --unit "$unit" -o "$pdf"
printf '\n%s\n' "$(cd "$(dirname "$pdf")" && pwd)/$(basename "$pdf")"
printf '\n%s\n    . %s/activate\n' '# 让 dutykit 可以直接运行 (so that dutykit runs by its name):' "$(dirname "$dutykit")"
