"""Killed in the middle of steps for several units and of joining logs: the next command finishes, nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Forks a child that takes a step for all units or joins the logs of two places, and kills it before a file is in place.
KILLER = """
import datetime as dt, itertools, os, shutil, signal, sys
from pathlib import Path
from dutykit.lifecycle.batch import Batch, record_batch
from dutykit.lifecycle.merging import MergeRequest, merge_histories
from dutykit.model.finding import Severity
from dutykit.model.layout import PENDING_FILE
from dutykit.validate.one_workspace import check_workspace
from tests.cycles import begin, fill, opened, take

folder = Path(sys.argv[1])
UNITS = ("市财政局", "市教育局", "东区政府")

def errors(root):
    loaded, findings, _waived = check_workspace(root, frozenset(), frozenset(), dt.date(2017, 6, 1))
    return [f"{one.place} {one.rule} {one.message}" for one in findings if one.severity is Severity.ERROR]

def lines(root):
    return {line for path in root.rglob("history/2017/*.jsonl") for line in path.read_text("utf-8").splitlines()}

def killed(at, work):
    child = os.fork()
    if not child:
        replace, times = os.replace, itertools.count()
        def killing(one, other):
            if next(times) == at:
                os.kill(os.getpid(), signal.SIGKILL)
            replace(one, other)
        os.replace = killing
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])

def submit(root):
    record_batch(root, Batch("submit", "甲", dt.date(2017, 5, 2), everyone=True))

def join(root):
    merge_histories(root, MergeRequest("甲", dt.date(2017, 5, 9)))

base = folder / "base"
begin(base)
for unit in UNITS:
    fill(base, unit, 2017)
kills = 0
for at in itertools.count():
    root = folder / f"submit-{at}"
    shutil.copytree(base, root)
    if not killed(at, lambda: submit(root)):
        break
    kills += 1
    assert errors(root) == [], (at, errors(root))
    submit(root)
    assert not (root / PENDING_FILE).exists()
    assert {one.state for one in opened(root).submissions} == {"submitted"}
    assert len(lines(root)) == 3 and errors(root) == []

submit(base)
other = folder / "other"
shutil.copytree(base, other)
for unit in UNITS:
    take(base, "return", unit, dt.date(2017, 5, 4), reason="缺", due=dt.date(2017, 6, 1))
    take(other, "accept", unit, dt.date(2017, 5, 3))
for unit in UNITS:  # what git leaves
    log, name = f"history/2017/{unit}.jsonl", f"submissions/2017/{unit}.yaml"
    both = [*(base / log).read_bytes().splitlines(True), *(other / log).read_bytes().splitlines(True)]
    (base / log).write_bytes(b"".join(dict.fromkeys(both)))
    ours, theirs = (base / name).read_bytes(), (other / name).read_bytes()
    (base / name).write_bytes(b"<<<<<<< HEAD\\n" + ours + b"=======\\n" + theirs + b">>>>>>> other\\n")
known = lines(base)
assert len(known) == 9
for at in itertools.count():
    root = folder / f"join-{at}"
    shutil.copytree(base, root)
    if not killed(at, lambda: join(root)):
        break
    kills += 1
    join(root)
    assert not (root / PENDING_FILE).exists()
    assert known < lines(root) and len(lines(root)) == 12
    assert {one.state for one in opened(root).submissions} == {"returned"}
    assert errors(root) == [], (at, errors(root))
print(kills)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="killing works otherwise there")
def test_killed_before_each_file_the_next_command_finishes(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLER, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, capture_output=True, check=False, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == 14  # the note and six files, twice
