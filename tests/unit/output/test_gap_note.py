"""A listing with gaps states them in every format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dutykit.model.finding import Finding, Severity
from dutykit.model.gap import Gap
from dutykit.model.place import Place
from dutykit.model.refusal import Refusal
from dutykit.output.formats import TABLE_FORMATS, listing_bytes
from dutykit.output.gap_note import WithGaps, refuse_gaps
from dutykit.output.listing import Listing
from dutykit.output.table.record import Column, Group, Table

GAP = Gap(Finding("wrong-type", Severity.ERROR, Place("data/units.yaml", 3, 8), "“id”应为文字"))


@dataclass(frozen=True)
class Few(Listing):
    gaps: tuple[Gap, ...] = ()

    def sheets(self) -> Iterator[tuple[str, Table]]:
        yield "表", Table("题", (Column("甲"), Column("数", "number")), (Group((("乙", 1),)),))

    def document(self) -> dict[str, object]:
        return {"version": 1}

    def calendar(self, replaced: Path | None = None) -> bytes:
        return b"" if replaced else b"BEGIN"


@pytest.mark.parametrize("form", [one.name for one in TABLE_FORMATS if not one.binary and one.name != "json"])
def test_text_formats_say_it(form: str) -> None:
    whole, lacking = (listing_bytes(WithGaps(Few(gaps)), form).decode() for gaps in ((), (GAP,)))
    assert "data/units.yaml" not in whole
    assert "data/units.yaml" in lacking.replace("\\", "")
    assert "“id”应为文字" in lacking


def test_the_line_of_a_csv_file_is_last_and_changes_no_sum() -> None:
    lines = listing_bytes(WithGaps(Few((GAP,))), "csv").decode("utf-8-sig").splitlines()
    assert lines[:2] == ["甲,数", "乙,1"]
    assert lines[2].startswith("数据不完整")


def test_json_has_a_field_for_it_always() -> None:
    assert json.loads(listing_bytes(WithGaps(Few()), "json")) == {"version": 1, "incomplete": []}
    found = json.loads(listing_bytes(WithGaps(Few((GAP,))), "json"))
    assert found["incomplete"] == [{"file": "data/units.yaml", "line": 3, "reason": "“id”应为文字"}]


def test_dates_are_not_handed_out_in_part() -> None:
    assert WithGaps(Few()).calendar() == b"BEGIN"
    with pytest.raises(Refusal, match=r"data/units\.yaml 第 3 行"):
        WithGaps(Few((GAP,))).calendar()


def test_a_refusal_names_a_few_and_counts_the_rest() -> None:
    refuse_gaps((), "表")
    with pytest.raises(Refusal, match="另有 3 处"):
        refuse_gaps([GAP] * 8, "表")
