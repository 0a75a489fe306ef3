"""Where in a file a thing stands, however its lines break."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dutykit.check.scan import MOST, inside, matches
from dutykit.model.catalogue import Catalogue, Source
from dutykit.model.place import Place, SourceFile
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace
from dutykit.text.length import characters_in

from .cases import Case, run_case


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_break_where_editors_break_them(line_break: str) -> None:
    source = SourceFile("a.yaml", f"甲{line_break}乙 X{line_break}X".encode())
    places = [place for place, _match in matches(source, re.compile("X"))]
    assert places == [Place("a.yaml", 2, 3, 1), Place("a.yaml", 3, 1, 1)]
    assert [source.line(one.line)[one.column - 1] for one in places] == ["X", "X"]


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        ("f: 甲 + 乙", "甲 + 乙", (8, 1)),
        ('f: "甲 + 乙"', "甲 + 乙", (9, 1)),
        ("f: '甲 + 乙'", "甲 + 乙", (9, 1)),
        (r'f: "甲\u0020+ 乙"', "甲 + 乙", (4, 7)),  # not as written: the whole value
    ],
)
def test_inside(line: str, text: str, expected: tuple[int, int]) -> None:
    catalogue = Catalogue(title="体系", source=Source(title="文件", issuer="机关"), chapters=())
    source = SourceFile("a.yaml", line.encode())
    workspace = Workspace(Path(), catalogue, Register(units=()), sources={"a.yaml": source})
    place = inside(workspace, Place("a.yaml", 1, 4, 7), text, 4, 1)
    assert (place.column, place.length) == expected
    assert inside(workspace, Place("b.yaml", 1, 1), text, 4, 1) == Place("b.yaml", 1, 1)


@pytest.mark.parametrize(("text", "count"), [(None, 0), ("", 0), (" 一\n二　三。 ", 4)])
def test_blanks_are_no_words(text: str | None, count: int) -> None:
    assert characters_in(text) == count


def test_a_file_of_numbers_is_not_told_one_by_one(tmp_path: Path) -> None:
    numbers = "13800138000 " * 1_000 + "\ue000" * 100
    text = f"unit: 市财政局\ncycle: 2019\nstate: draft\nsummary: {numbers}\n"
    case = Case("mobile-number", "", {"submissions/2019/市财政局.yaml": text}, (), ())
    assert len(run_case(case, tmp_path)[0]) == MOST
    (odd,) = run_case(replace(case, rule="odd-character"), tmp_path)[0]
    assert "共 100 处" in odd["message"]
    assert len(odd["related"]) == 3
