#!/bin/sh
# One job for any CI system (Gitee Go, Jenkins, cron): validates the workspace, writes the findings for others to show, and
# fails if there are errors or if less of the answers is there than FAIL_UNDER percent.
# PACKAGES is the folder of prepared packages, see docs/en/install.md.
set -eu

python3 -m venv .venv
. .venv/bin/activate
pip install --quiet --no-index --find-links "${PACKAGES:-packages}" dutykit
dutykit validate --output junit=findings.xml --output sarif=findings.sarif
dutykit coverage --fail-under "${FAIL_UNDER:-95}"
