"""Files that a user asks for with -o."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal
from dutykit.workspace.writing.output_file import usual_folder, write_output


def test_it_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out" / "报告.pdf"
    write_output(path, b"%PDF")
    assert path.read_bytes() == b"%PDF"

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_output(path, b"x")
    assert path.read_bytes() == b"%PDF"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "name", [".git/config", ".git", "sub/.GIT/x.csv", ".dutykit.lock", ".dutykit.pending/x.xlsx", "data/units.yaml"]
)
def test_what_is_not_for_output_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/indicators.yaml").write_bytes(b"")
    with pytest.raises(Refusal, match="不能覆盖"):
        write_output(tmp_path / name, b"x")
    assert [*tmp_path.iterdir()] == [tmp_path / "data"]
    write_output(tmp_path / ".github/x.csv", b"x")


def test_the_usual_folder_may_not_lead_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert usual_folder("forms") == Path("out/forms")
    (tmp_path / "else").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "else")
    for name in ("", "forms"):
        with pytest.raises(Refusal, match="out 是链接"):
            usual_folder(name)
