"""Ids, scores and values in the columns of reports are whole, however long they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dutykit.model.workspace import Workspace
from dutykit.reports.press.batch import Batch
from dutykit.reports.press.making import make_reports
from dutykit.reports.press.order import Order
from tests.page_layout import faults

REGISTER = "units: [{id: 甲局, kind: department}, {id: 乙县, kind: county}]\n"
PROBLEM = "{id: p1, found_by: inspection, text: 问题, measure: 措施, person: 张三, due: 2019-09-30, status: open}"
PAPERS = [("tasks", "甲局"), ("form", "甲局"), ("unit", "甲局"), ("rectification", None), ("city", None)]


def _torn(workspace: Workspace, folder: Path) -> list[str]:
    orders = tuple(Order(workspace.root, unit, folder / f"{kind}.pdf", kind) for kind, unit in PAPERS)
    made = list(make_reports([Batch(workspace.root, orders, workspace)], medium="pdf", force=True))
    assert [one for one in made if not one.written] == []
    found = ((kind, one) for kind, _unit in PAPERS for one in faults(folder / f"{kind}.pdf"))
    return [f"{kind}: {one.words}" for kind, one in found if one.check in {"torn number", "outside", "clipped"}]


@pytest.mark.parametrize("key", ["3.10.1", "1.10.10.1"])
def test_an_id_of_several_levels_is_on_one_line(
    make_workspace: Callable[..., Workspace], tmp_path: Path, key: str
) -> None:
    answer = f'{{indicator: "{key}", rating: met, narrative: 甲。, metrics: {{数量: 3}}, problems: [{PROBLEM}]}}'
    workspace = make_workspace(
        catalogue="title: 示例\nsource: {title: 示例文件, issuer: 示例机关}\nchapters: [{title: 甲, sections: [{title: 乙, "
        f'indicators: [{{id: "{key}", text: 落实经费, responsible: [甲局, 乙县], metrics: [{{id: 数量}}]}}]}}]}}]\n',
        register=REGISTER,
        submission=f"unit: 甲局\ncycle: 2019\nstate: submitted\nanswers: [{answer}]\n",
        earlier=f"unit: 甲局\ncycle: 2018\nstate: submitted\nanswers: [{answer}]\n",
        review=f'unit: 甲局\ncycle: 2019\nindicators: [{{indicator: "{key}", verdict: partly, remark: 改。}}]\n',
    )
    assert _torn(workspace, tmp_path) == []


@pytest.mark.parametrize("counties", [4, 7])
def test_the_metrics_of_counties_have_room_for_their_values(
    make_workspace: Callable[..., Workspace], tmp_path: Path, counties: int
) -> None:
    names = [f"县{number}" for number in range(2, counties)]
    units = ["甲局", "乙" * 48, *names]
    workspace = make_workspace(
        catalogue="title: 示例\nsource: {title: 示例文件, issuer: 示例机关}\nchapters: [{title: 甲, sections: [{title: 乙, "
        f"indicators: [{{id: 1, text: 落实经费, responsible: [{', '.join(units)}], metrics: [{{id: 数量}}]}}]}}]}}]\n",
        register=f"units: [{', '.join(f'{{id: {one}, kind: county}}' for one in units)}]\n",
        submission="unit: 甲局\ncycle: 2019\nstate: submitted\nanswers: "
        "[{indicator: 1, rating: met, narrative: 甲。, metrics: {数量: -1234567.89}}]\n",
    )
    assert _torn(workspace, tmp_path) == []


def test_scores_with_decimals_are_broken_behind_the_slash_at_most(
    make_workspace: Callable[..., Workspace], tmp_path: Path
) -> None:
    workspace = make_workspace(
        catalogue="title: 示例\nsource: {title: 示例文件, issuer: 示例机关}\nchapters: [{title: 甲, sections: [{title: 乙, "
        "indicators: [{id: 1, text: 落实经费, responsible: [甲局, 乙县]}]}]}]\n",
        register=REGISTER,
        submission="unit: 甲局\ncycle: 2019\nstate: submitted\nanswers: [{indicator: 1, rating: met, narrative: 甲。}]\n",
        review="unit: 甲局\ncycle: 2019\nindicators: [{indicator: 1, verdict: partly, remark: 改。}]\n",
        scoring="title: 办法\nbasis: 示例\nmethod: sum\ndecimals: 3\npoints: {indicators: {1: 155.255}}\n"
        "levels: [{id: A, title: 甲, share: 1, rating: met}, {id: B, title: 乙, share: 0.12345, rating: partly}]\n",
    )
    assert _torn(workspace, tmp_path) == []
