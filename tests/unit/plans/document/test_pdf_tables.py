"""Tables of a PDF that go on on the next page, and what stands around them. Invented; no office said any of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.unit.plans.document.made import page_as_pdf, plan_of

TEXT = "示例措施写得稍长一些，以便占用几行的位置。"
HEAD = ("重点任务", "序号", "具体措施", "责任单位")
ROWS = [
    ("甲类任务", "1", f"建校{TEXT}", "市教育局"),
    ("甲类任务", "2", f"添置{TEXT}", "市财政局"),
    ("甲类任务", "3", f"培训{TEXT}", "市人社局"),
    ("乙类任务", "4", f"招聘{TEXT}", "市住建局"),
]


def page(rows: Sequence[Sequence[str]], breaks: int, around: str = "") -> str:
    """A page of a table whose first cell reaches over three rows; before the row `breaks` the page ends."""
    parts = []
    for at, row in enumerate(rows):
        cells = [f'<td rowspan="3">{row[0]}</td>' if at == 1 else f"<td>{row[0]}</td>" if at in {0, 4} else ""]
        cells += [f"<td>{cell}</td>" for cell in row[1:]]
        style = ' style="break-before: page"' if at == breaks else ""
        parts.append(f"<tr{style}>{''.join(cells)}</tr>")
    return f"<html><p>某市2026年示例任务分解表</p><table>{''.join(parts)}</table>{around}</html>"


def said(data: bytes) -> list[tuple[str, str, list[str]]]:
    return [
        (
            heading.title if (heading := task.section or task.chapter) is not None else "",
            task.text,
            [party.name for party in task.parties],
        )
        for task in plan_of(data, ".pdf").tasks
    ]


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("breaks", [2, 3])
def test_a_cell_that_reaches_over_two_pages(breaks: int, *, numbered: bool) -> None:
    rows = [row if numbered else (row[0], *row[2:]) for row in (HEAD, *ROWS)]
    assert said(page_as_pdf(page(rows, breaks))) == [(row[0], row[2], [row[3]]) for row in ROWS]


def test_units_that_reach_over_two_pages() -> None:
    rows = [("责任单位", "序号", "具体措施"), *(("市教育局、市财政局", str(at), TEXT) for at in (1, 2, 3))]
    rows.append(("市人社局", "4", TEXT))
    assert [one[2] for one in said(page_as_pdf(page(rows, 2)))] == [["市教育局", "市财政局"]] * 3 + [["市人社局"]]


def test_a_row_that_the_page_cuts() -> None:
    rows = [HEAD[1:], ("1", TEXT * 4, "市教育局<br>市财政局<br>" + "市人社局")]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    style = "@page { size: 105mm 60mm; margin: 10mm } td:last-child { white-space: nowrap }"
    made = page_as_pdf(f"<html><p>某市2026年示例任务分解表</p><table>{table}</table></html>", style)
    assert said(made) == [("", TEXT * 4, ["市教育局", "市财政局", "市人社局"])]


def test_letters_that_stick_out_of_their_cell_are_in_it() -> None:
    made = page_as_pdf(page([HEAD, *ROWS], -1), "td { line-height: 0.9; padding: 0 2pt }")
    assert said(made) == [(row[0], row[2], [row[3]]) for row in ROWS]


def test_text_around_a_table_is_not_in_it() -> None:
    beside = '<p style="position: absolute; left: 130mm; top: 12mm; width: 60mm">表旁文字</p>'
    behind = "<p>注：责任单位列第一位的为牵头单位。</p><p>附件另行印发。</p>"
    plan = plan_of(page_as_pdf(page([HEAD, *ROWS], -1, beside + behind), "table { width: 100mm }"), ".pdf")
    assert [task.text for task in plan.tasks] == [row[2] for row in ROWS]
    assert {one.text for one in plan.left} >= {"注：责任单位列第一位的为牵头单位。", "附件另行印发。"}
    assert any("表旁文字" in text for text in plan.lines.values())


def test_a_name_that_a_narrow_cell_breaks_is_one() -> None:
    rows = [
        ("任务", "责任单位"),
        ("建示例学校。", "各县（市）<br>人民政府"),
        ("办示例活动。", "市示例工作专班<br>办公室"),
    ]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    data = page_as_pdf(f"<html><p>某市2026年示例任务分解表</p><table>{cells}</table></html>")
    assert [units for _heading, _text, units in said(data)] == [["各县（市）人民政府"], ["市示例工作专班办公室"]]
