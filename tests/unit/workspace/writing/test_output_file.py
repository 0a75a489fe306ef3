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


def test_the_usual_folder_may_not_lead_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert usual_folder("forms") == Path("out/forms")
    (tmp_path / "else").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "else")
    for name in ("", "forms"):
        with pytest.raises(Refusal, match="out 是链接"):
            usual_folder(name)
