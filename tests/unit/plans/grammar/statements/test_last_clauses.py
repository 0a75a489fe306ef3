"""Who does what in the last clauses of a longer sentence, and prose that only looks like it. Invented."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan

LETTERS = {"lead": "L", "responsible": "R", "support": "S", "guide": "G"}


def plan_of(text: str) -> Plan:
    return read_plan([Line(number, line) for number, line in enumerate(f"甲市方案\n一、总体\n{text}".splitlines(), 1)])


STATED = {
    "（一）建平台。建成资源平台，接入学校，该项工作由市教育局会同市数据局组织实施。": (
        "建平台。建成资源平台，接入学校。",
        "L:市教育局 S:市数据局",
        "",
    ),
    "（一）建平台。建成资源平台，此项任务由市教育局负责。": ("建平台。建成资源平台。", "R:市教育局", ""),
    "（一）建设施。新建9处，其中食堂4处由市教育局负责，操场5处由市体育局负责。": (
        "建设施。新建9处。",
        "R:市教育局 R:市体育局",
        "食堂4处由市教育局负责；操场5处由市体育局负责",
    ),
    "（一）建设施\n新建9处，食堂由市教育局牵头、市财政局配合；操场由市体育局负责。": (
        "新建9处。",
        "L:市教育局 S:市财政局 R:市体育局",
        "食堂由市教育局牵头、市财政局配合；操场由市体育局负责",
    ),
    "（一）装电梯。全年开工8部，市教育局、市财政局按职责分工负责，各学校做好家长宣传工作。": (
        "装电梯。全年开工8部。",
        "R:市教育局 R:市财政局 R:各学校",
        "各学校做好家长宣传工作",
    ),
    "（一）装电梯。全年开工8部，装在教学楼，市教育局牵头，市财政局配合。": (
        "装电梯。全年开工8部，装在教学楼。",
        "L:市教育局 S:市财政局",
        "",
    ),
}


@pytest.mark.parametrize("text", STATED)
def test_the_last_clauses_of_a_sentence_say_who_does_it_and_are_asked_about(text: str) -> None:
    plan = plan_of(text)
    (task,) = plan.tasks
    names = " ".join(f"{LETTERS[party.role]}:{party.name}" for party in task.parties)
    assert (task.text, names, task.note) == STATED[text]
    assert [doubt.kind for doubt in plan.doubts if doubt.kind in {"clauses", "prose", "unassigned"}] == ["clauses"]


@pytest.mark.parametrize(
    "text",
    [
        "（一）建制度。实行联席会议制度，市教育局、市财政局参加。",
        "（一）建制度。完善制度，市教育局加强指导，市财政局落实经费。",
        "（一）建制度。对问题突出的，市教育局会同市财政局予以约谈。",
        "（一）建制度。建立机制，其中家委会由家长组成，食堂由学校管理。",
        "（一）建设施。新建9处，其中食堂4处由市教育局负责。",
        "（一）建设施。新建9处，其中食堂4处由专人负责，操场5处由专人负责。",
        "（一）建制度。建成平台，该项工作由市教育局研究后另行部署。",
        "（一）建制度。开展检查，学校负责。",
        "经市政府同意，市教育局牵头，市财政局配合。",
        "（一）建制度。成立领导小组，办公室设在市教育局，各学校做好协调工作。",
    ],
)
def test_prose_stays_prose(text: str) -> None:
    assert plan_of(text).tasks == ()
