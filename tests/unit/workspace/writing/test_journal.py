"""Files written together: all of them or none, whenever the writing stops."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from dutykit.model.layout import PENDING_FILE
from dutykit.model.refusal import Refusal
from dutykit.workspace.writing import journal
from dutykit.workspace.writing.atomic_file import sync_folder
from dutykit.workspace.writing.journal import Recovery, UnfinishedError, recover, target_of
from dutykit.workspace.writing.note import NoteError, pending_names
from dutykit.workspace.writing.transaction import Write, transaction
from tests.unit.workspace.writing.unfinished import killed_after, note

SUBMISSION, LOG, UNITS = "submissions/2019/甲局.yaml", "history/2019.jsonl", "data/past/2019/units.yaml"
OLD = "旧\n".encode()
WRITES = [
    Write(LOG, None, "记录\n".encode()),
    Write(SUBMISSION, OLD, "新\n".encode()),
    Write(UNITS, None, b"units: []\n"),
]
AFTER = {one.name: one.after for one in WRITES}
NAMES = tuple(AFTER)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "submissions/2019").mkdir(parents=True)
    (tmp_path / SUBMISSION).write_bytes(OLD)
    return tmp_path


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def write(root: Path, writes: Sequence[Write] = WRITES) -> None:
    with transaction(root, "carry-forward") as files:
        files.write(writes)


def test_all_are_written_and_nothing_else_is_left(root: Path) -> None:
    write(root)
    assert state(root) == AFTER
    assert recover(root) == Recovery()


@pytest.mark.parametrize("files", range(4))
def test_a_kill_after_any_file_is_recovered_and_only_the_rest_is_reported(root: Path, files: int) -> None:
    if files < len(NAMES):
        with killed_after(files):
            write(root)
        assert pending_names((root / PENDING_FILE).read_bytes()) == set(NAMES)
    else:
        write(root)
        note(root, WRITES)  # killed before the note was deleted
    assert recover(root) == Recovery(NAMES[files:])
    assert state(root) == AFTER
    assert recover(root) == Recovery()


def test_a_kill_before_the_note_leaves_nothing_after_the_next_command(root: Path) -> None:
    note(root, WRITES)
    (root / PENDING_FILE).unlink()
    (root / ".dutykit.pending.00000000.dutykit.tmp").write_bytes(b"x")
    assert len(state(root)) == 5
    with transaction(root, "submit"):
        assert state(root).keys() == {".dutykit.lock", SUBMISSION}


def test_leftovers_go_and_nothing_else_does(root: Path) -> None:
    stay = [
        "out/.x.ab12_9xy.dutykit.tmp",
        "submissions/2019/.甲局.yaml.ab12_9xy.tmp",
        "submissions/2019/.甲局.yaml.swp",
        "submissions/2019/甲局.yaml.ab12_9xy.dutykit.tmp",
        "submissions/2019/.甲局.yaml.AB12_9xy.dutykit.tmp",
    ]
    gone = [".dutykit.yaml.ab12_9xy.dutykit.tmp", "evidence/甲局/.1-1.pdf.ab12_9xy.dutykit.tmp"]
    for name in (*stay, *gone):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")
    (root / "submissions/.x.ab12_9xy.dutykit.tmp").symlink_to("2019/甲局.yaml")
    (root / "submissions/.y.ab12_9xy.dutykit.tmp").mkdir()
    recover(root)
    assert state(root).keys() == {*stay, SUBMISSION, "submissions/.x.ab12_9xy.dutykit.tmp"}
    assert (root / "submissions/.y.ab12_9xy.dutykit.tmp").is_dir()


@pytest.mark.parametrize("refused", [LOG, SUBMISSION, UNITS])
def test_a_disk_that_refuses_leaves_all_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch, refused: str) -> None:
    real = os.replace

    def replace(one: str | Path, other: str | Path) -> None:
        if Path(other) == root / refused and Path(one).read_bytes() != OLD:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(one, other)

    before = state(root)
    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(OSError, match="space"):
        write(root)
    assert state(root) == before
    assert {path.name for path in root.iterdir()} == {"submissions"}  # no folder is left either


CHANGES = [Write(SUBMISSION, OLD, b"x\n"), Write(LOG, None, b"y\n"), Write("data/units.yaml", b"a\n", b"b\n")]
CHANGES += [Write(UNITS, b"units: []\n", None), Write("dutykit.yaml", b"a\n", b"b\n")]


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("refused_undo", range(5))
def test_what_cannot_be_undone_is_finished_by_the_next_command(
    archived: Path, monkeypatch: pytest.MonkeyPatch, refused_undo: int, *, has_links: bool
) -> None:
    for one in CHANGES:
        if one.before is not None:
            (archived / one.name).write_bytes(one.before)
    real, count = os.replace, 0

    def replace(one: str | Path, other: str | Path) -> None:
        nonlocal count
        count += Path(other).name != PENDING_FILE
        if count == len(CHANGES) or count > len(CHANGES) + refused_undo:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        real(one, other)

    def link(_one: str | Path, _other: str | Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    before = state(archived)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace)
        if not has_links:
            patch.setattr(os, "link", link)
        with pytest.raises(UnfinishedError if refused_undo < len(CHANGES) - 1 else OSError):
            write(archived, CHANGES)
    if refused_undo == len(CHANGES) - 1:
        assert state(archived) == before
        return
    assert pending_names((archived / PENDING_FILE).read_bytes()) == {one.name for one in CHANGES}
    recovery = recover(archived)
    assert recovery.changed == ()
    assert recovery.written[-refused_undo - 1 :] == tuple(one.name for one in CHANGES[-refused_undo - 1 :])
    assert state(archived) == {one.name: one.after for one in CHANGES if one.after is not None}


def test_a_note_that_the_disk_does_not_confirm_is_taken_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sync(folder: Path) -> None:
        if (folder / PENDING_FILE).exists():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync_folder(folder)

    before = state(root)
    monkeypatch.setattr("dutykit.workspace.writing.atomic_file.sync_folder", sync)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        write(root)
    assert state(root) == before


@pytest.mark.parametrize("refused", [LOG, PENDING_FILE])
def test_what_the_disk_does_not_confirm_is_said_to_be_written(
    archived: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    def sync(folder: Path) -> None:
        if (archived / LOG).exists():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync_folder(folder)

    real = Path.unlink

    def unlink(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == PENDING_FILE:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        if refused == LOG:
            patch.setattr(journal, "sync_folder", sync)
        else:
            patch.setattr(Path, "unlink", unlink)
        with pytest.raises(UnfinishedError, match="已全部写入"):
            write(archived, DELETED)
    assert pending_names((archived / PENDING_FILE).read_bytes()) == {one.name for one in DELETED}
    assert recover(archived) == Recovery()
    assert state(archived) == {LOG: b"x\n"}


def test_what_is_changed_after_the_kill_stays(root: Path) -> None:
    with killed_after(1):
        write(root)
    (root / SUBMISSION).write_bytes("手改\n".encode())
    assert recover(root) == Recovery((UNITS,), (SUBMISSION,))
    assert state(root) == {**AFTER, SUBMISSION: "手改\n".encode()}


@pytest.mark.parametrize("made", [LOG, SUBMISSION])
def test_nothing_written_and_one_changed_is_abandoned(root: Path, made: str) -> None:
    note(root, WRITES)
    (root / made).parent.mkdir(exist_ok=True)
    (root / made).write_bytes(b"x")
    assert recover(root) == Recovery((), (made,), is_abandoned=True)
    assert state(root) == {SUBMISSION: OLD, made: b"x"}


def test_new_contents_that_are_lost_or_changed_are_not_written(root: Path) -> None:
    for lost in (True, False):
        note(root, WRITES)
        (staged,) = root.glob(".0.*")
        staged.unlink() if lost else staged.write_bytes(b"x")
        assert recover(root) == Recovery((), (LOG,), is_abandoned=True)
        assert state(root) == {SUBMISSION: OLD}


def test_a_file_that_became_a_folder(root: Path) -> None:
    note(root, WRITES)
    (root / LOG).mkdir(parents=True)
    assert recover(root) == Recovery((), (LOG,), is_abandoned=True)


DELETED = [Write(UNITS, b"units: []\n", None), Write(LOG, None, b"x\n"), Write(SUBMISSION, OLD, None)]


@pytest.fixture
def archived(root: Path) -> Path:
    (root / UNITS).parent.mkdir(parents=True)
    (root / UNITS).write_bytes(b"units: []\n")
    return root


def test_files_are_deleted_with_the_folders_that_are_empty_then(archived: Path) -> None:
    (archived / "submissions/2019/说明.txt").write_bytes(b"x")
    write(archived, DELETED)
    assert state(archived) == {LOG: b"x\n", "submissions/2019/说明.txt": b"x"}
    assert {path.name for path in (archived / "data").iterdir()} == set()
    assert recover(archived) == Recovery()


@pytest.mark.parametrize("files", range(4))
def test_a_kill_after_any_deletion_is_recovered(archived: Path, files: int) -> None:
    names = tuple(one.name for one in DELETED)
    if files < len(names):
        with killed_after(files):
            write(archived, DELETED)
    else:
        note(archived, DELETED)
        for one in DELETED:
            (archived / one.name).parent.mkdir(exist_ok=True)
            (archived / one.name).write_bytes(one.after) if one.after else (archived / one.name).unlink()
    assert recover(archived) == Recovery(names[files:])
    assert state(archived) == {LOG: b"x\n"}
    assert {path.name for path in archived.iterdir()} == {"submissions", "data", "history"}
    assert [*(archived / "submissions").iterdir(), *(archived / "data").iterdir()] == []


@pytest.mark.parametrize("refused", range(3))
def test_a_disk_that_refuses_a_deletion_leaves_all_as_it_was(
    archived: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    real, count = os.replace, 0

    def replace(one: str | Path, other: str | Path) -> None:
        nonlocal count
        if Path(other).name != PENDING_FILE:
            count += 1
            if count == refused + 1:
                raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        real(one, other)

    before = state(archived)
    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(OSError, match=os.strerror(errno.EACCES)):
        write(archived, DELETED)
    assert state(archived) == before
    assert {path.name for path in archived.iterdir()} == {"submissions", "data"}


def test_what_is_changed_after_the_kill_is_not_deleted(archived: Path) -> None:
    with killed_after(1):
        write(archived, DELETED)
    (archived / SUBMISSION).write_bytes("手改\n".encode())
    assert recover(archived) == Recovery((LOG,), (SUBMISSION,))
    assert state(archived) == {LOG: b"x\n", SUBMISSION: "手改\n".encode()}


def test_what_is_made_again_after_the_kill_stays(archived: Path) -> None:
    with killed_after(2):
        write(archived, DELETED)
    (archived / UNITS).parent.mkdir(parents=True, exist_ok=True)
    (archived / UNITS).write_bytes(b"units: [x]\n")
    assert recover(archived) == Recovery((SUBMISSION,), (UNITS,))
    assert state(archived) == {LOG: b"x\n", UNITS: b"units: [x]\n"}


def test_only_what_a_command_may_delete_is_deleted(archived: Path) -> None:
    assert target_of(archived, LOG, "carry-forward", is_deleted=True) == archived / LOG
    for name, command in (
        ("history/2019/甲局.jsonl", "submit"),
        ("data/units.yaml", "carry-forward"),
        ("data/indicators.yaml", None),
    ):
        assert target_of(archived, name, command) is not None
        assert target_of(archived, name, command, is_deleted=True) is None
    (archived / "data").mkdir(exist_ok=True)
    (archived / "data/indicators.yaml").write_bytes(b"x")
    note(archived, [Write("data/indicators.yaml", b"x", None)])
    with pytest.raises(NoteError):
        recover(archived)
    assert (archived / "data/indicators.yaml").read_bytes() == b"x"


def test_a_link_is_not_deleted_nor_what_it_leads_to(archived: Path) -> None:
    (archived / "kept.yaml").write_bytes(OLD)
    (archived / SUBMISSION).unlink()
    (archived / SUBMISSION).symlink_to("../../kept.yaml")
    with pytest.raises(Refusal):
        write(archived, DELETED)
    assert (archived / SUBMISSION).is_symlink()
    assert (archived / "kept.yaml").read_bytes() == OLD


@pytest.mark.parametrize(
    "name",
    [
        "../x.yaml",
        "/etc/x.yaml",
        "submissions/../../x.yaml",
        "submissions/../data/x.yaml",
        "submissions/../data/indicators.yaml",
        "submissions/2019/../../dutykit.yaml",
        "submissions/./x.yaml",
        "submissions//x.yaml",
        "submissions/2019/.x.yaml",
        "submissions/2019/x.sh",
        "submissions/2019/x.yaml\n",
        "submissions\\..\\x.yaml",
        ".git/hooks/pre-commit",
        "history/2019.jsonl/x",
        "history/19.jsonl",
        "data/past/2019/reviews.yaml",
        "data/past/201/units.yaml",
        "data/x.yaml",
        "evidence/.git/hooks/x",
        "templates/report/unit.html.j2",
        ".dutykit.pending",
        ".dutykit/schemas/x.json",
        "x/dutykit.yaml",
    ],
)
def test_a_note_that_came_with_the_workspace_writes_nothing_else(root: Path, name: str) -> None:
    note(root, WRITES)
    text = (root / PENDING_FILE).read_text(encoding="utf-8")
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n")
    (root / PENDING_FILE).write_text(text.replace(UNITS, escaped), encoding="utf-8")
    before = state(root)
    with pytest.raises(NoteError):
        recover(root)
    assert state(root) == before
    assert target_of(root, name) is None


def test_every_kind_of_a_file_that_a_command_writes(root: Path) -> None:
    for name in ("DutyKit.yaml", "data/Units.yaml", "reviews/2019/甲局.YML", "evidence/甲局/1-1.pdf", UNITS, LOG):
        assert target_of(root, name) == root / name
    assert target_of(root, LOG, "carry-forward") == root / LOG
    assert target_of(root, "history/2019/甲局.jsonl", "submit") == root / "history/2019/甲局.jsonl"
    assert target_of(root, LOG, "validate --fix") is None


def test_links_inside_are_followed_and_stay(root: Path) -> None:
    (root / "kept").mkdir()
    (root / "kept/a.yaml").write_bytes(OLD)
    (root / SUBMISSION).unlink()
    (root / SUBMISSION).symlink_to("../../kept/a.yaml")
    (root / "history").symlink_to("kept")
    write(root)
    assert (root / SUBMISSION).is_symlink()
    assert (root / "kept/a.yaml").read_bytes() == AFTER[SUBMISSION]
    assert (root / "kept/2019.jsonl").read_bytes() == AFTER[LOG]


@pytest.mark.parametrize("place", ["../outside/a.yaml", ".git/a.yaml", "kept/.a.yaml", "kept/Makefile", "kept/a.jsonl"])
def test_a_link_to_elsewhere_is_not_followed(root: Path, place: str) -> None:
    target = root / place
    target.parent.mkdir()
    target.write_bytes(OLD)
    (root / SUBMISSION).unlink()
    (root / SUBMISSION).symlink_to(target)
    assert target_of(root, SUBMISSION) is None


def test_a_note_of_a_folder_that_leads_out_is_not_carried_out(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "history").symlink_to(outside)
    note(root, WRITES)
    before = {path.name for path in outside.iterdir()}
    with pytest.raises(NoteError):
        recover(root)
    assert {path.name for path in outside.iterdir()} == before


def test_new_contents_behind_a_link_are_not_taken(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    note(root, WRITES)
    (staged,) = root.glob(".0.*")
    staged.rename(outside / staged.name)
    (root / "out").symlink_to(outside)
    text = (root / PENDING_FILE).read_text(encoding="utf-8")
    (root / PENDING_FILE).write_text(text.replace(f'"{staged.name}"', f'"out/{staged.name}"'), encoding="utf-8")
    with pytest.raises(NoteError):
        recover(root)
    assert (outside / staged.name).exists()


def test_a_note_that_is_none_stays(root: Path) -> None:
    (root / PENDING_FILE).write_bytes(b"x")
    with pytest.raises(NoteError):
        recover(root)
    assert (root / PENDING_FILE).read_bytes() == b"x"


def test_a_note_that_is_a_link_a_pipe_or_too_large(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / PENDING_FILE).symlink_to("/dev/zero")
    with pytest.raises(NoteError):
        recover(root)
    (root / PENDING_FILE).unlink()
    os.mkfifo(root / PENDING_FILE)
    with pytest.raises(NoteError):
        recover(root)
    (root / PENDING_FILE).unlink()
    note(root, WRITES)
    size = (root / PENDING_FILE).stat().st_size
    monkeypatch.setattr(journal, "_NOTE_BYTES", size - 1)
    with pytest.raises(NoteError):
        recover(root)
    monkeypatch.setattr(journal, "_NOTE_BYTES", size)
    assert recover(root) == Recovery(NAMES)
