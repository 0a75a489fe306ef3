"""A document number stands on one kind of report, and on none of a later year."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.model.workspace import Workspace
from dutykit.reports.kinds_of_workspace import kind_named
from dutykit.reports.numbers import issuer_notes, number_notes, number_of
from dutykit.reports.press.order import Order
from dutykit.reports.press.press import Press
from dutykit.workspace.assemble import load_workspace
from tests.rounds import three_years

NUMBERS = (
    "report: {numbers: {示例市财政局: 财发〔2019〕12号, 全市: 督发〔2019〕5号, "
    "市财政局/整改报告: 财发〔2019〕30号, 市财政局/督查单: 督查〔2019〕1号, "
    "全市/rectification: 督发〔2018〕9号, 全市/通报: 督发〔2019〕8号}}\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = three_years(tmp_path)
    (root / "dutykit.yaml").write_text(NUMBERS, encoding="utf-8")
    units = root / "data/units.yaml"
    units.write_text(
        units.read_text("utf-8").replace("{id: 市财政局,", "{id: 市财政局, aliases: [示例市财政局],"), "utf-8"
    )
    found = load_workspace(root).workspace
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("city", "kind", "cycle", "expected"),
    [
        (False, "unit", 2019, "财发〔2019〕12号"),
        (False, "rectification", 2019, "财发〔2019〕30号"),
        (False, "evidence", 2019, ""),
        (False, "self-report", 2019, ""),
        (True, "city", 2019, "督发〔2019〕5号"),
        (True, "rectification", 2019, ""),  # of the year before
        (True, "rectification", 2018, "督发〔2018〕9号"),
        (True, "evidence", 2019, ""),
        (False, "unit", 2020, ""),
    ],
)
def test_the_number_of_a_report(workspace: Workspace, city: bool, kind: str, cycle: int, expected: str) -> None:
    unit = None if city else "市财政局"
    assert number_of(workspace, cycle, unit, kind_named(workspace.root, kind)) == expected


def test_what_is_not_printed_is_told_once(workspace: Workspace) -> None:
    def order(unit: str | None, kind: str | None = None) -> Order:
        return Order(workspace.root, unit, Path("x.pdf"), kind)

    unknown = (
        "dutykit.yaml 的 report.numbers 中“全市/通报”：没有名为 通报 的报告种类，"
        "请用 dutykit report --kind list 查看全部种类"
    )
    assert list(number_notes(workspace, 2019, [order("市财政局"), order(None)])) == [unknown]
    stale = list(number_notes(workspace, 2020, [order("市财政局"), order("市财政局"), order(None, "rectification")]))
    assert [note.partition("，")[0] for note in stale] == [
        "“示例市财政局”的发文字号 财发〔2019〕12号 属于 2020 年度以前",
        "“全市/rectification”的发文字号 督发〔2018〕9号 属于 2020 年度以前",
        unknown.partition("，")[0],
    ]


def test_it_stands_on_the_cover(workspace: Workspace) -> None:
    press = Press(workspace.root, "html", 2019, workspace)
    covers = [
        press.view(Order(workspace.root, "市财政局", Path("x.html"), kind))[1].cover
        for kind in (None, "rectification", "evidence")
    ]
    assert [one.number for one in covers] == ["财发〔2019〕12号", "财发〔2019〕30号", ""]


def test_each_of_several_issuers_signs_on_a_line_of_its_own(workspace: Workspace) -> None:
    bodies = ("示例市人民政府教育督导委员会办公室", "示例市教育局", "示例市财政局", "示例市人力资源和社会保障局")
    text = f"report: {{issuer: {'、'.join(bodies)}}}\n"
    (workspace.root / "dutykit.yaml").write_text(text, encoding="utf-8")
    press = Press(workspace.root, "html", 2019)
    assert press.view(Order(workspace.root, None, Path("x.html")))[1].cover.issuer_lines == bodies


def test_only_papers_with_a_place_for_the_seal_ask_for_the_issuer(workspace: Workspace) -> None:
    def asked(unit: str | None, kind: str | None) -> int:
        return len(list(issuer_notes(workspace, [Order(workspace.root, unit, Path("x.pdf"), kind)])))

    assert [asked(None, None), asked(None, "rectification"), asked("市财政局", "letter")] == [1, 1, 1]
    assert [asked(None, "overview"), asked("市财政局", None)] == [0, 0]
