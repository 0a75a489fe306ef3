"""Which format a table is written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal
from dutykit.output.choice import format_for, unlike_folder


def test_the_name_of_the_file_decides_unless_a_format_is_named() -> None:
    assert format_for(None, Path("表.CSV"), ("csv", "xlsx")) == "csv"
    assert format_for("csv", Path("表"), ("csv", "xlsx")) == "csv"
    assert format_for("csv", Path("v1.2"), ("csv", "xlsx")) == "csv"


@pytest.mark.parametrize("name", ["表.xlsx", "表.xls", "表.et", "表.WPS"])
def test_a_file_is_not_named_as_one_of_another_format(name: str) -> None:
    with pytest.raises(Refusal, match="格式是 csv，文件名"):
        format_for("csv", Path(name), ("csv", "xlsx"))


def test_a_folder_is_not_named_as_a_file(tmp_path: Path) -> None:
    assert unlike_folder(tmp_path / "报告.doc") is not None
    assert unlike_folder(tmp_path / "2026.春") is None
    (tmp_path / "报告.doc").mkdir()
    assert unlike_folder(tmp_path / "报告.doc") is None
