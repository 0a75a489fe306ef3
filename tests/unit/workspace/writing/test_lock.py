"""One holder of a workspace at a time; whoever comes second is told at once by whom."""

from __future__ import annotations

import getpass
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dutykit.model.layout import LOCK_FILE
from dutykit.workspace.writing.lock import WorkspaceLockedError, workspace_lock

HOLDER = """
import sys, time
from pathlib import Path
from dutykit.workspace.writing.lock import workspace_lock
with workspace_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(300)
"""


def holder(root: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(root)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_holder_is_told_who_the_first_is(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        try:
            with pytest.raises(WorkspaceLockedError) as caught, workspace_lock(tmp_path):
                pass
            assert caught.value.message == f"另一个 dutykit 进程正在修改 {tmp_path}（{caught.value.holder}）"
            assert caught.value.holder.split()[-1] == str(process.pid)
            assert (tmp_path / LOCK_FILE).exists()  # the loser took nothing away
        finally:
            process.send_signal(signal.SIGKILL)
    # A killed holder leaves the file, but no lock.
    assert (tmp_path / LOCK_FILE).exists()
    with workspace_lock(tmp_path):
        assert (tmp_path / LOCK_FILE).read_text(encoding="utf-8").split()[-1] == str(os.getpid())
    assert list(tmp_path.iterdir()) == []


def test_it_is_let_go_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), workspace_lock(tmp_path):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
    with workspace_lock(tmp_path):
        pass


def test_by_another_name_it_is_the_same_workspace(tmp_path: Path) -> None:
    folder, link = tmp_path / "a", tmp_path / "b"
    folder.mkdir()
    link.symlink_to(folder)
    with holder(folder) as process:
        try:
            with pytest.raises(WorkspaceLockedError), workspace_lock(link):
                pass
        finally:
            process.kill()


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("x", encoding="utf-8")
    folder = tmp_path / "w"
    folder.mkdir()
    (folder / LOCK_FILE).symlink_to(target)
    with pytest.raises(OSError, match=r".*"), workspace_lock(folder):
        pass
    assert target.read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize(
    ("text", "holder"), [(b"", ""), (b"\xff\x1b[2Ja@b 1\nmore", "\ufffd[2Ja@b 1"), (b"x" * 900, "x" * 200)]
)
def test_what_is_said_of_the_holder(tmp_path: Path, text: bytes, holder: str) -> None:
    with workspace_lock(tmp_path):
        (tmp_path / LOCK_FILE).write_bytes(text)
        with pytest.raises(WorkspaceLockedError) as caught, workspace_lock(tmp_path):
            pass
    assert caught.value.holder == holder
    assert caught.value.message == f"另一个 dutykit 进程正在修改 {tmp_path}" + (f"（{holder}）" if holder else "")
    assert caught.value.fix


def test_a_holder_whose_name_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError

    with workspace_lock(tmp_path):
        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(WorkspaceLockedError) as caught, workspace_lock(tmp_path):
            pass
        assert caught.value.holder == ""


def test_without_a_name_and_on_a_full_disk_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(getpass, "getuser", refuse)
    with workspace_lock(tmp_path):
        assert (tmp_path / LOCK_FILE).read_text(encoding="utf-8").startswith("?@")
    monkeypatch.setattr(Path, "write_text", refuse)
    with workspace_lock(tmp_path), pytest.raises(WorkspaceLockedError), workspace_lock(tmp_path):
        pass


def test_signals_come_while_it_is_held(tmp_path: Path) -> None:
    came: list[str] = []
    before = signal.signal(signal.SIGINT, lambda *_: came.append("signal"))
    try:
        with workspace_lock(tmp_path):
            signal.raise_signal(signal.SIGINT)
            assert came == ["signal"]
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    finally:
        signal.signal(signal.SIGINT, before)
