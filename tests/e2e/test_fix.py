"""Mending under fire: killed at any moment, on a full disk, twice at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from dutykit.model.layout import LOCK_FILE

BASE = Path(__file__).parents[1] / "cases" / "base"
OLD = "unit: 示例市财政局 # 注\r\ncycle: '2019'\r\nstate: draft\r\nsubmitted_on: 2019年3月1日\r\n".encode()
NEW = "unit: 市财政局 # 注\r\ncycle: 2019\r\nstate: draft\r\nsubmitted_on: 2019-03-01\r\n".encode()
FILES = 12

# Forks a child that makes the files old and mends them, over and over, and kills it: 200 times.
# The child ends as the command does when it is told to.
KILLER = """
import os, random, signal, sys, time
from contextlib import suppress
from pathlib import Path
from dutykit.validate.fix.fixing import fix_workspace
from dutykit.workspace.writing.transaction import transaction

root, old, new = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes(), Path(sys.argv[3]).read_bytes()
files = sorted((root / "submissions").rglob("*.yaml"))
chance = random.Random(3)  # the moments only have to differ
fix_workspace(root, dry_run=True)  # all is imported before the first fork
start = time.monotonic()
fix_workspace(root, dry_run=False)
whole = time.monotonic() - start  # on a busy machine it takes longer, and the moments are to be in all of its parts

def loop():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    while True:
        for number, file in enumerate(files):
            if file.read_bytes() != old:
                spare = file.with_name(f"old-{number}.tmp")
                spare.write_bytes(old)
                spare.replace(file)
        os.write(begun, b".")
        fix_workspace(root, dry_run=False)

pending = 0
begins, begun = os.pipe()
for number in range(200):
    how = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[number % 3]
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    child = os.fork()
    if not child:
        code = 1
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
            loop()
        except (KeyboardInterrupt, SystemExit):
            code = 0
        except BaseException:
            pass
        # Here, not above: a signal between two steps of a `with` leaves its end to the interpreter,
        # which comes to it once the exception is gone, as it is when a program has ended.
        os._exit(code)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
    os.read(begins, 1)
    time.sleep(chance.uniform(0, 1.2) * whole)
    os.kill(child, how)
    asked = time.monotonic()
    while not (done := os.waitpid(child, os.WNOHANG))[0]:
        time.sleep(0.001)
        if time.monotonic() - asked > 10:  # Python loses one that comes in a finalizer; a person presses again
            os.kill(child, how)
            asked = time.monotonic()
    status = done[1]
    os.set_blocking(begins, False)
    with suppress(BlockingIOError):
        os.read(begins, 1000)
    os.set_blocking(begins, True)
    # A SIGTERM before the handler is set kills outright.
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == how or os.WEXITSTATUS(status) == 0, (how, status)
    texts = {file.relative_to(root).as_posix(): file.read_bytes() for file in files}
    assert {*texts.values()} <= {old, new}, (how, texts)
    left = {*root.rglob(".*.tmp"), *root.glob(".dutykit.*")}
    assert not left or how == signal.SIGKILL, (how, left)  # who is asked to go leaves nothing behind
    is_pending = root / ".dutykit.pending" in left
    told = []
    with transaction(root, "new", told.append):
        pass
    assert not [*root.rglob(".*.tmp"), *root.glob(".dutykit.*")]
    if is_pending:  # none of them is left old, and just those that were are reported
        pending += 1
        assert {file.read_bytes() for file in files} == {new}
        assert [one.written for one in told] in ([], [tuple(name for name in texts if texts[name] == old)])
        assert [one.changed for one in told] in ([], [()])
        assert told or {*texts.values()} == {new}
    for file in root.rglob("old-*.tmp"):  # the loop's own
        file.unlink()
print(pending)
"""

ONCE = """
import sys
from contextlib import suppress
from pathlib import Path
from dutykit.validate.fix.fixing import fix_workspace
from dutykit.workspace.writing.transaction import WorkspaceLockedError
try:
    print(len(fix_workspace(Path(sys.argv[1]), dry_run=False).files))
except WorkspaceLockedError as error:
    print("locked by", error.holder)
except OSError as error:
    print("not written", error.errno)
"""


def workspace(root: Path, files: int = FILES) -> list[Path]:
    shutil.copytree(BASE, root)
    folder = root / "submissions" / "2019"
    folder.mkdir(parents=True)
    paths = [folder / f"{number}.yaml" for number in range(files)]
    for path in paths:
        path.write_bytes(OLD)
    return paths


def run(root: Path) -> str:
    return subprocess.run([sys.executable, "-c", ONCE, str(root)], capture_output=True, check=True, text=True).stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="killing works otherwise there")
def test_killed_200_times_all_files_are_old_or_all_new_after_the_next_command(tmp_path: Path) -> None:
    root, old, new = tmp_path / "w", tmp_path / "old", tmp_path / "new"
    paths = workspace(root)
    old.write_bytes(OLD)
    new.write_bytes(NEW)
    command = [sys.executable, "-c", KILLER, str(root), str(old), str(new)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0  # some were killed between two files
    run(root)
    assert {path.read_bytes() for path in paths} == {NEW}
    assert not list(root.rglob("*.tmp"))
    assert not (root / LOCK_FILE).exists()


def test_two_at_once(tmp_path: Path) -> None:
    root = tmp_path / "w"
    paths = workspace(root)
    started = [
        subprocess.Popen([sys.executable, "-c", ONCE, str(root)], stdout=subprocess.PIPE, text=True)
        for _one in range(4)
    ]
    said = [process.communicate()[0] for process in started]
    assert [process.returncode for process in started] == [0] * 4
    assert {path.read_bytes() for path in paths} == {NEW}
    assert said.count(f"{FILES}\n") == 1
    assert all(text in {f"{FILES}\n", "0\n"} or text.startswith("locked by ") for text in said)
    assert not (root / LOCK_FILE).exists()


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if os.name != "posix" or os.geteuid() != 0 or mount is None:
        pytest.skip("only root can mount a small disk")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=256k", "none", str(disk)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no small disk to be had here")
    try:
        paths = workspace(disk / "w", 3)
        filler = disk / "filler"
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"x" * 4096)
        assert run(disk / "w").strip() == "not written 28"
        assert [path.read_bytes() for path in paths] == [OLD] * 3
        assert not list((disk / "w").rglob("*.tmp"))
        filler.unlink()
        assert run(disk / "w") == "3\n"
        assert {path.read_bytes() for path in paths} == {NEW}
    finally:
        subprocess.run(["umount", str(disk)], check=True)
