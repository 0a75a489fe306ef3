from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.cli.commands.import_ import import_
from dutykit.cli.screen import Screen
from dutykit.forms.workbook.file import read_workbook
from dutykit.model.refusal import Refusal
from dutykit.process.bounded import TooMuchError


def test_every_reader_of_a_workbook_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readers = []

    def begin(reader: object, *_arguments: object, **_limits: object) -> None:
        readers.append(reader)
        raise TooMuchError

    monkeypatch.setattr("dutykit.process.bounded.begin", begin)
    plan = tmp_path / "方案.xlsx"
    plan.write_bytes(b"PK")
    with pytest.raises(Refusal, match="内容过多"):
        import_(Screen(), plan)
    assert read_workbook in readers
    assert len(readers) == 2


def test_output_with_merge_merges_into_that_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan, root = tmp_path / "方案.txt", tmp_path / "工作区"
    text = "甲市任务分工方案\n一、总体\n1.建学校。（责任单位：市教育局）\n"
    plan.write_text(text, encoding="utf-8")
    import_(Screen(), plan, output=root)
    plan.write_text(f"{text}2.建园。（责任单位：市财政局）\n", encoding="utf-8")
    with pytest.raises(Refusal, match="已存在"):
        import_(Screen(), plan, output=root)
    import_(Screen(), plan, output=root, merge=True)
    assert "已新增 1 项指标" in capsys.readouterr().err
    assert "市财政局" in (root / "data/units.yaml").read_text(encoding="utf-8")
