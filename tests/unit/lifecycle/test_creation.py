"""New workspaces and new submissions: nothing that exists is overwritten, and nothing is half there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dutykit.lifecycle.creation import create_submission, create_workspace
from dutykit.model.refusal import Refusal
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.writing.transaction import Recovery, transaction
from tests.cycles import begin, opened
from tests.unit.workspace.writing.unfinished import killed_after

UNIT = "市财政局"


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def new(root: Path, unit: str = UNIT) -> None:
    with transaction(root, "new") as files:
        create_submission(files, opened(root), unit, None)


@pytest.mark.parametrize("origin", ["panjin-2019", "blank"])
def test_a_workspace_that_loads(tmp_path: Path, origin: str) -> None:
    made = create_workspace(tmp_path / "w", origin, 2024)  # type: ignore[arg-type] # one of the two
    assert {path.relative_to(tmp_path / "w").as_posix() for path in made} == names(tmp_path / "w")
    assert (tmp_path / "w/submissions").is_dir()
    loaded = load_workspace(tmp_path / "w")
    assert loaded.workspace is not None
    assert loaded.findings == ()
    assert loaded.workspace.cycle == (2019 if origin == "panjin-2019" else 2024)
    with pytest.raises(Refusal, match="已存在"):
        create_workspace(tmp_path / "w", "blank", 2024)


def test_a_full_disk_leaves_no_file_of_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        create_workspace(tmp_path / "w", "blank", 2024)
    assert names(tmp_path) == set()


@pytest.mark.parametrize("files", range(5))
def test_a_workspace_after_a_kill(tmp_path: Path, files: int) -> None:
    with killed_after(files):
        create_workspace(tmp_path / "w", "blank", 2024)
    told: list[Recovery] = []
    with pytest.raises(Refusal, match="已存在"):
        create_workspace(tmp_path / "w", "blank", 2024, told.append)
    assert [len(one.written) for one in told] == [5 - files]
    assert load_workspace(tmp_path / "w").findings == ()


def test_a_submission(tmp_path: Path) -> None:
    begin(tmp_path)
    new(tmp_path)
    submission = opened(tmp_path).submission(UNIT, 2017)
    assert submission is not None
    assert submission.state == "draft"
    for unit in (UNIT, "示例市财政局"):
        with pytest.raises(Refusal, match="已存在"):
            new(tmp_path, unit)
    with pytest.raises(Refusal, match="没有"):
        new(tmp_path, "无此单位")


@pytest.mark.parametrize("link", ["submissions", "submissions/2017"])
def test_a_submission_is_not_written_through_a_link_out_of_the_workspace(tmp_path: Path, link: str) -> None:
    root, outside = tmp_path / "w", tmp_path / "outside"
    begin(root)
    outside.mkdir()
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(outside)
    with pytest.raises(Refusal, match=r"是链接|无法读取"):
        new(root)
    assert list(outside.iterdir()) == []
