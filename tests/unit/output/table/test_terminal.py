"""Tables on a screen: every line fits, every column stands straight, whatever the texts are."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from dutykit.output.table.record import Cell, Column, Group, Share, StatusLight, Table
from dutykit.output.table.terminal import terminal_text, wrapped

ANSI = re.compile(r"\033\[[\d;]*m")
UNITS = ("市教育局", "市政府教育督导室", "甲", "Office of the Long Name")


def grid(units: tuple[str, ...] = UNITS, text: str = "市委、市政府对教育工作的领导情况。" * 3) -> Table:
    marks: list[Cell] = ["●", *([""] * (len(units) - 1))]
    rows: tuple[tuple[Cell, ...], ...] = ((1, text, *marks, 1), (62, "短", *marks, 1))
    counts: tuple[Cell, ...] = (12, *([""] * (len(units) - 1)))
    return Table(
        title="表",
        columns=(Column("编号"), Column("指标"), *(Column(one, "mark") for one in units), Column("合计", "number")),
        groups=(
            Group(rows, "一、甲", ("", "小计", *counts, 12)),
            Group(rows, "二、乙", ("", "小计", *counts, 12)),
        ),
        group_title="章",
        total=("", "合计", *counts, 24),
        legend=(("●", "责任单位"),),
        notes=("说明",),
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
@pytest.mark.parametrize("count", [1, 18, 40])
def test_a_grid_fits_the_width(width: int, count: int) -> None:
    lines = terminal_text(grid(("市教育局",) * count), width=width, color=False).splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_marks_stand_under_their_headings() -> None:
    lines = terminal_text(grid(), width=100, color=False).splitlines()
    foot = next(line for line in lines if line.startswith("编号"))
    rows = [line for line in lines if "●" in line and "单位" not in line]
    assert len(rows) == 4
    for row in rows:
        assert cell_len(row[: row.index("●")]) == cell_len(foot[: foot.index("局")])


def test_headings_read_downwards_before_every_chapter() -> None:
    lines = terminal_text(grid(), width=100, color=False).splitlines()
    feet = [at for at, line in enumerate(lines) if line.startswith("编号")]
    assert len(feet) == 3  # two chapters and the total
    foot = feet[0]
    column = cell_len(lines[foot][: lines[foot].index("局")])

    def at(line: str) -> str:
        return next((one for position, one in enumerate(line) if cell_len(line[:position]) == column), "")

    assert [at(line) for line in lines[foot - 3 : foot + 1]] == ["市", "教", "育", "局"]
    assert "⋮" in lines[foot]  # a heading of more than twelve characters is cut


def test_numbers_as_wide_as_their_column_are_read_downwards() -> None:
    lines = terminal_text(grid(("甲",) * 30), width=100, color=False).splitlines()
    at = next(at for at, line in enumerate(lines) if "小计" in line)
    assert lines[at - 1].strip() == "1"
    column = cell_len(lines[at - 1]) - 1
    assert lines[at].split() == ["小计", "2", *(["·"] * 29), "12"]
    assert cell_len(lines[at][: lines[at].index("2")]) == column


def test_columns_that_do_not_fit_go_on_below() -> None:
    text = terminal_text(grid(("甲",) * 40), width=60, color=False)
    assert text.count("一、甲") > 1
    assert sum(line.count("甲") for line in text.splitlines() if line.startswith("编号")) == 40 * 3


def test_colours_change_nothing_but_the_colours() -> None:
    for table in (grid(), grid(("甲",) * 30)):
        colored = terminal_text(table, width=90, color=True)
        assert "\033[" in colored
        plain = "\n".join(line.rstrip() for line in ANSI.sub("", colored).splitlines()) + "\n"
        assert plain == terminal_text(table, width=90, color=False)


def rows(text: str = "市委、市政府对教育工作的领导情况。" * 9) -> Table:
    return Table(
        title="表",
        columns=(
            Column("编号"),
            Column("指标", wide=True, cut=True),
            Column("应报", "number"),
            Column("覆盖率", "share"),
        ),
        groups=(Group(((1, text, 3, Share(2, 3)), ("二", "短", 0, Share(0, 0)))),),
        total=("", "合计", 1000, Share(1000, 1000)),
    )


@pytest.mark.parametrize("width", [50, 80, 100])
def test_rows_fit_the_width(width: int) -> None:
    lines = terminal_text(rows(), width=width, color=False).splitlines()
    assert max(cell_len(line) for line in lines) <= width
    assert lines[4].startswith("1 ")
    assert lines[4].endswith("66.6%")
    assert "…" in lines[4]


def test_a_bar_is_full_only_if_all_is_there() -> None:
    text = terminal_text(rows(), width=100, color=False)
    assert "██████░░░░  66.6%" in text
    assert "██████████   100%" in text
    assert "░░░░░░░░░░      —" in text


def test_without_room_there_is_no_bar() -> None:
    assert "█" not in terminal_text(rows(), width=40, color=False)


@pytest.mark.parametrize("text", ["\033[31m红", "a\nb", "a\tb", "\u202eabc", "a\u200bb"])
def test_no_text_moves_the_cursor(text: str) -> None:
    for table in (grid(text=text), rows(text), Table(text, (Column(text),), (Group(((text,),)),), notes=(text,))):
        shown = terminal_text(table, width=80, color=False)
        assert not set(shown) & set("\033\t\u202e\u200b")
        assert "a\nb" not in shown


def test_wrapping() -> None:
    assert wrapped("依据：市财政局、市教育局。", 12) == ["依据：市财政", "    局、市教", "    育局。"]
    assert wrapped("市财政局、市教育局、", 9, 0) == ["市财政", "局、市教", "育局、"]
    assert wrapped("加 --expand-groups 列", 20) == ["加 --expand-groups", "    列"]
    assert wrapped("x" * 10, 6) == ["xxxxxx", "    xx", "    xx"]


@pytest.mark.parametrize("width", [44, 52, 60, 80])
def test_the_words_of_a_light_break_behind_commas_only(width: int) -> None:
    words = ("未整改，逾期", "已整改待销号", "整改中，逾期，缺整改佐证材料，重复")
    rows = tuple(("2019-市教育局-15-1", "市教育局", "示例问题" * 9, StatusLight("red", word)) for word in words)
    columns = (Column("编号"), Column("单位"), Column("问题", wide=True, cut=True), Column("状态"))
    lines = terminal_text(Table("表", columns, (Group(rows),)), width=width, color=False).splitlines()
    for phrase in ("■ 未整改，", "逾期", "■ 已整改待销号", "■ 整改中，", "缺整改佐证材料，", "重复"):
        assert any(phrase in line for line in lines), phrase


def test_a_phrase_of_a_light_that_no_line_holds_breaks_as_texts_do() -> None:
    table = Table("表", (Column("状态"), Column("编号" * 9)), (Group(((StatusLight("red", "字" * 60), "甲" * 9),)),))
    assert max(map(cell_len, terminal_text(table, width=40, color=False).splitlines())) <= 40


def test_an_upright_heading_has_a_row_a_character_as_people_count_them() -> None:
    marks = "e\u0301x\U0001f44d\U0001f3fd\U0001f1e8\U0001f1f3\U0001f1e8"
    table = Table("题", (Column("甲"), Column(marks, "mark")), (Group((("乙", "●"),)),))
    lines = terminal_text(table, width=80, color=False).splitlines()
    heads = [line.strip() for line in lines[2 : 2 + 5]]
    assert [one.rpartition(" ")[2] for one in heads] == [
        "e\u0301",
        "x",
        "\U0001f44d\U0001f3fd",
        "\U0001f1e8\U0001f1f3",
        "\U0001f1e8",
    ]
