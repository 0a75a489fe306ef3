"""An OSCAL catalog as a plan: our own comes back as it went, others keep their ids, and what is none is refused."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from dutykit.model.catalogue import Catalogue
from dutykit.oscal.export import CATALOG, oscal_documents
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.register import is_oscal
from dutykit.plans.importing import import_plan
from dutykit.plans.oscal_catalog import plan_of_oscal
from dutykit.plans.plan_file import begin_plan
from dutykit.plans.proposal import propose
from dutykit.plans.review import left_reason
from dutykit.workspace.assemble import load_workspace
from tests.conftest import REPOSITORY

FOREIGN = {
    "catalog": {
        "uuid": "b954d3b7-d2c7-453b-8eb2-459e8d3b8462",
        "metadata": {
            "title": "Example \\*controls\\*",
            "published": "2024-02-04T23:11:47-05:00",
            "document-ids": [{"identifier": "EX-53"}],
            "parties": [{"uuid": "x", "type": "organization", "name": "Example Institute"}],
        },
        "params": [{"id": "p0", "values": ["daily"]}],
        "groups": [
            {
                "id": "ac",
                "title": "Access",
                "controls": [
                    {
                        "id": "ac-1",
                        "title": "Policy",
                        "params": [{"id": "ac-1_prm_1", "label": "roles"}],
                        "props": [{"name": "label", "value": "AC-1"}],
                        "parts": [
                            {
                                "name": "statement",
                                "parts": [
                                    {
                                        "name": "item",
                                        "props": [{"name": "label", "value": "a."}],
                                        "prose": "Tell {{ insert: param, ac-1_prm_1 }}, {{ insert: param, p0 }}.",
                                    },
                                    {"name": "item", "prose": "Review \\_it\\_."},
                                ],
                            },
                            {"name": "guidance", "prose": "not this"},
                        ],
                        "controls": [
                            {"id": "ac-1.1", "title": "More", "parts": [{"name": "statement", "prose": "More."}]}
                        ],
                    },
                    {"id": "ac-2", "title": "Empty"},
                    {
                        "id": "ac-3",
                        "title": "Gone",
                        "props": [{"name": "status", "value": "withdrawn"}],
                        "parts": [{"name": "statement", "prose": "x"}],
                    },
                ],
                "groups": [
                    {
                        "title": "Deep",
                        "groups": [
                            {
                                "title": "Deeper",
                                "controls": [
                                    {"id": "d-1", "title": "D", "parts": [{"name": "statement", "prose": "D."}]}
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
    }
}


def catalogue_of(document: Any) -> Catalogue:
    made = propose(plan_of_oscal(json.dumps(document).encode()), None, "无").catalogue
    assert made is not None
    return made


def test_our_own_comes_back_as_it_went(tmp_path: Path) -> None:
    workspace = load_workspace(REPOSITORY).workspace
    assert workspace is not None
    day = dt.date(2019, 12, 1)
    path = tmp_path / "catalog.json"
    path.write_bytes(oscal_documents(workspace, 2019, day, dt.datetime(2019, 12, 1, tzinfo=dt.UTC))[CATALOG])
    proposal = import_plan(begin_plan(path), None).proposal
    assert proposal.catalogue is not None
    there, back = workspace.catalogue, proposal.catalogue
    assert [one.indicator.model_dump() for one in back.entries] == [one.indicator.model_dump() for one in there.entries]
    assert [(one.section.title, one.chapter.title, one.section_shown) for one in back.entries] == [
        (one.section.title, one.chapter.title, one.section_shown) for one in there.entries
    ]
    assert (back.title, back.source.model_copy(update={"note": there.source.note})) == (there.title, there.source)
    named = {one.name for one in workspace.responsibilities.assignments}
    assert {*proposal.meant} == named
    assert proposal.plan.left == ()


def test_another_keeps_its_ids_and_nothing_is_lost_unsaid() -> None:
    plan = plan_of_oscal(json.dumps(FOREIGN).encode())
    made = catalogue_of(FOREIGN)
    assert [(one.indicator.id, one.indicator.text) for one in made.entries] == [
        ("ac-1", "a. Tell [roles], [daily].\nReview _it_."),
        ("ac-1.1", "More."),
        ("d-1", "D."),
    ]
    assert [one.section.title for one in made.entries] == ["Access", "Access", "Deep：Deeper"]
    assert made.entries[0].indicator.note == "Policy"
    assert (made.title, made.source.issuer, made.source.number) == ("Example *controls*", "Example Institute", "EX-53")
    assert made.source.published == dt.date(2024, 2, 4)
    assert [(one.kind, one.text) for one in plan.left] == [("no_statement", "ac-2 Empty"), ("withdrawn", "ac-3 Gone")]
    assert all(left_reason(one.kind) for one in plan.left)
    assert plan.counts == (6, 0, 2)


def test_parameters_may_insert_others() -> None:
    params = [
        {"id": "odp", "select": {"choice": ["lock it for {{ insert: param, time }}", "tell \\*somebody\\*"]}},
        {"id": "time", "label": "time period"},
        {"id": "loop", "label": "x {{ insert: param, loop }}"},
        *({"id": f"big{n}", "label": f"{{{{ insert: param, big{n + 1} }}}}" * 500} for n in range(3)),
    ]
    prose = "Do {{ insert: param, odp }}. {{ insert: param, loop }} {{ insert: param, big0 }}"
    control = {"id": "a", "title": "A", "params": params, "parts": [{"name": "statement", "prose": prose}]}
    [entry] = catalogue_of({"catalog": {"metadata": {"title": "t"}, "controls": [control]}}).entries
    text = entry.indicator.text
    assert text.startswith("Do [lock it for [time period]、tell *somebody*]. [x [x [x [")
    assert text.endswith("loop]]]] [big0]")


def test_headings_of_others_have_no_number_and_one_line() -> None:
    control = {"id": "a", "title": "A", "parts": [{"name": "statement", "prose": "x"}]}
    group = {
        "title": "甲",
        "controls": [control],
        "groups": [{"title": "乙\n丙", "controls": [{**control, "id": "b"}]}],
    }
    made = catalogue_of({"catalog": {"metadata": {"title": "t"}, "groups": [group]}})
    assert [(one.section.title, one.section.note) for one in made.entries] == [("甲", None), ("乙 丙", None)]


def test_ids_that_are_there_twice_are_counted_instead() -> None:
    control = {"id": "a", "title": "A", "parts": [{"name": "statement", "prose": "x"}]}
    made = catalogue_of({"catalog": {"metadata": {"title": "t"}, "controls": [control, control]}})
    assert [one.indicator.id for one in made.entries] == ["1", "2"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"profile": {}}', "这是 OSCAL 的 profile，不是 catalog"),
        (b'{"a": 1}', "JSON 文件不是 OSCAL 的 catalog"),
        (b'{"catalog": 3}', "JSON 文件不是 OSCAL 的 catalog"),
        (b'{"catalog": {', "不是完整的 JSON 文件"),
        (b'{"catalog": "\xff"}', "JSON 文件的编码不是 UTF-8"),
        ('{"catalog": {"metadata": {"title": "甲"}}}'.encode("gb18030"), "JSON 文件的编码不是 UTF-8"),
        (
            b'{"catalog": {"controls": [{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]}}',
            "catalog 中没有可导入的指标：须为未撤销、有 statement（条文）的控制项；现有控制项：a A、b B",
        ),
        (b"{" * 100_000, "不是完整的 JSON 文件"),
        (
            json.dumps({"catalog": {"groups": [{"a": 1}]}}).replace('"a": 1', '"groups": [{' * 30 + "}]" * 30).encode(),
            "嵌套超过 20 层",
        ),
    ],
    ids=range(9),
)
def test_what_is_no_catalog_is_refused(data: bytes, reason: str) -> None:
    assert is_oscal(data, ".json")
    with pytest.raises(DocumentError) as caught:
        plan_of_oscal(data)
    assert caught.value.message == reason
    assert caught.value.fix


@pytest.mark.parametrize(
    "value", [None, 3, "x", [], [1], {"groups": [[]]}, {"groups": {}}, {"metadata": [], "controls": [{"parts": 3}]}]
)
def test_whatever_stands_where_something_else_should(value: Any) -> None:
    for document in ({"catalog": {"groups": value}}, {"catalog": value if isinstance(value, dict) else {}}):
        with pytest.raises(DocumentError, match="没有可导入的指标"):
            plan_of_oscal(json.dumps(document).encode())


def test_a_metric_that_cannot_be_one_is_named() -> None:
    control = {
        "id": "a",
        "title": "A",
        "class": "indicator",
        "params": [{"id": "m", "class": "metric", "constraints": [{"description": ""}], "label": "比例"}],
        "parts": [{"name": "statement", "prose": "x"}],
    }
    plan = plan_of_oscal(json.dumps({"catalog": {"metadata": {"title": "t"}, "controls": [control]}}).encode())
    assert [(one.kind, one.text, one.whole) for one in plan.left] == [("column", "比例", False)]
    assert plan.tasks[0].stated.metrics == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_the_encodings_of_json(encoding: str) -> None:
    data = json.dumps(FOREIGN).encode(encoding)
    assert is_oscal(data, ".json")
    assert plan_of_oscal(data) == plan_of_oscal(json.dumps(FOREIGN).encode())


def test_a_plan_of_words_is_none() -> None:
    assert not is_oscal("一、落实。".encode(), ".json")
    assert not is_oscal(b"{x}", ".txt")
