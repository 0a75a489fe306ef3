from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.cli.import_ import import_
from dutykit.forms.workbook.file import read_workbook
from dutykit.model.refusal import Refusal
from dutykit.process.bounded import TooMuchError


def test_every_reader_of_a_workbook_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readers = []

    def bounded(reader: object, *_arguments: object, **_limits: object) -> None:
        readers.append(reader)
        raise TooMuchError

    monkeypatch.setattr("dutykit.process.bounded.bounded", bounded)
    plan = tmp_path / "方案.xlsx"
    plan.write_bytes(b"PK")
    with pytest.raises(Refusal, match="内容过多"):
        import_(plan)
    assert read_workbook in readers
    assert len(readers) == 2
