"""The one way to write files of a workspace."""

from __future__ import annotations

import hashlib
import io
import os
import re
import socket
import stat
from pathlib import Path

import pytest

from dutykit.model.layout import LOCK_FILE, PENDING_FILE
from dutykit.model.refusal import Refusal
from dutykit.workspace.writing import transaction as module
from dutykit.workspace.writing.lock import workspace_lock
from dutykit.workspace.writing.transaction import (
    NotValidError,
    Recovery,
    WorkspaceLockedError,
    Write,
    changing,
    create_files,
    ignore_recovery,
    transaction,
)
from tests.unit.workspace.writing.unfinished import killed_after, note

FILE, OTHER = "submissions/2019/甲局.yaml", "submissions/2019/乙局.yaml"
COPY = "evidence/甲局/1-1.pdf"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_bytes(b"old")
    return tmp_path


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_what_is_written(root: Path) -> None:
    with transaction(root, "collect") as files:
        assert files.bytes_of(FILE) == b"old"
        assert files.bytes_of(OTHER) is None
        files.write([Write(FILE, b"old", b"new"), Write(OTHER, None, b"other")])
        assert files.bytes_of(FILE) == b"new"
        files.write([Write(FILE, b"new", b"newer")])
    assert (root / FILE).read_bytes() == b"newer"
    assert names(root) == {FILE, OTHER}


def test_a_file_that_stays_the_same_is_not_touched(root: Path) -> None:
    def written() -> tuple[int, int]:
        found = (root / FILE).stat()  # without the time of the last access: that it was read shows there
        return found.st_ino, found.st_mtime_ns

    before = written()
    with transaction(root, "collect") as files:
        files.write([Write(FILE, b"old", b"old")])
        files.write([])
    assert written() == before


def test_a_dry_run_locks_recovers_and_writes_nothing(root: Path) -> None:
    note(root, [Write(FILE, b"old", b"new")])
    before = names(root)
    told: list[Recovery] = []
    with workspace_lock(root), transaction(root, "collect", told.append, dry_run=True) as files:
        files.write([Write(FILE, b"no", b"x")])
    assert (names(root), told) == (before, [])
    assert (root / FILE).read_bytes() == b"old"


def test_the_user_is_told_of_a_recovery_before_anything_else(root: Path) -> None:
    note(root, [Write(FILE, b"old", b"new")])
    told: list[Recovery] = []
    with transaction(root, "collect", told.append) as files:
        assert told == [Recovery((FILE,))]
        assert files.bytes_of(FILE) == b"new"
    with transaction(root, "collect", told.append):
        pass
    assert told == [Recovery((FILE,))]
    with transaction(root, "collect"):
        ignore_recovery(Recovery())


def test_a_note_that_nobody_can_carry_out_is_refused(root: Path) -> None:
    (root / PENDING_FILE).write_bytes(b"x")
    with (
        pytest.raises(Refusal, match=f"^无法读取 {PENDING_FILE}，该文件不是 dutykit 生成的$") as caught,
        transaction(root, "collect"),
    ):
        pass
    assert caught.value.fix == "检查该文件后将其删除，再重新运行命令"
    assert names(root) == {FILE, PENDING_FILE}


def test_a_file_changed_meanwhile_is_not_written_nor_is_any_other(root: Path) -> None:
    with transaction(root, "collect") as files:
        for one in (Write(FILE, b"older", b"new"), Write(FILE, None, b"new"), Write("submissions/x.yaml", b"", b"new")):
            with pytest.raises(Refusal, match=f"{one.name} 刚被其他程序修改"):
                files.write([Write(OTHER, None, b"other"), one])
        files.write([Write("submissions/x.yaml", None, b"x")])  # without what was refused
    assert names(root) == {FILE, "submissions/x.yaml"}
    assert (root / FILE).read_bytes() == b"old"


def test_a_read_only_file_is_not_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)  # root may write to anything
    with transaction(root, "collect") as files:
        files.write([Write(OTHER, None, b"other")])
        with pytest.raises(Refusal, match=f"^{FILE} 是只读文件，无法写入$"):
            files.write([Write(FILE, b"old", b"new")])
    assert (root / FILE).read_bytes() == b"old"


@pytest.mark.parametrize(
    "name", ["data/past/2019/indicators.yaml", "history/2019.jsonl", "x.yaml", ".git/hooks/pre-commit"]
)
def test_a_file_that_the_command_does_not_write_is_refused(root: Path, name: str) -> None:
    with transaction(root, "collect") as files:
        assert not files.may_write(name)
        assert files.may_write(FILE)
        with pytest.raises(Refusal, match="无法写入"):
            files.write([Write(name, None, b"x")])
        with pytest.raises(Refusal, match="无法写入"):
            files.add_copy(io.BytesIO(b"x"), name)
    assert names(root) == {FILE}


def test_nothing_is_read_outside_nor_too_much(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.yaml"
    outside.write_bytes(b"x")
    (root / OTHER).symlink_to(outside)
    monkeypatch.setattr(module, "_MOST_BYTES", 2)
    with transaction(root, "collect") as files:
        assert files.bytes_of(OTHER) is None
        with pytest.raises(Refusal, match=f"{FILE} 过大"):
            files.bytes_of(FILE)


def test_a_disk_that_is_full_leaves_all_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"), transaction(root, "collect") as files:
        files.write([Write(FILE, b"old", b"new"), Write(OTHER, None, b"other")])
    assert names(root) == {FILE}
    assert (root / FILE).read_bytes() == b"old"


def test_copies_are_written_with_the_next_files(root: Path) -> None:
    data = os.urandom(3 << 20)
    with transaction(root, "evidence add") as files:
        copy, digest = files.add_copy(io.BytesIO(data), COPY)
        assert digest == hashlib.sha256(data).hexdigest()
        assert (copy.parent, copy.read_bytes()) == (root, data)
        assert not (root / "evidence").exists()
        files.write([Write(FILE, b"old", b"new")])
        assert (root / COPY).read_bytes() == data
    assert names(root) == {FILE, COPY}


def test_copies_that_are_not_written_are_deleted(root: Path) -> None:
    with transaction(root, "evidence add") as files:
        files.add_copy(io.BytesIO(b"x"), COPY)
        with pytest.raises(Refusal, match="刚被"):
            files.write([Write(FILE, b"", b"new")])
    with transaction(root, "evidence add") as files:
        files.add_copy(io.BytesIO(b"x"), COPY)
    assert names(root) == {FILE}


@pytest.mark.parametrize("files_written", range(3))
def test_copies_are_recovered_too(root: Path, files_written: int) -> None:
    def add() -> None:
        with transaction(root, "evidence add") as files:
            files.add_copy(io.BytesIO(b"%PDF"), COPY)
            files.write([Write(FILE, b"old", b"new")])

    told: list[Recovery] = []
    if files_written < 2:
        with killed_after(files_written):
            add()
    else:
        add()
    with transaction(root, "new", told.append):
        pass
    assert told == ([Recovery((COPY, FILE)[files_written:])] if files_written < 2 else [])
    assert (root / COPY).read_bytes() == b"%PDF"
    assert (root / FILE).read_bytes() == b"new"
    assert names(root) == {FILE, COPY}


def test_one_at_a_time(root: Path) -> None:
    with transaction(root, "collect"):
        assert (root / LOCK_FILE).exists()
        with pytest.raises(WorkspaceLockedError, match="另一个 dutykit 进程正在修改"), transaction(root, "submit"):
            pass
    assert not (root / LOCK_FILE).exists()


def test_changing_gives_the_workspace_as_recovered(root: Path) -> None:
    texts = {
        "data/indicators.yaml": "title: 甲\nsource: {title: 甲, issuer: 甲}\nchapters: []\n",
        "data/units.yaml": "units: [{id: 甲局, kind: department}]\n",
    }
    create_files(root, "init", texts, "")
    (root / FILE).unlink()
    text = b"unit: \xe7\x94\xb2\xe5\xb1\x80\ncycle: 2019\nstate: draft\n"
    note(root, [Write(FILE, None, text)])
    told: list[Recovery] = []
    with changing(root, "submit", told.append) as opened:
        assert [one.file for one in opened.workspace.submissions] == [FILE]
        assert opened.loaded.workspace is opened.workspace
        opened.write([Write(FILE, text, text + b"answers: []\n")])
        assert opened.with_lines(opened.loaded.findings) == []
    assert told == [Recovery((FILE,))]
    with changing(root, "submit", dry_run=True) as opened:
        opened.write([Write(FILE, None, b"x")])
    assert (root / FILE).read_bytes() == text + b"answers: []\n"
    (root / "data/units.yaml").write_bytes(b"units: 1\n")
    with pytest.raises(NotValidError) as caught, changing(root, "submit"):
        pass
    assert [one.place.file for one in caught.value.findings] == ["data/units.yaml"]
    assert caught.value.message == "无法读取指标体系或单位名录"


def test_new_files_are_all_new(tmp_path: Path) -> None:
    texts = {"data/units.yaml": "一\n", "dutykit.yaml": "二\n"}
    made = create_files(tmp_path / "甲" / "乙", "init", texts, "换一个")
    assert [path.read_text(encoding="utf-8") for path in made] == ["一\n", "二\n"]
    made[0].unlink()
    with pytest.raises(Refusal, match=r"dutykit\.yaml") as caught:
        create_files(tmp_path / "甲" / "乙", "init", texts, "换一个")
    assert caught.value.fix == "换一个"
    assert caught.value.message == f"已存在：{made[1]}"
    assert names(tmp_path) == {"甲/乙/dutykit.yaml"}
    with pytest.raises(NotADirectoryError):
        create_files(made[1], "init", texts, "换一个")


def test_new_files_after_a_kill(tmp_path: Path) -> None:
    texts = {"data/units.yaml": "一\n", "dutykit.yaml": "二\n"}
    with killed_after(1):
        create_files(tmp_path, "init", texts, "")
    told: list[Recovery] = []
    with pytest.raises(Refusal, match="已存在"):
        create_files(tmp_path, "init", texts, "", told.append)
    assert told == [Recovery(("dutykit.yaml",))]


def test_the_disk_has_each_step_before_the_next(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace, unlink = os.fsync, os.replace, Path.unlink

    def synced(descriptor: int) -> None:
        steps.append("sync folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync contents")
        fsync(descriptor)

    def replaced(one: str | Path, other: str | Path) -> None:
        steps.append(f"put {Path(other).name}")
        replace(one, other)

    def deleted(path: Path, missing_ok: bool = False) -> None:
        steps.append(f"delete {path.name}")
        unlink(path, missing_ok)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr(Path, "unlink", deleted)
    noted = ["sync contents", f"put {PENDING_FILE}", "sync folder"]
    folders = ["sync folder"] * 3  # 2019, submissions and the workspace
    with transaction(root, "collect") as files:
        files.write([Write(FILE, b"old", b"new")])
        done = ["put 甲局.yaml", *folders, f"delete {PENDING_FILE}"]
        assert steps[:9] == ["sync contents", "sync folder", *noted, *done][:9]
        assert steps[9] == done[-1]
    note(root, [Write(FILE, b"new", b"newer")])
    del steps[:]
    with transaction(root, "collect"):
        assert steps == done


def test_who_holds_the_lock_is_written_into_it(root: Path) -> None:
    with transaction(root, "collect"):
        text = (root / LOCK_FILE).read_text(encoding="utf-8")
    assert re.fullmatch(rf"\S+@{re.escape(socket.gethostname())} {os.getpid()}", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"[{'a, ' * 100_000}a]", "节点数超过 100000 个"),
        (f"a: {'字' * 1_000_001}", "单个值超过 1000000 个字符"),
        (f"a: b #{' ' * 4_000_000}", "超过上限 4000000 字节"),
    ],
)
def test_what_could_not_be_read_is_not_written(tmp_path: Path, text: str, said: str) -> None:
    texts = {"data/indicators.yaml": text, "data/units.yaml": "units: []\n"}
    with pytest.raises(Refusal, match=f"data/indicators.yaml 写入后将无法读取，未写入任何文件.*{said}"):
        create_files(tmp_path / "new", "import", texts, "")
    assert [*tmp_path.iterdir()] == []


def test_the_limits_are_those_of_the_workspace(tmp_path: Path) -> None:
    many = Write("data/units.yaml", None, b"[a, b, c]")
    settings = Write("dutykit.yaml", None, b"limits: {nodes: 3}\n")
    with transaction(tmp_path, "import") as files, pytest.raises(Refusal, match="节点数超过 3 个"):
        files.write([many, settings])
    (tmp_path / "dutykit.yaml").write_bytes(b"limits: {nodes: 3}\n")
    for is_tried in (True, False):
        with (
            transaction(tmp_path, "import", dry_run=is_tried) as files,
            pytest.raises(Refusal, match="节点数超过 3 个"),
        ):
            files.write([many])
    (tmp_path / "dutykit.yaml").write_bytes(b"limits: [")  # those that are usual
    with transaction(tmp_path, "import") as files:
        files.write([many])
