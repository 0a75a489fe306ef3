"""What counts as a change of a workspace."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dutykit.validate.watch import Watch

SUBMISSION = "submissions/2019/甲局.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace as far as watching looks at it."""
    for name, text in {
        "data/indicators.yaml": "title: 甲\n",
        "data/units.yaml": "units: []\n",
        SUBMISSION: "answers:\n  - evidence:\n      - {title: 甲, file: evidence/1.txt}\n",
        "evidence/1.txt": "一",
        "evidence/other.txt": "二",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def watch(root: Path) -> Watch:
    """A watch that has looked once."""
    watch = Watch(root)
    watch.look()
    return watch


def test_nothing_changed(watch: Watch) -> None:
    assert watch.look() == ()


def _save(root: Path) -> None:
    (root / SUBMISSION).write_text("answers: []\n", encoding="utf-8")


def _save_by_rename(root: Path) -> None:
    (root / "submissions/2019/.new").write_text("answers: []\n", encoding="utf-8")
    (root / "submissions/2019/.new").replace(root / SUBMISSION)


def _delete(root: Path) -> None:
    (root / SUBMISSION).unlink()


@pytest.mark.parametrize("change", [_save, _save_by_rename, _delete])
def test_a_submission_saved_or_deleted(watch: Watch, root: Path, change: Callable[[Path], None]) -> None:
    change(root)
    changed = watch.look()
    assert SUBMISSION in changed
    assert watch.look() == ()


def test_new_files_and_folders(watch: Watch, root: Path) -> None:
    (root / "submissions/2020").mkdir()
    (root / "submissions/2020/乙局.yml").write_text("unit: 乙局\n", encoding="utf-8")
    (root / "dutykit.yaml").write_text("cycle: 2020\n", encoding="utf-8")
    assert watch.look() == ("dutykit.yaml", "submissions/2020/乙局.yml")


@pytest.mark.parametrize(
    "name", ["data/cycles.yaml", "data/past/2018/units.yaml", "history/2019.jsonl", ".dutykit.pending", "dutykit.yaml"]
)
def test_the_round_s_files_count_too(watch: Watch, root: Path, name: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("{}\n", encoding="utf-8")
    assert watch.look() == (name,)


def test_evidence_counts_where_it_is_named(watch: Watch, root: Path) -> None:
    (root / "evidence/other.txt").write_text("二二", encoding="utf-8")
    assert watch.look() == ()
    (root / "evidence/1.txt").write_text("一一", encoding="utf-8")
    assert watch.look() == ("evidence/1.txt",)
    (root / "evidence/1.txt").unlink()
    assert watch.look() == ("evidence/1.txt",)


@pytest.mark.parametrize("name", ["submissions/2019/.甲局.yaml.swp", "submissions/2019/~甲局.yaml", "out/报告.pdf"])
def test_what_is_no_part_of_the_workspace(watch: Watch, root: Path, name: str) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("x", encoding="utf-8")
    assert watch.look() == ()


def test_saved_without_a_change(watch: Watch, root: Path) -> None:
    path = root / SUBMISSION
    text = path.read_text(encoding="utf-8")
    path.unlink()
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1, 1))
    assert watch.look() == ()


def test_a_change_of_the_same_length_and_time(watch: Watch, root: Path) -> None:
    path = root / "data/units.yaml"
    before = path.stat()
    path.write_text("units: {}\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert watch.look() == ("data/units.yaml",)


def test_nothing_outside_the_workspace_is_looked_at(tmp_path: Path, root: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-外.txt"
    outside.write_text("x", encoding="utf-8")
    (root / SUBMISSION).write_text(f"answers: [{{evidence: [{{file: {outside}}}]}}]\n", encoding="utf-8")
    watch = Watch(root)
    watch.look()
    outside.write_text("y", encoding="utf-8")
    assert watch.look() == ()
    assert Watch(root, (outside,)).look()[0].endswith("外.txt")


@pytest.mark.parametrize("text", [b"\xff\0", b"answers: 3", b"answers: [{evidence: [1, {file: 2}]}]", b"a: [", b""])
def test_a_submission_of_any_content(root: Path, text: bytes) -> None:
    (root / SUBMISSION).write_bytes(text)
    assert SUBMISSION in Watch(root).look() or not text


def test_waiting_takes_the_steps_of_a_save_for_one(root: Path) -> None:
    path = root / SUBMISSION
    steps: list[Callable[[], object]] = [
        lambda: None,  # nothing for a while
        lambda: path.write_text("", encoding="utf-8"),
        lambda: path.write_text("answers:", encoding="utf-8"),
        (root / "data/units.yaml").unlink,
        lambda: path.write_text("answers: []\n", encoding="utf-8"),
        lambda: None,
    ]
    watch = Watch(root, sleep=lambda _seconds: steps.pop(0)())
    watch.look()
    assert watch.wait() == ("data/units.yaml", "evidence/1.txt", SUBMISSION)
    assert steps == []


def test_changed_and_changed_back_is_no_change(root: Path) -> None:
    path = root / "data/units.yaml"
    text = path.read_text(encoding="utf-8")
    steps: list[Callable[[], object]] = [
        lambda: path.write_text("", encoding="utf-8"),
        lambda: path.write_text(text, encoding="utf-8"),
        lambda: None,
        lambda: path.write_text("units:", encoding="utf-8"),
        lambda: None,
    ]
    watch = Watch(root, sleep=lambda _seconds: steps.pop(0)())
    watch.look()
    assert watch.wait() == ("data/units.yaml",)
    assert steps == []
