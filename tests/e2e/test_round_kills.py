"""Killed in the middle of handing in, sending back, accepting and carrying forward: the workspace still validates."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Forks a child that goes through one round after the other, and kills it outright: 200 times.
KILLER = '''
import datetime as dt, itertools, os, random, signal, sys, time
from pathlib import Path
from dutykit.model.finding import Severity
from dutykit.model.layout import PENDING_FILE
from dutykit.workspace.writing.transaction import Refusal
from dutykit.validate.one_workspace import check_workspace
from tests.cycles import begin, carry, fill, opened, take

root = Path(sys.argv[1])
chance = random.Random(5)  # the moments only have to differ

def errors():
    loaded, findings, _waived = check_workspace(root, frozenset(), frozenset(), dt.date(2017, 1, 1))
    return [f"{one.place} {one.rule} {one.message}" for one in findings if one.severity is Severity.ERROR]

def loop():
    while True:
        workspace = opened(root)
        cycle = workspace.cycle
        for unit in ("市财政局", "市体育局"):
            there = workspace.submission(unit, cycle)
            day = dt.date(cycle, 5, 7)
            if there is None or (there.state == "draft" and not any(answer.rating for answer in there.answers)):
                fill(root, unit, cycle)
            elif there.state == "submitted" and there.returned is None:
                take(root, "return", unit, day, cycle, reason="缺数据", due=dt.date(cycle, 6, 1))
            elif there.state != "accepted":
                take(root, "accept" if there.state == "submitted" else "submit", unit, day, cycle)
            else:
                continue
            break
        else:
            carry(root, dt.date(cycle + 1, 1, 5))

def kill_at_write(at):
    """Kills this process right before a file gets into its place for the time `at`: the note, the first file, …"""
    replace, times = os.replace, itertools.count()
    def killing(one, other):
        if next(times) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        replace(one, other)
    os.replace = killing

spare = root.with_name("spare")  # all is imported before the first fork
begin(spare)
fill(spare, "市财政局", 2017)
take(spare, "submit", "市财政局", dt.date(2017, 5, 7))
carry(spare, dt.date(2018, 1, 5))
begin(root)
fill(root, "市财政局", 2017)
assert errors() == [], errors()
pending = 0
seen = {}
for number in range(200):
    child = os.fork()
    itself = number % 10 == 0  # where a disk is quick, chance alone may never fall between two files
    if not child:
        try:
            if itself:
                kill_at_write(1 + number // 10 % 3)
            while True:
                try:
                    loop()
                except Refusal as error:  # what it saw was finished meanwhile
                    assert not error.findings, error.findings
        except BaseException:
            import traceback
            traceback.print_exc()
        finally:
            os._exit(1)
    if not itself:
        time.sleep(chance.uniform(0.05, 0.25) if number % 6 == 0 else chance.uniform(0.003, 0.04))
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status), number  # it did not end by itself
    found = errors()
    assert found == [], (number, found)
    pending += (root / PENDING_FILE).exists()
    logs = {str(path): path.read_bytes() for path in (root / "history").rglob("*.jsonl")}
    for name, data in seen.items():
        assert logs[name].startswith(data), (number, name)  # no line is ever lost or rewritten
    seen = logs
print(pending, opened(root).cycle)
'''


@pytest.mark.skipif(not hasattr(os, "fork"), reason="killing works otherwise there")
def test_killed_200_times_the_workspace_validates(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLER, str(tmp_path / "w")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, capture_output=True, check=False, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    pending, cycle = map(int, done.stdout.split())
    assert pending >= 20  # so many were killed between two files, and some more by chance
    assert cycle > 2017  # … and some in later cycles
