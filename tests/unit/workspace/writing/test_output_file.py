"""Files that a user asks for with -o."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dutykit.workspace.writing.output_file import write_output


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
