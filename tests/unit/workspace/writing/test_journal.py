"""Files written together: all of them or none, whenever the writing stops."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from dutykit.model.layout import PENDING_FILE
from dutykit.workspace.writing import journal
from dutykit.workspace.writing.atomic_file import write_atomically
from dutykit.workspace.writing.journal import JournalError, Write, finish_pending, pending_names, write_together

WRITES = [
    Write("history/2019.jsonl", None, "记录\n".encode()),
    Write("submissions/2019/甲局.yaml", "旧\n".encode(), "新\n".encode()),
    Write("data/past/2019/units.yaml", None, b"units: []\n"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "submissions/2019").mkdir(parents=True)
    (tmp_path / "submissions/2019/甲局.yaml").write_bytes("旧\n".encode())
    return tmp_path


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


AFTER = {one.name: one.after for one in WRITES}


def test_all_are_written_and_nothing_else_is_left(root: Path) -> None:
    write_together(root, WRITES)
    assert state(root) == AFTER
    assert finish_pending(root) == ()


@pytest.mark.parametrize("stopped_after", range(5))
def test_a_kill_after_any_write_is_made_good(root: Path, monkeypatch: pytest.MonkeyPatch, stopped_after: int) -> None:
    real = write_atomically
    count = 0

    class KilledError(BaseException):
        pass

    def write(path: Path, data: bytes) -> None:
        nonlocal count
        if count == stopped_after:
            raise KilledError
        count += 1
        real(path, data)

    before = state(root)
    monkeypatch.setattr(journal, "write_atomically", write)
    if stopped_after < 4:
        with pytest.raises(KilledError):
            write_together(root, WRITES)
    else:
        write_together(root, WRITES)
    monkeypatch.undo()
    began = stopped_after > 0
    if 0 < stopped_after < 4:
        assert pending_names((root / PENDING_FILE).read_bytes()) == set(AFTER)
    assert finish_pending(root) == (tuple(AFTER) if 0 < stopped_after < 4 else ())
    assert state(root) == (AFTER if began else before)
    assert finish_pending(root) == ()


def test_a_disk_that_refuses_leaves_all_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = write_atomically

    def write(path: Path, data: bytes) -> None:
        if path.name == "units.yaml":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(path, data)

    before = state(root)
    monkeypatch.setattr(journal, "write_atomically", write)
    with pytest.raises(OSError, match="space"):
        write_together(root, WRITES)
    assert state(root) == before


def test_what_somebody_changed_meanwhile_stays(root: Path) -> None:
    note(root, WRITES)
    (root / "submissions/2019/甲局.yaml").write_bytes("手改\n".encode())
    finish_pending(root)
    assert state(root) == {**AFTER, "submissions/2019/甲局.yaml": "手改\n".encode()}


def note(root: Path, writes: list[Write]) -> None:
    """Leave what a kill right after the note leaves."""
    entries = [{"name": one.name, "before": journal._digest(one.before), "after": one.after.decode()} for one in writes]
    (root / PENDING_FILE).write_text(json.dumps({"version": 1, "writes": entries}), encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "../x.yaml",
        "/etc/x.yaml",
        "submissions/../../x.yaml",
        "submissions/2019/x.sh",
        "submissions\\..\\x.yaml",
        ".git/hooks/pre-commit",
        "history/2019.jsonl/x",
        "data/cycles.yaml",
        "evidence/x.yaml",
    ],
)
def test_a_note_that_came_with_the_workspace_writes_nothing_else(root: Path, name: str) -> None:
    note(root, [Write(name, None, b"x"), *WRITES])
    before = state(root)
    with pytest.raises(JournalError):
        finish_pending(root)
    assert state(root) == before
    with pytest.raises(JournalError):
        write_together(root, [Write(name, None, b"x")])


def test_a_link_out_of_the_workspace_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "history").symlink_to(outside)
    note(root, WRITES)
    with pytest.raises(JournalError):
        finish_pending(root)
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "{}",
        '{"version": 2, "writes": []}',
        '{"version": 1, "writes": [1]}',
        '{"version": 1, "writes": 1}',
        '{"version": 1, "writes": [{"name": 1, "before": null, "after": ""}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_note(root: Path, text: str) -> None:
    (root / PENDING_FILE).write_text(text, encoding="utf-8")
    assert pending_names(text.encode()) == frozenset()
    with pytest.raises(JournalError):
        finish_pending(root)
    assert (root / PENDING_FILE).exists()
