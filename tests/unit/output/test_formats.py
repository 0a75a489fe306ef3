"""Which format a listing is written in, and that each format of the list writes it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal
from dutykit.output.formats import CALENDAR, TABLE_FORMATS, Format, format_for, listing_bytes, unlike_folder
from dutykit.output.listing import Listing
from dutykit.output.table.record import Column, Group, Table

NAMES = [one.name for one in TABLE_FORMATS]


class _Listing(Listing):
    def sheets(self) -> list[tuple[str, Table]]:
        columns = (Column("单位"), Column("甲", "mark"), Column("数值", "number"))
        rows = (("甲局", "●", 1), ("乙局", "", 2))
        return [
            ("一", Table("标题", columns, (Group(rows, "第一组"),), group_title="组", total=("合计", "", 3))),
            ("二", Table("别的", (Column("单位"),), (Group((("丙局",),)),))),
        ]

    def document(self) -> dict[str, object]:
        return {"version": 1}


def test_the_suffix_decides_unless_a_format_is_named() -> None:
    assert format_for(None, Path("表.CSV"), TABLE_FORMATS).name == "csv"
    assert format_for(None, Path("表.htm"), TABLE_FORMATS).name == "html"
    assert format_for("csv", Path("表"), TABLE_FORMATS).name == "csv"
    assert format_for("csv", Path("v1.2"), TABLE_FORMATS).name == "csv"
    assert format_for(None, None, TABLE_FORMATS).name == "table"


@pytest.mark.parametrize("name", ["表.xlsx", "表.xls", "表.et", "表.WPS", "表.ics"])
def test_a_file_is_not_named_as_one_of_another_format(name: str) -> None:
    with pytest.raises(Refusal, match="格式是 csv，文件名"):
        format_for("csv", Path(name), TABLE_FORMATS)


@pytest.mark.parametrize("name", ["表", "表.doc", "表.ics", "表.csv2"])
def test_a_suffix_that_is_not_among_the_possible_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(Refusal, match="无法") as caught:
        format_for(None, Path(name), TABLE_FORMATS)
    assert all(suffix in str(caught.value.fix) for one in TABLE_FORMATS for suffix in one.suffixes)


def test_a_folder_is_not_named_as_a_file(tmp_path: Path) -> None:
    assert unlike_folder(tmp_path / "报告.doc") is not None
    assert unlike_folder(tmp_path / "报告.xlsx") is not None
    assert unlike_folder(tmp_path / "2026.春") is None
    (tmp_path / "报告.doc").mkdir()
    assert unlike_folder(tmp_path / "报告.doc") is None


def test_names_and_suffixes_are_distinct() -> None:
    formats = (*TABLE_FORMATS, CALENDAR)
    suffixes = [suffix for one in formats for suffix in one.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert len({one.name for one in formats}) == len(formats)


@pytest.mark.parametrize("kind", TABLE_FORMATS, ids=NAMES)
def test_each_format_writes_the_listing_and_says_whether_it_is_binary(kind: Format) -> None:
    data = listing_bytes(_Listing(), kind.name)
    assert data == listing_bytes(_Listing(), kind.name)
    assert kind.binary == (b"\0" in data or data.startswith(b"%PDF"))
    if kind.name == "json":
        assert json.loads(data) == {"version": 1}
    elif data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            assert any("甲局".encode() in archive.read(name) for name in archive.namelist())
    elif not kind.binary:
        assert "乙局" in data.decode()


def test_only_a_listing_with_dates_has_a_calendar() -> None:
    with pytest.raises(TypeError):
        listing_bytes(_Listing(), "ics")
