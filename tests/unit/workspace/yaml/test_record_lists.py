"""Several lists of one record at once: whatever goes, comes and is changed in each, the record reads as it was asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dutykit.model.review import Review
from dutykit.workspace.decode import decode
from dutykit.workspace.review_file import list_edits
from dutykit.workspace.yaml.edit import edited
from tests.unit.workspace.yaml.editing import LIMITS, read

HEAD = "unit: 甲局\ncycle: 2019\nreviewer: 督导室\n"
KINDS: dict[str, dict[str, Any]] = {
    "events": {"event": "加1", "remark": "有"},
    "findings": {"id": "检1", "indicator": "甲1", "found_by": "inspection", "text": "有"},
    "closings": {"problem": "题1", "closed_on": dt.date(2019, 9, 20), "remark": "有"},
}
ID = {"events": "event", "findings": "id", "closings": "problem"}


def items(name: str, count: int, stem: str) -> list[dict[str, Any]]:
    return [KINDS[name] | {ID[name]: f"{stem}{number}"} for number in range(count)]


def block(name: str, rows: list[dict[str, Any]], *, spaced: bool, comment: bool, indent: str) -> str:
    if not rows:
        return ""
    parts = [f"{name}:"] + ([f"{indent}# 说明"] if comment else [])
    for at, row in enumerate(rows):
        parts += [""] if spaced and at else []
        lines = [f"{key}: {value}" for key, value in row.items()]
        parts += [f"{indent}- {lines[0]}", *(f"{indent}  {line}" for line in lines[1:])]
    return "\n".join(parts) + ("\n\n" if spaced else "\n")


@given(st.data())
def test_any_operations_on_the_lists_of_a_review_are_made(data: st.DataObject) -> None:
    counts = {name: data.draw(st.integers(0, 3), name) for name in KINDS}
    order = data.draw(st.permutations([*KINDS]))
    looks = {"spaced": data.draw(st.booleans()), "comment": data.draw(st.booleans())}
    indent = data.draw(st.sampled_from(["", "  "]))
    text = HEAD + "".join(block(one, items(one, counts[one], "旧"), indent=indent, **looks) for one in order)
    document = read(text.removesuffix("\n") if data.draw(st.booleans()) else text)
    review, _findings, complete = decode(Review, document)
    assert review is not None
    assert complete
    wanted: dict[str, Any] = {}
    expected: dict[str, list[tuple[str, str]]] = {}
    for name in KINDS:
        there = list(getattr(review, name))
        kept = [one for one in there if data.draw(st.booleans())]
        changed = [
            (one, {"remark" if name != "findings" else "text": "改"} if data.draw(st.booleans()) else {})
            for one in kept
        ]
        new = items(name, data.draw(st.integers(0, 2)), "新")
        wanted[name] = [*changed, *((None, one) for one in new)]
        field = "text" if name == "findings" else "remark"
        expected[name] = [
            *((getattr(one, ID[name]), fields.get(field, "有")) for one, fields in changed),
            *((one[ID[name]], "有") for one in new),
        ]
    after, _more, sound = decode(Review, edited(document, [*list_edits(review, wanted)], LIMITS))
    assert after is not None
    assert sound
    found = {
        name: [(getattr(one, ID[name]), one.text if name == "findings" else one.remark) for one in getattr(after, name)]
        for name in KINDS
    }
    assert found == expected
