"""Lines that a text was cut into come together again. Invented; no office said any of it."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.lines.paragraphs import in_a_row, unwrapped
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line

WHOLE = [
    "示例市教育工作任务分工方案",
    "一、示例任务",
    *(
        f"{number}.示例{'示' * number}。完善示例机制，定期开展示例工作，建立示例台账，逐项销号，确保示例任务按期完成。由市教育局牵头，"
        "市发展和改革委员会、市住房和城乡建设局配合。"
        for number in range(1, 13)
    ),
]


def cut(texts: list[str], width: int, indent: str) -> list[Line]:
    pieces = []
    for text in texts:
        whole = indent + text
        pieces += [whole[at : at + width] for at in range(0, len(whole), width)]
    return [Line(number, piece) for number, piece in enumerate(pieces, 1)]


@pytest.mark.parametrize("width", [21, 28, 34])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_a_text_cut_at_one_width(width: int, indent: str) -> None:
    lines = cut(WHOLE, width, indent)
    found = list(unwrapped(lines))
    assert [line.text.strip() for line in found] == WHOLE
    assert sum(line.joined for line in found) == len(lines) - len(found)
    plan = read_plan(lines)
    assert len(plan.tasks) == 12
    assert all(
        [party.name for party in task.parties][1:] == ["市发展和改革委员会", "市住房和城乡建设局"]
        for task in plan.tasks
    )
    assert plan.counts.left == 0


def test_paragraphs_stay_as_they_are() -> None:
    lines = [Line(number, text) for number, text in enumerate(WHOLE, 1)]
    assert list(unwrapped(lines)) == lines
    listed = [Line(number, f"{number}.完善示例机制并推广到全市各地") for number in range(1, 20)]
    assert list(unwrapped(listed)) == listed


CELLS = {
    "市营商局\n（12345平台）": "市营商局（12345平台）",
    "市教育局\n(牵头)\n市财政局\n（配合）": "市教育局(牵头)、市财政局（配合）",
    "市教育局\n〔学生处〕、市财政局": "市教育局〔学生处〕、市财政局",
    "市教育局、市财政局等\n高塘街道": "市教育局、市财政局等、高塘街道",
    "牵头单位：市教育局\n责任单位：市财政局、\n市人社局": "牵头单位：市教育局；责任单位：市财政局、市人社局",
    "牵头：市教育局、\n配合：各区": "牵头：市教育局；配合：各区",
    "（牵头）市教育局\n（配合）市财政局": "（牵头）市教育局；（配合）市财政局",
}


@pytest.mark.parametrize("cell", CELLS)
def test_a_bracket_on_a_line_of_a_cell_is_of_the_name_above(cell: str) -> None:
    assert in_a_row(cell) == CELLS[cell]


@pytest.mark.parametrize(
    ("rest", "names"), [("市财政局", 2), ("市财政局、各县区政府。", 3), ("2.改建。", 1), ("开展培训。", 1)]
)
def test_a_list_of_units_goes_on_behind_an_empty_line(rest: str, names: int) -> None:
    text = f"一、任务\n1.新建。\n责任单位：市教育局、\n\n{rest}"
    plan = read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])
    assert len(plan.tasks[0].parties) == names


def test_a_label_begins_a_paragraph_however_long_the_lines_are() -> None:
    texts = [
        "示例整改台账",
        *("问题：示例学校图书不足。", "整改措施：配备图书五万册。", "责任单位：市教育局、市财政局") * 5,
    ]
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    assert [line.text for line in unwrapped(lines) if line.text.startswith("责任单位")] == [texts[3]] * 5
