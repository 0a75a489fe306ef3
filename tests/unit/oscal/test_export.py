"""The OSCAL documents: as the published schema wants them, all that is there, the same again for the same data."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.oscal.export import ACTIONS, CATALOG, COMPONENTS, PLAN, PROFILE, RESULTS, oscal_documents
from dutykit.workspace.assemble import load_workspace
from tests.conftest import REPOSITORY
from tests.stress_workspace import make_stress

DAY = dt.date(2019, 12, 1)
MADE = dt.datetime(2019, 12, 1, tzinfo=dt.UTC)


def opened(root: Path) -> Workspace:
    workspace = load_workspace(root).workspace
    assert workspace is not None
    return workspace


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    """OSCAL 1.2.1's own schema; Python's expressions have no names for kinds of characters."""
    text = (REPOSITORY / "tests/data/schemas/oscal-1.2.1.json").read_text(encoding="utf-8")
    return Draft7Validator(json.loads(text.replace(r"\\p{L}", r"[^\\W\\d_]").replace(r"\\p{N}", r"\\d")))


@pytest.fixture(scope="module")
def sample() -> Mapping[str, bytes]:
    return oscal_documents(opened(REPOSITORY), 2019, DAY, MADE)


@pytest.fixture(scope="module")
def stress(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    root = tmp_path_factory.mktemp("stress")
    make_stress(root)
    return oscal_documents(opened(root), 2019, DAY, MADE)


def parts(documents: Mapping[str, bytes]) -> dict[str, Any]:
    found = {name: json.loads(data) for name, data in documents.items()}
    return {name: next(iter(one.values())) for name, one in found.items()}


def every(value: Any, key: str) -> Iterator[Any]:
    """Every value under `key`, however deep."""
    if isinstance(value, dict):
        if key in value:
            yield value[key]
        for one in value.values():
            yield from every(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from every(one, key)


@pytest.mark.parametrize("name", ["sample", "stress"])
def test_the_published_schema_takes_them(name: str, validator: Draft7Validator, request: pytest.FixtureRequest) -> None:
    documents = request.getfixturevalue(name)
    assert list(documents) == [CATALOG, PROFILE, COMPONENTS, PLAN, RESULTS, ACTIONS]
    for file, data in documents.items():
        faults = [
            f"{file} {list(one.absolute_path)}: {one.message[:200]}" for one in validator.iter_errors(json.loads(data))
        ]
        assert faults == []


def test_the_schema_is_as_strict_as_it_looks(sample: Mapping[str, bytes], validator: Draft7Validator) -> None:
    broken = json.loads(sample[CATALOG])
    broken["catalog"]["groups"][0]["groups"][0]["controls"][0]["id"] = "1 2"
    assert [*validator.iter_errors(broken)]


def test_what_is_in_the_workspace_is_in_them(sample: Mapping[str, bytes]) -> None:
    workspace = opened(REPOSITORY)
    found = parts(sample)
    controls = [one for many in every(found[CATALOG], "controls") for one in many]
    assert len(controls) == len(workspace.catalogue.entries) == 62
    requirements = [one for many in every(found[COMPONENTS], "implemented-requirements") for one in many]
    assert len(requirements) == len([*workspace.responsibilities.duties]) == 288
    reviewed = sum(not one.is_empty for review in workspace.reviews for one in review.indicators)
    [result] = found[RESULTS]["results"]
    events = sum(len(review.events) for review in workspace.reviews)
    totals = [one for one in result["observations"] if one["title"].endswith("：总分和等次")]
    assert len(result["findings"]) == reviewed
    assert len(result["observations"]) == reviewed + events + len(totals)
    assert totals
    assert events
    problems = [*workspace.rectification]
    assert len(found[ACTIONS]["poam-items"]) == len(found[ACTIONS]["risks"]) == len(problems)
    assert {one["statement"] for one in found[ACTIONS]["risks"]} >= {problems[0].text}


def test_what_points_somewhere_points_at_what_is_there(sample: Mapping[str, bytes]) -> None:
    found = parts(sample)
    made = {value for one in found.values() for value in every(one, "uuid")}
    for key in ("subject-uuid", "observation-uuid", "risk-uuid", "implementation-statement-uuid", "actor-uuid"):
        pointed = [value for one in found.values() for value in every(one, key)]
        assert pointed, key
        assert made.issuperset(pointed), key
    ids = set(every(found[CATALOG], "id"))
    for key in ("control-id", "target-id", "param-id"):
        assert ids.issuperset(value for one in found.values() for value in every(one, key)), key
    for one in found.values():
        linked = {value[1:] for value in every(one, "href") if value.startswith("#")}
        assert linked == {resource["uuid"] for resource in one.get("back-matter", {}).get("resources", ())}


def test_the_same_data_give_the_same_bytes_and_other_data_another_document(
    sample: Mapping[str, bytes], tmp_path: Path
) -> None:
    assert oscal_documents(opened(REPOSITORY), 2019, DAY, MADE) == sample
    for name in ("data", "submissions", "reviews"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "dutykit.yaml", tmp_path)
    catalogue = tmp_path / "data/indicators.yaml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("text: ", "text: 试", 1), encoding="utf-8")
    changed = oscal_documents(opened(tmp_path), 2019, DAY, MADE)
    uuids = {name: one["uuid"] for name, one in parts(sample).items()}
    others = {name: one["uuid"] for name, one in parts(changed).items()}
    assert {name for name in uuids if uuids[name] != others[name]} == {CATALOG}
    assert all(re.fullmatch("[0-9a-f-]{14}5[0-9a-f-]{21}", one) for one in uuids.values())


def test_a_sample_says_so_in_every_document(sample: Mapping[str, bytes]) -> None:
    for one in parts(sample).values():
        assert ("sample", "true") in {(prop["name"], prop["value"]) for prop in one["metadata"]["props"]}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "submissions/2019").mkdir(parents=True)
    (tmp_path / "data/units.yaml").write_text(
        "units:\n  - {id: 甲 局/一, kind: department}\n  - {id: 甲局, kind: department}\n", encoding="utf-8"
    )
    (tmp_path / "data/indicators.yaml").write_text(
        'title: "# <b>**示例**</b>"\nsource: {title: 示例, issuer: 示例市政府}\nchapters:\n'
        "  - title: 章\n    sections:\n      - title: 节\n        indicators:\n"
        "          - {id: 1.a_b 二, text: '{{ insert: param, x }} *甲*', responsible: [甲 局/一]}\n",
        encoding="utf-8",
    )
    (tmp_path / "submissions/2019/甲局.yaml").write_text("unit: 甲局\ncycle: 2019\nstate: draft\n", encoding="utf-8")
    return tmp_path


def test_odd_names_and_texts_are_only_data(small: Path, validator: Draft7Validator) -> None:
    documents = oscal_documents(opened(small), 2019, DAY, MADE)
    assert ACTIONS not in documents
    assert [one for data in documents.values() for one in validator.iter_errors(json.loads(data))] == []
    catalog = parts(documents)[CATALOG]
    assert catalog["metadata"]["title"] == r"\# \<b\>\*\*示例\*\*\</b\>"
    [prose] = every(catalog, "prose")
    assert prose == r"\{\{ insert: param, x \}\} \*甲\*"


STORY = {
    "data/scoring.yaml": """\
title: 办法
basis: 依据
method: sum
events: [{id: veto, kind: veto, text: 弄虚作假}]
grades: [{id: 优秀, min: 8}, {id: 不合格}]
""",
    "submissions/2018/甲.yaml": """\
unit: 甲 局/一
cycle: 2018
state: accepted
answers:
  - {indicator: 1.a_b 二, rating: partly, narrative: 文, problems: [{id: A, found_by: self_check, text: 问题}]}
""",
    "submissions/2019/甲.yaml": """\
unit: 甲 局/一
cycle: 2019
state: returned
submitted_on: 2019-05-01
returned: {reason: 退回原因, due: 2019-06-01}
summary: 概述
next_steps: 下一步
carried: [{problem: A, from_cycle: 2018, status: done, progress: 进展, proof: [{title: 佐证, kept_by_unit: true}]}]
answers: [{indicator: 1.a_b 二, rating: met, score: 9, narrative: 文}]
""",
    "reviews/2019/甲.yaml": """\
unit: 甲 局/一
cycle: 2019
reviewed_on: 2019-07-01
indicators: [{indicator: 1.a_b 二, verdict: met, score: 9}]
events: [{event: veto, remark: 事由}]
findings: [{id: F, indicator: 1.a_b 二, found_by: monitoring, found_on: 2019-06-03, text: 监测问题}]
closings: [{problem: A, from_cycle: 2018, closed_on: 2019-11-01, remark: 销号意见}]
""",
    "reviews/2019/乙.yaml": """\
unit: 甲局
cycle: 2019
indicators: [{indicator: 1.a_b 二, verdict: unmet}]
events: [{event: veto, remark: 乙的事由}]
""",
}


@pytest.fixture
def story(small: Path, validator: Draft7Validator) -> dict[str, Any]:
    """What is told of a problem over the years, of events and of a unit without duties."""
    catalogue = small / "data/indicators.yaml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("text: '{{", "points: 10, text: '{{"), "utf-8")
    for name, text in STORY.items():
        (small / name).parent.mkdir(parents=True, exist_ok=True)
        (small / name).write_text(text, encoding="utf-8")
    documents = oscal_documents(opened(small), 2019, DAY, MADE)
    assert [one for data in documents.values() for one in validator.iter_errors(json.loads(data))] == []
    return parts(documents)


def test_a_risk_tells_what_became_of_the_problem(story: dict[str, Any]) -> None:
    earlier, found = story[ACTIONS]["risks"]
    assert [(one["title"], one["start"][:10], one["description"]) for one in earlier["risk-log"]["entries"]] == [
        ("2019年度整改进展", "2019-05-01", "进展"),
        ("销号", "2019-11-01", "销号意见"),
    ]
    assert (earlier["status"], earlier["risk-log"]["entries"][-1]["status-change"]) == ("closed", "closed")
    [link] = earlier["remediations"][0]["links"]
    [resource] = story[ACTIONS]["back-matter"]["resources"]
    assert (link["href"], resource["title"]) == (f"#{resource['uuid']}", "佐证")
    [entry] = found["risk-log"]["entries"]
    assert (entry["title"], entry["start"][:10], entry["status-change"]) == ("发现问题", "2019-06-03", "open")


def test_a_past_cycle_has_no_problems_of_later_ones(story: dict[str, Any], small: Path) -> None:
    then = parts(oscal_documents(opened(small), 2018, DAY, MADE))
    assert [one["title"] for one in then[ACTIONS]["risks"]] == [story[ACTIONS]["risks"][0]["title"]]


def test_events_and_totals_are_observations(story: dict[str, Any]) -> None:
    [result] = story[RESULTS]["results"]
    told = {one["title"]: {prop["name"]: prop["value"] for prop in one["props"]} for one in result["observations"]}
    assert told["甲 局/一：弄虚作假"] == {"event": "veto", "event-kind": "veto", "times": "1"}
    assert told["甲 局/一：总分和等次"] == {
        "self-total": "9.0",
        "self-grade": "优秀",
        "reviewed-total": "9.0",
        "reviewed-grade": "不合格",
    }


def test_a_unit_without_duties_is_a_party(story: dict[str, Any]) -> None:
    [result] = story[RESULTS]["results"]
    parties = {one["uuid"]: one["name"] for one in story[RESULTS]["metadata"]["parties"]}
    theirs = [one for one in result["observations"] if one["title"].startswith("甲局：")]
    assert [parties[one["subjects"][0]["subject-uuid"]] for one in theirs] == ["甲局", "甲局"]
    [finding] = [one for one in result["findings"] if one["title"].startswith("甲局：")]
    assert "implementation-statement-uuid" not in finding


def test_a_returned_submission_says_why_and_what_is_next(story: dict[str, Any]) -> None:
    [component] = story[COMPONENTS]["components"]
    assert component["remarks"] == "概述\n\n下一步"
    told = {one["name"]: one["value"] for one in component["control-implementations"][0]["props"]}
    assert (told["returned-reason"], told["returned-due"]) == ("退回原因", "2019-06-01")


def test_what_was_not_read_whole_is_refused(small: Path) -> None:
    (small / "submissions/2019/甲局.yaml").write_text("unit: 甲局\ncycle: [\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"OSCAL所依据的数据不完整：submissions/2019/甲局\.yaml"):
        oscal_documents(opened(small), 2019, DAY, MADE)


def test_nobody_has_a_duty(small: Path) -> None:
    catalogue = small / "data/indicators.yaml"
    text = catalogue.read_text(encoding="utf-8").replace(", responsible: [甲 局/一]", "")
    catalogue.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match="没有单位承担任何指标"):
        oscal_documents(opened(small), 2019, DAY, MADE)
